//! Noun phrases, walked over backwards and forwards; called wherever a speaker or listener is named.
//! There is no parser here: a phrase is what holds no verb, no conjunction and no edge of a clause.

use super::line::{Block, Line};
use super::token::{Kind, Token};
use super::words;

/// Longest quotation, in words, that may be part of a name.
const SCARE: usize = 6;

/// Walks back from `end` over one noun phrase and returns its start.
pub(super) fn walk_back(line: &Line<'_>, floor: usize, end: usize) -> Option<usize> {
    if end <= floor || !ends_phrase(line, end - 1) {
        return None;
    }
    let mut start = end;
    let mut list = false;
    while start > floor {
        let at = start - 1;
        let Some(token) = line.get(at) else { break };
        if let Some(block) = line.block(at) {
            if !is_name(line, block) || block.open < floor {
                break;
            }
            start = block.open;
            continue;
        }
        let joint = words::is_coordinator(token) && !token.is("but");
        let passes = if joint {
            joins(line, floor, at)
        } else {
            token.is_word() && !stops(token)
                || token.kind == Kind::Tick && !token.spaced
                || token.kind == Kind::Comma && list && lists(line, floor, at)
        };
        list |= joint;
        let bracket = (token.kind == Kind::Close).then(|| open_of(line, floor, at)).flatten();
        match bracket {
            Some(open) => start = open,
            None if passes => start = at,
            None => break,
        }
    }
    let start = strip_front(line, start, end);
    (start < end).then_some(start)
}

/// Returns whether a quotation is a term or a title within a noun phrase, not something said.
fn is_name(line: &Line<'_>, block: Block) -> bool {
    let inner = block.inner();
    let last = inner.end.saturating_sub(1);
    line.words(&inner) <= SCARE
        && !line.is_kind(last, Kind::Comma)
        && !line.is_kind(last, Kind::Stop)
        && !inner.clone().any(|at| line.get(at).is_some_and(words::is_finite))
}

/// Returns whether the phrase could end in the token at `at`.
fn ends_phrase(line: &Line<'_>, at: usize) -> bool {
    if let Some(block) = line.block(at) {
        return is_name(line, block);
    }
    line.get(at).is_some_and(|token| {
        let alone = matches!(
            &*token.fold,
            "all" | "both" | "many" | "some" | "this" | "most" | "several" | "another"
        );
        let noun = token.is_word()
            && !stops(token)
            && !words::is_preposition(token)
            && !words::is_coordinator(token)
            && (alone || !words::is_determiner(token));
        noun || token.kind == Kind::Close || token.kind == Kind::Tick && !token.spaced
    })
}

/// Returns whether a noun phrase cannot hold `token`.
fn stops(token: &Token<'_>) -> bool {
    words::is_subordinator(token) && !token.is("so")
        || words::is_finite(token)
        || matches!(
            &*token.fold,
            "he" | "she" | "they" | "we" | "i" | "him" | "them" | "there" | "be" | "been" | "being"
        )
}

/// Returns whether "and" at `at` joins two noun phrases rather than two clauses.
fn joins(line: &Line<'_>, floor: usize, at: usize) -> bool {
    if at <= floor {
        return false;
    }
    let before = if line.is_kind(at - 1, Kind::Comma) { at - 1 } else { at };
    if before <= floor || !ends_phrase(line, before - 1) {
        return false;
    }
    let mut back = before;
    while back > floor {
        let Some(token) = line.get(back - 1) else { return false };
        let edge = matches!(token.kind, Kind::Stop | Kind::Colon | Kind::Semicolon | Kind::Dash);
        if edge || words::is_subordinator(token) || line.block(back - 1).is_some() {
            return true;
        }
        if words::is_finite(token) {
            return false;
        }
        back -= 1;
    }
    true
}

/// Returns whether the comma at `at` separates members of a list that "and" closes.
fn lists(line: &Line<'_>, floor: usize, at: usize) -> bool {
    let mut back = at;
    while back > floor && !line.is_kind(back - 1, Kind::Comma) {
        let Some(token) = line.get(back - 1) else { return false };
        if stops(token) || !token.is_word() || line.block(back - 1).is_some() {
            return false;
        }
        back -= 1;
    }
    let first = line.get(back);
    (1..=6).contains(&(at - back))
        && first.is_some_and(|token| !words::is_preposition(token) && !words::is_adverb(token))
}

fn open_of(line: &Line<'_>, floor: usize, close: usize) -> Option<usize> {
    (floor..close).rev().find(|at| line.is_kind(*at, Kind::Open))
}

/// Drops connectives, times and introductory prepositions from the front of a phrase.
fn strip_front(line: &Line<'_>, mut start: usize, end: usize) -> usize {
    while start < end {
        let Some(token) = line.get(start) else { break };
        let leads_time = words::is_time_lead(token)
            && line.get(start + 1).is_some_and(|next| words::is_time(next))
            && start + 2 < end;
        if leads_time {
            start += 2;
        } else if words::is_coordinator(token)
            || words::is_adverb(token)
            || !token.is_word() && line.block(start).is_none()
            || words::is_time(token) && start + 1 < end && !token.is_capital()
            || token.kind == Kind::Number && token.fold.len() == 4 && words::is_time(token)
        {
            start += 1;
        } else if words::is_preposition(token) {
            start = after_prepositional(line, start, end);
        } else {
            break;
        }
    }
    start
}

/// Returns where the phrase after "In Carvel" or "On the same day" starts, as far as capitals and
/// determiners show; the word after the preposition if nothing shows.
fn after_prepositional(line: &Line<'_>, start: usize, end: usize) -> usize {
    let head = (start + 1..end)
        .rev()
        .take_while(|at| line.get(*at).is_some_and(|t| !words::is_preposition(t)))
        .last()
        .unwrap_or(start + 1);
    let determiner =
        (head + 1..end).rev().find(|at| line.get(*at).is_some_and(words::is_determiner));
    determiner.unwrap_or(head.max(start + 1))
}

/// Walks forward from `start` over one noun phrase with its "of" and its appositives and returns its end.
pub(super) fn walk_on(line: &Line<'_>, start: usize, limit: usize) -> usize {
    let mut end = start;
    while end < limit {
        let Some(token) = line.get(end) else { break };
        if let Some(block) = line.block(end) {
            if !is_name(line, block) || block.open != end || end == start {
                break;
            }
            end = block.close + 1;
            continue;
        }
        if words::is_subject_pronoun(token) {
            // A pronoun is a phrase of its own.
            end += usize::from(end == start);
            break;
        }
        let bracket = token.kind == Kind::Open;
        let close = (end..limit).find(|at| bracket && line.is_kind(*at, Kind::Close));
        let fresh = words::is_participle(token) || words::is_time(token) && !token.is_capital();
        let passes = token.is_word() && !stops(token) && (end == start || !fresh)
            || token.kind == Kind::Tick && !token.spaced;
        match close {
            Some(close) => end = close + 1,
            None if passes => end += 1,
            None => break,
        }
    }
    while end > start
        && line.get(end - 1).is_some_and(|token| {
            words::is_preposition(token) || words::is_coordinator(token) || words::is_adverb(token)
        })
    {
        end -= 1;
    }
    end
}
