//! "According to NAME, …" and "…, according to NAME": the cue is a preposition and the speaker its
//! object. Called by `sentence_grammar` before the verbs are looked at.

use super::complement::opens_clause;
use super::found::Found;
use super::line::{Line, Part};
use super::noun_phrase;
use super::token::Kind;
use super::words;

/// Longest appositive, in tokens, within the speaker phrase.
const APPOSITIVE: usize = 25;

/// An "according to" with what it leaves of the sentence.
#[derive(Debug)]
pub(super) struct According {
    /// The attribution.
    pub(super) found: Found,
    /// Whether it opens the sentence.
    pub(super) opens: bool,
    /// The part of the sentence that it covers, speaker and cue left out.
    pub(super) rest: Part,
}

/// Returns the attribution by "according to" in `sentence`, if there is one.
pub(super) fn find(line: &Line<'_>, sentence: &Part) -> Option<According> {
    let at = sentence.clone().find(|at| {
        line.block(*at).is_none() && line.is(*at, "according") && line.is(*at + 1, "to")
    })?;
    let limit = sentence.end;
    let lead = at.saturating_sub(sentence.start);
    let opens = lead == 0 || lead <= 3 && line.words(&(sentence.start..at)) <= 2;
    let speaker = at + 2;
    if speaker >= limit {
        return None;
    }
    if opens {
        let end = opening_speaker(line, speaker, limit)?;
        let rest = end..limit;
        return Some(According { found: found(at, speaker..end, rest.clone()), opens, rest });
    }
    let end = closing_speaker(line, speaker, limit);
    let start = clause_start(line, sentence.start, at);
    let rest = start..at;
    line.has_words(&rest).then(|| According {
        found: found(at, speaker..end, rest.clone()),
        opens,
        rest,
    })
}

fn found(at: usize, source: Part, content: Part) -> Found {
    Found::new("according to", Some(source), at..at + 2, content, "according-to", 92)
}

/// The speaker ends at the first comma, or at the second if an appositive stands between.
fn opening_speaker(line: &Line<'_>, start: usize, limit: usize) -> Option<usize> {
    let commas: Vec<usize> = (start..limit)
        .filter(|at| line.block(*at).is_none() && line.is_kind(*at, Kind::Comma))
        .collect();
    let first = *commas.first()?;
    if let Some(second) = commas.get(1).copied()
        && second - first <= APPOSITIVE
        && !(first + 1..second).any(|at| line.get(at).is_some_and(words::is_finite))
        && line.get(first + 1).is_some_and(|token| !words::is_preposition(token))
        && opens_clause(line, second + 1, limit)
        && appositive(line, first + 1)
    {
        return Some(second);
    }
    Some(first)
}

fn appositive(line: &Line<'_>, at: usize) -> bool {
    line.get(at).is_some_and(|token| {
        !words::is_subject_pronoun(token) && (!token.is_capital() || line.is(at + 1, "of"))
    })
}

fn closing_speaker(line: &Line<'_>, start: usize, limit: usize) -> usize {
    let mut end = noun_phrase::walk_on(line, start, limit);
    // A relative clause or an appositive to the end of the sentence stays with its name.
    if line.is_kind(end, Kind::Comma)
        && line.get(end + 1).is_some_and(|token| {
            !token.is_capital()
                && !words::is_subordinator(token)
                && !words::is_participle(token)
                && !words::is_coordinator(token)
                && !words::is_preposition(token)
        })
    {
        end = noun_phrase::walk_on(line, end + 1, limit);
    }
    end.max((start + 1).min(limit))
}

/// The content starts at the sentence, or after a semicolon.
fn clause_start(line: &Line<'_>, floor: usize, at: usize) -> usize {
    (floor..at).rev().find(|at| line.is_kind(*at, Kind::Semicolon)).map_or(floor, |at| at + 1)
}
