//! Checking lines, several runs at a time: frames, checksums, JSON, payloads and leaf hashes need
//! nothing but the line itself.

use std::ops::ControlFlow;

use counterclaim_model::{CaseId, ContentErased, Digest, Event, Position};

use crate::files::{BadLine, Line, Run, Segment, each_run, read_line};
use crate::record::{Record, RecordedEvent};
use crate::{Entry, LogError, NoEvent};

/// A line, looked at for itself.
pub(super) struct Checked {
    pub(super) offset: u64,
    pub(super) end: u64,
    pub(super) is_whole: bool,
    /// The commit, or what keeps it from being one.
    pub(super) commit: Result<CheckedCommit, String>,
}

/// A commit whose line is sound.
pub(super) struct CheckedCommit {
    pub(super) checksum: u32,
    pub(super) record: Record,
    /// The leaf hash of each of its events.
    pub(super) leaves: Vec<Digest>,
    /// Events that this build cannot read, and why.
    pub(super) unreadable: Vec<(Position, String)>,
    /// Evidence that its events name.
    pub(super) named: Vec<(Position, Digest)>,
    /// Erasures that it records.
    pub(super) erasures: Vec<(Position, ContentErased)>,
}

/// Reads all lines, checks them with as many threads as there are cores, and hands each run's results to
/// `take` in the order of the log.
pub(super) fn check_all(
    case: CaseId,
    segments: &[Segment],
    mut take: impl FnMut(usize, Vec<Checked>),
) -> Result<(), LogError> {
    let work = |run| check_run(case, run);
    each_run(segments, 0, work, |segment, checked| {
        take(segment, checked);
        ControlFlow::Continue(())
    })
}

fn check_run(case: CaseId, run: Run) -> Vec<Checked> {
    run.lines.iter().map(|line| check(case, line)).collect()
}

fn check(case: CaseId, line: &Line) -> Checked {
    let commit = match read_line(&line.bytes) {
        Ok((checksum, record)) => Ok(look_into(case, checksum, record)),
        Err(BadLine::Flaw(what)) => Err(what),
        Err(BadLine::OtherFormat(found)) => Err(format!("is a commit of format {found}")),
    };
    let is_whole = line.bytes.last() == Some(&b'\n');
    Checked { offset: line.offset, end: line.end(), is_whole, commit }
}

fn look_into(case: CaseId, checksum: u32, mut record: Record) -> CheckedCommit {
    let events = std::mem::take(&mut record.events);
    let mut checked = CheckedCommit {
        checksum,
        record,
        leaves: Vec::with_capacity(events.len()),
        unreadable: Vec::new(),
        named: Vec::new(),
        erasures: Vec::new(),
    };
    let first = checked.record.summary.first.0;
    for (position, event) in (first..).map(Position).zip(events) {
        let entry = Entry::of(case, &checked.record, position, event);
        checked.leaves.push(entry.leaf_hash());
        let Entry { stream, stream_version, name, version, content, event, .. } = entry;
        let place = RecordedEvent { stream, stream_version, name, version, content };
        checked.record.events.push(place);
        checked.note(position, event);
    }
    checked
}

impl CheckedCommit {
    fn note(&mut self, position: Position, event: Result<Event, NoEvent>) {
        match event {
            Err(NoEvent::Erased) => {}
            Err(NoEvent::Unreadable(why)) => self.unreadable.push((position, why.to_string())),
            Ok(event) => {
                self.named.extend(event.evidence().into_iter().map(|digest| (position, digest)));
                if let Event::ContentErased(erasure) = event {
                    self.erasures.push((position, erasure));
                }
            }
        }
    }
}
