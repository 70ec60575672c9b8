//! From the content of an utterance to its propositions: sentences, then coordinated main clauses. A
//! list under one verb, participles and concessions stay with their clause.

use super::clauses::{Style, clauses};
use super::sentences::sentences;
use super::tokens::{PageTokens, cover, first_tokens};
use super::trimming::{trim_marks, trim_statement};
use crate::{Span, Text};

/// A proposition: its words in one piece, or in two where the speaker's name interrupts a sentence.
pub(super) type Proposition = Vec<Span>;

/// Returns the propositions of `pieces`, in text order. Every one has at least one span with a word.
pub(super) fn propositions(
    page: &PageTokens<'_>,
    pieces: &[Span],
    style: Style,
) -> Vec<Proposition> {
    let text = page.text();
    let mut found: Vec<Proposition> = Vec::new();
    let mut open = false;
    for piece in pieces {
        for (nth, sentence) in sentences(text, *piece).into_iter().enumerate() {
            let goes_on = nth == 0 && open && begins_lower(text, sentence);
            let mut parts = split(page, sentence, style);
            if goes_on
                && !parts.is_empty()
                && let Some(last) = found.last_mut()
            {
                last.push(parts.remove(0));
            }
            found.extend(parts.into_iter().map(|part| vec![part]));
        }
        open = text.slice(trim_closing(text, *piece)).ends_with(',') || !ends_stopped(text, *piece);
    }
    found
}

fn split(page: &PageTokens<'_>, sentence: Span, style: Style) -> Vec<Span> {
    let text = page.text();
    let words = page.within(trim_marks(text, sentence));
    clauses(&words, style)
        .into_iter()
        .filter_map(|clause| cover(&words[clause]))
        .map(|clause| trim_statement(page, clause))
        .map(|clause| if style == Style::Headline { without_as(text, clause) } else { clause })
        .filter(|clause| text.slice(*clause).chars().any(char::is_alphanumeric))
        .collect()
}

/// "…, as Carvel Not Threatening Anyone": the headline's "as" only joins.
fn without_as(text: &Text, clause: Span) -> Span {
    match first_tokens(text, clause, 2).as_slice() {
        [first, second, ..] if first.is("as") && !first.capital => {
            Span::new(second.span.start, clause.end)
        }
        _ => clause,
    }
}

fn begins_lower(text: &Text, sentence: Span) -> bool {
    let words = text.slice(trim_marks(text, sentence));
    words.chars().next().is_some_and(char::is_lowercase)
}

fn trim_closing(text: &Text, piece: Span) -> Span {
    let words = text.slice(piece);
    let back = words.chars().rev().take_while(|c| super::trimming::is_quote(*c)).count() as u32;
    Span::new(piece.start, piece.end - back)
}

fn ends_stopped(text: &Text, piece: Span) -> bool {
    text.slice(trim_closing(text, piece)).ends_with(['.', '!', '?', '…'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &str, expected: &[&str]) {
        let text = Text::new(words.to_owned());
        let found = propositions(&PageTokens::of(&text), &[Span::new(0, text.len())], Style::Prose);
        let found: Vec<&str> = found.iter().map(|p| text.slice(p[0])).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn clauses_with_their_own_verb_are_apart() {
        check(
            "\"Ten houses were destroyed, and the road was damaged. But they lied\"",
            &["Ten houses were destroyed", "the road was damaged", "they lied"],
        );
        check(
            "We hope that this will end soon, but if it is not settled - apparently there is a long \
             road ahead - but in any case, we urge the sides to cease fire",
            &[
                "We hope that this will end soon",
                "apparently there is a long road ahead",
                "we urge the sides to cease fire",
            ],
        );
        check(
            "Tarn forces tried to gain a foothold, but were attacked before they reached Hethby",
            &["Tarn forces tried to gain a foothold", "were attacked before they reached Hethby"],
        );
    }

    #[test]
    fn lists_adjuncts_and_repetitions_stay_together() {
        for words in [
            "Thirty civilians were killed and 144 wounded",
            "Since the shelling began, the port has been shut",
            "we do not strike the territory of Valdoria, we do not go there, although we could",
            "Ten days have passed, but we have not received evidence from Norland",
            "Halden will visit Skarne on Thursday and will meet with the envoys",
            "If a member is attacked, then the others are obliged to help it",
        ] {
            let text = Text::new(words.to_owned());
            let found =
                propositions(&PageTokens::of(&text), &[Span::new(0, text.len())], Style::Prose);
            assert_eq!(found.len(), 1, "{words}");
        }
    }
}
