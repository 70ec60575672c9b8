//! An event as it is read back: its place, its stored bytes, and the event itself if this build can
//! read it. Made by the backends, used by every fold, by dump and by proofs.

use std::sync::Arc;

use counterclaim_model::{
    CaseId, CommitHeader, Digest, Event, Position, Recorded, Stream, UnreadableEvent,
};
use uuid::Uuid;

use crate::record::{Record, RecordedEvent};
use crate::tree::leaf;
use crate::{CommitSummary, Salt};

/// A recorded event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its place.
    pub position: Position,
    /// Its id: derived from case and position, so that entries of several cases can be told apart.
    pub id: Uuid,
    /// The stream it belongs to.
    pub stream: Stream,
    /// Its place in the stream: dense, from 1.
    pub stream_version: u64,
    /// Who recorded it, when, with which program.
    pub header: Arc<CommitHeader>,
    /// The commit it came with.
    pub commit: Arc<CommitSummary>,
    /// Its stored name (`claim.proposed`).
    pub name: String,
    /// Version of its payload.
    pub version: u16,
    /// The salt its payload is hashed with.
    pub salt: Salt,
    /// The exact stored bytes of its payload: JSON.
    pub payload: String,
    /// The event, or why this build cannot read it. An unreadable event is kept, never dropped.
    pub event: Result<Event, UnreadableEvent>,
}

impl Entry {
    /// Makes the entry of one event of `record`.
    pub(crate) fn of(
        case: CaseId,
        record: &Record,
        position: Position,
        event: RecordedEvent,
    ) -> Self {
        Self {
            position,
            id: Uuid::new_v5(&case.uuid(), &position.0.to_be_bytes()),
            stream: event.stream,
            stream_version: event.stream_version,
            header: Arc::clone(&record.header),
            commit: Arc::clone(&record.summary),
            event: Event::from_stored(&event.name, event.version, &event.payload),
            name: event.name,
            version: event.version,
            salt: event.salt,
            payload: event.payload,
        }
    }

    /// Makes the entries of those events of `record` that `keep` wants, in order.
    pub(crate) fn all(
        case: CaseId,
        mut record: Record,
        mut keep: impl FnMut(Position, &RecordedEvent) -> bool,
    ) -> Vec<Self> {
        let events = std::mem::take(&mut record.events);
        (record.summary.first.0..)
            .map(Position)
            .zip(events)
            .filter(|(position, event)| keep(*position, event))
            .map(|(position, event)| Self::of(case, &record, position, event))
            .collect()
    }

    /// Returns what folds apply, if this build can read the event.
    pub fn recorded(&self) -> Option<Recorded> {
        let event = self.event.as_ref().ok()?.clone();
        Some(Recorded {
            position: self.position,
            recorded_at: self.header.recorded_at,
            analyst: self.header.analyst.clone(),
            event,
        })
    }

    /// Returns the hash of this entry as a leaf of the log's Merkle tree (RFC 6962, §2.1). The bytes
    /// that are hashed are defined in `FORMAT.md`.
    pub fn leaf_hash(&self) -> Digest {
        leaf::hash(self)
    }
}
