//! The subject before a verb: past adverbs, times and asides, to a pronoun, a noun phrase or a name with
//! its appositive. Called by the grammars that look for a speaker to the left of a cue.

use super::line::{Line, Part};
use super::noun_phrase::walk_back;
use super::token::Kind;
use super::words;

/// Longest appositive, in tokens, that may stand between a name and its verb.
const APPOSITIVE: usize = 30;

/// Returns the subject phrase that ends right before `end`, adverbs and times in between left out.
pub(super) fn before(line: &Line<'_>, floor: usize, end: usize) -> Option<Part> {
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
