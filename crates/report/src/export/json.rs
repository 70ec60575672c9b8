//! JSON written as it comes. Strings are exact when they are read again, and inert where they stand: what
//! could end a script element, end a line or turn text around is written as an escape.

use counterclaim_desk::{Amount, Instant};

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
}

impl Json {
    /// Goes on behind what stands there, within a cell of CSV.
    pub(crate) fn within_cell(out: Vec<u8>) -> Self {
        Self { out, follows: false, is_doubled: true }
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
        self.comma();
        self.mark();
        self.out.extend_from_slice(key.as_bytes());
        self.mark();
        self.out.push(b':');
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
        self.plain(&amount.to_string());
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
        self.comma();
        self.mark();
        write(&mut self.out);
        self.mark();
        self.follows = true;
    }

    /// Writes a quotation mark.
    fn mark(&mut self) {
        self.out.extend_from_slice(if self.is_doubled { b"\"\"" } else { b"\"" });
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

    fn comma(&mut self) {
        if self.follows {
            self.out.push(b',');
        }
    }
}

/// As many bytes are looked at together.
const TOGETHER: usize = 32;

/// Writes the inside of a JSON string.
fn escape(out: &mut Vec<u8>, text: &str, is_doubled: bool) {
    let is_usual = |byte: u8| matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'\\' | b'<');
    let bytes = text.as_bytes();
    // Without a branch for each byte, a processor looks at many of them at once.
    if bytes.iter().fold(true, |all, byte| all & is_usual(*byte)) {
        return out.extend_from_slice(bytes);
    }
    let mut written = 0;
    let mut at = 0;
    while let Some(byte) = bytes.get(at).copied() {
        if is_usual(byte) {
            // What is usual comes in long runs: those are passed many bytes at a time too.
            let run = bytes.get(at..at + TOGETHER);
            let is_run = run.is_some_and(|run| run.iter().fold(true, |all, b| all & is_usual(*b)));
            at += if is_run { TOGETHER } else { 1 };
            continue;
        }
        let Some(c) = text[at..].chars().next() else { break };
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
