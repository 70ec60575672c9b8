//! Attributions by a verb in running text: "X said that Y", "Y, X said", "Y, said X", participles and
//! verbs that share one subject. `collect` calls `sentence` once per sentence.

use super::according;
use super::closing;
use super::complement;
use super::cue::{self, Hit, Mood};
use super::found::Found;
use super::lexicon::{Form, Takes};
use super::line::{Line, Part};
use super::noun_phrase;
use super::subject;
use super::token::Kind;
use super::words;

/// Returns the attributions of one sentence, in the order of their cues.
pub(super) fn sentence(line: &Line<'_>, sentence: &Part) -> Vec<Found> {
    let mut found = Vec::new();
    let hits = cue::hits(line, sentence);
    let mut limit = line.body_end(sentence);
    let mut floor = sentence.start;
    let according = according::find(line, &(sentence.start..limit));
    let closing = closing::find(line, floor, limit, &hits);
    if let Some(mut according) = according {
        if according.opens {
            floor = according.rest.start;
            if let Some(closing) = &closing {
                let content = floor..closing.end;
                according.found.content = vec![content];
            }
            // The verb after it repeats the same attribution ("According to X, …, the official said").
            limit = closing.as_ref().map_or(limit, |closing| closing.end);
            found.push(according.found);
        } else {
            limit = according.rest.end;
            found.push(according.found);
        }
    } else if let Some(closing) = closing {
        let rest = closing.rest;
        let source = closing.found.source.clone();
        found.push(closing.found);
        let tail: Vec<Hit> = hits.iter().filter(|hit| hit.head >= rest).cloned().collect();
        governing(line, rest, limit, &tail, source, &mut found);
        limit = closing.end;
    }
    let inner: Vec<Hit> =
        hits.iter().filter(|hit| hit.head >= floor && hit.end <= limit).cloned().collect();
    governing(line, floor, limit, &inner, None, &mut found);
    found
}

/// A speaker already settled in the sentence, for verbs that share it.
struct Settled {
    form: Form,
    source: Option<Part>,
}

/// Attributions with the content after the cue, for the cues between `floor` and `limit`.
fn governing(
    line: &Line<'_>,
    floor: usize,
    limit: usize,
    hits: &[Hit],
    given: Option<Part>,
    found: &mut Vec<Found>,
) {
    let mut settled: Vec<Settled> = Vec::new();
    if let Some(source) = given {
        settled.push(Settled { form: Form::Past, source: Some(source) });
    }
    for (index, hit) in hits.iter().enumerate() {
        if matches!(hit.mood, Mood::Passive | Mood::Infinitive) || hit.negated {
            continue;
        }
        let Some(source) = speaker(line, floor, hit, &settled) else { continue };
        let end = shared_end(line, floor, hit, hits.get(index + 1..).unwrap_or_default(), limit);
        let after = complement::after(line, hit, end);
        let Some(content) = after.content else { continue };
        let rule = after.rule;
        let mut item = Found::by(hit, source.clone(), content, rule, after.confidence);
        item.venue = after.venue;
        item.addressee = after.addressee;
        found.push(item);
        settled.push(Settled { form: hit.form, source: Some(source) });
    }
}

/// Returns where the content of `hit` must end because a later cue in the same tense shares its subject
/// ("said A and called for B") or stands beside it with one of its own ("said A and Hale said B").
fn shared_end(line: &Line<'_>, floor: usize, hit: &Hit, later: &[Hit], limit: usize) -> usize {
    later
        .iter()
        .filter(|next| {
            hit.mood == Mood::Finite
                && next.mood == Mood::Finite
                && next.form == hit.form
                && next.group > hit.end
        })
        .find_map(|next| {
            let joined = |at: usize| line.is(at, "and") || line.is(at, "but");
            if joined(next.group - 1) {
                return Some(next.group - 1);
            }
            let source = subject::before(line, floor, next.group)?;
            let before = source.start.checked_sub(1).filter(|at| *at > hit.end && joined(*at))?;
            next.cue.takes(Takes::That).then_some(before)
        })
        .unwrap_or(limit)
}

/// Returns who speaks by `hit`.
fn speaker(line: &Line<'_>, floor: usize, hit: &Hit, settled: &[Settled]) -> Option<Part> {
    let before = hit.group.checked_sub(1).filter(|at| *at >= floor);
    let shared = || settled.last().and_then(|settled| settled.source.clone());
    let token = before.and_then(|at| line.get(at));
    if hit.mood == Mood::Participle {
        let main = settled.first().and_then(|settled| settled.source.clone());
        return participle_speaker(line, floor, hit, main);
    }
    let token = token?;
    if words::is_coordinator(token) {
        return match settled.last() {
            Some(last) if last.form == hit.form => last.source.clone(),
            Some(_) => None,
            None => main_subject(line, floor, hit.group),
        };
    }
    let same = settled.last().is_some_and(|last| last.form == hit.form);
    if token.kind == Kind::Comma && same && subject::skip_back(line, floor, hit.group) == hit.group
    {
        return shared();
    }
    subject::before(line, floor, hit.group)
}

/// "…, adding that": the speaker before; "reports saying that", "with both sides accusing": the phrase
/// right before.
fn participle_speaker(
    line: &Line<'_>,
    floor: usize,
    hit: &Hit,
    shared: Option<Part>,
) -> Option<Part> {
    let at = hit.group.checked_sub(1).filter(|at| *at >= floor);
    let main = || shared.clone().or_else(|| main_subject(line, floor, hit.group));
    let Some(token) = at.and_then(|at| line.get(at)) else { return shared };
    let loose = !token.is_word() && token.kind != Kind::Close && token.kind != Kind::Mark
        || words::is_coordinator(token)
        || matches!(&*token.fold, "by" | "while" | "before" | "after" | "in" | "when" | "without");
    if loose || at.is_some_and(|at| line.block(at).is_some()) {
        return main();
    }
    if words::is_preposition(token) {
        return None;
    }
    let start = noun_phrase::walk_back(line, floor, hit.group)?;
    let with = (floor..start + 1).rev().take(8).find(|at| line.is(*at, "with"));
    let start = with.map_or(start, |with| if with < start { start } else { with + 1 });
    let start = nearest(line, start, hit.group);
    Some(start..hit.group)
}

/// Within "an appeal to media reports saying" only the last noun phrase speaks.
fn nearest(line: &Line<'_>, start: usize, end: usize) -> usize {
    (start..end)
        .rev()
        .find(|at| {
            line.get(*at).is_some_and(|token| words::is_preposition(token) && !token.is("of"))
        })
        .map_or(start, |at| at + 1)
}

/// Returns the subject of the first finite verb between `floor` and `limit`.
pub(super) fn main_subject(line: &Line<'_>, floor: usize, limit: usize) -> Option<Part> {
    let verb = (floor..limit)
        .find(|at| line.block(*at).is_none() && line.get(*at).is_some_and(words::is_finite))?;
    let start = (floor..verb)
        .rev()
        .find(|at| line.is_kind(*at, Kind::Comma) && introduces(line, floor))
        .map_or(floor, |at| at + 1);
    subject::before(line, start, verb)
}

fn introduces(line: &Line<'_>, floor: usize) -> bool {
    line.get(floor).is_some_and(|token| {
        words::is_preposition(token) || words::is_adverb(token) || words::is_subordinator(token)
    })
}
