//! The end of a log: what the next commit must fit. Both backends prepare commits here; recovery, load
//! and verify check here that what they read fits.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::SubsecRound;
use counterclaim_model::{CommitHeader, Event, Instant, Position, Stream};

use crate::record::{Record, RecordedEvent};
use crate::{AppendError, Commit, CommitSummary, Salt};

/// Where a log ends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tip {
    pub(crate) head: Position,
    /// Time of the last commit.
    pub(crate) recorded_at: Option<Instant>,
    /// Version of the last event of each stream.
    pub(crate) streams: BTreeMap<Stream, u64>,
}

impl Tip {
    /// Gives a commit its place behind everything recorded so far.
    pub(crate) fn prepare(&self, commit: Commit) -> Result<Record, AppendError> {
        let Commit { header, request, decided, entropy } = commit;
        if decided.is_empty() {
            return Err(AppendError::NothingToRecord);
        }
        let mut versions: BTreeMap<Stream, u64> = BTreeMap::new();
        let mut events = Vec::with_capacity(decided.events().len());
        for (index, (stream, event)) in (0_u32..).zip(decided.events()) {
            let version = versions.entry(*stream).or_insert_with(|| self.version(stream));
            *version += 1;
            events.push(RecordedEvent {
                stream: *stream,
                stream_version: *version,
                name: event.name().to_owned(),
                version: Event::VERSION,
                salt: Salt::derive(&entropy, index),
                payload: event.payload()?,
            });
        }
        let recorded_at = self.clamp(header.recorded_at);
        let summary = CommitSummary {
            id: header.id.clone(),
            first: self.head.next(),
            last: Position(self.head.0 + events.len() as u64),
            request,
            recorded_at,
        };
        Ok(Record {
            header: Arc::new(CommitHeader { recorded_at, ..header }),
            summary: Arc::new(summary),
            synced: self.head,
            events,
        })
    }

    /// Cuts a time to microseconds and pulls it up to the last commit's.
    fn clamp(&self, time: Instant) -> Instant {
        let time = time.trunc_subsecs(6);
        self.recorded_at.map_or(time, |last| last.max(time))
    }

    /// Returns the version of a stream's last event; 0 if there is none.
    pub(crate) fn version(&self, stream: &Stream) -> u64 {
        self.streams.get(stream).copied().unwrap_or(0)
    }

    /// Says what keeps `record` from being the next commit, if anything does.
    pub(crate) fn misfit(&self, record: &Record) -> Option<String> {
        let (first, next) = (record.summary.first, self.head.next());
        if first != next {
            return Some(format!("begins at position {first}, where {next} should follow"));
        }
        if self.recorded_at.is_some_and(|last| record.summary.recorded_at < last) {
            return Some("is recorded earlier than the commit before it".to_owned());
        }
        if record.synced >= first {
            return Some("says that it was durable before it was written".to_owned());
        }
        let mut versions: BTreeMap<Stream, u64> = BTreeMap::new();
        for (position, event) in record.placed() {
            let version =
                versions.entry(event.stream).or_insert_with(|| self.version(&event.stream));
            *version += 1;
            if event.stream_version != *version {
                return Some(format!(
                    "has version {} of stream {} at position {position}, where {version} should follow",
                    event.stream_version, event.stream
                ));
            }
        }
        None
    }

    /// Moves behind `record`.
    pub(crate) fn advance(&mut self, record: &Record) {
        self.head = record.summary.last;
        self.recorded_at = Some(record.summary.recorded_at);
        for event in &record.events {
            self.streams.insert(event.stream, event.stream_version);
        }
    }
}

/// Tells a repeated request from a new one and from a misused id.
pub(crate) fn refuse_repeat(
    known: Option<CommitSummary>,
    commit: &Commit,
) -> Result<(), AppendError> {
    match known {
        None => Ok(()),
        Some(known) if known.request == commit.request => Err(AppendError::AlreadyDone(known)),
        Some(known) => Err(AppendError::IdempotencyMismatch(known)),
    }
}
