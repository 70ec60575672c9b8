//! The part of an utterance's content that is the statement: "each other of breaching the truce" is
//! about breaching the truce, "Carvel to stop the fighting" asks to stop the fighting.

use super::acts::Act;
use super::clauses::has_finite_verb;
use super::names::Names;
use super::tokens::{Kind, PageTokens, Token, cover};
use crate::{Quoting, Span, Utterance};

/// Content without the words that belong to the cue, and to whom it is addressed or whom it accuses.
#[derive(Clone, Debug)]
pub(super) struct Content {
    /// The pieces of the statement, in text order.
    pub(super) pieces: Vec<Span>,
    /// Whom the grammar names beside it: the one asked or accused.
    pub(super) person: Option<Span>,
}

const IMAGES: [&str; 7] = ["video", "videos", "photo", "photos", "footage", "images", "pictures"];

/// Returns the statement in an utterance's content.
pub(super) fn content(
    page: &PageTokens<'_>,
    names: &Names,
    utterance: &Utterance,
    act: Act,
) -> Content {
    let mut found = Content { pieces: utterance.content.clone(), person: utterance.addressee };
    let Some(first) = found.pieces.first().copied() else { return found };
    if utterance.quoting == Quoting::Whole {
        return found;
    }
    let words = page.within(first);
    let cut = match act {
        Act::Accuse => after_of(&words),
        Act::Demand => after_infinitive(names, &words),
        Act::Worry | Act::Hope => {
            leading(&words, &["over", "about", "at", "for"]).map(|at| (0, at))
        }
        Act::Show => after_image(&words),
        Act::Say
        | Act::Deny
        | Act::Condemn
        | Act::Confirm
        | Act::Promise
        | Act::Announce
        | Act::Predict => None,
    };
    if let Some((person_end, start)) = cut
        && let Some(next) = words.get(start)
    {
        let skip = leading(&words, &["for", "on", "upon", "to"]).unwrap_or(0);
        found.pieces[0] = Span::new(next.span.start, first.end);
        found.person = words.get(skip..person_end).and_then(cover).or(found.person);
    }
    found
}

fn leading(words: &[Token], any: &[&str]) -> Option<usize> {
    words.first().filter(|t| t.is_any(any)).map(|_| 1)
}

/// "Ostrevia of breaching the truce": where the person ends and the charge begins.
fn after_of(words: &[Token]) -> Option<(usize, usize)> {
    let at = words.iter().take(10).position(|t| t.is("of"))?;
    (at > 0 && !has_finite_verb(&words[..at])).then_some((at, at + 1))
}

/// "parties to the conflict to cease fire": where the person ends and the demand begins.
fn after_infinitive(names: &Names, words: &[Token]) -> Option<(usize, usize)> {
    let skip = leading(words, &["for", "on", "upon", "to"]).unwrap_or(0);
    let named = names.in_tokens(words);
    let infinitive = |at: &usize| {
        let next = words.get(at + 1);
        words[*at].is("to")
            && next.is_some_and(|t| {
                t.kind == Kind::Word && !t.is_any(&["the", "a", "an", "their", "its", "this"])
            })
            && !named.iter().any(|name| name.at == at + 1)
    };
    let near = (skip..words.len().min(skip + 34)).find(infinitive);
    match near {
        Some(at) if at > skip && !has_finite_verb(&words[skip..at]) => Some((at, at + 1)),
        Some(0) => Some((0, 1)),
        _ if skip > 0 => Some((0, skip)),
        _ => None,
    }
}

/// "Video of …": the pictures are how it is known, not what is said.
fn after_image(words: &[Token]) -> Option<(usize, usize)> {
    let image = words.iter().take(3).position(|t| t.is_any(&IMAGES))?;
    let of = words.get(image + 1).filter(|t| t.is_any(&["of", "showing", "from"]))?;
    let alleged = words.get(image + 2).is_some_and(|t| t.is("alleged"));
    Some((0, image + 2 + usize::from(alleged))).filter(|_| of.is_wordlike())
}
