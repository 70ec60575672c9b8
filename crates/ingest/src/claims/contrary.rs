//! Statements whose very words exclude each other: one says with a "not" what the other says without, one
//! uses the opposite of the other's word, or both give a figure of the same count and no number fits both.
//! `contradiction` asks it of two accounts on one matter; it needs no list of matters.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use counterclaim_model::{Amount, Figure};

use super::account::Account;
use super::likeness::stem;

/// Words of which only one can hold of the same thing at the same time. Only pairs that leave no middle:
/// "safe" and "damaged" are none.
const OPPOSITES: [(&str, &str); 22] = [
    ("open", "closed"),
    ("reopened", "closed"),
    ("advance", "retreat"),
    ("advancing", "withdrawing"),
    ("won", "lost"),
    ("holds", "lost"),
    ("accepted", "rejected"),
    ("accepted", "refused"),
    ("agreed", "refused"),
    ("supports", "opposes"),
    ("allowed", "banned"),
    ("legal", "illegal"),
    ("lawful", "unlawful"),
    ("guilty", "innocent"),
    ("alive", "dead"),
    ("released", "detained"),
    ("freed", "detained"),
    ("intact", "destroyed"),
    ("rose", "fell"),
    ("increased", "decreased"),
    ("resumed", "suspended"),
    ("true", "false"),
];

static STEMS: LazyLock<Vec<(String, String)>> =
    LazyLock::new(|| OPPOSITES.iter().map(|(one, other)| (stem(one), stem(other))).collect());

/// Why two accounts cannot both hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Contrary {
    /// One has a "not" where the other has none.
    Negated,
    /// Opposite words.
    Opposite(&'static str, &'static str),
    /// Figures of the same count without a common number.
    Figures,
}

impl Contrary {
    /// Returns the name of the rule.
    pub(super) fn rule(self) -> &'static str {
        match self {
            Self::Negated => "same_words_negated",
            Self::Opposite(..) => "opposite_words",
            Self::Figures => "figures_exclude_each_other",
        }
    }

    /// Returns what is said of the two, for the reader.
    pub(super) fn reason(self, one: &str, other: &str) -> String {
        match self {
            Self::Negated => {
                format!(
                    "{one} says in much the same words that it is not so, what {other} says is so."
                )
            }
            Self::Opposite(word, opposite) => {
                format!("{one} and {other} say opposite things of it: ‹{word}› and ‹{opposite}›.")
            }
            Self::Figures => format!(
                "{one} and {other} count the same thing, in the same place and time, and no number fits both; both may be wrong."
            ),
        }
    }
}

/// Returns why the two exclude each other by their words, if they do.
pub(super) fn contrary(one: &Account, other: &Account) -> Option<Contrary> {
    if !one.tells() || !other.tells() || one.speaks_of_others_than(other) {
        return None;
    }
    if excluding_figures(one, other) {
        return Some(Contrary::Figures);
    }
    if has_numbers_of_its_own(one, other) && has_numbers_of_its_own(other, one) {
        return None;
    }
    let shared: BTreeSet<&str> = one.saying.common(&other.saying).collect();
    let (shorter, longer) = {
        let (first, second) = (one.saying.len(), other.saying.len());
        (first.min(second), first.max(second))
    };
    // Most of the shorter wording, and enough of it that the subject and what is said of it are shared.
    let alike = shared.len() >= 3 && shared.len() * 3 >= shorter * 2;
    let same = shared.len() >= 2 && shared.len() == longer;
    // "… and nobody knows what goes on" denies nothing of what stands before it.
    let denied = |account: &Account| shared.iter().any(|word| account.denied.has(word));
    if one.negated != other.negated && (alike || same) && (denied(one) || denied(other)) {
        return Some(Contrary::Negated);
    }
    let near = shared.len() >= 2 && (shared.len() + 1) * 3 >= shorter * 2;
    if one.negated == other.negated && near { opposite(one, other) } else { None }
}

/// Whether the one has a word and the other its opposite, neither both.
fn opposite(one: &Account, other: &Account) -> Option<Contrary> {
    let only = |account: &Account, has: &str, lacks: &str| {
        account.saying.has(has) && !account.saying.has(lacks)
    };
    let at = STEMS.iter().position(|(word, opposite)| {
        only(one, word, opposite) && only(other, opposite, word)
            || only(one, opposite, word) && only(other, word, opposite)
    })?;
    let (word, opposite) = OPPOSITES[at];
    Some(Contrary::Opposite(word, opposite))
}

fn has_numbers_of_its_own(one: &Account, other: &Account) -> bool {
    one.saying.without(&other.saying).any(|word| word.starts_with(|c: char| c.is_ascii_digit()))
}

/// Whether both give a figure of one scope (measure, what is counted, whose, where, over which time or as of
/// when) and the bounds do not meet.
fn excluding_figures(one: &Account, other: &Account) -> bool {
    if !one.is_set_where(other) {
        return false;
    }
    one.figures.iter().any(|figure| {
        let mut same = other.figures.iter().filter(|second| same_scope(figure, second)).peekable();
        // A second figure of that scope may be the one that fits.
        same.peek().is_some() && same.all(|second| apart(figure, second))
    })
}

/// Whether all of what is counted, whose, where and when is known, and the same; what is unknown of both is
/// nothing in common.
fn same_scope(one: &Figure, other: &Figure) -> bool {
    let known = |text: &Option<String>| text.as_deref().map(str::to_lowercase);
    let is_same =
        |one: &Option<String>, other: &Option<String>| one.is_some() && known(one) == known(other);
    let of_one_time = is_same(&one.period, &other.period)
        || one.period.is_none()
            && other.period.is_none()
            && one.as_of.is_some()
            && one.as_of == other.as_of;
    one.measure == other.measure
        && known(&one.counts) == known(&other.counts)
        && is_same(&one.whose, &other.whose)
        && is_same(&one.place, &other.place)
        && of_one_time
}

fn apart(one: &Figure, other: &Figure) -> bool {
    let bounds = |figure: &Figure| (figure.low.or(figure.best), figure.high.or(figure.best));
    let ((one_low, one_high), (other_low, other_high)) = (bounds(one), bounds(other));
    let above = |low: Option<Amount>, high: Option<Amount>| match (low, high) {
        (Some(low), Some(high)) => low > high,
        _ => false,
    };
    above(one_low, other_high) || above(other_low, one_high)
}
