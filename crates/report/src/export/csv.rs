//! CSV cells (RFC 4180, lines end in LF). A spreadsheet takes a cell that begins like a formula for one,
//! quoted or not; such a cell gets an apostrophe in front, as OWASP advises. Taking one apostrophe away
//! from a cell that still asks for one gives back exactly what was there: see [`unguarded`].

use counterclaim_desk::answers::Marks;
use counterclaim_desk::{Amount, Anchor, Digest, Instant};
use uuid::Uuid;

use super::cell::{Cell, in_marks};
use super::json::{Json, number};
use super::text::{self, class};
use crate::markdown::is_hidden;

/// Rows of CSV.
#[derive(Debug)]
pub(crate) struct Csv {
    pub(crate) out: Vec<u8>,
    /// Leaves the guard out, and every character as it is.
    raw: bool,
    follows: bool,
    scratch: String,
    json: Json,
}

impl Csv {
    pub(crate) fn new(raw: bool) -> Self {
        let json = Json::within_cells();
        Self { out: Vec::new(), raw, follows: false, scratch: String::new(), json }
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
        let seen = text::classes(cell.as_bytes());
        let is_plain = seen & class::STRANGE == 0;
        self.seen_cell(cell, seen, is_plain || !cell.contains(text::is_control));
    }

    /// Writes a cell whose classes are known; `is_inert` if nothing in it controls what is around it.
    fn seen_cell(&mut self, cell: &str, seen: u8, is_inert: bool) {
        self.begin();
        let out = &mut self.out;
        if self.raw {
            return quote(out, cell.as_bytes(), seen, false);
        }
        let is_guarded = needs_guard(cell);
        if is_inert {
            return quote(out, cell.as_bytes(), seen, is_guarded);
        }
        let replaced = |c| if text::is_control(c) { '\u{fffd}' } else { c };
        let inert: String = cell.chars().map(replaced).collect();
        quote(out, inert.as_bytes(), seen, is_guarded);
    }
}

/// Writes a cell, between quotation marks where its content asks for them.
fn quote(out: &mut Vec<u8>, bytes: &[u8], seen: u8, is_guarded: bool) {
    let begins_blank = matches!(bytes.first(), Some(b' ' | b'\t'));
    if !(is_guarded || begins_blank || seen & class::PARTS != 0) {
        return out.extend_from_slice(bytes);
    }
    out.extend_from_slice(if is_guarded { b"\"'" } else { b"\"" });
    if seen & class::MARK != 0 {
        for part in bytes.split_inclusive(|byte| *byte == b'"') {
            out.extend_from_slice(part);
            if part.ends_with(b"\"") {
                out.push(b'"');
            }
        }
    } else {
        out.extend_from_slice(bytes);
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
        let seen = text::classes(scratch.as_bytes());
        // The marks are no ASCII, and harmless.
        let is_inert = pieces.iter().all(|piece| text::is_plain(&piece.quote));
        self.seen_cell(&scratch, seen, is_inert || !scratch.contains(text::is_control));
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
        number(&mut self.out, amount);
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
        self.out.push(b'"');
        self.json.over();
        std::mem::swap(&mut self.out, &mut self.json.out);
        fill(&mut self.json);
        std::mem::swap(&mut self.out, &mut self.json.out);
        self.out.push(b'"');
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
