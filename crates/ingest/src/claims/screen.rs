//! Which utterances carry statements: what somebody plans, wants or recognises inside another's statement
//! is part of that statement. `assemble` asks before anything is drafted.

use crate::{Quoting, Utterance, Voices};

/// Cues of thought, plan and proof; inside another utterance they attribute nothing of their own.
const PRIVATE: [&str; 26] = [
    "plan",
    "intend",
    "want",
    "recognise",
    "recognize",
    "decide",
    "show",
    "see",
    "know",
    "find",
    "expect",
    "believe",
    "think",
    "consider",
    "aim",
    "seek",
    "prefer",
    "mean",
    "fear",
    "support",
    "back",
    "prove",
    "understand",
    "agree",
    "need",
    "try",
];

/// Returns whether the utterance `number` says something that is not told by another one as well.
pub(super) fn carries_statement(
    utterances: &[Utterance],
    voices: &[Voices],
    number: usize,
) -> bool {
    let utterance = &utterances[number];
    if utterance.lemma == "cite" {
        // "citing its correspondent": who is cited is no statement.
        return false;
    }
    let private = PRIVATE.contains(&utterance.lemma.as_str());
    let speaker = |number: usize| {
        let speakers = voices.get(number).map(|voices| voices.speakers.as_slice());
        speakers.and_then(|speakers| speakers.first())
    };
    match utterance.inside {
        Some(outer) => {
            let same = speaker(number).is_some()
                && speaker(outer).map(|actor| &actor.name)
                    == speaker(number).map(|actor| &actor.name);
            !private && (!same || utterance.quoting == Quoting::Whole)
        }
        // "Most of the population prefers …": nobody known speaks.
        None => {
            !(private
                && speaker(number).is_none_or(|actor| {
                    actor.principals.is_empty()
                        && actor.kind == counterclaim_model::ActorKind::Person
                }))
        }
    }
}
