//! Attributions in headlines: present tense, title case, no "that". The speaker stands before the cue, at
//! the end after a comma, after a dash or before a colon.

use super::clause;
use super::cue;
use super::found::Found;
use super::lexicon::{Class, Cue, Form, Takes};
use super::line::{Line, Part};
use super::sentence;
use super::token::Kind;
use super::words;

/// Longest speaker phrase in a headline, in words.
const SPEAKER: usize = 9;

/// What stands before a colon or after a dash without being a speaker.
const LABELS: &[&str] = &[
    "analysis",
    "breaking",
    "exclusive",
    "explainer",
    "fact",
    "factbox",
    "latest",
    "live",
    "opinion",
    "photos",
    "pictures",
    "recap",
    "review",
    "update",
    "updates",
    "video",
    "watch",
];

/// Returns the attributions of a headline. One that has none of the headline's own grammars is read
/// as a sentence.
pub(super) fn attributions(line: &Line<'_>) -> Vec<Found> {
    let mut limit = line.len().min(line.start + sentence::LONGEST);
    while limit > line.start
        && line.block(limit - 1).is_none()
        && line.is_kind(limit - 1, Kind::Stop)
    {
        limit -= 1;
    }
    let whole = line.start..limit;
    let found = speaker_last(line, &whole)
        .or_else(|| colon(line, &whole, true))
        .or_else(|| speaker_first(line, &whole))
        .or_else(|| dash(line, &whole))
        .or_else(|| colon(line, &whole, false));
    match found {
        Some(found) => vec![found],
        None => clause::sentence(line, &whole),
    }
}

/// Returns whether `rule` is one of the headline's own.
pub(super) fn is_own(rule: &str) -> bool {
    rule.starts_with("headline-")
}

/// "Y, X Says": the last comma with a name and a cue to its right.
fn speaker_last(line: &Line<'_>, whole: &Part) -> Option<Found> {
    let breaks = whole.clone().rev().filter(|at| {
        line.block(*at).is_none_or(|block| block.close == *at)
            && line.get(*at).is_some_and(|token| {
                matches!(token.kind, Kind::Comma | Kind::Dash | Kind::Mark | Kind::Tick)
            })
    });
    for at in breaks {
        for head in (at + 1..whole.end).rev().take(4) {
            let Some((cue, form, end)) = cue::look_up(line, whole.end, head) else { continue };
            let source = at + 1..head;
            let fits = ends(line, cue, end, whole.end)
                && matches!(form, Form::Base | Form::Third | Form::Past)
                && cue.takes_clause()
                && names(line, &source)
                && line.words(&(whole.start..at)) >= 2;
            if fits {
                let close = if line.block(at).is_some() { at + 1 } else { at };
                let content = whole.start..close;
                return Some(Found::new(
                    cue.lemma.clone(),
                    Some(source),
                    head..end,
                    content,
                    "headline-speaker-last",
                    94,
                ));
            }
        }
    }
    None
}

/// Returns whether nothing but the listener of "tells" stands behind the cue: "…, Deputy Mayor Tells
/// Harbour Wire".
fn ends(line: &Line<'_>, cue: &Cue, end: usize, limit: usize) -> bool {
    end == limit || cue.lemma == "tell" && limit - end <= 4 && names(line, &(end..limit))
}

/// "X Says Y": the first cue with a name to its left and content to its right.
fn speaker_first(line: &Line<'_>, whole: &Part) -> Option<Found> {
    let mut floor = whole.start;
    for head in whole.start + 1..whole.end {
        if line.block(head).is_some() {
            continue;
        }
        if matches!(line.get(head)?.kind, Kind::Colon | Kind::Semicolon | Kind::Dash) {
            floor = head + 1;
            continue;
        }
        let Some((cue, form, end)) = cue::look_up(line, whole.end, head) else { continue };
        let mut source = floor..head;
        while source.end > source.start && line.get(source.end - 1).is_some_and(words::is_adverb) {
            source.end -= 1;
        }
        let verb = cue.title && is_verb(line, &source, cue, form, end);
        if !verb || !names(line, &source) {
            continue;
        }
        let Some(content) = governed(line, cue, end, whole.end) else { continue };
        return Some(Found::new(
            cue.lemma.clone(),
            Some(source),
            head..end,
            content,
            "headline-speaker-first",
            92,
        ));
    }
    None
}

/// "Y - X": the last dash with a short name to its right; the dash is the cue.
fn dash(line: &Line<'_>, whole: &Part) -> Option<Found> {
    let at = whole.clone().rev().find(|at| {
        line.block(*at).is_none()
            && line.is_kind(*at, Kind::Dash)
            && line.get(*at).is_some_and(|t| t.spaced)
    })?;
    let source = at + 1..whole.end;
    let fits = names(line, &source)
        && line.words(&(whole.start..at)) >= 3
        && line.get(at + 1).is_some_and(|token| token.is_capital());
    fits.then(|| Found::new("dash", Some(source), at..at + 1, whole.start..at, "headline-dash", 85))
}

/// "X: Y". With `quoted`, only if the right side opens with a quotation.
fn colon(line: &Line<'_>, whole: &Part, quoted: bool) -> Option<Found> {
    let at =
        whole.clone().find(|at| line.block(*at).is_none() && line.is_kind(*at, Kind::Colon))?;
    let block = line.block(at + 1).is_some_and(|block| block.open == at + 1);
    let mut source = whole.start..at;
    // "Maren on Talks: …": the theme is no part of the name.
    if let Some(theme) = source
        .clone()
        .find(|at| line.is(*at, "on") || line.is(*at, "to"))
        .filter(|at| *at > whole.start)
    {
        source.end = theme;
    }
    let fits = (block || !quoted)
        && names(line, &source)
        && line.words(&source) <= 6
        && line.words(&(at + 1..whole.end)) >= 3;
    let confidence = if block { 88 } else { 72 };
    let content = at + 1..whole.end;
    fits.then(|| {
        Found::new("colon", Some(source), at..at + 1, content, "headline-colon", confidence)
    })
}

/// Returns whether `part` could name a speaker: a few words, no verb, no label.
fn names(line: &Line<'_>, part: &Part) -> bool {
    let count = line.words(part);
    let plain = part.clone().all(|at| {
        line.get(at).is_some_and(|token| {
            !words::is_subordinator(token)
                && !words::is_auxiliary(token)
                && !matches!(token.kind, Kind::Colon | Kind::Semicolon | Kind::Stop | Kind::Mark)
                && LABELS.binary_search(&&*token.fold).is_err()
        })
    });
    let first = part.clone().next().and_then(|at| line.get(at));
    let last = part.end.checked_sub(1).and_then(|at| line.get(at));
    (1..=SPEAKER).contains(&count)
        && plain
        && first.is_some_and(|token| {
            !words::is_preposition(token)
                && !words::is_coordinator(token)
                && token.kind != Kind::Number
        })
        && last.is_some_and(|token| {
            !words::is_preposition(token)
                && !words::is_coordinator(token)
                && !words::is_determiner(token)
        })
}

/// Returns whether the cue's word is a verb here: headlines leave out every article, so number must agree.
fn is_verb(line: &Line<'_>, source: &Part, cue: &Cue, form: Form, end: usize) -> bool {
    let Some(last) = source.end.checked_sub(1).and_then(|at| line.get(at)) else { return false };
    if matches!(&*last.fold, "'s" | "'") || words::is_determiner(last) || last.kind == Kind::Comma {
        return false;
    }
    let next_verb = cue.noun
        && line.get(end).is_some_and(|next| {
            words::is_auxiliary(next)
                || cue::look_up(line, end + 1, end).is_some_and(|(_, form, _)| {
                    matches!(form, Form::Base | Form::Third | Form::Past)
                })
        });
    let plural = last.fold.ends_with('s') && !last.fold.ends_with("ss")
        || source.clone().any(|at| line.is(at, "and"))
        || matches!(&*last.fold, "people" | "police" | "men" | "women");
    match form {
        Form::Third => !next_verb,
        Form::Base => plural && !next_verb,
        Form::Past => !line.is(end, "by") && !words::is_finite(last),
        Form::Participle | Form::Ing => false,
    }
}

/// Returns the content after a headline's cue, cut at a dash with a name behind it.
fn governed(line: &Line<'_>, cue: &Cue, start: usize, limit: usize) -> Option<Part> {
    let first = line.get(start).filter(|_| start < limit)?;
    let takes = |what| cue.takes(what);
    let fits = if first.is("to") {
        takes(Takes::To)
    } else if words::is_preposition(first) && cue.tail.is_empty() {
        // "Says After Talks …" tells nothing; "Says No Deal" does.
        takes(Takes::Bare)
            && matches!(&*first.fold, "in" | "on" | "over" | "like")
            && cue.class == Class::Speech
            && !cue.noun
    } else {
        first.is_word()
            || line.block(start).is_some()
            || first.kind == Kind::Comma
            || first.kind == Kind::Colon
    };
    let end = (start + 1..limit)
        .find(|at| {
            line.block(*at).is_none()
                && (line.is_kind(*at, Kind::Semicolon)
                    || line.is_kind(*at, Kind::Dash)
                        && line.get(*at).is_some_and(|t| t.spaced)
                        && names(line, &(*at + 1..limit)))
        })
        .unwrap_or(limit);
    let content = start..end;
    (fits && line.has_words(&content)).then_some(content)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_list_that_is_searched_by_halves_is_sorted() {
        assert!(super::LABELS.is_sorted());
    }
}
