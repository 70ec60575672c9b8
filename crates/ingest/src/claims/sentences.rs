//! Sentences of a stretch of text. Propositions and narration are cut from them; abbreviations and
//! initials ("Maj. Gen.", "U.S.") do not end one, an ellipsis before a capital does.

use crate::{Span, Text};

/// Words after which a full stop does not end a sentence.
const ABBREVIATIONS: [&str; 26] = [
    "mr", "mrs", "ms", "dr", "prof", "gen", "maj", "col", "lt", "sgt", "capt", "adm", "brig", "st",
    "no", "vs", "sen", "rep", "gov", "jan", "feb", "aug", "sept", "oct", "nov", "dec",
];

/// Returns the sentences of `span`, in text order, without surrounding white space.
pub(super) fn sentences(text: &Text, span: Span) -> Vec<Span> {
    let letters: Vec<char> = text.slice(span).chars().collect();
    let mut found = Vec::new();
    let mut start = 0;
    for at in 0..letters.len() {
        if ends_sentence(&letters, at) {
            let end = after_closing_marks(&letters, at + 1);
            push(text, span, start, end, &mut found);
            start = end;
        }
    }
    push(text, span, start, letters.len(), &mut found);
    found
}

fn push(text: &Text, span: Span, start: usize, end: usize, found: &mut Vec<Span>) {
    let sentence = text.trim(Span::new(span.start + start as u32, span.start + end as u32));
    if !sentence.is_empty() {
        found.push(sentence);
    }
}

fn after_closing_marks(letters: &[char], mut at: usize) -> usize {
    while letters.get(at).is_some_and(|c| matches!(c, '"' | '”' | '’' | ')' | '»')) {
        at += 1;
    }
    at
}

fn ends_sentence(letters: &[char], at: usize) -> bool {
    if letters[at] == '\n' {
        return true;
    }
    if !matches!(letters[at], '.' | '!' | '?' | '…') {
        return false;
    }
    let after = after_closing_marks(letters, at + 1);
    let Some(gap) = letters.get(after) else { return true };
    if !gap.is_whitespace() {
        return false;
    }
    let next = letters[after..].iter().find(|c| !c.is_whitespace());
    let opens = next.is_none_or(|c| {
        c.is_uppercase() || c.is_ascii_digit() || matches!(c, '"' | '“' | '‘' | '[' | '«')
    });
    opens && (letters[at] != '.' || !is_abbreviated(letters, at))
}

/// Whether the full stop at `at` belongs to an abbreviation or an initial.
fn is_abbreviated(letters: &[char], at: usize) -> bool {
    let word: String = letters[..at]
        .iter()
        .rev()
        .take_while(|c| c.is_alphabetic() || **c == '.')
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect();
    let lower = word.to_lowercase();
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    let dotted = lower.contains('.') && !lower.starts_with('.') && !lower.ends_with('.');
    initial || dotted || ABBREVIATIONS.contains(&lower.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abbreviations_do_not_end_a_sentence() {
        let text = Text::new(
            "Maj. Gen. Osk Brandt of the U.S. staff left. \"We hold.\" It rose ... Then it fell"
                .to_owned(),
        );
        let found: Vec<&str> =
            sentences(&text, Span::new(0, text.len())).into_iter().map(|s| text.slice(s)).collect();
        let expected = [
            "Maj. Gen. Osk Brandt of the U.S. staff left.",
            "\"We hold.\"",
            "It rose ...",
            "Then it fell",
        ];
        assert_eq!(found, expected);
    }
}
