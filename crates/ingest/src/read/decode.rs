//! Bytes to characters: text files as UTF-8 with every offset kept, HTML by the character set it
//! declares. The door calls one of the two.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use super::found::Note;

/// Most faults written one by one; the others are counted.
const MAX_FAULTS: usize = 20;
/// Bytes of HTML in which a declaration of the character set is looked for.
const DECLARED_WITHIN: usize = 4_096;
/// A text with more than one odd character in so many is no text.
const ODD: usize = 10;

/// Decodes a text file: UTF-8, line ends and byte order mark kept, each invalid sequence one U+FFFD
/// with a note.
pub(super) fn text(bytes: &[u8], notes: &mut Vec<Note>) -> String {
    let mut text = String::with_capacity(bytes.len());
    let mut faults = 0_usize;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if chunk.invalid().is_empty() {
            continue;
        }
        faults += 1;
        if faults <= MAX_FAULTS {
            let hex: Vec<String> =
                chunk.invalid().iter().map(|byte| format!("{byte:02x}")).collect();
            let what = format!("bytes {} are no UTF-8; read as one U+FFFD", hex.join(" "));
            notes.push(Note::new(text.len(), what));
        }
        text.push(char::REPLACEMENT_CHARACTER);
    }
    if faults > MAX_FAULTS {
        let more = faults - MAX_FAULTS;
        notes
            .push(Note::new(text.len(), format!("{more} more sequences are no UTF-8; read alike")));
    }
    text
}

/// Returns whether characters that no text has are so many that this is none, and notes them if few.
pub(super) fn is_binary(text: &str, notes: &mut Vec<Note>) -> bool {
    let odd = |c: char| c.is_control() && !c.is_whitespace() || c == char::REPLACEMENT_CHARACTER;
    let mut count = 0_usize;
    let mut nuls = 0_usize;
    let mut length = 0_usize;
    for c in text.chars() {
        count += usize::from(odd(c));
        nuls += usize::from(c == '\0');
        length += 1;
    }
    let binary = count * ODD > length;
    if nuls > 0 && !binary {
        let at = text.find('\0').unwrap_or(0);
        notes.push(Note::new(at, format!("the text holds {nuls} NUL characters; they were kept")));
    }
    binary
}

/// Decodes HTML by byte order mark, header, or declaration in the page, in this order; else as UTF-8,
/// and as Windows-1252 if it is not that.
pub(super) fn html(bytes: &[u8], content_type: Option<&str>, notes: &mut Vec<Note>) -> String {
    let declared = Encoding::for_bom(bytes)
        .map(|(encoding, _)| encoding)
        .or_else(|| content_type.and_then(charset))
        .or_else(|| {
            let head = &bytes[..bytes.len().min(DECLARED_WITHIN)];
            charset(&String::from_utf8_lossy(head))
        });
    let encoding = declared
        .unwrap_or_else(|| if std::str::from_utf8(bytes).is_ok() { UTF_8 } else { WINDOWS_1252 });
    if declared.is_none() && encoding == WINDOWS_1252 {
        notes.push(Note::new(0, "the page declares no character set; it was read as windows-1252"));
    }
    let (text, _, faulty) = encoding.decode(bytes);
    if faulty {
        let name = encoding.name();
        notes.push(Note::new(0, format!("some bytes are no {name}; each was read as U+FFFD")));
    }
    text.into_owned()
}

/// Decodes XML by byte order mark, header, or the declaration it begins with, in this order; else as
/// UTF-8, as XML has it.
pub(super) fn xml(bytes: &[u8], content_type: Option<&str>, notes: &mut Vec<Note>) -> String {
    let encoding = Encoding::for_bom(bytes)
        .map(|(encoding, _)| encoding)
        .or_else(|| content_type.and_then(charset))
        .or_else(|| {
            let head = String::from_utf8_lossy(&bytes[..bytes.len().min(DECLARED_WITHIN)]);
            let declaration = head.trim_start().strip_prefix("<?xml")?;
            named(declaration.split('>').next()?, "encoding")
        })
        .unwrap_or(UTF_8);
    let (text, _, faulty) = encoding.decode(bytes);
    if faulty {
        let name = encoding.name();
        notes.push(Note::new(0, format!("some bytes are no {name}; each was read as U+FFFD")));
    }
    text.into_owned()
}

/// Returns the encoding that `charset=…` in `words` names.
fn charset(words: &str) -> Option<&'static Encoding> {
    named(words, "charset")
}

/// Returns the encoding that `key=…` in `words` names.
fn named(words: &str, key: &str) -> Option<&'static Encoding> {
    let lower = words.to_ascii_lowercase();
    let mut rest = lower.as_str();
    while let Some(at) = rest.find(key) {
        rest = rest[at + key.len()..].trim_start();
        let Some(value) = rest.strip_prefix('=') else { continue };
        let value = value.trim_start().trim_start_matches(['"', '\'']);
        let end = value.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c)));
        let found = Encoding::for_label(&value.as_bytes()[..end.unwrap_or(value.len())]);
        if found.is_some() {
            return found;
        }
    }
    None
}
