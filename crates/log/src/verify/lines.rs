//! Checking lines, several runs at a time: frames, checksums, JSON, payloads and leaf hashes need
//! nothing but the line itself, so that each core takes what comes next. Results come in order.

use std::sync::Mutex;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use counterclaim_model::{CaseId, ContentErased, Digest, Event, Position};

use crate::cores::cores;
use crate::files::{BadLine, Line, Segment, read_line};
use crate::record::{Record, RecordedEvent};
use crate::{Entry, LogError, NoEvent};

/// Bytes of lines that are handed to a worker together, about.
const RUN: usize = 1 << 20;

/// Lines of one segment that follow each other.
pub(super) struct Run {
    /// Which segment, counted from 0.
    pub(super) segment: usize,
    pub(super) lines: Vec<Line>,
}

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
    type Job = (Run, SyncSender<Vec<Checked>>);
    let workers = cores();
    let (jobs, queue) = sync_channel::<Job>(workers);
    let queue = Mutex::new(queue);
    let (promise, promised) = sync_channel::<(usize, Receiver<Vec<Checked>>)>(2 * workers);
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some((run, answer)) = next(&queue) {
                    // Nobody waits for it only if the one who takes has panicked.
                    let _ = answer.send(check_run(case, run));
                }
            });
        }
        let reader = scope.spawn(move || {
            each_run(segments, |run| {
                let (answer, result) = sync_channel(1);
                let segment = run.segment;
                jobs.send((run, answer)).is_ok() && promise.send((segment, result)).is_ok()
            })
        });
        for (segment, result) in promised {
            match result.recv() {
                Ok(checked) => take(segment, checked),
                // The worker panicked; leaving the scope passes that on.
                Err(_) => break,
            }
        }
        reader.join().unwrap_or(Ok(()))
    })
}

/// Takes the next piece of work; nothing once the reader is through.
fn next<T>(queue: &Mutex<Receiver<T>>) -> Option<T> {
    queue.lock().ok()?.recv().ok()
}

/// Cuts the segments into runs; stops when `hand` says that nobody takes them.
fn each_run(segments: &[Segment], mut hand: impl FnMut(Run) -> bool) -> Result<(), LogError> {
    for (index, segment) in segments.iter().enumerate() {
        let (mut lines, mut bytes) = (Vec::new(), 0);
        for line in segment.lines(0)? {
            let line = line?;
            bytes += line.bytes.len();
            lines.push(line);
            if bytes >= RUN {
                let run = Run { segment: index, lines: std::mem::take(&mut lines) };
                bytes = 0;
                if !hand(run) {
                    return Ok(());
                }
            }
        }
        if !lines.is_empty() && !hand(Run { segment: index, lines }) {
            return Ok(());
        }
    }
    Ok(())
}

fn check_run(case: CaseId, run: Run) -> Vec<Checked> {
    run.lines.iter().map(|line| check(case, line)).collect()
}

fn check(case: CaseId, line: &Line) -> Checked {
    let commit = match read_line(&line.bytes) {
        Ok((_, record)) => Ok(look_into(case, record)),
        Err(BadLine::Flaw(what)) => Err(what),
        Err(BadLine::OtherFormat(found)) => Err(format!("is a commit of format {found}")),
    };
    let is_whole = line.bytes.last() == Some(&b'\n');
    Checked { offset: line.offset, end: line.end(), is_whole, commit }
}

fn look_into(case: CaseId, mut record: Record) -> CheckedCommit {
    let events = std::mem::take(&mut record.events);
    let mut checked = CheckedCommit {
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
