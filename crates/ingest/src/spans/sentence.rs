//! Sentences of a line, called by the grammars of running text. A quotation is one opaque piece of the
//! sentence around it, so that full stops inside do not end it.

use super::line::{Line, Part};
use super::token::{Kind, Token};
use super::words;

/// Words that open a sentence after an abbreviation.
const OPENERS: &[&str] = &[
    "a", "after", "an", "and", "as", "at", "but", "he", "his", "however", "i", "in", "it", "its",
    "on", "she", "the", "there", "these", "they", "this", "those", "we", "when", "while", "you",
];

/// Longest sentence, in tokens outside quotations and quotations. What is longer is no sentence of a person; it is
/// cut, so that time stays linear whatever a page holds.
pub(super) const LONGEST: usize = 240;

/// Returns the sentences of a line, after its dateline.
pub(super) fn sentences(line: &Line<'_>) -> Vec<Part> {
    let part = line.start..line.len();
    let mut found = Vec::new();
    let mut start = part.start;
    let mut at = part.start;
    let mut length = 0;
    while at < part.end {
        let mut end = None;
        length += 1;
        if let Some(block) = line.block(at).filter(|block| block.open == at) {
            let last = block.inner().end.saturating_sub(1);
            at = block.close;
            if line.is_kind(last, Kind::Stop) && begins(line, at + 1) {
                end = Some(at + 1);
            }
        } else if let Some(close) = aside(line, start, at) {
            at = close;
        } else if line.is_kind(at, Kind::Stop) {
            let ellipsis = line.get(at).is_some_and(|token| token.printed.chars().count() > 1);
            let mut after = at + 1;
            while line.get(after).is_some_and(|token| token.kind == Kind::Close && !token.spaced) {
                after += 1;
            }
            if !ellipsis || begins(line, after) {
                end = Some(after);
            }
        } else if ends_abbreviated(line, at) {
            end = Some(at + 1);
        }
        if let Some(end) = end.or_else(|| (length >= LONGEST).then_some(at + 1)) {
            length = 0;
            found.push(start..end.min(part.end));
            start = end.min(part.end);
            at = start;
        } else {
            at += 1;
        }
    }
    if start < part.end {
        found.push(start..part.end);
    }
    found.retain(|sentence| line.has_words(sentence));
    found
}

/// Returns where the brackets that open at `at` close, if they stand inside a sentence.
fn aside(line: &Line<'_>, start: usize, at: usize) -> Option<usize> {
    if !line.is_kind(at, Kind::Open) || at == start {
        return None;
    }
    (at..line.len().min(at + 60)).find(|at| line.is_kind(*at, Kind::Close))
}

/// Returns whether a sentence may begin at `at`.
fn begins(line: &Line<'_>, at: usize) -> bool {
    line.get(at).is_none_or(|token| match token.kind {
        Kind::Word | Kind::Number => token.is_capital() || token.kind == Kind::Number,
        Kind::Mark | Kind::Open | Kind::Tick => token.spaced,
        Kind::Stop
        | Kind::Comma
        | Kind::Colon
        | Kind::Semicolon
        | Kind::Dash
        | Kind::Close
        | Kind::Sign => false,
    })
}

/// Returns whether the full stop of the abbreviation at `at` also ends the sentence.
fn ends_abbreviated(line: &Line<'_>, at: usize) -> bool {
    line.get(at).is_some_and(|token| token.kind == Kind::Word && token.fold.ends_with('.'))
        && line
            .get(at + 1)
            .is_some_and(|next| next.is_capital() && OPENERS.binary_search(&&*next.fold).is_ok())
}

/// Returns the index of the first token after a dateline ("CARVEL (Harbour Wire) - "), or 0.
pub(super) fn dateline(tokens: &[Token<'_>]) -> usize {
    let place = tokens.iter().take_while(|token| token.is_upper()).count();
    let long = tokens.iter().take(place).any(|token| token.printed.chars().count() > 3);
    if place == 0 || !long {
        return 0;
    }
    for (at, token) in tokens.iter().enumerate().take(18).skip(place) {
        match token.kind {
            Kind::Dash => return at + 1,
            Kind::Open | Kind::Close | Kind::Comma | Kind::Number => {}
            Kind::Word if token.is_capital() || words::is_time(token) => {}
            Kind::Word
            | Kind::Stop
            | Kind::Colon
            | Kind::Semicolon
            | Kind::Mark
            | Kind::Tick
            | Kind::Sign => return 0,
        }
    }
    0
}
