//! What the log knows by heart: the commits that are durable and not yet in the index, and the points
//! between commits at which index and log are compared.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use counterclaim_model::{CommitId, Digest, Instant, Position, Stream};

use crate::CommitSummary;
use crate::files::Place;
use crate::hash::sha256;
use crate::record::Record;

/// A point between two commits, and which log it is a point of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Mark {
    /// Last event before it.
    pub(crate) position: Position,
    /// Time of the last commit before it.
    pub(crate) recorded_at: Option<Instant>,
    /// Commits before it.
    pub(crate) commits: u64,
    /// The segments that have lines before it, in order.
    pub(crate) segments: Vec<Passed>,
}

/// The lines of one segment that lie before a mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Passed {
    /// Name of the segment.
    pub(crate) first: Position,
    /// Bytes they take.
    pub(crate) length: u64,
    /// Hash over the checksums of the lines, in order: two segments that agree here are one.
    pub(crate) fingerprint: Digest,
}

impl Passed {
    /// The segment that begins at `first`, before its first line.
    pub(crate) fn none_of(first: Position) -> Self {
        Self { first, length: 0, fingerprint: Digest([0; 32]) }
    }

    /// Moves behind a line.
    pub(crate) fn pass(&mut self, checksum: u32, end: u64) {
        self.fingerprint = sha256(&[&self.fingerprint.0, &checksum.to_be_bytes()]);
        self.length = end;
    }
}

impl Mark {
    /// Returns where the last line before it ends.
    pub(crate) fn end(&self) -> Place {
        let start = Place { segment: Position::START.next(), offset: 0 };
        let place = |last: &Passed| Place { segment: last.first, offset: last.length };
        self.segments.last().map_or(start, place)
    }

    /// Moves behind a commit.
    pub(crate) fn pass(&mut self, noted: &Noted) {
        if self.segments.last().is_none_or(|last| last.first != noted.end.segment) {
            self.segments.push(Passed::none_of(noted.end.segment));
        }
        let last = self.segments.last_mut().expect("a segment was just made sure of");
        last.pass(noted.checksum, noted.end.offset);
        self.position = noted.summary().last;
        self.recorded_at = Some(noted.summary().recorded_at);
        self.commits += 1;
    }
}

/// A durable commit with the line it stands in.
#[derive(Debug)]
pub(crate) struct Noted {
    pub(crate) begin: Place,
    pub(crate) end: Place,
    pub(crate) checksum: u32,
    pub(crate) record: Record,
}

impl Noted {
    pub(crate) fn summary(&self) -> &CommitSummary {
        &self.record.summary
    }

    /// Returns how many events it has.
    pub(crate) fn events(&self) -> usize {
        self.record.events.len()
    }

    /// Returns how many bytes its line has.
    pub(crate) fn bytes(&self) -> u64 {
        self.end.offset.saturating_sub(self.begin.offset)
    }
}

/// The commits that the index has not taken, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Catalogue {
    commits: VecDeque<Arc<Noted>>,
    ids: BTreeMap<CommitId, Arc<Noted>>,
    /// Events in them.
    pub(crate) events: usize,
    /// Bytes that their lines take.
    pub(crate) bytes: u64,
}

impl Catalogue {
    /// Takes note of the next commit.
    pub(crate) fn note(&mut self, noted: Noted) {
        let noted = Arc::new(noted);
        self.events += noted.events();
        self.bytes += noted.bytes();
        self.ids.insert(noted.summary().id.clone(), Arc::clone(&noted));
        self.commits.push_back(noted);
    }

    /// Returns the oldest commits: as many as have `events` events together, and always one.
    pub(crate) fn oldest(&self, events: usize) -> Vec<Arc<Noted>> {
        let mut left = events;
        let fits = |(index, noted): &(usize, &Arc<Noted>)| match left.checked_sub(noted.events()) {
            Some(rest) => {
                left = rest;
                true
            }
            None => *index == 0,
        };
        self.commits.iter().enumerate().take_while(fits).map(|(_, noted)| noted.clone()).collect()
    }

    /// Forgets the `count` oldest commits.
    pub(crate) fn forget(&mut self, count: usize) {
        for noted in self.commits.drain(..count) {
            self.events -= noted.events();
            self.bytes -= noted.bytes();
            self.ids.remove(&noted.summary().id);
        }
    }

    /// Returns what is known of a commit.
    pub(crate) fn commit(&self, id: &CommitId) -> Option<&CommitSummary> {
        self.ids.get(id).map(|noted| noted.summary())
    }

    /// Returns where the commit that holds `position` begins, or the last one if it is behind them all.
    pub(crate) fn block(&self, position: Position) -> Option<Place> {
        let behind = self.commits.partition_point(|noted| noted.summary().first <= position);
        self.commits.get(behind.checked_sub(1)?).map(|noted| noted.begin)
    }

    /// Returns the positions of a stream's events behind `after_version`.
    pub(crate) fn positions(&self, stream: Stream, after_version: u64) -> Vec<Position> {
        let placed = self.commits.iter().flat_map(|noted| noted.record.placed());
        let wanted = placed
            .filter(|(_, event)| event.stream == stream && event.stream_version > after_version);
        wanted.map(|(position, _)| position).collect()
    }
}
