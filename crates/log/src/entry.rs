//! An event as it is read back: its place, its stored bytes, and the event itself if this build can
//! read it. Made by the backends, used by every fold, by dump and by proofs.

use std::sync::Arc;

use counterclaim_model::{
    CaseId, CommitHeader, Digest, Event, Position, Recorded, Stream, UnreadableEvent,
};
use uuid::Uuid;

use crate::record::{Record, RecordedEvent};
use crate::tree::leaf;
use crate::{CommitSummary, Content};

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
    /// Its payload, or what is left of it after an erasure.
    pub content: Content,
    /// The event, or why there is none to apply. Such an entry keeps its place; it is never dropped.
    pub event: Result<Event, NoEvent>,
}

/// Why an entry has no event that could be applied.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoEvent {
    /// This build cannot read it.
    #[error(transparent)]
    Unreadable(#[from] UnreadableEvent),
    /// Its payload was erased: position, root and proofs stay, what it said is gone.
    #[error("its payload was erased")]
    Erased,
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
            event: read(&event),
            name: event.name,
            version: event.version,
            content: event.content,
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

    /// Returns what folds apply: nothing if the event was erased, or this build cannot read it.
    pub fn recorded(&self) -> Option<Recorded> {
        self.clone().into_recorded().ok()
    }

    /// Turns the entry into what folds apply, without a copy of the event.
    ///
    /// # Errors
    /// Why there is nothing to apply.
    pub fn into_recorded(self) -> Result<Recorded, NoEvent> {
        Ok(Recorded {
            position: self.position,
            recorded_at: self.header.recorded_at,
            analyst: self.header.analyst.clone(),
            event: self.event?,
        })
    }

    /// Returns the hash of this entry as a leaf of the log's Merkle tree (RFC 6962, §2.1). The bytes
    /// that are hashed are defined in `FORMAT.md`.
    pub fn leaf_hash(&self) -> Digest {
        leaf::hash(self)
    }
}

/// Reads the event that is stored, if it is still there.
fn read(event: &RecordedEvent) -> Result<Event, NoEvent> {
    let payload = event.content.payload().ok_or(NoEvent::Erased)?;
    Ok(Event::from_stored(&event.name, event.version, payload)?)
}
