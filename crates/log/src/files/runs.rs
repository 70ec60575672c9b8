//! Many lines at once: what needs nothing but the line itself (its checksum, its JSON, its payloads, its
//! hashes) is done by as many threads as there are cores, each taking what comes next. Results come in
//! the order of the log. Used by whoever goes through all of it: verification, and decoding for folds.

use std::ops::ControlFlow;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use super::segment::{Line, Segment};
use crate::LogError;
use crate::cores::cores;

/// Bytes of lines that are handed to a thread together, about.
const RUN: usize = 1 << 20;

/// Lines of one segment that follow each other.
pub(crate) struct Run {
    /// Which segment, counted from 0.
    pub(crate) segment: usize,
    pub(crate) lines: Vec<Line>,
}

/// Reads all lines from the byte `begin` of the first segment on, lets `work` make something of each run,
/// and hands the results to `take`, in order, until it has enough. At most a few runs per core are held.
pub(crate) fn each_run<T: Send>(
    segments: &[Segment],
    begin: u64,
    work: impl Fn(Run) -> T + Sync,
    mut take: impl FnMut(usize, T) -> ControlFlow<()>,
) -> Result<(), LogError> {
    let (jobs, queue) = sync_channel::<(Run, SyncSender<T>)>(cores());
    let queue = Mutex::new(queue);
    let (promise, promised) = sync_channel::<(usize, Receiver<T>)>(2 * cores());
    thread::scope(|scope| {
        let (work, queue) = (&work, &queue);
        for _ in 0..cores() {
            scope.spawn(move || {
                while let Some((run, answer)) = next(queue) {
                    // Nobody waits for it if the one who takes has enough.
                    let _ = answer.send(work(run));
                }
            });
        }
        let reader = scope.spawn(move || {
            cut(segments, begin, |run| {
                let (answer, result) = sync_channel(1);
                let segment = run.segment;
                jobs.send((run, answer)).is_ok() && promise.send((segment, result)).is_ok()
            })
        });
        for (segment, result) in promised {
            match result.recv().map(|made| take(segment, made)) {
                Ok(ControlFlow::Continue(())) => {}
                // Enough; or the worker panicked, and leaving the scope passes that on.
                Ok(ControlFlow::Break(())) | Err(_) => return Ok(()),
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
fn cut(
    segments: &[Segment],
    begin: u64,
    mut hand: impl FnMut(Run) -> bool,
) -> Result<(), LogError> {
    for (index, segment) in segments.iter().enumerate() {
        let (mut lines, mut bytes) = (Vec::new(), 0);
        for line in segment.lines(if index == 0 { begin } else { 0 })? {
            let line = line?;
            bytes += line.bytes.len();
            lines.push(line);
            if bytes >= RUN {
                bytes = 0;
                if !hand(Run { segment: index, lines: std::mem::take(&mut lines) }) {
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
