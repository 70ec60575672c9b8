//! What follows a cue: a clause, a quotation, an infinitive, an object, or nothing. Called by the
//! grammars of running text and of headlines, which decide about the speaker.

use super::adjunct;
use super::cue::{Hit, Mood};
use super::extent::{clause, phrase};
use super::lexicon::Takes;
use super::line::{Line, Part};
use super::token::Kind;
use super::words;

/// The content after a cue and what stands between.
#[derive(Clone, Debug, Default)]
pub(super) struct Complement {
    /// The content; absent if the cue has none on this side.
    pub(super) content: Option<Part>,
    /// Medium.
    pub(super) venue: Option<Part>,
    /// Listener.
    pub(super) addressee: Option<Part>,
    /// One past what belongs to the cue when there is no content.
    pub(super) end: usize,
    /// Name of the pattern.
    pub(super) rule: &'static str,
    /// Per cent.
    pub(super) confidence: u8,
}

/// Returns what `hit` governs between its end and `limit`.
pub(super) fn after(line: &Line<'_>, hit: &Hit, limit: usize) -> Complement {
    let mut result = Complement { end: hit.end, ..Complement::default() };
    let mut at = hit.end;
    if hit.cue.takes(Takes::PersonTo)
        && let Some(end) = addressee(line, at, limit)
    {
        result.addressee = Some(at..end);
        return result.with(clause(line, at, limit), "cue-listener-infinitive", 85);
    }
    if hit.cue.takes(Takes::Person)
        && let Some(end) = adjunct::listener(line, at, limit)
    {
        let outlet = line
            .get(at)
            .is_some_and(|t| t.is_capital() || t.is("reporters") || t.is("journalists"));
        if outlet {
            result.venue = Some(at..end);
        } else {
            result.addressee = Some(at..end);
        }
        at = end;
    }
    let (next, venue) = adjunct::skip(line, at, limit);
    result.venue = result.venue.take().or(venue);
    at = next;
    if let Some(that) =
        adjunct::distant_that(line, at, limit).filter(|_| hit.cue.takes(Takes::That))
    {
        at = that;
    }
    result.end = at;
    governed(line, hit, at, limit, result)
}

impl Complement {
    fn with(mut self, content: Part, rule: &'static str, confidence: u8) -> Self {
        if content.start < content.end {
            self.content = Some(content);
            self.rule = rule;
            self.confidence = confidence;
        }
        self
    }
}

/// Reads the content that starts at `at`, once everything between is skipped.
fn governed(line: &Line<'_>, hit: &Hit, at: usize, limit: usize, result: Complement) -> Complement {
    let takes = |what| hit.cue.takes(what);
    let Some(token) = line.get(at).filter(|_| at < limit) else { return result };
    if let Some(block) = line.block(at) {
        let named = hit.cue.takes_clause()
            || takes(Takes::Object)
            || takes(Takes::Complement)
            || takes(Takes::PersonTo);
        if block.open == at && named {
            return result.with(clause(line, at, limit), "cue-quotation", 90);
        }
        return result;
    }
    if token.kind == Kind::Colon && hit.cue.takes_clause() {
        return result.with(at + 1..limit, "cue-colon", 90);
    }
    if token.kind == Kind::Comma && hit.cue.takes_clause() {
        return after_comma(line, hit, at, limit, result);
    }
    if !token.is_word() {
        return result;
    }
    let question = matches!(
        &*token.fold,
        "whether" | "how" | "why" | "what" | "if" | "where" | "when" | "who"
    );
    if token.is("that") && (takes(Takes::That) || takes(Takes::Complement)) {
        return result.with(clause(line, at, limit), "cue-that", 95);
    }
    if question && takes(Takes::That) && opens_clause(line, at + 1, limit) {
        return result.with(clause(line, at, limit), "cue-question", 80);
    }
    if token.is("to") {
        let infinitive = takes(Takes::To) && hit.mood != Mood::Infinitive;
        return if infinitive {
            result.with(clause(line, at, limit), "cue-infinitive", 75)
        } else {
            result
        };
    }
    if takes(Takes::Complement) && words::is_preposition(token) {
        return result.with(phrase(line, at, limit), "cue-complement", 75);
    }
    let thing = takes(Takes::Object) && !plain_clause(line, at, limit);
    if takes(Takes::Bare) && !thing && opens_clause(line, at, limit) {
        return result.with(clause(line, at, limit), "cue-clause", 85);
    }
    // "what he termed were "crimes"": the object stands before the cue.
    let verb = words::is_be(token).then(|| line.block(at + 1)).flatten();
    if let Some(block) = verb.filter(|block| takes(Takes::Object) && block.open == at + 1) {
        return result.with(block.part(), "cue-quotation", 75);
    }
    let tailed = !hit.cue.tail.is_empty();
    if takes(Takes::Object) && !hit.modal && (tailed || opens_object(line, at)) {
        return result.with(phrase(line, at, limit), "cue-object", 70);
    }
    result
}

/// After a comma only a quotation or "that" belongs to the cue.
fn after_comma(
    line: &Line<'_>,
    hit: &Hit,
    comma: usize,
    limit: usize,
    result: Complement,
) -> Complement {
    let next = comma + 1;
    if line.block(next).is_some_and(|block| block.open == next && line.words(&block.part()) > 2) {
        return result.with(clause(line, next, limit), "cue-quotation", 90);
    }
    if line.is(next, "that") && hit.cue.takes(Takes::That) {
        return result.with(clause(line, next, limit), "cue-that", 90);
    }
    // "said, however, that": an aside closed by a second comma.
    let close = (next..limit.min(next + 8)).find(|at| line.is_kind(*at, Kind::Comma));
    if let Some(close) = close
        && line.is(close + 1, "that")
        && hit.cue.takes(Takes::That)
    {
        return result.with(clause(line, close + 1, limit), "cue-that", 85);
    }
    result
}

/// Returns the end of the noun phrase before "to" in "urged NAME to …".
fn addressee(line: &Line<'_>, start: usize, limit: usize) -> Option<usize> {
    let first = line.get(start).filter(|_| start < limit)?;
    if !first.is_word() || first.is("to") || first.is("that") || line.block(start).is_some() {
        return None;
    }
    let mut at = start;
    while at < limit {
        let token = line.get(at)?;
        if token.is("to") && at > start {
            return Some(at);
        }
        let comma = token.kind == Kind::Comma;
        let over = words::is_finite(token)
            || words::is_subordinator(token)
            || words::is_subject_pronoun(token) && !words::is_object_pronoun(token);
        if over
            || line.block(at).is_some()
            || !token.is_word() && !comma && token.kind != Kind::Open && token.kind != Kind::Close
        {
            return None;
        }
        at += 1;
    }
    None
}

/// Returns whether a clause without "that" may start at `at`: a subject with a finite verb after it.
pub(super) fn opens_clause(line: &Line<'_>, at: usize, limit: usize) -> bool {
    let Some(first) = line.get(at).filter(|_| at < limit) else { return false };
    if words::is_preposition(first)
        && !first.is("in")
        && !first.is("on")
        && !first.is("after")
        && !first.is("despite")
    {
        return false;
    }
    let mut seen = false;
    for index in at..limit {
        let Some(token) = line.get(index) else { return false };
        if line.block(index).is_none()
            && index > at
            && (words::is_finite(token) || line.is(index, "'s"))
        {
            return true;
        }
        if token.kind == Kind::Semicolon || token.kind == Kind::Colon {
            return seen;
        }
        seen |= words::is_subject_pronoun(token);
    }
    false
}

/// Returns whether a finite verb follows before any comma, conjunction or relative, so that the words at
/// `at` are a clause rather than a thing.
fn plain_clause(line: &Line<'_>, at: usize, limit: usize) -> bool {
    for index in at..limit {
        let Some(token) = line.get(index) else { return false };
        if line.block(index).is_none() && index > at && words::is_finite(token) {
            return true;
        }
        if !token.is_word() || index > at && words::is_subordinator(token) {
            return false;
        }
    }
    false
}

fn opens_object(line: &Line<'_>, at: usize) -> bool {
    line.get(at).is_some_and(|token| {
        token.is_word()
            && (words::is_object_pronoun(token)
                || !words::is_preposition(token)
                    && !words::is_subordinator(token)
                    && !words::is_coordinator(token)
                    && !words::is_auxiliary(token))
    })
}
