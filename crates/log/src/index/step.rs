//! A step: the run of commits that the index takes in one batch, and its form as keys and values. Built
//! by the writer; one that is not full is read back when the log is opened, and goes on growing.

use std::collections::BTreeMap;

use counterclaim_model::{Position, Stream};

use super::hash_of;
use super::keys::{self, Part, pull, push};
use super::lost::IndexLost;
use crate::catalogue::Noted;
use crate::files::Place;
use crate::seeded;

/// One place is noted per this many commits, and at the first commit of each step.
pub(crate) const BLOCK_COMMITS: u64 = 256;

/// A value is closed when it has this many bytes. sled keeps up to 26 of them in one page, and moves
/// pages of more than 128 KiB to files that it never syncs.
const VALUE: usize = 2_048;

/// Positions of one stream that stand together at most.
const RUN: usize = 512;

/// A key with its value.
pub(crate) type Pair = (Vec<u8>, Vec<u8>);

/// The events of one stream within a step: consecutive versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Posting {
    pub(crate) first_version: u64,
    pub(crate) positions: Vec<Position>,
}

impl Posting {
    /// Returns the positions of versions behind `after`.
    pub(crate) fn behind(&self, after: u64) -> &[Position] {
        let known = after.saturating_add(1).saturating_sub(self.first_version);
        let skip = usize::try_from(known).unwrap_or(usize::MAX).min(self.positions.len());
        &self.positions[skip..]
    }
}

/// What the index keeps of consecutive commits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Step {
    /// First and last position in it; both 0 while it is empty.
    pub(crate) first: Position,
    pub(crate) last: Position,
    /// Streams that no earlier step has, in the order in which they got their numbers.
    pub(crate) streams: Vec<Stream>,
    /// Hash of each commit's id, and the position of its first event.
    pub(crate) ids: Vec<(u64, Position)>,
    pub(crate) blocks: Vec<(Position, Place)>,
    /// By number of the stream.
    pub(crate) postings: BTreeMap<u32, Posting>,
}

impl Step {
    /// Returns how many events it has.
    pub(crate) fn events(&self) -> usize {
        if self.first == Position::START { 0 } else { (self.last.0 - self.first.0 + 1) as usize }
    }

    /// Adds a commit; `numbers` gives every stream its number, and learns new ones.
    pub(crate) fn add(&mut self, noted: &Noted, numbers: &mut BTreeMap<Stream, u32>) {
        let summary = noted.summary();
        if self.events() == 0 {
            self.first = summary.first;
        }
        self.last = summary.last;
        if (self.ids.len() as u64).is_multiple_of(BLOCK_COMMITS) {
            self.blocks.push((summary.first, noted.begin));
        }
        self.ids.push((hash_of(&summary.id), summary.first));
        for (position, event) in noted.record.placed() {
            let next = numbers.len() as u32;
            let number = *numbers.entry(event.stream).or_insert_with(|| {
                self.streams.push(event.stream);
                next
            });
            let posting = self.postings.entry(number).or_insert_with(|| Posting {
                first_version: event.stream_version,
                positions: Vec::new(),
            });
            posting.positions.push(position);
        }
    }

    /// Returns its form as keys and values, in the order of the keys.
    pub(crate) fn pairs(&self, step: u32) -> Vec<Pair> {
        let mut pairs = vec![(keys::key(step, Part::Extent, &[]), self.extent())];
        let at = |part, index: usize| keys::key(step, part, &(index as u32).to_be_bytes());
        for (index, streams) in self.streams.chunks(VALUE / 48).enumerate() {
            let names: Vec<_> = streams.iter().map(Stream::to_string).collect();
            pairs.push((at(Part::Streams, index), names.join("\n").into_bytes()));
        }
        self.push_ids(step, &mut pairs);
        for (index, blocks) in self.blocks.chunks(VALUE / 32).enumerate() {
            pairs.push((at(Part::Blocks, index), self.block_value(blocks)));
        }
        self.push_postings(step, &mut pairs);
        pairs
    }

    fn extent(&self) -> Vec<u8> {
        let mut value = Vec::new();
        for number in [self.first.0, self.last.0, self.ids.len() as u64] {
            push(&mut value, number);
        }
        value
    }

    /// Sorted by hash; equal hashes never stand in two values, so that one look finds them all.
    fn push_ids(&self, step: u32, pairs: &mut Vec<Pair>) {
        let mut ids = self.ids.clone();
        ids.sort_unstable();
        if seeded("drop-last-index-entry") {
            ids.pop();
        }
        let mut last = None;
        for (hash, first) in ids {
            let is_full = pairs.last().is_none_or(|(_, value)| value.len() >= VALUE);
            if last.is_none_or(|last| is_full && last != hash) {
                pairs.push((keys::key(step, Part::Ids, &hash.to_be_bytes()), Vec::new()));
            }
            let (_, value) = pairs.last_mut().expect("a pair was just made sure of");
            value.extend_from_slice(&hash.to_be_bytes());
            push(value, first.0 - self.first.0);
            last = Some(hash);
        }
    }

    fn block_value(&self, blocks: &[(Position, Place)]) -> Vec<u8> {
        let mut value = Vec::new();
        for (first, place) in blocks {
            push(&mut value, first.0 - self.first.0);
            push(&mut value, place.segment.0);
            push(&mut value, place.offset);
        }
        value
    }

    fn push_postings(&self, step: u32, pairs: &mut Vec<Pair>) {
        let mut is_begun = false;
        for (number, posting) in &self.postings {
            let versions = (posting.first_version..).step_by(RUN);
            for (version, positions) in versions.zip(posting.positions.chunks(RUN)) {
                if !is_begun || pairs.last().is_some_and(|(_, value)| value.len() >= VALUE) {
                    let rest = keys::posting(*number, version);
                    pairs.push((keys::key(step, Part::Postings, &rest), Vec::new()));
                    is_begun = true;
                }
                let (_, value) = pairs.last_mut().expect("a pair was just made sure of");
                push(value, u64::from(*number));
                push(value, version);
                push(value, positions.len() as u64);
                let mut before = self.first;
                for position in positions {
                    push(value, position.0 - before.0);
                    before = *position;
                }
            }
        }
    }

    /// Reads it back from its pairs.
    pub(crate) fn of(pairs: &[Pair]) -> Result<Self, IndexLost> {
        let mut step = Self::default();
        for (key, value) in pairs {
            let (_, part) = keys::parts(key).ok_or_else(IndexLost::unreadable)?;
            match part {
                Part::Extent => (step.first, step.last) = extent(value)?,
                Part::Streams => step.streams.extend(streams(value)?),
                Part::Ids => step.ids.extend(ids(value, step.first)?),
                Part::Blocks => step.blocks.extend(blocks(value, step.first)?),
                Part::Postings => {
                    for (number, run) in postings(value, step.first)? {
                        match step.postings.get_mut(&number) {
                            Some(posting) => posting.positions.extend(run.positions),
                            None => drop(step.postings.insert(number, run)),
                        }
                    }
                }
            }
        }
        // As they were recorded: the order in which further commits are added to it.
        step.ids.sort_unstable_by_key(|(_, first)| *first);
        Ok(step)
    }
}

/// Reads first and last position of a step.
pub(crate) fn extent(mut value: &[u8]) -> Result<(Position, Position), IndexLost> {
    Ok((Position(pull(&mut value)?), Position(pull(&mut value)?)))
}

/// Reads the names of streams.
pub(crate) fn streams(value: &[u8]) -> Result<Vec<Stream>, IndexLost> {
    let names = std::str::from_utf8(value).map_err(|_| IndexLost::unreadable())?;
    let stream = |name: &str| name.parse().map_err(|_| IndexLost::unreadable());
    names.split('\n').map(stream).collect()
}

/// Reads hashes of ids; `start` is the step's first position.
pub(crate) fn ids(mut value: &[u8], start: Position) -> Result<Vec<(u64, Position)>, IndexLost> {
    let mut ids = Vec::with_capacity(value.len() / 10);
    while let Some((hash, rest)) = value.split_first_chunk() {
        value = rest;
        ids.push((u64::from_be_bytes(*hash), behind(start, pull(&mut value)?)?));
    }
    Ok(ids)
}

/// Reads places; `start` is the step's first position.
pub(crate) fn blocks(
    mut value: &[u8],
    start: Position,
) -> Result<Vec<(Position, Place)>, IndexLost> {
    let mut blocks = Vec::new();
    while !value.is_empty() {
        let first = behind(start, pull(&mut value)?)?;
        let (segment, offset) = (Position(pull(&mut value)?), pull(&mut value)?);
        blocks.push((first, Place { segment, offset }));
    }
    Ok(blocks)
}

/// Reads runs of positions; `start` is the step's first position.
pub(crate) fn postings(
    mut value: &[u8],
    start: Position,
) -> Result<Vec<(u32, Posting)>, IndexLost> {
    let mut postings = Vec::new();
    while !value.is_empty() {
        let number = u32::try_from(pull(&mut value)?).map_err(|_| IndexLost::unreadable())?;
        let first_version = pull(&mut value)?;
        let count = pull(&mut value)?;
        let mut positions = Vec::new();
        let mut before = start;
        for _ in 0..count {
            before = behind(before, pull(&mut value)?)?;
            positions.push(before);
        }
        postings.push((number, Posting { first_version, positions }));
    }
    Ok(postings)
}

fn behind(start: Position, distance: u64) -> Result<Position, IndexLost> {
    start.0.checked_add(distance).map(Position).ok_or_else(IndexLost::unreadable)
}
