//! A cell to be filled: what a column has to say, whatever the format. Every format fills it its own way,
//! and each decides in one place how text from a page is kept from being anything but text.

use counterclaim_desk::answers::Marks;
use counterclaim_desk::{Amount, Anchor, Digest, Instant};
use uuid::Uuid;

use super::json::Json;
use super::text::{class, class_of};

/// A cell of one format. One call fills one cell.
pub(crate) trait Cell {
    /// Nothing is known.
    fn none(&mut self);
    /// Text, from anywhere.
    fn text(&mut self, text: &str);
    /// A word of our own.
    fn word(&mut self, word: &'static str);
    /// Slugs and flags: words without blanks.
    fn list(&mut self, words: &mut dyn Iterator<Item = &str>);
    /// Exact words, each piece in the marks that say whose they are.
    fn words(&mut self, pieces: &[Anchor], marks: Marks);
    /// An id.
    fn id(&mut self, id: Uuid);
    /// A digest.
    fn digest(&mut self, digest: &Digest);
    /// A whole number.
    fn whole(&mut self, number: u64);
    /// An exact decimal.
    fn amount(&mut self, amount: Amount);
    /// Yes or no.
    fn truth(&mut self, truth: bool);
    /// A time.
    fn time(&mut self, at: Instant);
    /// Something with parts, as JSON.
    fn json(&mut self, fill: &dyn Fn(&mut Json));
}

/// Writes pieces in their marks on one line, as every format prints them: line breaks of the page become
/// blanks, and a cut between two pieces is told.
pub(crate) fn in_marks(out: &mut String, pieces: &[Anchor], marks: Marks) {
    let (open, close) = match marks {
        Marks::Speaker => ('"', '"'),
        Marks::Outlet => ('‹', '›'),
    };
    for (number, piece) in pieces.iter().enumerate() {
        if number > 0 {
            out.push_str(" … ");
        }
        out.push(open);
        if is_one_line(&piece.quote) {
            out.push_str(&piece.quote);
            out.push(close);
            continue;
        }
        for (number, word) in piece.quote.split_whitespace().enumerate() {
            if number > 0 {
                out.push(' ');
            }
            out.push_str(word);
        }
        out.push(close);
    }
}

/// Returns whether there is nothing in a text but words with single blanks between them; false also where
/// that takes a longer look.
fn is_one_line(text: &str) -> bool {
    let (mut all, mut blank, mut blanks) = (0, false, false);
    for byte in text.as_bytes() {
        all |= class_of(*byte);
        blanks |= blank & (*byte == b' ');
        blank = *byte == b' ';
    }
    all & class::UNPRINTED == 0 && !blanks && !text.starts_with(' ') && !text.ends_with(' ')
}
