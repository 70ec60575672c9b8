//! An utterance: one place where a post attributes words to somebody, before anyone asks who that is.

use counterclaim_model::Attribution;

use crate::Span;

/// Where in a post an utterance stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// In the headline.
    Headline,
    /// In the body.
    Body,
}

/// How much of the content stands within quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Quoting {
    /// All of it.
    Whole,
    /// Fragments.
    Parts,
    /// None, or only scare quotes around single terms.
    Nothing,
}

/// One attribution in the text: speaker phrase, cue and content as spans, nothing resolved yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Utterance {
    /// Index into [`Reading::posts`](crate::Reading::posts).
    pub post: usize,
    /// Where in the post.
    pub place: Place,
    /// The speaker phrase as it stands ("Mehdiyeva", "she", "both sides"); absent if nobody is named.
    pub source: Option<Span>,
    /// The cue, in one or more pieces ("said", "According to", "-").
    pub cue: Vec<Span>,
    /// Dictionary form of the cue's head ("say", "deny", "according to"); empty for narration.
    pub lemma: String,
    /// The content in one or more pieces, in text order. Quotation marks are included.
    pub content: Vec<Span>,
    /// How much of it is quoted.
    pub quoting: Quoting,
    /// How it is tied to its speaker.
    pub attribution: Attribution,
    /// Medium or venue ("CNN Turk", "on his Twitter page", "reporters").
    pub venue: Option<Span>,
    /// Whom it is addressed to, where the grammar says so ("urged Tehran to …").
    pub addressee: Option<Span>,
    /// Index of the utterance it is nested in, if any (an index into the same list, smaller than its own).
    pub inside: Option<usize>,
    /// The grammar that found it.
    pub rule: &'static str,
    /// Confidence in per cent.
    pub confidence: u8,
}
