//! What a speaker does with a proposition: assert, deny, accuse, demand, promise, hope, announce,
//! predict. The cue's verb decides where it says so; otherwise the words do.

use counterclaim_model::Modality;

use super::acts::Act;
use super::names::{Named, Naming};
use super::tokens::{Token, find_sequence, starts_with};
use super::word;

pub(super) const NEGATIONS: [&str; 22] = [
    "not", "no", "never", "none", "cannot", "can't", "don't", "doesn't", "didn't", "won't",
    "isn't", "aren't", "wasn't", "weren't", "hasn't", "haven't", "hadn't", "nobody", "nothing",
    "without", "neither", "nor",
];

/// Words by which a speaker calls a statement wrong.
pub(super) const WRONG: [&[&str]; 17] = [
    &["not", "correspond", "to", "reality"],
    &["nonsense"],
    &["not", "true"],
    &["untrue"],
    &["fake"],
    &["false"],
    &["baseless"],
    &["groundless"],
    &["unfounded"],
    &["fabricated"],
    &["fabrication"],
    &["no", "truth"],
    &["a", "lie"],
    &["lies"],
    &["disinformation"],
    &["devoid", "of"],
    &["far", "from", "reality"],
];

/// Stems of conduct that a party is blamed for.
pub(super) const WRONGDOING: [&str; 55] = [
    "attack",
    "shell",
    "bomb",
    "bombard",
    "strik",
    "target",
    "launch",
    "violat",
    "breach",
    "provok",
    "provocation",
    "deceiv",
    "deception",
    "drag",
    "meddl",
    "aggress",
    "kill",
    "annihilat",
    "destroy",
    "invad",
    "occup",
    "threaten",
    "threat",
    "jeopardis",
    "jeopardiz",
    "use",
    "uses",
    "used",
    "using",
    "recruit",
    "crim",
    "genocid",
    "terroris",
    "fighter",
    "participat",
    "particip",
    "supply",
    "suppl",
    "arm",
    "tarnish",
    "internationalis",
    "involv",
    "interfer",
    "sabotag",
    "poison",
    "hack",
    "spy",
    "pos",
    "shoot",
    "shot",
    "fire",
    "escalat",
    "block",
    "expel",
    "tortur",
];

/// Stems of conduct so grave that naming an agent is an accusation. Taking part and using are not.
pub(super) const GRAVE: [&str; 35] = [
    "attack",
    "shell",
    "bomb",
    "bombard",
    "target",
    "violat",
    "breach",
    "provok",
    "provocation",
    "deceiv",
    "drag",
    "meddl",
    "aggress",
    "annihilat",
    "invad",
    "occup",
    "threaten",
    "genocid",
    "terroris",
    "tarnish",
    "internationalis",
    "interfer",
    "sabotag",
    "poison",
    "hack",
    "tortur",
    "crim",
    "jeopardis",
    "jeopardiz",
    "crimes",
    "involv",
    "massacr",
    "abduct",
    "kidnap",
    "lie",
];

/// Gatherings whose announcement is an own official act.
const MEETINGS: [&str; 8] =
    ["visit", "meet", "negoti", "speak", "hold", "held", "summit", "consult"];

/// Who is meant by the subject of a proposition, seen from its speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// The speaker or its own party ("we", "our troops").
    Own,
    /// Somebody else.
    Other,
    /// Not to be told from the words.
    Open,
}

/// How many words after a negation it can govern ("does not in any way threaten").
const GOVERNED: usize = 5;

/// Returns whether the words deny what they speak of.
pub(super) fn is_negated(words: &[Token]) -> bool {
    words.iter().enumerate().any(|(at, token)| {
        token.has(word::NEGATION) && !words.get(at + 1).is_some_and(|next| next.is("only"))
    })
}

/// Returns the words that a negation governs: the few after it.
pub(super) fn governed(words: &[Token]) -> impl Iterator<Item = &Token> {
    let nots = words.iter().enumerate().filter(|(_, token)| token.has(word::NEGATION));
    nots.flat_map(|(at, _)| words[at + 1..].iter().take(GOVERNED))
}

/// Returns whether the words call a statement wrong ("total nonsense").
pub(super) fn calls_wrong(words: &[Token]) -> bool {
    let may = |at: &usize| words[*at].has(word::WRONG);
    (0..words.len())
        .filter(may)
        .any(|at| WRONG.iter().any(|phrase| starts_with(&words[at..], phrase)))
}

/// Returns whether the words name conduct that a party is blamed for.
pub(super) fn names_wrongdoing(words: &[Token]) -> bool {
    words.iter().any(|token| token.has(word::WRONGDOING))
}

/// Returns whose doing the proposition tells of: the first actor or pronoun in subject place.
pub(super) fn subject(words: &[Token], named: &[Named<'_>], party: Option<&str>) -> Subject {
    let start = adjunct_end(words);
    let verb = words[start..].iter().position(|t| super::clauses::is_auxiliary(&t.word));
    let reach = start + verb.unwrap_or(8.min(words.len() - start));
    let pronoun = words.iter().enumerate().take(reach).skip(start).find_map(|(at, token)| {
        let subject = match token.word.as_ref() {
            "we" | "i" | "our" | "we've" | "we're" => Subject::Own,
            "he" | "she" | "they" | "it" | "you" if at < start + 3 => Subject::Other,
            _ => return None,
        };
        Some((at, subject))
    });
    let name = named
        .iter()
        .find(|name| {
            name.at >= start
                && (name.at < reach && name.naming != Naming::Capital || name.at == start)
        })
        .map(|name| {
            let own = Some(name.actor.party()) == party;
            (name.at, if own { Subject::Own } else { Subject::Other })
        });
    match (pronoun, name) {
        (Some(pronoun), Some(name)) => {
            if pronoun.0 < name.0 {
                pronoun.1
            } else {
                name.1
            }
        }
        (Some((_, subject)), None) | (None, Some((_, subject))) => subject,
        (None, None) => Subject::Open,
    }
}

/// Returns where the main clause begins behind an adjunct ("despite the shelling, we …").
fn adjunct_end(words: &[Token]) -> usize {
    let opens = words
        .first()
        .is_some_and(|t| t.is_any(&["despite", "after", "during", "on", "in", "since", "as"]));
    let comma = words.iter().take(14).position(|t| t.is(","));
    comma.filter(|at| opens && at + 1 < words.len()).map_or(0, |at| at + 1)
}

/// Returns what the speaker of a cue doing `act` does with `words`.
pub(super) fn modality(act: Act, words: &[Token], subject: Subject) -> Modality {
    match act {
        Act::Deny => Modality::Denies,
        Act::Accuse => Modality::Accuses,
        Act::Demand => Modality::Demands,
        Act::Hope => Modality::Hopes,
        Act::Promise => Modality::Promises,
        Act::Announce => Modality::Announces,
        Act::Predict => Modality::Predicts,
        Act::Condemn if speaks_of_reports(words) || calls_wrong(words) => Modality::Denies,
        Act::Condemn => Modality::Accuses,
        Act::Show => Modality::Asserts,
        Act::Say | Act::Confirm | Act::Worry => by_words(words, subject),
    }
}

fn speaks_of_reports(words: &[Token]) -> bool {
    words.iter().take(4).any(|t| {
        t.is_any(&["reports", "report", "claims", "claim", "allegations", "rumours", "rumors"])
    })
}

fn by_words(words: &[Token], subject: Subject) -> Modality {
    let head = &words[..words.len().min(7)];
    let first_person = head.first().is_some_and(|t| t.is_any(&["i", "we"]));
    if first_person && head.iter().any(|t| t.is_any(&["hope", "wish", "hopes"])) {
        return Modality::Hopes;
    }
    if demands(words, first_person) {
        return Modality::Demands;
    }
    if calls_wrong(words) || denies_conduct(words, subject) {
        return Modality::Denies;
    }
    if let Some(future) = speaks_of_future(words, subject) {
        return future;
    }
    let conditional = words.first().is_some_and(|t| t.is("if"));
    let agent = (subject == Subject::Other || leads_with_institution(words, subject))
        && !conditional
        && words.iter().any(|t| t.has(word::GRAVE));
    let against = words.iter().any(|t| **t.word.stem() == *"fighter")
        && words.iter().any(|t| t.is("against"));
    if (agent || against || speaks_of_crimes(words)) && !is_negated(words) {
        return Modality::Accuses;
    }
    Modality::Asserts
}

/// "the court has tarnished …": an agent without a name.
fn leads_with_institution(words: &[Token], subject: Subject) -> bool {
    subject == Subject::Open
        && words.first().is_some_and(|t| t.is("the"))
        && words.iter().skip(2).take(2).any(|t| t.is_any(&["has", "have"]))
        && !words.iter().any(|t| t.is("been"))
}

fn speaks_of_crimes(words: &[Token]) -> bool {
    find_sequence(words, 0, &["war", "crimes"]).is_some()
}

fn demands(words: &[Token], first_person: bool) -> bool {
    let verbs = ["urge", "demand", "call", "appeal", "ask", "insist"];
    let modal = words.iter().position(|t| t.is_any(&["must", "should"]));
    let asks = first_person && words.iter().take(4).any(|t| t.is_any(&verbs));
    // "should" after "if" or "that" of a report is a condition or a tense, not a demand.
    asks || modal.is_some_and(|at| at < 12 && !words[..at].iter().any(|t| t.is("if")))
}

/// A negative sentence about conduct one is blamed for, of one's own side or of nobody named.
fn denies_conduct(words: &[Token], subject: Subject) -> bool {
    let ignorance = ["information", "evidence", "need", "sense", "received", "provided", "proof"];
    subject != Subject::Other
        && !words.iter().any(|t| t.is("you"))
        && is_negated(words)
        && names_wrongdoing(words)
        && !words.iter().any(|t| t.is_any(&ignorance))
}

fn speaks_of_future(words: &[Token], subject: Subject) -> Option<Modality> {
    let will = words.iter().position(|t| t.is_any(&["will", "shall", "we'll", "i'll", "would"]));
    let to_act = words.iter().take(6).position(|t| t.is("to")).filter(|at| {
        *at > 0 && words[*at - 1].capital && words.get(at + 1).is_some_and(|next| next.capital)
    });
    let set = find_sequence(words, 0, &["set", "for"]).is_some();
    let at = will.or(to_act).or(set.then_some(0))?;
    let purpose = words[at..].iter().any(|t| MEETINGS.contains(&&**t.word.stem()));
    let meets = purpose || words.iter().any(|t| **t.word.stem() == *"meet" || t.is("talks"));
    let first = words.iter().any(|t| t.is_any(&["i", "we", "we'll", "i'll"]));
    Some(if meets {
        Modality::Announces
    } else if first || (subject == Subject::Own && (to_act.is_some() || will.is_some())) {
        Modality::Promises
    } else {
        Modality::Predicts
    })
}
