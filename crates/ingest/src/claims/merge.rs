//! Headline, paraphrase and quotation of one thing in one post become one claim: the best evidence is
//! the claim, the others its mentions. Compared are wording, party and polarity.

use counterclaim_model::{Attribution, Form, Modality, Wording};

use super::acts::Act;
use super::compose::Composer;
use super::draft::Draft;
use super::likeness::Likeness;
use crate::{CandidateMention, Place};

/// Words that make a headline stronger than its text.
const STRONGER: [&str; 16] = [
    "major",
    "massive",
    "fierc",
    "fak",
    "heavy",
    "brutal",
    "huge",
    "deadly",
    "lie",
    "slam",
    "crush",
    "shock",
    "flatten",
    "massacr",
    "obliterat",
    "catastroph",
];

/// Words after which a name is a place or a companion.
const PLACING: [&str; 16] = [
    "in", "on", "at", "of", "across", "near", "to", "from", "with", "under", "over", "among",
    "and", "between", "into", "around",
];

/// Returns the drafts of one post with those that say the same merged, in the order given.
pub(super) fn merge(composer: &Composer<'_>, drafts: Vec<Draft>) -> Vec<Draft> {
    let best = drafts.iter().map(rank).max().unwrap_or_default();
    let target: Vec<usize> = (0..drafts.len())
        .map(|at| match rank(&drafts[at]) < best {
            true => best_target(composer.likeness, &drafts, at).unwrap_or(at),
            // There is nothing better to merge into, and a post may have thousands of its kind.
            false => at,
        })
        .collect();
    let mut slots: Vec<Option<Draft>> = drafts.into_iter().map(Some).collect();
    // Weakest first, so that a headline merged into a paraphrase travels on with it.
    let mut order: Vec<usize> = (0..slots.len()).collect();
    order.sort_by_key(|at| slots[*at].as_ref().map(|draft| (rank(draft), std::cmp::Reverse(*at))));
    for at in order {
        if target[at] == at {
            continue;
        }
        if let Some(weaker) = slots[at].take() {
            match slots[target[at]].as_mut() {
                Some(stronger) => absorb(stronger, weaker),
                None => slots[at] = Some(weaker),
            }
        }
    }
    let mut merged: Vec<Draft> = slots.into_iter().flatten().collect();
    for draft in &mut merged {
        if exceeds(composer, draft) {
            flag(draft, "headline_exceeds_text");
        }
    }
    merged
}

/// How good the evidence is: quotation, mixed, paraphrase, headline.
fn rank(draft: &Draft) -> u8 {
    match (draft.place, draft.claim.form) {
        (Place::Headline, _) => 0,
        (Place::Body, Form::Direct) => 3,
        (Place::Body, Form::Mixed) => 2,
        (Place::Body, Form::Indirect | Form::Headline | Form::Implied) => 1,
    }
}

fn best_target(likeness: &Likeness<'_>, drafts: &[Draft], at: usize) -> Option<usize> {
    let weaker = &drafts[at];
    let scored = drafts.iter().enumerate().filter(|(other, _)| *other != at).filter_map(
        |(other, stronger)| {
            let allowed = rank(stronger) > rank(weaker) && compatible(weaker, stronger);
            let score = allowed.then(|| score(likeness, weaker, stronger))?;
            (score >= 0.34).then_some((other, score))
        },
    );
    scored.max_by(|one, other| one.1.total_cmp(&other.1)).map(|(other, _)| other)
}

fn compatible(weaker: &Draft, stronger: &Draft) -> bool {
    let same_voice = match (weaker.party(), stronger.party()) {
        (Some(one), Some(other)) => one == other,
        _ => weaker.place == Place::Headline,
    };
    let narrated = weaker.claim.attribution == Attribution::Narration;
    let one_utterance = weaker.claim.utterance == stronger.claim.utterance && !narrated;
    let demands = |draft: &Draft| draft.claim.modality == Modality::Demands;
    let accuses = |draft: &Draft| draft.claim.modality == Modality::Accuses;
    let apart = demands(weaker) && accuses(stronger) || accuses(weaker) && demands(stronger);
    let joint = weaker.claim.jointly.is_empty() == stronger.claim.jointly.is_empty();
    (same_voice || (narrated && weaker.place == Place::Headline))
        && !one_utterance
        && !apart
        && joint
}

/// From 0 to more than 1: shared words, raised where both do the same with them.
fn score(likeness: &Likeness<'_>, weaker: &Draft, stronger: &Draft) -> f64 {
    let (like, shared) = likeness.of_sets(&weaker.words, &stronger.words);
    if shared == 0 {
        return 0.0;
    }
    let (one, other) = (weaker.claim.modality, stronger.claim.modality);
    let raised = match (one, other) {
        (Modality::Demands, Modality::Demands) => 0.15,
        (Modality::Denies, Modality::Denies) => 0.25,
        (Modality::Hopes, Modality::Hopes) => 0.2,
        _ if weaker.act == Act::Confirm => 0.15,
        _ => 0.0,
    };
    let negation = match (weaker.negated, stronger.negated) {
        _ if one == other && one == Modality::Denies => 0.0,
        (true, true) => 0.1,
        (false, false) => 0.0,
        _ => -0.12,
    };
    let thin = if shared == 1 && raised == 0.0 { -0.25 } else { 0.0 };
    like + raised + negation + thin
}

/// Takes `weaker` into `stronger` as a mention.
fn absorb(stronger: &mut Draft, weaker: Draft) {
    let claim = weaker.claim;
    let form = if weaker.place == Place::Headline { Form::Headline } else { claim.form };
    stronger.claim.mentions.push(CandidateMention {
        form,
        content: claim.content,
        source: claim.source,
        cue: claim.cue,
    });
    stronger.claim.mentions.extend(claim.mentions);
    for name in claim.flags {
        flag(stronger, &name);
    }
    inherit(stronger, claim.speaker, claim.venue, claim.asserted_at, claim.relayed_by);
    if stronger.claim.modality == Modality::Asserts
        && matches!(claim.modality, Modality::Accuses | Modality::Denies | Modality::Demands)
        && claim.wording == Wording::Outlet
        && weaker.place == Place::Body
    {
        stronger.claim.modality = claim.modality;
    }
    if weaker.place == Place::Body {
        stronger.words.extend(&weaker.words);
    }
    stronger.alleged.extend(weaker.alleged);
    stronger.utterances.extend(weaker.utterances);
}

/// A place may name more than the best evidence does: person, venue, day, relayer.
fn inherit(
    stronger: &mut Draft,
    speaker: Option<crate::NamedActor>,
    venue: Option<String>,
    asserted_at: Option<counterclaim_model::Moment>,
    relayed_by: Option<crate::NamedActor>,
) {
    let narrated = stronger.claim.attribution == Attribution::Narration;
    if stronger.claim.speaker.is_none() && !narrated && stronger.claim.candidates.is_empty() {
        stronger.claim.speaker = speaker;
    }
    let claim = &mut stronger.claim;
    claim.venue = claim.venue.take().or(venue);
    claim.asserted_at = claim.asserted_at.or(asserted_at);
    claim.relayed_by = claim.relayed_by.take().or(relayed_by);
}

/// Whether a headline of the claim names an actor its other places do not, or is plainly stronger. A
/// name after a preposition says where or with whom, and is no charge.
fn exceeds(composer: &Composer<'_>, draft: &Draft) -> bool {
    let headlines = draft.claim.mentions.iter().filter(|mention| mention.form == Form::Headline);
    let mut headlines = headlines.map(|mention| &mention.content);
    headlines.any(|content| {
        let words = composer.words(content);
        let stronger = composer.likeness.words(content);
        let extra_actor = composer.names.in_tokens(&words).iter().any(|name| {
            let party = name.actor.party();
            let placed = name.at.checked_sub(1).is_some_and(|at| {
                words[at].is(",") || words[at].is_dash() || words[at].is_any(&PLACING)
            });
            // "no evidence that Carvel uses mercenaries": the headline says what its speaker denies.
            let embedded = name.at.checked_sub(1).is_some_and(|at| words[at].is("that"));
            let other = embedded || Some(party) != draft.party();
            !placed && other && !draft.words.has(&party.to_lowercase())
        });
        extra_actor || stronger.without(&draft.words).any(|word| STRONGER.contains(&word))
    })
}

fn flag(draft: &mut Draft, name: &str) {
    if !draft.claim.flags.iter().any(|known| known == name) {
        draft.claim.flags.push(name.to_owned());
    }
}
