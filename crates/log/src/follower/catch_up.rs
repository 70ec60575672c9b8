//! Reading the log for an index that lacks what lies further back: one step at a time, never all of it.

use std::path::Path;
use std::sync::Arc;

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
/// step, and stops early where that says so.
pub(super) fn catch_up(
    log: &Path,
    writer: &mut Writer,
    until: &Mark,
    mut after_step: impl FnMut(&Writer) -> bool,
) -> Result<(), Trouble> {
    let mut batch = Batch::default();
    let (mut next, mut commits) =
        (writer.known().mark.position.next(), writer.known().mark.commits);
    let begin = writer.known().mark.end();
    for segment in Segment::list(log)? {
        if segment.first < begin.segment || commits == until.commits {
            continue;
        }
        let offset = if segment.first == begin.segment { begin.offset } else { 0 };
        for line in segment.lines(offset)? {
            if commits == until.commits {
                break;
            }
            let line = line?;
            let read = read_line(&line.bytes);
            let (checksum, record) = read.map_err(|bad| bad.at(&segment, line.offset))?;
            if record.summary.first != next {
                let what = format!("position {} does not follow", record.summary.first);
                return Err(segment.damaged(line.offset, what).into());
            }
            next = record.summary.last.next();
            commits += 1;
            let place = |offset| Place { segment: segment.first, offset };
            let (begin, end) = (place(line.offset), place(line.end()));
            let noted = Noted { begin, end, checksum, record };
            if !batch.has_room(writer, &noted) {
                writer.take(&batch.empty())?;
                if !after_step(writer) {
                    return Ok(());
                }
            }
            batch.add(noted);
        }
    }
    if batch.events > 0 {
        writer.take(&batch.empty())?;
    }
    match writer.known().mark == *until {
        true => Ok(()),
        false => Err(IndexLost("the log is not what it was when it was opened".into()).into()),
    }
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

    fn has_room(&self, writer: &Writer, noted: &Noted) -> bool {
        let fits = self.events + noted.events() <= writer.room() && self.bytes < Self::BYTES;
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
