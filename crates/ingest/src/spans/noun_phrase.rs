//! Noun phrases around a cue: who stands before it, who follows it. There is no parser here; a phrase
//! is what can be walked over without meeting a verb, a conjunction or the edge of a clause.

use super::line::{Block, Line, Part};
use super::token::{Kind, Token};
use super::words;

/// Longest appositive, in tokens, that may stand between a name and its verb.
const APPOSITIVE: usize = 30;
/// Longest quotation, in words, that may be part of a name.
const SCARE: usize = 6;

/// Returns the subject phrase that ends right before `end`, adverbs and times in between left out.
pub(super) fn subject_before(line: &Line<'_>, floor: usize, end: usize) -> Option<Part> {
    let mut end = skip_back(line, floor, end);
    // "Ostrevia, meanwhile has declared": the adverb belongs to the verb group, its comma to nobody.
    let adverb = line.get(end).is_some_and(words::is_adverb);
    if adverb && end > floor + 1 && line.is_kind(end - 1, Kind::Comma) {
        end -= 1;
    }
    if end <= floor {
        return None;
    }
    let last = line.get(end - 1)?;
    if last.kind == Kind::Comma {
        return appositive(line, floor, end - 1);
    }
    if line.block(end - 1).is_none() && words::is_subject_pronoun(last) {
        return Some(end - 1..end);
    }
    let start = walk_back(line, floor, end)?;
    Some(start..end)
}

/// Walks back over adverbs, time phrases and short asides between commas.
pub(super) fn skip_back(line: &Line<'_>, floor: usize, mut end: usize) -> usize {
    while end > floor {
        let Some(token) = line.get(end - 1) else { break };
        if line.block(end - 1).is_some() {
            break;
        }
        let next = if words::is_adverb(token) || words::is_auxiliary(token) {
            end - 1
        } else if words::is_time(token) {
            time_start(line, floor, end)
        } else if token.kind == Kind::Comma {
            aside_start(line, floor, end - 1)
        } else {
            end
        };
        if next == end {
            break;
        }
        end = next;
    }
    end
}

/// Returns where the time phrase that ends before `end` starts ("on late Wednesday").
fn time_start(line: &Line<'_>, floor: usize, end: usize) -> usize {
    let mut start = end - 1;
    while start > floor
        && line.get(start - 1).is_some_and(|token| {
            words::is_time(token)
                || words::is_time_lead(token)
                || token.kind == Kind::Number
                || token.is("in") && line.get(start).is_some_and(|t| t.kind == Kind::Number)
        })
    {
        start -= 1;
    }
    start
}

/// Returns where an aside like ", meanwhile," or ", in a statement," that closes at `comma` opens.
fn aside_start(line: &Line<'_>, floor: usize, comma: usize) -> usize {
    for open in (floor.max(comma.saturating_sub(7))..comma).rev() {
        if line.is_kind(open, Kind::Comma) {
            let adverbial = line.get(open + 1).is_some_and(|token| {
                words::is_adverb(token) || words::is_preposition(token) && !token.is("of")
            });
            return if adverbial && open > floor { open } else { comma + 1 };
        }
    }
    comma + 1
}

/// Returns the phrase "NAME, the head of …" whose appositive ends at the comma at `close`.
fn appositive(line: &Line<'_>, floor: usize, close: usize) -> Option<Part> {
    let lowest = floor.max(close.saturating_sub(APPOSITIVE));
    let mut at = close;
    while at > lowest {
        at -= 1;
        if let Some(block) = line.block(at) {
            at = block.open;
            continue;
        }
        let token = line.get(at)?;
        match token.kind {
            Kind::Stop | Kind::Colon | Kind::Semicolon => return None,
            Kind::Comma => {
                let start = walk_back(line, floor, at);
                let opens = line.get(at + 1).is_some_and(|next| !words::is_participle(next));
                if opens && at + 1 < close {
                    return start.map(|start| start..close);
                }
                return None;
            }
            Kind::Word
            | Kind::Number
            | Kind::Dash
            | Kind::Open
            | Kind::Close
            | Kind::Mark
            | Kind::Tick
            | Kind::Sign => {}
        }
    }
    None
}

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
        match token.kind {
            Kind::Word | Kind::Number => {
                if words::is_coordinator(token) && !token.is("but") {
                    if !joins(line, floor, at) {
                        break;
                    }
                    list = true;
                } else if stops(token) {
                    break;
                }
                start = at;
            }
            Kind::Close => match open_of(line, floor, at) {
                Some(open) => start = open,
                None => break,
            },
            Kind::Tick if !token.spaced => start = at,
            Kind::Comma if list && lists(line, floor, at) => start = at,
            Kind::Stop
            | Kind::Comma
            | Kind::Colon
            | Kind::Semicolon
            | Kind::Dash
            | Kind::Open
            | Kind::Mark
            | Kind::Tick
            | Kind::Sign => break,
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
    line.get(at).is_some_and(|token| match token.kind {
        Kind::Close => true,
        Kind::Tick => !token.spaced,
        Kind::Word | Kind::Number => {
            !stops(token)
                && !words::is_preposition(token)
                && !words::is_coordinator(token)
                && (!words::is_determiner(token)
                    || matches!(
                        &*token.fold,
                        "all" | "both" | "many" | "some" | "this" | "most" | "several" | "another"
                    ))
        }
        Kind::Stop
        | Kind::Comma
        | Kind::Colon
        | Kind::Semicolon
        | Kind::Dash
        | Kind::Open
        | Kind::Mark
        | Kind::Sign => false,
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
        match token.kind {
            Kind::Stop | Kind::Colon | Kind::Semicolon | Kind::Dash => return true,
            _ if words::is_subordinator(token) => return true,
            _ if line.block(back - 1).is_some() => return true,
            _ if words::is_finite(token) => return false,
            Kind::Word
            | Kind::Number
            | Kind::Comma
            | Kind::Open
            | Kind::Close
            | Kind::Mark
            | Kind::Tick
            | Kind::Sign => back -= 1,
        }
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
        match token.kind {
            Kind::Word | Kind::Number => {
                let pronoun = words::is_subject_pronoun(token);
                if pronoun || stops(token) || words::is_participle(token) && end > start {
                    if pronoun && end == start {
                        end += 1;
                    }
                    break;
                }
                if end > start && words::is_time(token) && !token.is_capital() {
                    break;
                }
                end += 1;
            }
            Kind::Open => match (end..limit).find(|at| line.is_kind(*at, Kind::Close)) {
                Some(close) => end = close + 1,
                None => break,
            },
            Kind::Tick if !token.spaced => end += 1,
            Kind::Stop
            | Kind::Comma
            | Kind::Colon
            | Kind::Semicolon
            | Kind::Dash
            | Kind::Close
            | Kind::Mark
            | Kind::Tick
            | Kind::Sign => break,
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
