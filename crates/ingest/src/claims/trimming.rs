//! Trims content to the words of the statement: enclosing quotation marks, the conjunction that leads
//! in, words of address and closing punctuation go. `propositions` and `implied` call it last.

use super::tokens::{PageTokens, Token};
use crate::{Span, Text};

/// Openings that carry no content of their own. Longer ones first.
const LEAD_INS: [&[&str]; 29] = [
    &["at", "the", "same", "time", ","],
    &["in", "any", "case", ","],
    &["in", "fact", ","],
    &["in", "addition", ","],
    &["of", "course", ","],
    &["and", "so", ","],
    &["yes", ","],
    &["no", ","],
    &["well", ","],
    &["so", ","],
    &["since", ","],
    &["indeed", ","],
    &["however", ","],
    &["therefore", ","],
    &["moreover", ","],
    &["meanwhile", ","],
    &["also", ","],
    &["then", ","],
    &["but", ","],
    &["and", "also"],
    &["and"],
    &["but"],
    &["so"],
    &["yet"],
    &["therefore"],
    &["that"],
    &[","],
    &[":"],
    &[";"],
];

/// Verbs of announcing what one is about to say ("I will tell you that …").
const ANNOUNCING: [&str; 14] = [
    "tell",
    "say",
    "repeat",
    "note",
    "stress",
    "emphasise",
    "emphasize",
    "underline",
    "remind",
    "assure",
    "reiterate",
    "add",
    "point",
    "recall",
];

/// Returns `span` reduced to the words of the statement; may be empty.
pub(super) fn trim_statement(page: &PageTokens<'_>, span: Span) -> Span {
    let text = page.text();
    let mut span = trim_marks(text, span);
    loop {
        let words = page.within(span);
        let skipped = lead_in(&words).or_else(|| announcing_lead(&words));
        match skipped.and_then(|count| words.get(count)) {
            Some(next) => span = trim_marks(text, Span::new(next.span.start, span.end)),
            None => return span,
        }
    }
}

fn lead_in(words: &[Token]) -> Option<usize> {
    let matches = |lead: &&[&str]| super::tokens::starts_with(words, lead);
    // "That was wrong" is a statement; "that the harbour was shelled" is led in.
    let found = LEAD_INS.into_iter().find(matches)?;
    let demonstrative = found == ["that"]
        && words.get(1).is_some_and(|next| next.is_any(&["is", "was", "will", "would", "has"]));
    (!demonstrative).then_some(found.len())
}

fn announcing_lead(words: &[Token]) -> Option<usize> {
    if !words.first()?.is_any(&["i", "we"]) {
        return None;
    }
    let near = &words[..words.len().min(9)];
    let verb = near.iter().position(|word| word.is_any(&ANNOUNCING))?;
    let that = near.iter().position(|word| word.is("that"))?;
    (verb < that && that <= verb + 4).then_some(that + 1)
}

/// Trims white space, closing punctuation and quotation marks that enclose or dangle.
pub(super) fn trim_marks(text: &Text, span: Span) -> Span {
    let mut span = text.trim(span);
    loop {
        let words = text.slice(span);
        let mut letters = words.chars();
        let (Some(first), last) = (letters.next(), letters.next_back()) else { return span };
        let last = last.unwrap_or(first);
        let inner = words.chars().skip(1).filter(|c| is_quote(*c)).count();
        let before = words.chars().filter(|c| is_quote(*c)).count() - usize::from(is_quote(last));
        let front = (is_quote(first) && (inner == 0 || (inner == 1 && is_quote(last))))
            || matches!(first, ',' | ';' | ':' | '-' | '–' | '—' | '.' | '…' | '”');
        let back = (is_quote(last) && before.is_multiple_of(2) && words.chars().count() > 1)
            || matches!(last, ',' | ';' | ':' | '-' | '–' | '—' | '.' | '…' | '!' | '?' | '“')
            || (last == ')' && !words.contains('('));
        if !front && !back {
            return span;
        }
        let start = span.start + u32::from(front);
        let end = span.end - u32::from(back && span.len() > u32::from(front));
        span = text.trim(Span::new(start, end.max(start)));
    }
}

/// Returns whether `letter` is a double quotation mark of any shape.
pub(super) fn is_quote(letter: char) -> bool {
    matches!(letter, '"' | '“' | '”' | '„' | '«' | '»' | '‟')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trimmed(words: &str) -> String {
        let text = Text::new(words.to_owned());
        text.slice(trim_statement(&PageTokens::of(&text), Span::new(0, text.len()))).to_owned()
    }

    #[test]
    fn only_the_statement_is_left() {
        let cases = [
            ("“We hold the harbour,\"", "We hold the harbour"),
            (
                "that it will support Valdoria \"in talks and combat\"",
                "it will support Valdoria \"in talks and combat\"",
            ),
            ("And in fact, the siege is over.", "the siege is over"),
            ("I will tell you that the truce was stable.", "the truce was stable"),
            ("That was a mistake.", "That was a mistake"),
            ("\"to name one such person\".", "to name one such person"),
            ("the \"positive messages\" and \"signs\"", "the \"positive messages\" and \"signs\""),
        ];
        for (words, expected) in cases {
            assert_eq!(trimmed(words), expected);
        }
    }
}
