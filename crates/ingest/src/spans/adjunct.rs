//! What may stand between a verb and its content: times, places, media ("said on Wednesday in an
//! interview with …"). `complement` skips it and keeps the medium as the venue.

use super::line::{Line, Part};
use super::noun_phrase;
use super::token::Kind;
use super::words;

/// Nouns by which a prepositional phrase is known as a medium or an occasion of speaking.
const MEDIA: &[&str] = &[
    "account",
    "address",
    "blog",
    "briefing",
    "broadcast",
    "channel",
    "conference",
    "debate",
    "email",
    "event",
    "facebook",
    "gathering",
    "hearing",
    "interview",
    "journalists",
    "letter",
    "media",
    "meeting",
    "memo",
    "message",
    "network",
    "news",
    "newspaper",
    "page",
    "paper",
    "press",
    "radio",
    "rally",
    "release",
    "remarks",
    "report",
    "reporters",
    "session",
    "show",
    "speech",
    "statement",
    "summit",
    "telegram",
    "television",
    "tv",
    "tweet",
    "twitter",
    "video",
    "website",
];

/// Skips times, adverbs and media from `at` on. Returns where they end and the medium, if one is named.
pub(super) fn skip(line: &Line<'_>, start: usize, limit: usize) -> (usize, Option<Part>) {
    let mut at = start;
    let mut venue = None;
    while at < limit {
        if line.block(at).is_some() {
            break;
        }
        let Some(token) = line.get(at) else { break };
        let timed = time_end(line, at, limit);
        if timed > at {
            at = timed;
        } else if words::is_adverb(token) {
            at += 1;
        } else if words::is_preposition(token) {
            let end = medium_end(line, at, limit);
            if end == at {
                break;
            }
            venue = Some(medium(line, at, end));
            at = end;
        } else {
            break;
        }
    }
    (at, venue)
}

/// Returns where the time phrase at `at` ends ("on late Wednesday", "earlier this week"); `at` if none.
pub(super) fn time_end(line: &Line<'_>, at: usize, limit: usize) -> usize {
    let mut end = at;
    while end < limit
        && line.get(end).is_some_and(|token| {
            words::is_time_lead(token)
                || words::is_time(token)
                || token.kind == Kind::Number && end > at
        })
    {
        end += 1;
    }
    let named = (at..end).any(|at| line.get(at).is_some_and(words::is_time));
    let closed =
        end > at && line.get(end - 1).is_some_and(|t| words::is_time(t) || t.kind == Kind::Number);
    if named && closed { end } else { at }
}

/// Returns where the prepositional phrase at `at` ends if it names a medium or an occasion.
fn medium_end(line: &Line<'_>, at: usize, limit: usize) -> usize {
    let mut end = at + 1;
    let mut known = false;
    while end < limit {
        let stop = line.block(end).is_some()
            || time_end(line, end, limit) > end
            || line.get(end).is_none_or(|token| {
                !token.is_word()
                    || words::is_subject_pronoun(token)
                    || words::is_subordinator(token)
                    || words::is_auxiliary(token)
                    || known && words::is_finite(token)
            });
        if stop {
            break;
        }
        known |= line.get(end).is_some_and(|t| MEDIA.binary_search(&&*t.fold).is_ok());
        end += 1;
    }
    if known { end } else { at }
}

/// Returns the medium named by the prepositional phrase from `at` to `end`: whoever is talked to after
/// "with" or "to", else the phrase as it stands ("on his page").
fn medium(line: &Line<'_>, at: usize, end: usize) -> Part {
    let partner = (at..end.saturating_sub(1)).find(|at| line.is(*at, "with") || line.is(*at, "to"));
    partner.map_or(at, |partner| partner + 1)..end
}

/// Returns the index of a "that" which the cue ending at `start` governs over a prepositional phrase
/// ("said at the ministry's gate that …").
pub(super) fn distant_that(line: &Line<'_>, start: usize, limit: usize) -> Option<usize> {
    let first = line.get(start)?;
    if !(words::is_preposition(first) || words::is_adverb(first) || words::is_time(first)) {
        return None;
    }
    for at in start..limit {
        let token = line.get(at)?;
        if token.is("that") {
            return Some(at);
        }
        if line.block(at).is_some() || !token.is_word() || words::is_finite(token) {
            return None;
        }
    }
    None
}

/// Returns the end of the listener named at `start` ("reporters", "Norland's Channel Two", "him").
pub(super) fn listener(line: &Line<'_>, start: usize, limit: usize) -> Option<usize> {
    let first = line.get(start).filter(|_| start < limit && line.block(start).is_none())?;
    if words::is_object_pronoun(first) {
        return Some(start + 1);
    }
    if !first.is_word() || words::is_preposition(first) || first.is("that") {
        return None;
    }
    let end = noun_phrase::walk_on(line, start, limit);
    let mut at = start;
    // A second determiner or a time begins something new: "told reporters the talks …".
    while at < end {
        let token = line.get(at)?;
        let fresh = at > start
            && (words::is_determiner(token)
                && !words::is_preposition(line.get(at - 1)?)
                && !words::is_coordinator(line.get(at - 1)?)
                || time_end(line, at, end) > at
                || matches!(&*token.fold, "to" | "in" | "on" | "at" | "during" | "about"));
        if fresh {
            break;
        }
        at += 1;
    }
    (at > start).then_some(at)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_list_that_is_searched_by_halves_is_sorted() {
        assert!(super::MEDIA.is_sorted());
    }
}
