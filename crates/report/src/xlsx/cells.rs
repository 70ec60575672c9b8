//! The cells of a sheet. There are text, numbers and truth values and no fourth kind: a formula cannot be
//! written. Text is formatted as text, so that it stays text when somebody edits the cell.

use counterclaim_desk::answers::Marks;
use counterclaim_desk::{Amount, Anchor, Digest, Instant};
use uuid::Uuid;

use super::parts::{HEADER, QUOTED, TEXT, WRAPPED, WRAPPED_QUOTED};
use crate::export::cell::{Cell, in_marks};
use crate::export::csv::needs_guard;
use crate::export::json::{Json, number};
use crate::export::text;

/// UTF-16 units that a cell holds at most.
const LONGEST: usize = 32_767;

/// Rows of a sheet, as they stand in its file.
#[derive(Debug, Default)]
pub(crate) struct Cells {
    pub(crate) xml: Vec<u8>,
    /// Cells that were longer than a cell may be, and were cut.
    pub(crate) cut: u64,
    /// Letters of the columns.
    letters: Vec<String>,
    row: String,
    column: usize,
    is_wrapped: bool,
    scratch: String,
    json: Json,
}

impl Cells {
    /// Rows of so many columns; long text is broken within its cell where `is_wrapped`.
    pub(crate) fn new(columns: usize, is_wrapped: bool) -> Self {
        Self { letters: (0..columns).map(letters).collect(), is_wrapped, ..Self::default() }
    }

    /// Begins the row with this number, counted from 1.
    pub(crate) fn begin(&mut self, row: usize) {
        self.row = row.to_string();
        self.column = 0;
        self.put("<row r=\"");
        self.xml.extend_from_slice(self.row.as_bytes());
        self.put("\">");
    }

    pub(crate) fn end(&mut self) {
        self.put("</row>\n");
    }

    /// Writes a cell of the header.
    pub(crate) fn header(&mut self, name: &str) {
        self.string(name, HEADER);
    }

    fn put(&mut self, xml: &str) {
        self.xml.extend_from_slice(xml.as_bytes());
    }

    /// Opens a cell with its place.
    fn open(&mut self) {
        self.xml.extend_from_slice(b"<c r=\"");
        let letters = self.letters.get(self.column).map_or("", String::as_str);
        self.xml.extend_from_slice(letters.as_bytes());
        self.xml.extend_from_slice(self.row.as_bytes());
        self.column += 1;
    }

    fn string(&mut self, text: &str, style: &str) {
        self.open();
        self.put("\" s=\"");
        self.put(style);
        self.put("\" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
        // A code point is two units at most, and a byte at least.
        if text.len() > LONGEST && text.encode_utf16().count() > LONGEST {
            self.cut += 1;
            let mark = "[…] (cut: a cell holds no more)";
            let mut room = LONGEST - mark.encode_utf16().count();
            let fits = |c: &char| {
                room = room.saturating_sub(c.len_utf16());
                room > 0
            };
            let kept: String = text.chars().take_while(fits).collect();
            escape(&mut self.xml, &kept);
            self.put(mark);
        } else {
            escape(&mut self.xml, text);
        }
        self.put("</t></is></c>");
    }

    fn value(&mut self, kind: &str, write: impl FnOnce(&mut Vec<u8>)) {
        self.open();
        self.put(kind);
        self.put("><v>");
        write(&mut self.xml);
        self.put("</v></c>");
    }

    fn ours(&mut self, write: impl FnOnce(&mut Vec<u8>)) {
        self.open();
        self.put("\" s=\"");
        self.put(TEXT);
        self.put("\" t=\"inlineStr\"><is><t>");
        write(&mut self.xml);
        self.put("</t></is></c>");
    }
}

impl Cell for Cells {
    fn none(&mut self) {
        self.column += 1;
    }

    fn text(&mut self, text: &str) {
        let style = match (needs_guard(text), self.is_wrapped) {
            (false, false) => TEXT,
            (true, false) => QUOTED,
            (false, true) => WRAPPED,
            (true, true) => WRAPPED_QUOTED,
        };
        self.string(text, style);
    }

    fn word(&mut self, word: &'static str) {
        self.ours(|xml| xml.extend_from_slice(word.as_bytes()));
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
        if scratch.is_empty() {
            self.none()
        } else {
            self.text(&scratch)
        }
        self.scratch = scratch;
    }

    fn words(&mut self, pieces: &[Anchor], marks: Marks) {
        let mut scratch = std::mem::take(&mut self.scratch);
        scratch.clear();
        in_marks(&mut scratch, pieces, marks);
        self.text(&scratch);
        self.scratch = scratch;
    }

    fn id(&mut self, id: Uuid) {
        let mut digits = [0; 36];
        let text = id.as_hyphenated().encode_lower(&mut digits).as_bytes();
        self.ours(|xml| xml.extend_from_slice(text));
    }

    fn digest(&mut self, digest: &Digest) {
        self.ours(|xml| text::digest(xml, digest));
    }

    fn whole(&mut self, number: u64) {
        self.value("\"", |xml| text::whole(xml, number));
    }

    fn amount(&mut self, amount: Amount) {
        self.value("\"", |xml| number(xml, amount));
    }

    fn truth(&mut self, truth: bool) {
        self.value("\" t=\"b\"", |xml| xml.push(if truth { b'1' } else { b'0' }));
    }

    fn time(&mut self, at: Instant) {
        self.ours(|xml| text::instant(xml, at));
    }

    fn json(&mut self, fill: &dyn Fn(&mut Json)) {
        let mut json = std::mem::take(&mut self.json);
        json.clear();
        fill(&mut json);
        self.text(&String::from_utf8_lossy(&json.out));
        self.json = json;
    }
}

/// Writes text for an element. What XML cannot hold, or turns text around, becomes U+FFFD. Spreadsheets
/// read `_x0041_` as one character; where a text says that, its underscore is written so itself.
pub(super) fn escape(xml: &mut Vec<u8>, text: &str) {
    let bytes = text.as_bytes();
    let mut written = 0;
    let mut at = 0;
    while let Some(byte) = bytes.get(at).copied() {
        let is_usual = matches!(byte, b' '..=b'~' | b'\n' | b'\t')
            && !matches!(byte, b'&' | b'<' | b'>' | b'_');
        if is_usual {
            at += 1;
            continue;
        }
        let Some(c) = text[at..].chars().next() else { break };
        let end = at + c.len_utf8();
        let instead = match c {
            '&' => Some("&amp;"),
            '<' => Some("&lt;"),
            '>' => Some("&gt;"),
            '\r' => Some("&#13;"),
            '_' if is_escape(&bytes[end..]) => Some("_x005F_"),
            c if text::is_control(c) => Some("\u{fffd}"),
            _ => None,
        };
        if let Some(instead) = instead {
            xml.extend_from_slice(&bytes[written..at]);
            xml.extend_from_slice(instead.as_bytes());
            written = end;
        }
        at = end;
    }
    xml.extend_from_slice(&bytes[written..]);
}

/// Returns whether what stands behind an underscore makes it the begin of an escape.
fn is_escape(behind: &[u8]) -> bool {
    matches!(behind, [b'x', digits @ .., ] if digits.get(4) == Some(&b'_')
        && digits.iter().take(4).all(u8::is_ascii_hexdigit))
}

/// Returns the letters of a column, counted from 0.
pub(super) fn letters(column: usize) -> String {
    let (mut column, mut letters) = (column + 1, Vec::new());
    while column > 0 {
        let letter = (column - 1) % 26;
        letters.push(char::from(b'A' + letter as u8));
        column = (column - 1) / 26;
    }
    letters.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters() {
        let of = [0, 25, 26, 51, 52, 701, 702].map(letters);
        assert_eq!(of, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }

    #[test]
    fn text_stays_text() {
        let mut xml = Vec::new();
        escape(&mut xml, "<a href='x'>&\r\n\u{0}\u{202e}_x0041_ _x_ ]]>");
        let expected = "&lt;a href='x'&gt;&amp;&#13;\n\u{fffd}\u{fffd}_x005F_x0041_ _x_ ]]&gt;";
        assert_eq!(String::from_utf8_lossy(&xml), expected);
    }
}
