//! Closed lists of English words that decide how a phrase is read. Used by [`piece`](super::piece) and the
//! modules that look at single words.

use super::piece::Name;

/// Words that make a capitalised run an organisation rather than a person.
const ORGANISATION_WORDS: [&str; 33] = [
    "ministry",
    "department",
    "agency",
    "committee",
    "commission",
    "council",
    "centre",
    "party",
    "group",
    "university",
    "institute",
    "court",
    "command",
    "foundation",
    "association",
    "company",
    "bank",
    "union",
    "federation",
    "front",
    "movement",
    "office",
    "service",
    "authority",
    "board",
    "hospital",
    "airlines",
    "airport",
    "network",
    "brigade",
    "league",
    "alliance",
    "observatory",
];

/// Returns whether a word is a pronoun that may stand for a speaker.
pub(super) fn is_pronoun(word: &str) -> bool {
    matches!(
        word,
        "he" | "she"
            | "it"
            | "they"
            | "who"
            | "him"
            | "her"
            | "his"
            | "them"
            | "its"
            | "their"
            | "i"
            | "we"
            | "you"
            | "us"
            | "me"
    )
}

/// Returns whether a capitalised run is the name of an organisation rather than of a person.
pub(super) fn is_organisation(name: &Name) -> bool {
    name.keys.iter().any(|key| ORGANISATION_WORDS.contains(&key.as_str()))
}

/// Returns whether a word makes authorities those of a place.
pub(super) fn is_local(word: &str) -> bool {
    matches!(
        word,
        "local"
            | "city"
            | "municipal"
            | "town"
            | "regional"
            | "district"
            | "provincial"
            | "village"
    )
}

/// Returns whether a lower-case word may stand within a personal name.
pub(super) fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "al" | "el"
            | "bin"
            | "ibn"
            | "bint"
            | "abu"
            | "van"
            | "von"
            | "der"
            | "den"
            | "de"
            | "da"
            | "del"
            | "della"
            | "di"
            | "du"
            | "la"
            | "le"
            | "ter"
            | "ten"
            | "af"
            | "av"
            | "y"
    )
}

/// Days and months are capitalised but are no part of a name.
pub(super) fn is_day(word: &str) -> bool {
    matches!(
        word,
        "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
            | "january"
            | "february"
            | "march"
            | "april"
            | "june"
            | "july"
            | "august"
            | "september"
            | "october"
            | "november"
            | "december"
            | "today"
            | "yesterday"
            | "earlier"
            | "later"
    )
}

/// Returns whether a word, though it may open a sentence with a capital, belongs to no name.
pub(super) fn is_function_word(word: &str) -> bool {
    matches!(
        word,
        "if" | "but"
            | "when"
            | "while"
            | "as"
            | "after"
            | "before"
            | "although"
            | "since"
            | "however"
            | "meanwhile"
            | "this"
            | "that"
            | "these"
            | "those"
            | "there"
            | "where"
            | "what"
            | "under"
            | "during"
            | "according"
            | "yes"
            | "no"
            | "or"
            | "nor"
            | "so"
            | "also"
            | "then"
            | "not"
    )
}
