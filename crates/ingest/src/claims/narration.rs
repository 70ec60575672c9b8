//! The outlet's own voice: sentences and headlines that nobody is named for. Conservative, of low
//! confidence, and never given to a party.

use counterclaim_model::{ActorKind, Attribution, Form, Wording};

use super::acts::Act;
use super::clauses::{has_finite_verb, is_auxiliary};
use super::compose::{Composer, Origin};
use super::draft::Draft;
use super::sentences::sentences;
use super::tokens::{Token, cover, tokens};
use super::trimming::{is_quote, trim_statement};
use crate::{NamedActor, Place, Span, Utterance};

/// Openings of sentences that speak of the page and not of the world.
const FURNITURE: [&str; 13] = [
    "follow",
    "read",
    "click",
    "subscribe",
    "watch",
    "listen",
    "sign",
    "scroll",
    "share",
    "welcome",
    "here",
    "stay",
    "join",
];

/// Returns the outlet's statements in post `post`, in text order. A headline without a speaker comes
/// first; it is to be merged with what the text says.
pub(super) fn narration(
    composer: &Composer<'_>,
    post: usize,
    utterances: &[(usize, &Utterance)],
) -> Vec<Draft> {
    let read = &composer.reading.posts[post];
    let taken: Vec<Span> = utterances.iter().flat_map(|(_, u)| footprint(u)).collect();
    let mut found = Vec::new();
    if let Some(headline) = read.headline {
        let spoken = taken.iter().any(|span| span.overlaps(headline));
        if !spoken && states_something(&tokens(&composer.reading.text, headline), Place::Headline) {
            found.extend(draft(composer, post, headline, Place::Headline));
        }
    }
    for paragraph in &read.paragraphs {
        let body = after_dateline(composer, *paragraph);
        for sentence in sentences(&composer.reading.text, body) {
            if !within_quotation(composer, *paragraph, sentence) {
                found.extend(of_sentence(composer, post, sentence, &taken));
            }
        }
    }
    found
}

/// Everything of an utterance: speaker, cue, words.
fn footprint(utterance: &Utterance) -> impl Iterator<Item = Span> + '_ {
    utterance
        .source
        .into_iter()
        .chain(utterance.cue.iter().copied())
        .chain(utterance.content.iter().copied())
}

fn of_sentence(
    composer: &Composer<'_>,
    post: usize,
    sentence: Span,
    taken: &[Span],
) -> Option<Draft> {
    let text = &composer.reading.text;
    let first_taken =
        taken.iter().filter(|span| span.overlaps(sentence)).map(|span| span.start).min();
    let own = match first_taken {
        None => sentence,
        Some(start) => {
            before_attribution(composer, Span::new(sentence.start, start.max(sentence.start)))?
        }
    };
    let own = trim_statement(text, own);
    let words = tokens(text, own);
    let checkable =
        states_something(&words, Place::Body) && !text.slice(sentence).ends_with(['?', '!']);
    if checkable { draft(composer, post, own, Place::Body) } else { None }
}

/// Whether the sentence stands within quotation marks, or breaks off in them: somebody's words are never
/// the outlet's.
fn within_quotation(composer: &Composer<'_>, paragraph: Span, sentence: Span) -> bool {
    let text = &composer.reading.text;
    let quotes = |span: Span| text.slice(span).chars().filter(|c| is_quote(*c)).count();
    let before = quotes(Span::new(paragraph.start, sentence.start));
    !before.is_multiple_of(2)
        || text.slice(sentence).starts_with(is_quote)
        || quotes(sentence) % 2 == 1
}

/// "Rockets hit the port on Tuesday, with Carvel stating that …": the main clause is the outlet's.
fn before_attribution(composer: &Composer<'_>, head: Span) -> Option<Span> {
    let words = tokens(&composer.reading.text, head);
    let at = words.iter().rposition(|t| t.is(","))?;
    let joined = words.get(at + 1).is_some_and(|t| t.is_any(&["with", "while", "as"]));
    (joined && words.len() - at <= 4).then(|| cover(&words[..at])).flatten()
}

/// Whether the words assert something that could be checked.
fn states_something(words: &[Token], place: Place) -> bool {
    let long_enough = words.iter().filter(|t| t.is_wordlike()).count() >= 5;
    let furniture = words.first().is_some_and(|t| t.is_any(&FURNITURE));
    let verb = place == Place::Headline
        || has_finite_verb(words)
        || words.iter().any(|t| is_auxiliary(&t.word));
    let personal = words.first().is_some_and(|t| t.is_any(&["i", "we", "you", "if", "but"]));
    let quotes = words.iter().any(|t| t.is_any(&["\"", "“", "”"]));
    long_enough && !furniture && verb && !personal && !quotes
}

/// Skips "STEPANAKERT (Wire) -": the dateline is no part of the sentence.
fn after_dateline(composer: &Composer<'_>, paragraph: Span) -> Span {
    let words = tokens(&composer.reading.text, paragraph);
    let close = words.iter().take(12).position(|t| t.is(")"));
    let dash = close.and_then(|at| words.get(at + 1)).filter(|t| t.is_dash());
    dash.map_or(paragraph, |dash| Span::new(dash.span.end, paragraph.end))
}

fn draft(composer: &Composer<'_>, post: usize, span: Span, place: Place) -> Option<Draft> {
    let outlet = NamedActor {
        name: composer.reading.source.clone(),
        kind: ActorKind::Outlet,
        role: None,
        basis: "page".to_owned(),
        principals: Vec::new(),
    };
    let span = trim_statement(&composer.reading.text, span);
    let origin = Origin { post, utterance: None, place, act: Act::Say };
    let mut draft = composer.draft(origin, vec![span], Some(outlet))?;
    let claim = &mut draft.claim;
    claim.attribution = Attribution::Narration;
    claim.form = if place == Place::Headline { Form::Headline } else { Form::Indirect };
    claim.wording = Wording::Outlet;
    claim.modality = counterclaim_model::Modality::Asserts;
    claim.confidence = 30;
    claim.rule = "narration";
    Some(draft)
}
