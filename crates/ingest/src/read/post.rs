//! One post from its lines: headline, paragraphs, and the whole from stamp to last printed character.
//! The reader of text feeds makes its posts here.

use std::ops::Range;

use super::found::fold;
use super::furniture::{is_furniture, without_credit};
use super::lines::{Line, ends_a_sentence, paragraphs};
use super::stamp::{ago, date_line, is_revision};

/// Longest headline, in code points; a longer first paragraph is body.
const HEADLINE: usize = 240;

/// Headline and body of a post.
#[derive(Debug, Default)]
pub(super) struct Words {
    pub(super) headline: Option<Range<usize>>,
    pub(super) paragraphs: Vec<Range<usize>>,
}

/// Whether the first paragraph of a post is its headline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Heading {
    /// By the layout, unless it is far too long.
    Usual,
    /// Only if it does not end as a sentence does.
    Unfinished,
}

/// Parts the lines of a post. Furniture, headings of days, and repetitions are left out: a headline
/// printed twice is one headline, where it is printed first.
pub(super) fn words(text: &str, lines: &[Line], heading: Heading, wrapped: bool) -> Words {
    let kept: Vec<Line> =
        lines.iter().filter(|line| !is_left_out(line.words(text))).cloned().collect();
    let mut words = Words::default();
    let mut printed: Vec<String> = Vec::new();
    for paragraph in paragraphs(&kept, wrapped) {
        let shown = &text[paragraph.clone()];
        let end = paragraph.start + without_credit(shown);
        let folded = fold(&text[paragraph.start..end]);
        // Only neighbours repeat by accident of layout; a longer memory would cost quadratic time.
        if folded.is_empty() || printed.iter().rev().take(4).any(|earlier| *earlier == folded) {
            continue;
        }
        if printed.is_empty() && is_headline(&folded, heading) {
            words.headline = Some(paragraph.start..end);
        } else {
            words.paragraphs.push(paragraph.start..end);
        }
        printed.push(folded);
    }
    words
}

/// Returns whether a line is furniture, a heading of a day, or says when a post was changed or how long
/// it has stood.
fn is_left_out(line: &str) -> bool {
    is_furniture(line) || date_line(line).is_some() || is_revision(line) || ago(line).is_some()
}

fn is_headline(words: &str, heading: Heading) -> bool {
    let short = words.chars().take(HEADLINE + 1).count() <= HEADLINE;
    let finished = ends_a_sentence(words) || words.ends_with([':', ',']);
    short && (heading == Heading::Usual || !finished)
}
