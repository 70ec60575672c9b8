//! The end of a log: what the next commit must fit. Commits on their way in get their places from it;
//! recovery, load and verify check here that what they read fits.

use std::collections::BTreeMap;

use counterclaim_model::{Instant, Position, Stream};

use crate::record::Record;

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
