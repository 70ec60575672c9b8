//! Finds cues in a sentence: words of the lexicon that stand there as verbs. Nouns that look the same
//! ("claims", "reports") are told apart by their neighbours; the grammars do the rest.

use super::lexicon::{Cue, Form, Lexicon};
use super::line::{Line, Part};
use super::token::{Kind, Token};
use super::words;

/// How a cue stands in its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mood {
    /// "said", "has said", "is saying", "would say".
    Finite,
    /// "was told", "is expected".
    Passive,
    /// "saying", "adding".
    Participle,
    /// "to say".
    Infinitive,
}

/// A cue in a sentence.
#[derive(Clone, Debug)]
pub(super) struct Hit {
    /// Its line of the lexicon.
    pub(super) cue: &'static Cue,
    /// Its form.
    pub(super) form: Form,
    /// How it stands.
    pub(super) mood: Mood,
    /// Whether it is negated.
    pub(super) negated: bool,
    /// Whether a modal makes it a possibility ("may recognise").
    pub(super) modal: bool,
    /// First token of the verb group: auxiliaries and adverbs before the head.
    pub(super) group: usize,
    /// First token of the cue as reported: auxiliaries that touch the head.
    pub(super) first: usize,
    /// The head.
    pub(super) head: usize,
    /// One past the last token, tail included.
    pub(super) end: usize,
}

impl Hit {
    /// Returns the cue's tokens.
    pub(super) fn part(&self) -> Part {
        self.first..self.end
    }
}

/// Returns the cues of `sentence` outside quotations, in order.
pub(super) fn hits(line: &Line<'_>, sentence: &Part) -> Vec<Hit> {
    let mut found = Vec::new();
    let mut at = sentence.start;
    while at < sentence.end {
        if let Some(block) = line.block(at) {
            at = block.close + 1;
            continue;
        }
        match hit(line, sentence, at) {
            Some(hit) => {
                at = hit.end;
                found.push(hit);
            }
            None => at += 1,
        }
    }
    found
}

/// Returns the cue whose head stands at `at`, if there is one and it is a verb.
fn hit(line: &Line<'_>, sentence: &Part, at: usize) -> Option<Hit> {
    let token = line.get(at).filter(|token| token.kind == Kind::Word)?;
    let (cue, form, end) = look_up(line, sentence.end, at)?;
    let group = group_start(line, sentence.start, at);
    let before = group.checked_sub(1).filter(|before| *before >= sentence.start);
    let auxiliaries =
        || (group..at).filter_map(|at| line.get(at)).filter(|t| words::is_auxiliary(t));
    let be = auxiliaries().next_back().is_some_and(words::is_be);
    let without = before.is_some_and(|at| line.is(at, "without"));
    let negated = without || (group..at).filter_map(|at| line.get(at)).any(words::is_negation);
    let modal = auxiliaries().any(|token| {
        matches!(
            &*token.fold,
            "may" | "might" | "can" | "could" | "must" | "should" | "would" | "will"
        )
    });
    let mood = match form {
        Form::Ing if be => Mood::Finite,
        Form::Ing => Mood::Participle,
        Form::Past | Form::Participle if be => Mood::Passive,
        Form::Participle if auxiliaries().next().is_none() => return None,
        Form::Base if before.is_some_and(|at| line.is(at, "to")) => Mood::Infinitive,
        Form::Base | Form::Third | Form::Past | Form::Participle => Mood::Finite,
    };
    if token.is_capital() && at > sentence.start && !line.is_kind(at - 1, Kind::Mark) {
        return None;
    }
    let plain = auxiliaries().next().is_none();
    if plain && !reads_as_verb(line, sentence, before, cue, form, end) {
        return None;
    }
    let mut first = at;
    while first > group && line.get(first - 1).is_some_and(words::is_auxiliary) {
        first -= 1;
    }
    Some(Hit { cue, form, mood, negated, modal, group, first, head: at, end })
}

/// Returns the cue at `at` with the longest tail, its form, and one past its last token.
pub(super) fn look_up(
    line: &Line<'_>,
    limit: usize,
    at: usize,
) -> Option<(&'static Cue, Form, usize)> {
    let token = line.get(at)?;
    Lexicon::get().starting(&token.fold).find_map(|(cue, form)| {
        let end = at + 1 + cue.tail.len();
        let fits = end <= limit
            && cue.tail.iter().enumerate().all(|(offset, word)| line.is(at + 1 + offset, word));
        fits.then_some((cue, form, end))
    })
}

/// Returns the first token of the verb group that ends in the head at `at`.
fn group_start(line: &Line<'_>, start: usize, at: usize) -> usize {
    let mut group = at;
    while group > start
        && line.get(group - 1).is_some_and(|token| {
            words::is_auxiliary(token) || words::is_adverb(token) && !token.is_capital()
        })
    {
        group -= 1;
    }
    group
}

/// Judges by its neighbours whether a form without auxiliary is a verb here.
fn reads_as_verb(
    line: &Line<'_>,
    sentence: &Part,
    before: Option<usize>,
    cue: &Cue,
    form: Form,
    end: usize,
) -> bool {
    let Some(token) = before.and_then(|at| line.get(at)) else {
        // Sentence-initial: "Asked about …", "Calling it …".
        return form == Form::Ing || form == Form::Past && !cue.noun;
    };
    if token.is("to") {
        return form == Form::Base;
    }
    let determined = words::is_determiner(token) && !words::is_subject_pronoun(token)
        || matches!(&*token.fold, "'s" | "'" | "own" | "new" | "other" | "latest" | "recent");
    match form {
        Form::Past | Form::Participle => {
            let both = matches!(
                &*token.fold,
                "both" | "all" | "several" | "many" | "some" | "most" | "another"
            );
            (!determined || both || token.is("'s") && line.is(end, "that")) && !line.is(end, "by")
        }
        Form::Ing => !determined,
        Form::Base | Form::Third => {
            if words::is_subject_pronoun(token) {
                return true;
            }
            if determined || words::is_preposition(token) || words::is_time_lead(token) {
                return false;
            }
            if form == Form::Base {
                let many = token.fold.ends_with('s')
                    || token.fold.ends_with("people")
                    || token.fold.ends_with("men")
                    || token.kind == Kind::Comma
                    || line.get(before.unwrap_or(0)).is_some_and(|t| t.kind == Kind::Close);
                return many && (!cue.noun || opens_content(line, end));
            }
            !cue.noun
                || token.is_capital() && before.is_some_and(|at| at >= sentence.start)
                || opens_content(line, end)
        }
    }
}

/// Returns whether what stands at `at` is more likely the content of a verb than the rest of a noun.
fn opens_content(line: &Line<'_>, at: usize) -> bool {
    line.get(at).is_some_and(|token: &Token<'_>| {
        words::is_determiner(token)
            || words::is_subject_pronoun(token)
            || words::is_object_pronoun(token)
            || matches!(token.kind, Kind::Mark | Kind::Colon)
            || token.is_capital()
            || matches!(&*token.fold, "that" | "to" | "how" | "why" | "whether")
    })
}
