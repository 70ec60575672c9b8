//! CSV cells (RFC 4180, lines end in LF). A spreadsheet takes a cell that begins like a formula for one,
//! quoted or not; such a cell gets an apostrophe in front, as OWASP advises. Taking one apostrophe away
//! from a cell that still asks for one gives back exactly what was there: see [`unguarded`].

use counterclaim_desk::answers::Marks;
use counterclaim_desk::{Amount, Anchor, Digest, Instant};
use uuid::Uuid;

use super::cell::{Cell, in_marks};
use super::json::Json;
use super::text;
use crate::markdown::is_hidden;

/// Rows of CSV.
#[derive(Debug, Default)]
pub(crate) struct Csv {
    pub(crate) out: Vec<u8>,
    /// Leaves the guard out, and every character as it is.
    raw: bool,
    follows: bool,
    scratch: String,
}

impl Csv {
    pub(crate) fn new(raw: bool) -> Self {
        Self { raw, ..Self::default() }
    }

    /// Ends a row.
    pub(crate) fn end(&mut self) {
        self.out.push(b'\n');
        self.follows = false;
    }

    fn begin(&mut self) {
        if self.follows {
            self.out.push(b',');
        }
        self.follows = true;
    }

    fn cell(&mut self, cell: &str) {
        self.begin();
        let out = &mut self.out;
        if self.raw {
            return quote(out, cell.as_bytes(), false);
        }
        let is_guarded = needs_guard(cell);
        if text::is_plain(cell) || !cell.contains(text::is_control) {
            return quote(out, cell.as_bytes(), is_guarded);
        }
        let replaced = |c| if text::is_control(c) { '\u{fffd}' } else { c };
        let inert: String = cell.chars().map(replaced).collect();
        quote(out, inert.as_bytes(), is_guarded);
    }
}

/// Writes a cell, between quotation marks where its content asks for them.
fn quote(out: &mut Vec<u8>, bytes: &[u8], is_guarded: bool) {
    let first = bytes.first().copied();
    let parts = |byte: u8| matches!(byte, b'"' | b',' | b'\n' | b'\r' | b';');
    let asks = is_guarded
        || matches!(first, Some(b' ' | b'\t'))
        || bytes.iter().fold(false, |any, byte| any | parts(*byte));
    if !asks {
        return out.extend_from_slice(bytes);
    }
    out.push(b'"');
    if is_guarded {
        out.push(b'\'');
    }
    for part in bytes.split_inclusive(|byte| *byte == b'"') {
        out.extend_from_slice(part);
        if part.ends_with(b"\"") {
            out.push(b'"');
        }
    }
    out.push(b'"');
}

/// Returns whether a spreadsheet could read a cell as a formula, or could once an apostrophe is taken away.
pub(crate) fn needs_guard(cell: &str) -> bool {
    match cell.as_bytes().first() {
        // Most cells begin with a letter or a digit: nothing more to look at.
        None | Some(b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'"' | b'[' | b'{' | b'(') => false,
        Some(_) if cell.starts_with('‹') => false,
        Some(_) => {
            let passed = |c: char| c == '\'' || c.is_whitespace() || is_hidden(c);
            let first = cell.trim_start_matches(passed).chars().next();
            matches!(first, Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠'))
        }
    }
}

/// Takes the guard away from a cell that has one.
#[cfg(test)]
pub(crate) fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| needs_guard(rest)).unwrap_or(cell)
}

impl Cell for Csv {
    fn none(&mut self) {
        self.begin();
    }

    fn text(&mut self, text: &str) {
        self.cell(text);
    }

    fn word(&mut self, word: &'static str) {
        self.begin();
        self.out.extend_from_slice(word.as_bytes());
    }

    fn list(&mut self, words: &mut dyn Iterator<Item = &str>) {
        let mut scratch = std::mem::take(&mut self.scratch);
        scratch.clear();
        for word in words {
            if !scratch.is_empty() {
                scratch.push(' ');
            }
            scratch.push_str(word);
        }
        self.cell(&scratch);
        self.scratch = scratch;
    }

    fn words(&mut self, pieces: &[Anchor], marks: Marks) {
        let mut scratch = std::mem::take(&mut self.scratch);
        scratch.clear();
        in_marks(&mut scratch, pieces, marks);
        self.cell(&scratch);
        self.scratch = scratch;
    }

    fn id(&mut self, id: Uuid) {
        self.begin();
        let mut digits = [0; 36];
        self.out.extend_from_slice(id.as_hyphenated().encode_lower(&mut digits).as_bytes());
    }

    fn digest(&mut self, digest: &Digest) {
        self.begin();
        text::digest(&mut self.out, digest);
    }

    fn whole(&mut self, number: u64) {
        self.begin();
        text::whole(&mut self.out, number);
    }

    fn amount(&mut self, amount: Amount) {
        self.begin();
        // A sign before digits makes a number and no formula.
        self.out.extend_from_slice(amount.to_string().as_bytes());
    }

    fn truth(&mut self, truth: bool) {
        self.word(if truth { "true" } else { "false" });
    }

    fn time(&mut self, at: Instant) {
        self.begin();
        text::instant(&mut self.out, at);
    }

    fn json(&mut self, fill: &dyn Fn(&mut Json)) {
        self.begin();
        // Written straight into the row: JSON is written without a control character, begins with a
        // bracket, and doubles its own quotation marks.
        let mut json = Json::within_cell(std::mem::take(&mut self.out));
        json.out.push(b'"');
        fill(&mut json);
        json.out.push(b'"');
        self.out = json.out;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guard_is_put_where_a_spreadsheet_would_compute_and_comes_off_again() {
        for formula in ["=1+1", " =1", "\t@SUM(A1)", "-2+3", "＝1", "\u{200b}+1", "'=1", "''-1"] {
            assert!(needs_guard(formula), "{formula:?}");
            assert_eq!(unguarded(&format!("'{formula}")), formula);
        }
        for text in ["plain", "'tis", "a=b", "\"=1\"", "", "'", "‹=1›"] {
            assert!(!needs_guard(text), "{text:?}");
            assert_eq!(unguarded(text), text);
        }
    }
}
