//! What a character becomes, so that no text of a page is markup or style.

use crate::markdown::is_hidden;

/// Returns text for an element or an attribute.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
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
    out
}

/// A word longer than this may be broken anywhere; no line is wide enough for a hash.
const LONG_WORD: usize = 24;

/// Returns text for an element, with places to break long words at; they are in no copy of the text.
pub(super) fn breaking(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (number, word) in text.split(' ').enumerate() {
        if number > 0 {
            out.push(' ');
        }
        let letters: Vec<char> = word.chars().collect();
        if letters.len() <= LONG_WORD {
            out.push_str(&escape(word));
            continue;
        }
        for (number, part) in letters.chunks(8).enumerate() {
            if number > 0 {
                out.push_str("<wbr>");
            }
            out.push_str(&escape(&part.iter().collect::<String>()));
        }
    }
    out
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
