//! JSON written as it comes. Strings are exact when they are read again, and inert where they stand: what
//! could end a script element, end a line or turn text around is written as an escape.

use std::io::Write as _;

use counterclaim_desk::{Amount, CaptureId, Instant, Moment, PostId, PostVersion, SourceId};

use super::text;

/// A writer of JSON values into bytes. Commas are put where they belong; brackets are the caller's to
/// close.
#[derive(Debug, Default)]
pub(crate) struct Json {
    pub(crate) out: Vec<u8>,
    /// Whether something stands before what comes next in the same brackets.
    follows: bool,
    /// Whether quotation marks are written twice, as within a cell of CSV.
    is_doubled: bool,
    /// What was written of the last place.
    kept: Kept,
    pub(crate) scratch: String,
}

/// Where claims stand, as it was written last: those of one post follow each other, and say the same of it.
/// Only for rows that are asked on one clock.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    pub(crate) source: Last<SourceId>,
    pub(crate) post: Last<(PostId, PostVersion, Option<Moment>)>,
    pub(crate) capture: Last<CaptureId>,
}

/// A value that was written, and what it is of.
#[derive(Debug)]
pub(crate) struct Last<K> {
    of: Option<K>,
    written: Vec<u8>,
}

impl<K> Default for Last<K> {
    fn default() -> Self {
        Self { of: None, written: Vec::new() }
    }
}

impl Json {
    /// A writer within cells of CSV.
    pub(crate) fn within_cells() -> Self {
        Self { is_doubled: true, ..Self::default() }
    }

    /// Writes what `fill` does; what it wrote the last time, if that is of the same.
    pub(crate) fn once<K: PartialEq>(
        &mut self,
        kept: fn(&mut Kept) -> &mut Last<K>,
        is_of: impl FnOnce(&K) -> bool,
        of: impl FnOnce() -> K,
        fill: impl FnOnce(&mut Self),
    ) {
        self.comma();
        self.follows = false;
        let last = kept(&mut self.kept);
        if last.of.as_ref().is_some_and(is_of) {
            self.out.extend_from_slice(&last.written);
        } else {
            let start = self.out.len();
            fill(self);
            let last = kept(&mut self.kept);
            last.of = Some(of());
            last.written.clear();
            last.written.extend_from_slice(&self.out[start..]);
        }
        self.follows = true;
    }

    /// Forgets everything, keeping the room it took.
    pub(crate) fn clear(&mut self) {
        self.out.clear();
        self.follows = false;
    }

    /// Opens an object, closes it after `fill`.
    pub(crate) fn object(&mut self, fill: impl FnOnce(&mut Self)) {
        self.between(b'{', b'}', fill);
    }

    /// Opens an array, closes it after `fill`.
    pub(crate) fn array(&mut self, fill: impl FnOnce(&mut Self)) {
        self.between(b'[', b']', fill);
    }

    fn between(&mut self, open: u8, close: u8, fill: impl FnOnce(&mut Self)) {
        self.comma();
        self.out.push(open);
        self.follows = false;
        fill(self);
        self.out.push(close);
        self.follows = true;
    }

    /// Writes a key; its value is to follow. Keys are ours: nothing in them needs an escape.
    pub(crate) fn key(&mut self, key: &str) {
        self.opened();
        self.out.extend_from_slice(key.as_bytes());
        self.out.extend_from_slice(if self.is_doubled { &b"\"\":"[..] } else { b"\":" });
        self.follows = false;
    }

    /// Lets what comes next stand by itself: no comma before it.
    pub(crate) fn over(&mut self) {
        self.follows = false;
    }

    /// Writes a line end behind a whole value.
    pub(crate) fn line(&mut self) {
        self.out.push(b'\n');
        self.follows = false;
    }

    pub(crate) fn null(&mut self) {
        self.plain("null");
    }

    pub(crate) fn truth(&mut self, truth: bool) {
        self.plain(if truth { "true" } else { "false" });
    }

    pub(crate) fn whole(&mut self, number: u64) {
        self.comma();
        text::whole(&mut self.out, number);
        self.follows = true;
    }

    /// Writes an amount as a number.
    pub(crate) fn amount(&mut self, amount: Amount) {
        self.comma();
        number(&mut self.out, amount);
        self.follows = true;
    }

    /// Writes an amount as text.
    pub(crate) fn amount_as_text(&mut self, amount: Amount) {
        self.quoted(|out| number(out, amount));
    }

    /// Writes what needs no escape as it is.
    fn plain(&mut self, value: &str) {
        self.comma();
        self.out.extend_from_slice(value.as_bytes());
        self.follows = true;
    }

    /// Writes a string of our own making: letters, digits, spaces.
    pub(crate) fn name(&mut self, name: &str) {
        self.quoted(|out| out.extend_from_slice(name.as_bytes()));
    }

    pub(crate) fn instant(&mut self, at: Instant) {
        self.quoted(|out| text::instant(out, at));
    }

    /// Writes a string of which `write` gives the inside, in need of no escape.
    pub(crate) fn quoted(&mut self, write: impl FnOnce(&mut Vec<u8>)) {
        self.opened();
        write(&mut self.out);
        self.out.extend_from_slice(if self.is_doubled { &b"\"\""[..] } else { b"\"" });
        self.follows = true;
    }

    pub(crate) fn text(&mut self, text: &str) {
        let is_doubled = self.is_doubled;
        self.quoted(|out| escape(out, text, is_doubled));
    }

    /// Writes text or null.
    pub(crate) fn text_or_null(&mut self, text: Option<&str>) {
        match text {
            Some(text) => self.text(text),
            None => self.null(),
        }
    }

    /// Writes a comma where one belongs, and a quotation mark.
    fn opened(&mut self) {
        self.out.extend_from_slice(match (self.follows, self.is_doubled) {
            (false, false) => &b"\""[..],
            (false, true) => b"\"\"",
            (true, false) => b",\"",
            (true, true) => b",\"\"",
        });
    }

    fn comma(&mut self) {
        if self.follows {
            self.out.push(b',');
        }
    }
}

/// Writes an amount in digits.
pub(crate) fn number(out: &mut Vec<u8>, amount: Amount) {
    // Memory takes everything.
    let _ = write!(out, "{amount}");
}

/// Writes the inside of a JSON string.
fn escape(out: &mut Vec<u8>, text: &str, is_doubled: bool) {
    let bytes = text.as_bytes();
    let (mut written, mut at) = (0, 0);
    loop {
        at += text::as_they_are(bytes.get(at..).unwrap_or_default());
        let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
        let end = at + c.len_utf8();
        if let Some(escaped) = escaped(c) {
            out.extend_from_slice(&bytes[written..at]);
            escaped.write(out);
            if is_doubled && c == '"' {
                out.push(b'"');
            }
            written = end;
        }
        at = end;
    }
    out.extend_from_slice(&bytes[written..]);
}

/// How a character is written where it is not written as it is.
enum Escaped {
    Short(u8),
    Number(u32),
}

impl Escaped {
    fn write(self, out: &mut Vec<u8>) {
        match self {
            Self::Short(letter) => out.extend([b'\\', letter]),
            // All of them lie in the first plane.
            Self::Number(number) => out.extend_from_slice(format!("\\u{number:04x}").as_bytes()),
        }
    }
}

fn escaped(c: char) -> Option<Escaped> {
    Some(match c {
        '"' | '\\' => Escaped::Short(c as u8),
        '\n' => Escaped::Short(b'n'),
        '\r' => Escaped::Short(b'r'),
        '\t' => Escaped::Short(b't'),
        '<' | '\u{2028}' | '\u{2029}' => Escaped::Number(c.into()),
        c if text::is_control(c) => Escaped::Number(c.into()),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_again_is_what_was_written() {
        for given in [
            "plain",
            "He said \"no\" \\ and\nleft\r\n\t",
            "</script><!-- ]]>",
            "\u{0}\u{1}\u{7f}\u{85}\u{202e}abc\u{202c}\u{2028}\u{2029}\u{feff}",
            "שלום مرحبا 🚀 ‹›",
        ] {
            let mut json = Json::default();
            json.text(given);
            let read: String = serde_json::from_slice(&json.out).expect("it is JSON");
            assert_eq!(read, given);
            let written = String::from_utf8(json.out).expect("it is UTF-8");
            assert!(!written.contains(['<', '\u{202e}', '\u{0}', '\n']), "{written}");
        }
    }
}
