//! What a character becomes, so that no text of a page is markup or style.

use crate::markdown::is_hidden;

/// Returns text for an element or an attribute.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape_into(text, &mut out);
    out
}

/// Writes text for an element or an attribute.
pub(super) fn escape_into(text: &str, out: &mut String) {
    text.chars().for_each(|c| escape_one(c, out));
}

fn escape_one(c: char, out: &mut String) {
    match c {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '"' => out.push_str("&quot;"),
        '\'' => out.push_str("&#39;"),
        '\n' => out.push(' '),
        c if is_hidden(c) => {}
        c => out.push(c),
    }
}

/// A word longer than this may be broken anywhere; no line is wide enough for a hash.
const LONG_WORD: usize = 24;

/// Between as many letters of a long word there is a place to break it.
const PART: usize = 8;

/// Writes text for an element, with places to break long words at; they are in no copy of the text.
pub(super) fn breaking(text: &str, out: &mut String) {
    if is_usual(text) {
        return out.push_str(text);
    }
    for (number, word) in text.split(' ').enumerate() {
        if number > 0 {
            out.push(' ');
        }
        let is_long = word.len() > LONG_WORD && word.chars().nth(LONG_WORD).is_some();
        for (at, letter) in word.chars().enumerate() {
            if is_long && at > 0 && at.is_multiple_of(PART) {
                out.push_str("<wbr>");
            }
            escape_one(letter, out);
        }
    }
}

/// Returns whether text is written as it is: most of it is.
fn is_usual(text: &str) -> bool {
    let mut letters = 0;
    for byte in text.bytes() {
        letters = if byte == b' ' { 0 } else { letters + 1 };
        let is_usual =
            matches!(byte, b' '..=b'~') && !matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'');
        if !is_usual || letters > LONG_WORD {
            return false;
        }
    }
    true
}

/// Returns text for the inside of a string in a style sheet. Whatever is no letter, digit or blank is
/// written by its number, so that nothing ends the string, the rule or the element.
pub(super) fn css_string(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_alphanumeric() => out.push(c),
            ' ' | '.' | ',' | ':' => out.push(c),
            '\n' => out.push(' '),
            c if is_hidden(c) => {}
            // The blank ends the number and is no part of the text.
            c => out.push_str(&format!("\\{:x} ", u32::from(c))),
        }
    }
    out
}
