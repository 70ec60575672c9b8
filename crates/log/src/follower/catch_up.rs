//! Reading the log for an index, or for Merkle hashes, that lack what lies further back: one step at a
//! time, never all of it.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use counterclaim_model::{Digest, Position};

use super::leaves::Leaves;
use crate::LogError;
use crate::catalogue::{Mark, Noted};
use crate::files::{Place, Segment, read_line};
use crate::index::{IndexLost, Writer};

/// Why an index could not be brought up to a point of the log.
pub(super) enum Trouble {
    /// The index failed.
    Index(IndexLost),
    /// The log could not be read, or is not what it was.
    Log(LogError),
}

impl From<IndexLost> for Trouble {
    fn from(lost: IndexLost) -> Self {
        Self::Index(lost)
    }
}

impl From<LogError> for Trouble {
    fn from(error: LogError) -> Self {
        Self::Log(error)
    }
}

/// Hands everything between the end of the index and `until` over to it; calls `after_step` behind each
/// step, and stops early where that says so. `root` is that of the Merkle tree up to `until`, if known.
pub(super) fn catch_up(
    log: &Path,
    writer: &mut Writer,
    until: &Mark,
    root: Option<Digest>,
    mut after_step: impl FnMut(&Writer) -> ControlFlow<()>,
) -> Result<(), Trouble> {
    let mut batch = Batch::default();
    let (begin, next) = (writer.known().mark.end(), writer.known().mark.position.next());
    let walked = walk(log, begin, next, until.position, |noted| {
        if !batch.has_room(writer.room(), &noted) {
            writer.take(&batch.empty(), None)?;
            if after_step(writer).is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        batch.add(noted);
        Ok(ControlFlow::Continue(()))
    })?;
    if walked.is_break() {
        return Ok(());
    }
    if batch.events > 0 {
        writer.take(&batch.empty(), root)?;
    }
    match writer.known().mark == *until {
        true => Ok(()),
        false => Err(IndexLost("the log is not what it was when it was opened".into()).into()),
    }
}

/// Adds the leaves of everything between the last one and `until`.
pub(super) fn catch_up_leaves(
    log: &Path,
    leaves: &mut Leaves,
    until: Position,
) -> Result<(), Trouble> {
    let next = leaves.end().next();
    let segments = Segment::list(log)?;
    let holder = segments.iter().rfind(|segment| segment.first <= next);
    let Some(first) = holder.map(|segment| segment.first) else { return Ok(()) };
    let mut batch = Batch::default();
    let begin = Place { segment: first, offset: 0 };
    // Nothing in it breaks off, so it was walked to its end.
    let _ = walk(log, begin, first, until, |noted| {
        if !batch.has_room(Batch::LEAVES, &noted) {
            leaves.take(&batch.empty())?;
        }
        batch.add(noted);
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(leaves.take(&batch.empty())?)
}

/// Reads the commits from a place on, whose first event must be `next`, up to the one that ends at `until`.
fn walk(
    log: &Path,
    begin: Place,
    mut next: Position,
    until: Position,
    mut visit: impl FnMut(Noted) -> Result<ControlFlow<()>, Trouble>,
) -> Result<ControlFlow<()>, Trouble> {
    for segment in Segment::list(log)? {
        if segment.first < begin.segment {
            continue;
        }
        let offset = if segment.first == begin.segment { begin.offset } else { 0 };
        for line in segment.lines(offset)? {
            if next > until {
                return Ok(ControlFlow::Continue(()));
            }
            let line = line?;
            let read = read_line(&line.bytes);
            let (checksum, record) = read.map_err(|bad| bad.at(&segment, line.offset))?;
            if record.summary.first != next {
                let what = format!("position {} does not follow", record.summary.first);
                return Err(segment.damaged(line.offset, what).into());
            }
            next = record.summary.last.next();
            let place = |offset| Place { segment: segment.first, offset };
            let (begin, end) = (place(line.offset), place(line.end()));
            if visit(Noted { begin, end, checksum, record })?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
    }
    Ok(ControlFlow::Continue(()))
}

/// Commits for the next step.
#[derive(Default)]
struct Batch {
    commits: Vec<Arc<Noted>>,
    events: usize,
    bytes: u64,
}

impl Batch {
    /// Longest lines together, in bytes.
    const BYTES: u64 = 16 << 20;

    /// Events whose leaves are written together.
    const LEAVES: usize = 4_096;

    fn has_room(&self, room: usize, noted: &Noted) -> bool {
        let fits = self.events + noted.events() <= room && self.bytes < Self::BYTES;
        self.commits.is_empty() || fits
    }

    fn add(&mut self, noted: Noted) {
        self.events += noted.events();
        self.bytes += noted.bytes();
        self.commits.push(Arc::new(noted));
    }

    fn empty(&mut self) -> Vec<Arc<Noted>> {
        std::mem::take(self).commits
    }
}
