//! Words and punctuation of one headline or paragraph, cut once and addressed by code points.
//! Every grammar of this module walks over these tokens and never over the text again.

use std::borrow::Cow;

use super::words::{self, Classes};
use crate::{Span, Text};

/// What a token is, as far as its characters tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters; abbreviations keep their full stops.
    Word,
    /// Begins with a digit or a currency sign.
    Number,
    /// `.`, `!`, `?` or an ellipsis.
    Stop,
    /// `,`
    Comma,
    /// `:`
    Colon,
    /// `;`
    Semicolon,
    /// A dash, or a hyphen between blanks.
    Dash,
    /// `(` or `[`
    Open,
    /// `)` or `]`
    Close,
    /// A double quotation mark of any shape, two single ones included.
    Mark,
    /// A single quotation mark or a lone apostrophe.
    Tick,
    /// Anything else.
    Sign,
}

/// One token.
#[derive(Clone, Debug)]
pub(super) struct Token<'t> {
    /// The characters as printed.
    pub(super) printed: &'t str,
    /// Lower case, with straight apostrophes and look-alike Cyrillic letters made Latin.
    pub(super) fold: Cow<'t, str>,
    classes: Classes,
    /// Where it stands.
    pub(super) span: Span,
    /// What it is.
    pub(super) kind: Kind,
    /// Whether white space (or nothing) stands before it.
    pub(super) spaced: bool,
    /// Whether white space (or nothing) stands after it.
    pub(super) open_after: bool,
}

impl Token<'_> {
    /// Returns whether the folded form is `word`.
    pub(super) fn is(&self, word: &str) -> bool {
        self.fold == word
    }

    /// Returns whether it is in any of `classes`.
    pub(super) fn has(&self, classes: Classes) -> bool {
        self.classes & classes != 0
    }

    /// Returns whether it is a word or a number.
    pub(super) fn is_word(&self) -> bool {
        matches!(self.kind, Kind::Word | Kind::Number)
    }

    /// Returns whether its first character is a capital letter.
    pub(super) fn is_capital(&self) -> bool {
        self.printed.chars().next().is_some_and(char::is_uppercase)
    }

    /// Returns whether it holds two or more letters and all of them are capitals.
    pub(super) fn is_upper(&self) -> bool {
        let mut letters = self.printed.chars().filter(|c| c.is_alphabetic()).peekable();
        letters.peek().is_some()
            && letters.all(char::is_uppercase)
            && self.printed.chars().count() > 1
    }
}

/// Cuts the words at `place` into tokens.
pub(super) fn tokens(text: &Text, place: Span) -> Vec<Token<'_>> {
    let words = text.slice(place);
    let chars: Vec<(usize, char)> = words.char_indices().collect();
    let mut found = Vec::with_capacity(chars.len() / 5 + 1);
    let mut at = 0;
    while at < chars.len() {
        if chars[at].1.is_whitespace() {
            at += 1;
            continue;
        }
        let (end, kind) = one(&chars, at);
        let from = chars[at].0;
        let to = chars.get(end).map_or(words.len(), |(byte, _)| *byte);
        let printed = &words[from..to];
        let fold = fold(printed);
        found.push(Token {
            printed,
            classes: words::classes(&fold),
            fold,
            span: Span::new(place.start + at as u32, place.start + end as u32),
            kind,
            spaced: at == 0 || chars[at - 1].1.is_whitespace(),
            open_after: chars.get(end).is_none_or(|(_, c)| c.is_whitespace()),
        });
        at = end;
    }
    found
}

/// Returns the end and the kind of the token that starts at `at`.
fn one(chars: &[(usize, char)], at: usize) -> (usize, Kind) {
    let c = chars[at].1;
    if c.is_alphanumeric() {
        let end = word_end(chars, at);
        return (end, if c.is_numeric() { Kind::Number } else { Kind::Word });
    }
    let next = chars.get(at + 1).map(|(_, next)| *next);
    match c {
        '\'' | '`' | '’' | '‘' if next == Some(c) => (at + 2, Kind::Mark),
        '\'' | '’'
            if clitic(chars, at).is_some() && at > 0 && chars[at - 1].1.is_alphanumeric() =>
        {
            (clitic(chars, at).unwrap_or(at + 1), Kind::Word)
        }
        '$' | '€' | '£' | '#' | '@' if next.is_some_and(char::is_alphanumeric) => {
            (word_end(chars, at + 1), if c == '#' || c == '@' { Kind::Word } else { Kind::Number })
        }
        '.' | '…' => {
            let run = chars[at..].iter().take_while(|(_, c)| matches!(c, '.' | '…')).count();
            (at + run, Kind::Stop)
        }
        '!' | '?' => (at + 1, Kind::Stop),
        ',' => (at + 1, Kind::Comma),
        ':' => (at + 1, Kind::Colon),
        ';' => (at + 1, Kind::Semicolon),
        '–' | '—' | '―' | '‒' | '−' => (at + 1, Kind::Dash),
        '-' => {
            let run = chars[at..].iter().take_while(|(_, c)| *c == '-').count();
            (at + run, Kind::Dash)
        }
        '(' | '[' => (at + 1, Kind::Open),
        ')' | ']' => (at + 1, Kind::Close),
        '"' | '“' | '”' | '„' | '«' | '»' => (at + 1, Kind::Mark),
        '\'' | '‘' | '’' | '‚' => (at + 1, Kind::Tick),
        '%' | '&' => (at + 1, Kind::Word),
        _ => (at + 1, Kind::Sign),
    }
}

/// Returns the end of the word that starts at `at`: hyphens, points and apostrophes between letters
/// belong to it, a clitic ("'s", "'ve") does not, the full stop of an abbreviation does.
fn word_end(chars: &[(usize, char)], at: usize) -> usize {
    let mut end = at;
    while let Some((_, c)) = chars.get(end) {
        let follows = chars.get(end + 1).is_some_and(|(_, next)| next.is_alphanumeric());
        let inside = match c {
            c if c.is_alphanumeric() => true,
            '\'' | '’' => follows && clitic(chars, end).is_none(),
            '-' | '‑' | '_' | '/' => follows,
            '.' | ',' => {
                follows
                    && chars[end - 1].1.is_numeric() == chars[end + 1].1.is_numeric()
                    && (*c == '.' || chars[end - 1].1.is_numeric())
            }
            _ => false,
        };
        if !inside {
            break;
        }
        end += 1;
    }
    if chars.get(end).is_some_and(|(_, c)| *c == '.') && is_abbreviation(&chars[at..end]) {
        end += 1;
    }
    end
}

/// Returns the end of the clitic that the apostrophe at `at` opens, if it opens one.
fn clitic(chars: &[(usize, char)], at: usize) -> Option<usize> {
    let letters: String =
        chars[at + 1..].iter().map(|(_, c)| *c).take_while(|c| c.is_alphanumeric()).collect();
    let known = matches!(letters.to_lowercase().as_str(), "s" | "re" | "ve" | "ll" | "d" | "m");
    known.then_some(at + 1 + letters.chars().count())
}

fn is_abbreviation(letters: &[(usize, char)]) -> bool {
    let word: String = letters.iter().map(|(_, c)| c.to_ascii_lowercase()).collect();
    let single = letters.len() == 1 && letters[0].1.is_uppercase() && letters[0].1 != 'I';
    single || is_initials(&word) || words::is_abbreviation(&word)
}

/// Returns whether `word` is made of single letters with full stops between ("u.s", "a.m").
fn is_initials(word: &str) -> bool {
    word.contains('.') && word.split('.').all(|part| part.chars().count() == 1)
}

fn fold(printed: &str) -> Cow<'_, str> {
    if printed.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()) {
        return Cow::Borrowed(printed);
    }
    Cow::Owned(printed.chars().flat_map(char::to_lowercase).map(latin).collect())
}

/// Cyrillic letters that look like Latin ones slip into Latin words by a change of keyboard.
fn latin(c: char) -> char {
    match c {
        'а' => 'a',
        'с' => 'c',
        'е' => 'e',
        'о' => 'o',
        'р' => 'p',
        'х' => 'x',
        'у' => 'y',
        'і' => 'i',
        '’' => '\'',
        _ => c,
    }
}
