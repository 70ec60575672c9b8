//! Pairs that say the same or fit together: the same party repeating itself, two parties announcing one
//! event. `pairing` calls it for every matter.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use counterclaim_model::{ActorKind, Attribution, Basis, Form, Modality, Relation};

use super::accord::accord;
use super::compose::Composer;
use super::dating::{Direction, days};
use super::draft::Draft;
use super::names::Naming;
use super::pairing::{Paired, pairs, unordered};
use crate::{CandidateLink, Span};

/// Share of words from which two statements of one party count as the same.
const REPEATED: f64 = 0.55;

/// Matters in which two parties may announce one event.
const EVENTS: [&str; 2] = ["meeting", "peace-talks"];

/// Adds the agreements among the claims `group` of one matter.
pub(super) fn agreements(
    composer: &Composer<'_>,
    drafts: &[Draft],
    group: &[usize],
    known: &mut BTreeSet<(usize, usize)>,
    found: &mut Paired,
) {
    for (one, other) in pairs(group) {
        let pair = unordered(one, other);
        if known.contains(&pair) || drafts[one].claim.post == drafts[other].claim.post {
            continue;
        }
        let link = repetition(composer, drafts, one, other)
            .or_else(|| same_event(composer, drafts, one, other))
            .or_else(|| accord(composer, drafts, one, other));
        if let Some(link) = link {
            known.insert(pair);
            found.links.push(link);
        }
    }
}

/// The same party says the same in another post; the later post repeats the earlier.
fn repetition(
    composer: &Composer<'_>,
    drafts: &[Draft],
    one: usize,
    other: usize,
) -> Option<CandidateLink> {
    let (first, second) = (&drafts[one], &drafts[other]);
    let party = first.party().filter(|party| second.party() == Some(party))?;
    let implied = [first, second].iter().any(|d| d.claim.form == Form::Implied);
    let narrated = first.claim.attribution != second.claim.attribution
        && [first, second].iter().any(|d| d.claim.attribution == Attribution::Narration);
    // "It takes 1,237 delegates" does not repeat "It takes 2,383 delegates".
    let own_number = |one: &Draft, other: &Draft| {
        one.words.without(&other.words).any(|word| word.starts_with(|c: char| c.is_ascii_digit()))
    };
    let numbers = own_number(first, second) && own_number(second, first);
    if implied
        || narrated
        || numbers
        || first.negated != second.negated
        || figures_differ(first, second)
    {
        return None;
    }
    let (like, shared) = composer.likeness.of_sets(&first.words, &second.words);
    let same_figure = equal_figures(first, second) && like >= 0.3;
    if !(same_figure || (like >= REPEATED && shared >= 4)) {
        return None;
    }
    let (later, earlier) = in_time(composer, drafts, one, other);
    let why =
        if same_figure { "gives the same figure" } else { "says the same in much the same words" };
    Some(CandidateLink {
        from: later,
        to: earlier,
        relation: Relation::Repeats,
        basis: Basis::Inferred,
        cue: None,
        reason: format!("{party} {why} in another post: one origin, counted once."),
        confidence: if same_figure { 75 } else { 65 },
        rule: "same_party_same_words",
    })
}

pub(super) fn figures_differ(one: &Draft, other: &Draft) -> bool {
    let bounds =
        |draft: &Draft| draft.claim.figures.iter().map(|f| (f.low, f.high)).collect::<Vec<_>>();
    let (first, second) = (bounds(one), bounds(other));
    !first.is_empty() && !second.is_empty() && !first.iter().any(|figure| second.contains(figure))
}

fn equal_figures(one: &Draft, other: &Draft) -> bool {
    one.claim.figures.iter().any(|figure| {
        figure.low.is_some()
            && other.claim.figures.iter().any(|second| {
                figure.low == second.low
                    && figure.high == second.high
                    && figure.measure == second.measure
            })
    })
}

/// Returns the claim of the later post first; undated posts count as earliest.
pub(super) fn in_time(
    composer: &Composer<'_>,
    drafts: &[Draft],
    one: usize,
    other: usize,
) -> (usize, usize) {
    let at =
        |index: usize| composer.reading.posts[drafts[index].claim.post].published.map(|m| m.at);
    if at(one) >= at(other) { (one, other) } else { (other, one) }
}

/// Two parties announce or report a meeting at the same place on the same day.
fn same_event(
    composer: &Composer<'_>,
    drafts: &[Draft],
    one: usize,
    other: usize,
) -> Option<CandidateLink> {
    let (first, second) = (&drafts[one], &drafts[other]);
    let event = |draft: &Draft| draft.claim.matters.iter().any(|m| EVENTS.contains(&m.as_str()));
    let told = |draft: &Draft| {
        !draft.negated
            && draft.claim.form != Form::Implied
            && matches!(
                draft.claim.modality,
                Modality::Announces | Modality::Asserts | Modality::Predicts
            )
    };
    let parties = (first.party()?, second.party()?);
    if parties.0 == parties.1 || !(event(first) && event(second) && told(first) && told(second)) {
        return None;
    }
    let place = places(composer, first).intersection(&places(composer, second)).next().cloned()?;
    let day = days_of(composer, first).intersection(&days_of(composer, second)).next().copied()?;
    let (from, to) = in_time(composer, drafts, one, other);
    Some(CandidateLink {
        from,
        to,
        relation: Relation::ConsistentWith,
        basis: Basis::Inferred,
        cue: None,
        reason: format!(
            "Both speak of a meeting in {place} on {}; whether it is the same one the page does not say.",
            day.format("%-d %B %Y")
        ),
        confidence: 60,
        rule: "same_place_and_day",
    })
}

/// Returns the places after "in" or "to" with a capital letter.
fn places(composer: &Composer<'_>, draft: &Draft) -> BTreeSet<String> {
    let words = composer.words(&everywhere(draft));
    let named = composer.names.in_tokens(&words);
    (1..words.len())
        .filter(|at| words[at - 1].is_any(&["in", "to", "at", "visit"]) && words[*at].capital)
        .filter(|at| {
            // A state or its adjective is too wide for a meeting place.
            !named.iter().any(|n| {
                n.at <= *at
                    && *at < n.end
                    && n.naming != Naming::Capital
                    && n.actor.kind == ActorKind::State
            })
        })
        .filter(|at| !super::dating::is_calendar_word(&words[*at]))
        .map(|at| composer.reading.text.slice(words[at].span).to_owned())
        .collect()
}

fn days_of(composer: &Composer<'_>, draft: &Draft) -> BTreeSet<NaiveDate> {
    let Some(published) = composer.reading.posts[draft.claim.post].published else {
        return BTreeSet::new();
    };
    let direction = match draft.claim.modality {
        Modality::Announces | Modality::Predicts | Modality::Promises => Direction::Future,
        Modality::Asserts
        | Modality::Denies
        | Modality::Accuses
        | Modality::Demands
        | Modality::Hopes => {
            let words = composer.words(&draft.claim.content);
            if words.iter().any(|t| t.is("will")) { Direction::Future } else { Direction::Past }
        }
    };
    days(&composer.words(&everywhere(draft)), published, direction)
}

/// Its own words and those of the other places of the post: a headline often names the day and the place.
fn everywhere(draft: &Draft) -> Vec<Span> {
    let mentions = draft.claim.mentions.iter().flat_map(|mention| mention.content.iter());
    draft.claim.content.iter().chain(mentions).copied().collect()
}
