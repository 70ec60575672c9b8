//! What a page says of where a place lies: "Hethby, the capital of the Tarn Republic", "Tarn Republic capital
//! Hethby", "in Hethby, Ostrevia". Collected by [`known`](super::known).

use super::known::state_at;
use super::lexis::is_day;
use super::tag::{Item, Tagged, What};
use crate::gazetteer::{Form, Gap, Gazetteer};

/// Returns the places a stretch of text ties to a state, by folded name, with the entry of the state.
pub(super) fn told(gazetteer: &Gazetteer, tagged: &Tagged) -> Vec<(String, usize)> {
    let mut told = Vec::new();
    let items = &tagged.items;
    for at in 0..items.len() {
        let Some(state) = state_at(gazetteer, &items[at]) else { continue };
        let before = before_state(tagged, at);
        let place = if before.is_capital {
            place_before(tagged, before.at).or_else(|| place_after(tagged, at))
        } else if items.get(at + 1).is_some_and(|next| tagged.lower(next) == "capital") {
            place_from(tagged, at + 2)
        } else if at > 0 && items[at - 1].gap == Gap::Comma && named(&items[at]) {
            place_before(tagged, at).filter(|(_, from)| after_preposition(tagged, *from))
        } else {
            None
        };
        if let Some((key, _)) = place {
            told.push((key, state));
        }
    }
    told
}

fn named(item: &Item) -> bool {
    matches!(&item.what, What::Actor(meant) if meant.iter().any(|(_, form)| *form == Form::Name))
}

struct Before {
    /// The state stands in "capital of the … STATE".
    is_capital: bool,
    /// Where "the capital" begins.
    at: usize,
}

fn before_state(tagged: &Tagged, state: usize) -> Before {
    let mut at = state;
    while at > 0 && tagged.items[at - 1].what == What::Small {
        at -= 1;
        if tagged.lower(&tagged.items[at]) == "of" {
            break;
        }
    }
    let capital = at > 0 && at < state && tagged.lower(&tagged.items[at - 1]) == "capital";
    let mut begin = at.saturating_sub(1);
    while capital
        && begin > 0
        && tagged.items[begin - 1].what == What::Small
        && tagged.items[begin - 1].gap == Gap::Joined
    {
        begin -= 1;
    }
    Before { is_capital: capital, at: begin }
}

/// Returns the capitalised words that end right before item `at`, behind a comma, and where they begin.
fn place_before(tagged: &Tagged, at: usize) -> Option<(String, usize)> {
    let last = at.checked_sub(1)?;
    if tagged.items[last].gap != Gap::Comma {
        return None;
    }
    let mut from = at;
    while from > 0
        && at - from < 3
        && is_place_word(tagged, from - 1)
        && (from == at || tagged.items[from - 1].gap == Gap::Joined)
    {
        from -= 1;
    }
    (from < at).then(|| (key(tagged, from, at), from))
}

/// Returns the capitalised words behind item `at` and a comma or bracket, skipping an abbreviation.
fn place_after(tagged: &Tagged, at: usize) -> Option<(String, usize)> {
    let mut next = at + 1;
    while next < tagged.items.len() && next <= at + 2 && !is_place_word(tagged, next) {
        next += 1;
    }
    place_from(tagged, next)
}

fn place_from(tagged: &Tagged, from: usize) -> Option<(String, usize)> {
    let mut end = from;
    while end < tagged.items.len() && end - from < 3 && is_place_word(tagged, end) {
        end += 1;
        if tagged.items[end - 1].gap != Gap::Joined {
            break;
        }
    }
    (end > from).then(|| (key(tagged, from, end), from))
}

fn is_place_word(tagged: &Tagged, at: usize) -> bool {
    let Some(item) = tagged.items.get(at) else { return false };
    let by_capital = matches!(&item.what, What::Actor(meant) if meant.iter().all(|(_, form)| *form == Form::Capital));
    item.capital && (by_capital || (item.what == What::Word && !is_day(&tagged.lower(item))))
}

fn after_preposition(tagged: &Tagged, at: usize) -> bool {
    at > 0
        && matches!(
            &*tagged.lower(&tagged.items[at - 1]),
            "in" | "of" | "near" | "at" | "from" | "to" | "on" | "outside" | "around"
        )
}

fn key(tagged: &Tagged, from: usize, end: usize) -> String {
    let words: Vec<_> = tagged.items[from..end].iter().map(|item| tagged.lower(item)).collect();
    words.join(" ")
}
