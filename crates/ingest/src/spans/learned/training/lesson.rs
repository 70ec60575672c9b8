//! What is learned from: an article as read, with the attributions somebody marked in it.

use crate::{Reading, Span};

/// An article with its attributions.
#[derive(Clone, Debug)]
pub struct Lesson {
    /// The article.
    pub reading: Reading,
    /// Its attributions.
    pub marked: Vec<Marked>,
}

/// A marked attribution, in places of the reading's text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marked {
    /// The speaker phrase, in pieces.
    pub source: Vec<Span>,
    /// The cue, in pieces.
    pub cue: Vec<Span>,
    /// What is said, in pieces.
    pub content: Vec<Span>,
}
