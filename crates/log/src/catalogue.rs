//! What the log knows by heart about commits that the index has not taken yet: ids, places, streams.
//! Kept in steps, each of which the index takes whole; without an index it holds everything.

use std::collections::BTreeMap;

use counterclaim_model::{CommitId, Digest, Instant, Position, Stream};

use crate::CommitSummary;
use crate::files::Place;
use crate::hash::sha256;
use crate::record::Record;

/// One place is noted per this many commits.
pub(crate) const BLOCK_COMMITS: u64 = 256;

/// A point between two commits, and which log it is a point of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    /// Last event before it.
    pub(crate) position: Position,
    /// Time of the last commit before it.
    pub(crate) recorded_at: Option<Instant>,
    /// Commits before it.
    pub(crate) commits: u64,
    /// Where the last commit before it ends.
    pub(crate) end: Place,
    /// Hash over the checksums of all lines before it, in order: two logs that agree here are one.
    pub(crate) fingerprint: Digest,
}

impl Mark {
    /// The point before everything.
    pub(crate) fn start() -> Self {
        let end = Place { segment: Position(1), offset: 0 };
        let (position, fingerprint) = (Position::START, Digest([0; 32]));
        Self { position, recorded_at: None, commits: 0, end, fingerprint }
    }

    /// Moves behind a line, as far as that can be done without reading its JSON.
    pub(crate) fn pass(&mut self, checksum: u32, end: Place) {
        self.fingerprint = sha256(&[&self.fingerprint.0, &checksum.to_be_bytes()]);
        self.commits += 1;
        self.end = end;
    }
}

/// The events of one stream within a step: consecutive versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Posting {
    pub(crate) first_version: u64,
    pub(crate) positions: Vec<Position>,
}

impl Posting {
    /// Returns the positions of versions behind `after`, if this posting has any.
    pub(crate) fn behind(&self, after: u64) -> &[Position] {
        let known = after.saturating_add(1).saturating_sub(self.first_version);
        let skip = usize::try_from(known).unwrap_or(usize::MAX).min(self.positions.len());
        &self.positions[skip..]
    }

    /// Returns the last version in it.
    pub(crate) fn last_version(&self) -> u64 {
        self.first_version + self.positions.len() as u64 - 1
    }
}

/// A run of commits that the index takes in one batch.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    pub(crate) commits: BTreeMap<CommitId, CommitSummary>,
    /// First position of every 256th commit, and where its line begins.
    pub(crate) blocks: BTreeMap<Position, Place>,
    pub(crate) postings: BTreeMap<Stream, Posting>,
    /// The point behind its last commit.
    pub(crate) mark: Mark,
    events: usize,
}

/// Steps that the index has not taken, oldest first.
#[derive(Clone, Debug)]
pub(crate) struct Catalogue {
    /// The point behind the last commit.
    pub(crate) mark: Mark,
    pub(crate) steps: Vec<Step>,
    /// Most events in a step, unless a single commit has more.
    step_events: usize,
}

impl Catalogue {
    /// Begins behind `mark`: everything before it is in the index.
    pub(crate) fn behind(mark: Mark, step_events: usize) -> Self {
        Self { mark, steps: Vec::new(), step_events }
    }

    /// Notes the commit whose line runs from `place` to `end`.
    pub(crate) fn note(&mut self, place: Place, end: Place, checksum: u32, record: &Record) {
        let begins_block = self.mark.commits.is_multiple_of(BLOCK_COMMITS);
        self.mark.pass(checksum, end);
        self.mark.position = record.summary.last;
        self.mark.recorded_at = Some(record.summary.recorded_at);
        let mark = self.mark.clone();
        let step = self.step_for(record.events.len());
        step.mark = mark;
        step.events += record.events.len();
        if begins_block {
            step.blocks.insert(record.summary.first, place);
        }
        step.commits.insert(record.summary.id.clone(), CommitSummary::clone(&record.summary));
        for (position, event) in record.placed() {
            let posting = step.postings.entry(event.stream).or_insert_with(|| Posting {
                first_version: event.stream_version,
                positions: Vec::new(),
            });
            posting.positions.push(position);
        }
    }

    /// Returns the step that takes the next `events` events.
    fn step_for(&mut self, events: usize) -> &mut Step {
        let has_room = |step: &Step| step.events + events <= self.step_events;
        if !self.steps.last().is_some_and(has_room) {
            self.steps.push(Step {
                commits: BTreeMap::new(),
                blocks: BTreeMap::new(),
                postings: BTreeMap::new(),
                mark: self.mark.clone(),
                events: 0,
            });
        }
        self.steps.last_mut().expect("a step was just made sure of")
    }

    /// Returns what is known of a commit.
    pub(crate) fn commit(&self, id: &CommitId) -> Option<&CommitSummary> {
        self.steps.iter().rev().find_map(|step| step.commits.get(id))
    }

    /// Returns the last noted place at or before `position`.
    pub(crate) fn block(&self, position: Position) -> Option<Place> {
        let before = |step: &Step| step.blocks.range(..=position).next_back().map(|(_, at)| *at);
        self.steps.iter().rev().find_map(before)
    }

    /// Returns the positions of a stream's events behind `after_version`.
    pub(crate) fn positions(&self, stream: Stream, after_version: u64) -> Vec<Position> {
        let postings = self.steps.iter().filter_map(|step| step.postings.get(&stream));
        postings.flat_map(|posting| posting.behind(after_version)).copied().collect()
    }
}
