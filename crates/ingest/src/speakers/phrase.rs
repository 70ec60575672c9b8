//! Reading a speaker phrase: from tagged words to who is described, by which office, name, institution
//! and state. Nothing is looked up outside the phrase here; that is [`resolve`](super::resolve)'s work.

use super::piece::{Description, StateUse, describe};
use super::tag::{Item, Tagged, What};
use crate::gazetteer::{Gap, Gazetteer};

/// A speaker phrase, taken apart.
#[derive(Clone, Debug, Default)]
pub(super) struct Phrase {
    /// Those named, in text order.
    pub(super) parts: Vec<Description>,
    /// "both": each speaks for itself.
    pub(super) both: bool,
    /// "both sides", "the parties": those in conflict, named elsewhere.
    pub(super) collective: bool,
}

/// Words before a phrase that are a document and not its author.
const DOCUMENTS: [&str; 6] = ["statement", "post", "letter", "message", "report", "comment"];

/// Reads a speaker phrase.
pub(super) fn read(gazetteer: &Gazetteer, tagged: &Tagged) -> Phrase {
    let items = without_document(tagged, &tagged.items);
    let both = items.first().is_some_and(|item| tagged.lower(item) == "both");
    Phrase { parts: parts(gazetteer, tagged, items), both, collective: is_collective(tagged) }
}

fn is_collective(tagged: &Tagged) -> bool {
    let Some((last, before)) = tagged.words.split_last() else { return false };
    let those = matches!(
        last.lower.as_str(),
        "sides"
            | "parties"
            | "countries"
            | "states"
            | "governments"
            | "capitals"
            | "neighbours"
            | "nations"
    );
    those
        && before.iter().all(|word| {
            matches!(
                word.lower.as_str(),
                "both"
                    | "two"
                    | "the"
                    | "of"
                    | "warring"
                    | "conflicting"
                    | "opposing"
                    | "neighbouring"
                    | "these"
            )
        })
}

/// Cuts "a statement from" off.
fn without_document<'a>(tagged: &Tagged, items: &'a [Item]) -> &'a [Item] {
    let at = items.iter().position(|item| !matches!(item.what, What::Small)).unwrap_or(0);
    let (Some(document), Some(from)) = (items.get(at), items.get(at + 1)) else {
        return items;
    };
    let from = tagged.lower(from);
    let is_document = DOCUMENTS.contains(&&*tagged.lower(document));
    if is_document && ["from", "by", "of"].contains(&&*from) && items.len() > at + 2 {
        &items[at + 2..]
    } else {
        items
    }
}

/// Cuts at commas and "and", reads each piece, and puts together what describes the same actor.
pub(super) fn parts(gazetteer: &Gazetteer, tagged: &Tagged, items: &[Item]) -> Vec<Description> {
    let mut parts: Vec<Description> = Vec::new();
    let mut comma = false;
    let mut start = 0;
    for end in 0..items.len() {
        let and = items[end].what == What::And;
        let cut = and || items[end].gap == Gap::Comma || end + 1 == items.len();
        if !cut {
            continue;
        }
        let piece = &items[start..if and { end } else { end + 1 }];
        if !piece.is_empty() {
            add(&mut parts, describe(gazetteer, tagged, piece), comma);
        }
        comma = items[end].gap == Gap::Comma && !and;
        start = end + 1;
    }
    share_heads(&mut parts);
    standing(parts)
}

fn add(parts: &mut Vec<Description>, next: Description, comma: bool) {
    let Some(last) = parts.last_mut().filter(|_| comma) else {
        parts.push(next);
        return;
    };
    let apposition = (last.name.is_some() || last.person.is_some()) && next.name.is_none();
    if apposition && next.describes_somebody() {
        let name = last.name.take();
        let (bytes, person) = (last.bytes.start..next.bytes.end, last.person);
        let gender = last.gender;
        let states = std::mem::take(&mut last.states);
        *last = next;
        last.bytes = bytes;
        last.name = name;
        last.person = last.person.or(person);
        last.gender = last.gender.or(gender);
        if last.states.is_empty() {
            last.states = states;
        }
    } else if !last.offices.is_empty()
        && last.name.is_none()
        && last.person.is_none()
        && (next.name.is_some() || next.person.is_some())
        && next.states.is_empty()
    {
        last.name = next.name;
        last.person = next.person;
        last.gender = last.gender.or(next.gender);
        last.bytes.end = next.bytes.end;
    } else {
        parts.push(next);
    }
}

/// "Ostrevian and Valdorian foreign ministries": the first takes what follows the second.
fn share_heads(parts: &mut [Description]) {
    for at in (1..parts.len()).rev() {
        let (before, after) = parts.split_at_mut(at);
        let (Some(left), Some(right)) = (before.last_mut(), after.first()) else { continue };
        if left.only_state()
            && !right.states.is_empty()
            && right.name.is_none()
            && left.state_use != StateUse::Capital
        {
            left.institution = right.institution;
            left.offices = right.offices.clone();
        }
    }
}

/// Drops pieces of a list that name nobody; a bare capitalised word counts only beside another name.
fn standing(mut parts: Vec<Description>) -> Vec<Description> {
    if parts.len() < 2 {
        return parts;
    }
    let named = parts[0].name.is_some();
    let mut first = true;
    parts.retain(|part| {
        let keep = first
            || part.describes_somebody()
            || !part.states.is_empty()
            || part.outlet.is_some()
            || part.person.is_some()
            || (named && part.name.is_some());
        first = false;
        keep
    });
    parts
}
