//! What a grammar returns: parts of one line, not yet places in the text. `collect` turns it into an
//! utterance once the post is read.

use counterclaim_model::Attribution;

use super::cue::Hit;
use super::line::{Line, Part};
use super::token::Token;
use crate::{Place, Quoting, Span, Utterance};

/// Quotations up to this many words are scare quotes or names unless they are the whole content.
const SCARE: usize = 2;

/// An attribution found in a line.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// Who speaks.
    pub(super) source: Option<Part>,
    /// The cue.
    pub(super) cue: Vec<Part>,
    /// Dictionary form of the cue.
    pub(super) lemma: String,
    /// What is said, in pieces.
    pub(super) content: Vec<Part>,
    /// Where or through whom.
    pub(super) venue: Option<Part>,
    /// To whom.
    pub(super) addressee: Option<Part>,
    /// Name of the grammar.
    pub(super) rule: &'static str,
    /// Per cent.
    pub(super) confidence: u8,
}

impl Found {
    /// Takes an attribution with one piece each, no venue and no addressee.
    pub(super) fn new(
        lemma: impl Into<String>,
        source: Option<Part>,
        cue: Part,
        content: Part,
        rule: &'static str,
        confidence: u8,
    ) -> Self {
        Self {
            source,
            cue: vec![cue],
            lemma: lemma.into(),
            content: vec![content],
            venue: None,
            addressee: None,
            rule,
            confidence,
        }
    }

    /// Takes an attribution by `hit`.
    pub(super) fn by(
        hit: &Hit,
        source: Part,
        content: Part,
        rule: &'static str,
        confidence: u8,
    ) -> Self {
        Self::new(hit.cue.lemma.clone(), Some(source), hit.part(), content, rule, confidence)
    }

    /// Returns the utterance at its place in the text; `None` if no content is left.
    pub(super) fn utterance(
        &self,
        line: &Line<'_>,
        post: usize,
        place: Place,
    ) -> Option<Utterance> {
        let mut content: Vec<Span> =
            self.content.iter().filter_map(|part| line.span(&line.trim(part))).collect();
        content.sort_unstable();
        content.dedup();
        let worded = self.content.iter().any(|part| line.has_words(part));
        (worded && !content.is_empty()).then(|| Utterance {
            post,
            place,
            source: self.source.as_ref().and_then(|part| line.span(part)),
            cue: self.cue.iter().filter_map(|part| line.span(part)).collect(),
            lemma: self.lemma.clone(),
            quoting: quoting(line, &self.content),
            content,
            attribution: Attribution::Explicit,
            venue: self.venue.as_ref().and_then(|part| line.span(part)),
            addressee: self.addressee.as_ref().and_then(|part| line.span(part)),
            inside: None,
            rule: self.rule,
            confidence: self.confidence,
        })
    }
}

/// Returns how much of `content` stands within quotation marks.
pub(super) fn quoting(line: &Line<'_>, content: &[Part]) -> Quoting {
    let (mut quoted, mut plain, mut terms) = (0, 0, 0);
    for part in content {
        for at in part.clone().filter(|at| line.get(*at).is_some_and(Token::is_word)) {
            match line.block(at) {
                Some(block) if line.words(&block.part()) > SCARE => quoted += 1,
                Some(_) => terms += 1,
                None => plain += 1,
            }
        }
    }
    match (quoted + terms, plain) {
        (0, _) => Quoting::Nothing,
        (_, 0) => Quoting::Whole,
        _ if quoted > 0 => Quoting::Parts,
        _ => Quoting::Nothing,
    }
}
