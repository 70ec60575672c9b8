//! A claim in the making: the candidate with what `merge`, `stated` and `pairing` need to know of it and
//! nobody after them does.

use std::ops::Range;

use super::acts::Act;
use super::implied::Alleged;
use super::likeness::Wordset;
use crate::{Candidate, Place, Span};

/// A candidate before it is merged and linked.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// The candidate.
    pub(super) claim: Candidate,
    /// Headline or body.
    pub(super) place: Place,
    /// What its cue does.
    pub(super) act: Act,
    /// Its content words, those of merged places included.
    pub(super) words: Wordset,
    /// Whether it is a negative statement.
    pub(super) negated: bool,
    /// The clause whose subject it shares, if it has none of its own.
    pub(super) continued: Vec<Span>,
    /// What it answers.
    pub(super) alleged: Vec<Alleged>,
    /// The utterances it was merged from.
    pub(super) utterances: Vec<usize>,
}

impl Draft {
    /// Returns the party the claim counts for, if anybody is named.
    pub(super) fn party(&self) -> Option<&str> {
        self.claim.speaker.as_ref().map(|speaker| speaker.party())
    }

    /// Returns the range of code points its content covers.
    pub(super) fn reach(&self) -> Range<u32> {
        let start = self.claim.content.first().map_or(0, |span| span.start);
        let end = self.claim.content.last().map_or(start, |span| span.end);
        start..end
    }
}
