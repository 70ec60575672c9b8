//! The statement of a claim in print: the page's words with what they leave open in square brackets.
//! It is never printed as a quotation, so it stays close to the words and adds only what is certain.

use counterclaim_model::{Form, Modality};

use super::acts::Act;
use super::clauses::is_auxiliary;
use super::draft::Draft;
use super::tokens::{PageTokens, Token};
use crate::{NamedActor, Span};

/// Returns the statement of a draft. `person` is whom the grammar names as asked or accused.
pub(super) fn statement(page: &PageTokens<'_>, draft: &Draft) -> String {
    let claim = &draft.claim;
    let speaker = claim.speaker.as_ref();
    let parts: Vec<String> =
        claim.content.iter().map(|span| resolved(page, *span, speaker)).collect();
    let words = parts.join(" … ");
    let folded = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match lead(page, draft) {
        Some(lead) => format!("[{lead}] {folded}"),
        None => folded,
    }
}

/// Puts the party behind the first "we", the speaker behind the first "I".
fn resolved(page: &PageTokens<'_>, span: Span, speaker: Option<&NamedActor>) -> String {
    let words = page.text().slice(span).to_owned();
    let Some(speaker) = speaker else { return words };
    let found = page.within(span);
    let pronoun = found.iter().find_map(|token| {
        let meant = match token.word.as_ref() {
            "we" | "us" | "ourselves" => speaker.party(),
            "our" => speaker.party(),
            "i" => &speaker.name,
            _ => return None,
        };
        Some((token, meant))
    });
    match pronoun {
        Some((token, meant)) => {
            let cut = token.span.end - span.start;
            let head: String = words.chars().take(cut as usize).collect();
            let tail: String = words.chars().skip(cut as usize).collect();
            format!("{head} [{meant}]{tail}")
        }
        None => words,
    }
}

/// Says what is done with words that are no sentence of their own.
fn lead(page: &PageTokens<'_>, draft: &Draft) -> Option<String> {
    let words = draft.claim.content.first().map(|span| page.within(*span)).unwrap_or_default();
    if words.iter().any(|t: &Token| is_auxiliary(&t.word)) && draft.claim.form != Form::Implied {
        return None;
    }
    match (draft.claim.modality, draft.act) {
        (Modality::Accuses, Act::Accuse) => {
            let accused = draft
                .claim
                .about
                .iter()
                .find(|(_, role)| *role == counterclaim_model::AboutRole::Accused);
            Some(accused.map_or("accusation:".to_owned(), |(actor, _)| {
                format!("{} accused of", actor.name)
            }))
        }
        (Modality::Demands, Act::Demand) => {
            let asked: Vec<&str> = draft
                .claim
                .about
                .iter()
                .filter(|(_, role)| *role == counterclaim_model::AboutRole::Addressed)
                .map(|(actor, _)| actor.name.as_str())
                .collect();
            Some(if asked.is_empty() {
                "demand:".to_owned()
            } else {
                format!("demand on {}:", asked.join(", "))
            })
        }
        (Modality::Denies, Act::Deny | Act::Condemn) => Some("rejected:".to_owned()),
        (_, _) if draft.claim.form == Form::Implied => Some("as described by another:".to_owned()),
        _ => None,
    }
}
