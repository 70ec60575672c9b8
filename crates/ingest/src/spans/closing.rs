//! Attributions whose content comes first: "Y, X said", "Y, said X", with a second part after the speaker
//! where there is one. `clause` tries them before it looks for content after a cue.

use super::complement::{self, Complement};
use super::cue::{self, Hit, Mood};
use super::found::Found;
use super::lexicon::Takes;
use super::line::{Line, Part};
use super::noun_phrase;
use super::subject;
use super::token::{Kind, Token};
use super::words;

/// Fewest words of an unquoted clause before "said X".
const CLAUSE: usize = 4;
/// Most words before a parenthetical "X said" in the middle of a clause.
const OPENING: usize = 12;

/// Most tokens between speaker and cue and the second part of a quotation.
const ADJUNCTS: usize = 16;

/// An attribution at the end of its content.
#[derive(Debug)]
pub(super) struct Closing {
    /// The attribution.
    pub(super) found: Found,
    /// Where the content before speaker and cue ends.
    pub(super) end: usize,
    /// Where the rest of the sentence begins.
    pub(super) rest: usize,
}

/// Returns the last such attribution between `floor` and `limit`.
pub(super) fn find(line: &Line<'_>, floor: usize, limit: usize, hits: &[Hit]) -> Option<Closing> {
    hits.iter().rev().find_map(|hit| {
        let hands_over = hit.mood == Mood::Finite && hit.cue.takes_clause() && !hit.negated;
        if !hands_over || hit.head == floor || hit.end > limit {
            return None;
        }
        let before = subject::before(line, floor, hit.group);
        before
            .and_then(|source| speaker_cue(line, floor, limit, hit, source))
            .or_else(|| cue_speaker(line, floor, limit, hit))
    })
}

/// Returns the attribution of a sentence that is nothing but speaker and cue, as it follows a quotation
/// that ended in a question mark ("…?" Maren asked.). Its content is left empty.
pub(super) fn bare(line: &Line<'_>, sentence: &Part) -> Option<Found> {
    let limit = line.body_end(sentence);
    cue::hits(line, sentence).iter().find_map(|hit| {
        let speech = hit.mood == Mood::Finite && hit.cue.takes(Takes::Quote) && !hit.negated;
        let source = subject::before(line, sentence.start, hit.group)?;
        let after = complement::after(line, hit, limit);
        let whole = speech && source.start == sentence.start && after.content.is_none();
        (whole && (after.end >= limit || line.is_kind(after.end, Kind::Comma))).then(|| {
            let mut found = Found::by(hit, source, 0..0, "content-speaker-cue", 88);
            found.content.clear();
            found.venue = after.venue;
            found.addressee = after.addressee;
            found
        })
    })
}

/// "Y, X said [on Wednesday]".
fn speaker_cue(
    line: &Line<'_>,
    floor: usize,
    limit: usize,
    hit: &Hit,
    source: Part,
) -> Option<Closing> {
    let after = complement::after(line, hit, limit);
    let Some(end) = content_end(line, floor, source.start) else {
        return parenthetical(line, floor, limit, hit, source, after);
    };
    let quoted = quotation_before(line, source.start);
    let goes_on = matches!(after.rule, "cue-that" | "cue-question");
    if after.content.is_some() && !resumes(line, after.end, limit) && (!quoted || goes_on) {
        return None;
    }
    let mut rest = after.end;
    let mut found = Found::by(hit, source, floor..end, "content-speaker-cue", 93);
    if let Some(second) = second_piece(line, after.end, limit) {
        rest = second.end;
        found.content.push(second);
    }
    found.venue = after.venue;
    found.addressee = after.addressee;
    Some(Closing { found, end, rest })
}

/// "The talks, X said, are over": speaker and cue in the middle of one clause.
fn parenthetical(
    line: &Line<'_>,
    floor: usize,
    limit: usize,
    hit: &Hit,
    source: Part,
    after: Complement,
) -> Option<Closing> {
    let comma =
        source.start.checked_sub(1).filter(|at| *at > floor && line.is_kind(*at, Kind::Comma))?;
    let verb = |part: Part| part.clone().any(|at| line.get(at).is_some_and(words::is_finite));
    let second = after.end + 1..limit;
    let fits = after.content.is_none()
        && line.is_kind(after.end, Kind::Comma)
        && !verb(floor..comma)
        && line.words(&(floor..comma)) <= OPENING
        && verb(second.clone())
        && line.get(second.start).is_some_and(|token| {
            !words::is_participle(token)
                && !words::is_subordinator(token)
                && !words::is_coordinator(token)
        });
    fits.then(|| {
        let rest = second.end;
        let mut found = Found::by(hit, source, floor..comma, "content-around-cue", 85);
        found.content.push(second);
        found.venue = after.venue;
        Closing { found, end: comma, rest }
    })
}

/// "Y, said X".
fn cue_speaker(line: &Line<'_>, floor: usize, limit: usize, hit: &Hit) -> Option<Closing> {
    if !hit.cue.takes(Takes::Quote) || hit.group != hit.head {
        return None;
    }
    let end = content_end(line, floor, hit.head)?;
    let quoted = quotation_before(line, hit.head);
    let start = hit.end;
    let first = line.get(start).filter(|_| start < limit)?;
    let pronoun = words::is_subject_pronoun(first);
    let phrase = first.is_word() && !first.is("that") && !words::is_preposition(first);
    let name_end = noun_phrase::walk_on(line, start, limit);
    let worded = (start..name_end).any(|at| {
        line.get(at).is_some_and(|token| token.is_word() && !words::is_determiner(token))
    });
    if !pronoun && !phrase || !worded || !quoted && !unquoted(line, floor..end, name_end, limit) {
        return None;
    }
    let close = with_appositive(line, name_end, limit);
    let mut rest = close;
    let mut found = Found::by(hit, start..close, floor..end, "content-cue-speaker", 93);
    if let Some(second) = second_piece(line, close, limit) {
        rest = second.end;
        found.content.push(second);
    }
    Some(Closing { found, end, rest })
}

/// Without a quotation, "…, said X" needs a clause before and nothing but the name after.
fn unquoted(line: &Line<'_>, content: Part, name_end: usize, limit: usize) -> bool {
    let verb = content.clone().any(|at| line.get(at).is_some_and(words::is_finite));
    let ends = name_end >= limit
        || line.get(name_end).is_some_and(|token| {
            token.kind == Kind::Comma || words::is_time(token) || words::is_preposition(token)
        });
    verb && ends && line.words(&content) >= CLAUSE
}

/// Extends a name that ends at `close` by ", head of the Carvel office" where a comma or the end follows.
fn with_appositive(line: &Line<'_>, close: usize, limit: usize) -> usize {
    let opens = line.get(close + 1).is_some_and(|token| {
        token.is_word()
            && token.kind != Kind::Number
            && !token.is_capital()
            && !starts_clause(token)
    });
    if !opens || !line.is_kind(close, Kind::Comma) || line.block(close + 1).is_some() {
        return close;
    }
    let end = noun_phrase::walk_on(line, close + 1, limit);
    if end >= limit || line.is_kind(end, Kind::Comma) { end } else { close }
}

fn starts_clause(token: &Token<'_>) -> bool {
    words::is_subordinator(token)
        || words::is_participle(token)
        || words::is_preposition(token)
        || words::is_coordinator(token)
        || words::is_subject_pronoun(token)
}

/// Returns where content before a speaker or cue at `at` ends, if a comma or a quotation closes it.
fn content_end(line: &Line<'_>, floor: usize, at: usize) -> Option<usize> {
    let last = at.checked_sub(1).filter(|last| *last >= floor)?;
    let closed = line.block(last);
    let end = match closed {
        Some(block) if line.words(&block.part()) < 2 && block.open > floor => return None,
        Some(_) => last + 1,
        None if line.is_kind(last, Kind::Comma) || line.is_kind(last, Kind::Dash) => last,
        None => return None,
    };
    let content = floor..end;
    let quoted = content.clone().any(|at| line.block(at).is_some());
    let verb = content.clone().any(|at| line.get(at).is_some_and(words::is_finite));
    let many = line.words(&content) >= 7;
    let introduces = line.get(floor).is_some_and(|token| {
        words::is_preposition(token) && !verb || words::is_subordinator(token) || token.is("asked")
    });
    let comma = content.clone().any(|at| line.block(at).is_none() && line.is_kind(at, Kind::Comma));
    let introduction = introduces && !comma && closed.is_none();
    (line.has_words(&content) && (quoted || verb || many) && !introduction).then_some(end)
}

/// Returns whether a quotation ends right before `at`, comma or not.
fn quotation_before(line: &Line<'_>, at: usize) -> bool {
    let comma = at.checked_sub(1).filter(|at| line.is_kind(*at, Kind::Comma)).unwrap_or(at);
    comma
        .checked_sub(1)
        .and_then(|last| line.block(last))
        .is_some_and(|block| line.words(&block.part()) > 2)
}

/// Returns whether what follows a closing attribution is the second part of its own content.
fn resumes(line: &Line<'_>, at: usize, limit: usize) -> bool {
    at < limit
        && line.is_kind(at, Kind::Comma)
        && line.block(at + 1).is_some_and(|block| block.open == at + 1)
}

/// "…," X said, "…": the part after the attribution.
fn second_piece(line: &Line<'_>, at: usize, limit: usize) -> Option<Part> {
    let mark = |at: usize| line.is_kind(at, Kind::Comma) || line.is_kind(at, Kind::Colon);
    let block = (at..limit.min(at + ADJUNCTS)).find_map(|at| {
        line.block(at + 1)
            .filter(|block| mark(at) && block.open == at + 1 && line.words(&block.part()) > 2)
    })?;
    Some(block.part())
}
