//! A commit in the form that both backends keep and that every stored shape is turned into. Nothing
//! outside this crate sees it.

use std::sync::Arc;

use counterclaim_model::{CommitHeader, Position, Stream};

use crate::{CommitSummary, Content};

/// A commit with its place in the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Record {
    pub(crate) header: Arc<CommitHeader>,
    pub(crate) summary: Arc<CommitSummary>,
    /// The position up to which the log was known durable when this was written.
    pub(crate) synced: Position,
    /// Never empty.
    pub(crate) events: Vec<RecordedEvent>,
}

/// An event as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RecordedEvent {
    pub(crate) stream: Stream,
    pub(crate) stream_version: u64,
    pub(crate) name: String,
    pub(crate) version: u16,
    pub(crate) content: Content,
}

impl Record {
    /// Returns the events with their positions.
    pub(crate) fn placed(&self) -> impl Iterator<Item = (Position, &RecordedEvent)> {
        (self.summary.first.0..).map(Position).zip(&self.events)
    }
}
