//! Where content ends: at the end of the sentence, or where the same speaker is given more words, or, for
//! a mere object, where a clause of its own begins. Called by `complement`.

use super::cue;
use super::lexicon::Form;
use super::line::{Line, Part};
use super::token::Kind;
use super::words;

/// Returns the clause from `start`: up to `limit`, or to where the next attribution of the same
/// speaker begins.
pub(super) fn clause(line: &Line<'_>, start: usize, limit: usize) -> Part {
    start..cut(line, start, limit, false)
}

/// Returns the phrase from `start`: like a clause, but cut where a clause of its own begins.
pub(super) fn phrase(line: &Line<'_>, start: usize, limit: usize) -> Part {
    start..cut(line, start, limit, true)
}

fn cut(line: &Line<'_>, start: usize, limit: usize, phrase: bool) -> usize {
    let mut at = start;
    while at < limit {
        if let Some(block) = line.block(at) {
            at = block.close + 1;
            // "… crimes," adding: the comma stands inside the marks.
            let inside = line.is_kind(block.inner().end.saturating_sub(1), Kind::Comma);
            if inside && at < limit && (continues(line, at, limit) || line.is(at, "according")) {
                return at;
            }
            continue;
        }
        let Some(token) = line.get(at) else { break };
        let ends = match token.kind {
            Kind::Semicolon => true,
            Kind::Comma => {
                continues(line, at + 1, limit)
                    || line.is(at + 1, "according")
                    || phrase && opens_new(line, at + 1)
            }
            Kind::Word if at > start && phrase => {
                matches!(&*token.fold, "when" | "while" | "after" | "because" | "although" | "if")
            }
            Kind::Word
            | Kind::Number
            | Kind::Stop
            | Kind::Colon
            | Kind::Dash
            | Kind::Open
            | Kind::Close
            | Kind::Mark
            | Kind::Tick
            | Kind::Sign => false,
        };
        if ends {
            return at;
        }
        at += 1;
    }
    limit
}

/// Returns whether a participle that hands over more words stands at `at` ("adding that").
fn continues(line: &Line<'_>, at: usize, limit: usize) -> bool {
    let at = if line.is(at, "and") || line.is(at, "while") { at + 1 } else { at };
    cue::look_up(line, limit, at)
        .is_some_and(|(cue, form, _)| form == Form::Ing && cue.takes_clause())
}

fn opens_new(line: &Line<'_>, at: usize) -> bool {
    line.get(at).is_some_and(|token| {
        words::is_subordinator(token)
            || words::is_participle(token)
            || words::is_subject_pronoun(token)
            || token.is("with")
            || words::is_coordinator(token)
                && line.get(at + 1).is_some_and(|next| {
                    words::is_finite(next)
                        || words::is_subject_pronoun(next)
                        || words::is_adverb(next)
                })
    })
}
