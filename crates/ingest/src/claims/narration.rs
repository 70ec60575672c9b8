//! The outlet's own voice: sentences and headlines that nobody is named for. Conservative, of low
//! confidence, and never given to a party.

use counterclaim_model::{ActorKind, Attribution, Form, Wording};

use super::acts::Act;
use super::clauses::{has_finite_verb, is_auxiliary};
use super::compose::{Composer, Origin};
use super::draft::Draft;
use super::sentences::sentences;
use super::tokens::{Token, cover};
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
    let taken = Taken::new(utterances.iter().flat_map(|(_, u)| footprint(u)).collect());
    let mut found = Vec::new();
    if let Some(headline) = read.headline {
        let spoken = taken.first_over(headline).is_some();
        if !spoken && states_something(&composer.tokens.within(headline), Place::Headline) {
            found.extend(draft(composer, post, headline, Place::Headline));
        }
    }
    for paragraph in &read.paragraphs {
        let body = after_dateline(composer, *paragraph);
        let (mut marks, mut counted) = (0, paragraph.start);
        for sentence in sentences(&composer.reading.text, body) {
            let between = Span::new(counted.min(sentence.start), sentence.start);
            marks += quotes(composer, between);
            counted = sentence.start;
            if !within_quotation(composer, marks, sentence) {
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
    taken: &Taken,
) -> Option<Draft> {
    let text = &composer.reading.text;
    let own = match taken.first_over(sentence) {
        None => sentence,
        Some(start) => {
            before_attribution(composer, Span::new(sentence.start, start.max(sentence.start)))?
        }
    };
    let own = trim_statement(composer.tokens, own);
    let words = composer.tokens.within(own);
    let checkable =
        states_something(&words, Place::Body) && !text.slice(sentence).ends_with(['?', '!']);
    if checkable { draft(composer, post, own, Place::Body) } else { None }
}

/// What utterances take of a post, so that a sentence finds its part without a look at all of them.
struct Taken {
    /// In the order of their beginnings.
    spans: Vec<Span>,
    /// For each, the furthest end up to it.
    reach: Vec<u32>,
}

impl Taken {
    fn new(mut spans: Vec<Span>) -> Self {
        spans.sort_unstable();
        let furthest = |reach: &mut u32, span: &Span| {
            *reach = span.end.max(*reach);
            Some(*reach)
        };
        let reach = spans.iter().scan(0, furthest).collect();
        Self { spans, reach }
    }

    /// Returns where the first of those begins that share a word with `place`.
    fn first_over(&self, place: Span) -> Option<u32> {
        let at = self.reach.partition_point(|reach| *reach <= place.start);
        self.spans.get(at).filter(|span| span.overlaps(place)).map(|span| span.start)
    }
}

fn quotes(composer: &Composer<'_>, span: Span) -> usize {
    composer.reading.text.slice(span).chars().filter(|c| is_quote(*c)).count()
}

/// Whether the sentence stands within quotation marks, `before` of which stand before it in its paragraph,
/// or breaks off in them: somebody's words are never the outlet's.
fn within_quotation(composer: &Composer<'_>, before: usize, sentence: Span) -> bool {
    !before.is_multiple_of(2)
        || composer.reading.text.slice(sentence).starts_with(is_quote)
        || quotes(composer, sentence) % 2 == 1
}

/// "Rockets hit the port on Tuesday, with Carvel stating that …": the main clause is the outlet's.
fn before_attribution(composer: &Composer<'_>, head: Span) -> Option<Span> {
    let words = composer.tokens.within(head);
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
    let words = composer.tokens.within(paragraph);
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
    let span = trim_statement(composer.tokens, span);
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
