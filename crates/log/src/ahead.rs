//! The end of a log with everything staged behind it: where the next commit of a group gets its place,
//! its time, its stream versions and its salts.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::SubsecRound;
use counterclaim_model::{CommitHeader, Event, Instant, Position, Stream};

use crate::encode::{Unencoded, encode};
use crate::record::{Record, RecordedEvent};
use crate::tip::Tip;
use crate::{AppendError, Commit, CommitSummary, Content};

/// Where the log will end once everything staged is recorded: what differs from its tip.
pub(crate) struct Ahead {
    /// Everything up to here is durable.
    pub(crate) durable: Position,
    head: Position,
    recorded_at: Option<Instant>,
    streams: BTreeMap<Stream, u64>,
}

impl Ahead {
    pub(crate) fn of(tip: &Tip) -> Self {
        let (head, recorded_at) = (tip.head, tip.recorded_at);
        Self { durable: head, head, recorded_at, streams: BTreeMap::new() }
    }

    /// Gives a commit its place behind everything recorded and staged so far.
    pub(crate) fn prepare(
        &self,
        tip: &Tip,
        commit: Commit,
    ) -> Result<(Record, Vec<(Stream, Event)>), AppendError> {
        let Commit { header, request, decided, entropy } = commit;
        if decided.is_empty() {
            return Err(AppendError::NothingToRecord);
        }
        let decided = decided.into_events();
        let contents = encode(&decided, &entropy).map_err(|unencoded| match unencoded {
            Unencoded::TooLarge => AppendError::too_large(&header.id),
            Unencoded::Json(error) => error.into(),
        })?;
        let mut versions: BTreeMap<Stream, u64> = BTreeMap::new();
        let mut place = |((stream, event), content): (&(Stream, Event), Content)| {
            let version = versions.entry(*stream).or_insert_with(|| self.version(tip, stream));
            *version += 1;
            RecordedEvent {
                stream: *stream,
                stream_version: *version,
                name: event.name().to_owned(),
                version: event.version(),
                content,
            }
        };
        let events: Vec<_> = decided.iter().zip(contents).map(&mut place).collect();
        let recorded_at = self.clamp(header.recorded_at);
        let summary = CommitSummary {
            id: header.id.clone(),
            first: self.head.next(),
            last: Position(self.head.0 + events.len() as u64),
            request,
            recorded_at,
        };
        let header = Arc::new(CommitHeader { recorded_at, ..header });
        let summary = Arc::new(summary);
        Ok((Record { header, summary, synced: self.durable, events }, decided))
    }

    fn version(&self, tip: &Tip, stream: &Stream) -> u64 {
        self.streams.get(stream).copied().unwrap_or_else(|| tip.version(stream))
    }

    /// Cuts a time to microseconds and pulls it up to the last commit's.
    fn clamp(&self, time: Instant) -> Instant {
        let time = time.trunc_subsecs(6);
        self.recorded_at.map_or(time, |last| last.max(time))
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
