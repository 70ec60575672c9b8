//! Values with the record that brought them, and the one way to ask for "up to a position".
//! Every part of the fold keeps lists of these, in position order, and never takes one out.

use std::collections::BTreeSet;
use std::sync::Arc;

use counterclaim_model::{Instant, Position, Recorded};

/// A value with the record that brought it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record<T> {
    /// The place of the event in the log.
    pub position: Position,
    /// When it was recorded.
    pub recorded_at: Instant,
    /// Who recorded it.
    pub analyst: Arc<str>,
    /// What was recorded.
    pub value: T,
}

impl<T> Record<T> {
    /// Returns another value with the same record.
    pub(crate) fn with<U>(&self, value: U) -> Record<U> {
        let Self { position, recorded_at, .. } = *self;
        Record { position, recorded_at, analyst: Arc::clone(&self.analyst), value }
    }
}

/// Returns the records up to and including `as_of`.
pub(crate) fn until<T>(records: &[Record<T>], as_of: Position) -> &[Record<T>] {
    &records[..records.partition_point(|record| record.position <= as_of)]
}

/// Place, time and author of one event, to be put on everything it brings.
#[derive(Clone, Debug)]
pub(crate) struct Stamp {
    pub(crate) position: Position,
    pub(crate) recorded_at: Instant,
    analyst: Arc<str>,
}

impl Stamp {
    pub(crate) fn on<T>(&self, value: T) -> Record<T> {
        Record {
            position: self.position,
            recorded_at: self.recorded_at,
            analyst: Arc::clone(&self.analyst),
            value,
        }
    }
}

/// Every analyst's name once: a case has few of them and a record for every event.
#[derive(Clone, Debug, Default)]
pub(crate) struct Analysts(BTreeSet<Arc<str>>);

impl Analysts {
    pub(crate) fn stamp(&mut self, recorded: &Recorded) -> Stamp {
        let Recorded { position, recorded_at, .. } = *recorded;
        Stamp { position, recorded_at, analyst: self.name(&recorded.analyst) }
    }

    fn name(&mut self, analyst: &str) -> Arc<str> {
        if let Some(known) = self.0.get(analyst) {
            return Arc::clone(known);
        }
        let name: Arc<str> = Arc::from(analyst);
        self.0.insert(Arc::clone(&name));
        name
    }
}
