//! Many lines at once: what needs nothing but the line itself (its checksum, its JSON, its payloads, its
//! hashes) is done by as many threads as there are cores, each taking what comes next. Results come in
//! the order of the log. Used by whoever goes through all of it: verification, and decoding for folds.

use std::ops::ControlFlow;
use std::panic::resume_unwind;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread::{self, Builder};

use super::segment::{Line, Lines, Segment};
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
/// and hands the results to `take`, in order, until it has enough. Two runs for each core are held at most.
/// Where the system has no thread left, all of it is done here.
///
/// # Panics
/// If `work` or `take` does.
pub(crate) fn each_run<T: Send>(
    segments: &[Segment],
    begin: u64,
    work: impl Fn(Run) -> T + Sync,
    mut take: impl FnMut(usize, T) -> ControlFlow<()>,
) -> Result<(), LogError> {
    let (jobs, queue) = sync_channel::<(Run, SyncSender<T>)>(1);
    let (promise, promised) = sync_channel::<(usize, Receiver<T>)>(cores());
    thread::scope(|scope| {
        let work = &work;
        let hand = move |run: Run| {
            let (answer, result) = sync_channel(1);
            let segment = run.segment;
            jobs.send((run, answer)).is_ok() && promise.send((segment, result)).is_ok()
        };
        // Owned by the workers alone: once the last of them is gone, nobody waits to be heard.
        let queue = Arc::new(Mutex::new(queue));
        let worker = |_| {
            let queue = Arc::clone(&queue);
            Builder::new().spawn_scoped(scope, move || serve(&queue, work)).ok()
        };
        let workers: Vec<_> = (0..cores()).map_while(worker).collect();
        drop(queue);
        let reader = Builder::new().spawn_scoped(scope, move || cut(segments, begin, hand));
        let (false, Ok(reader)) = (workers.is_empty(), reader) else {
            return cut(segments, begin, |run| take(run.segment, work(run)).is_continue());
        };
        for (segment, result) in promised {
            match result.recv().map(|made| take(segment, made)) {
                Ok(ControlFlow::Continue(())) => {}
                Ok(ControlFlow::Break(())) => return Ok(()),
                // Its worker panicked, and leaving the scope passes that on.
                Err(_) => break,
            }
        }
        reader.join().unwrap_or_else(|cause| resume_unwind(cause))
    })
}

/// Works as long as there is something to do.
fn serve<T>(queue: &Mutex<Receiver<(Run, SyncSender<T>)>>, work: impl Fn(Run) -> T) {
    while let Some((run, answer)) = next(queue) {
        // Nobody waits for it if the one who takes has enough.
        let _ = answer.send(work(run));
    }
}

/// Takes the next piece of work; nothing once the reader is through.
fn next<T>(queue: &Mutex<Receiver<T>>) -> Option<T> {
    queue.lock().ok()?.recv().ok()
}

/// Cuts the segments into runs; stops when `hand` says that nobody takes them. What comes before a line
/// that cannot be read is handed over first.
fn cut(
    segments: &[Segment],
    begin: u64,
    mut hand: impl FnMut(Run) -> bool,
) -> Result<(), LogError> {
    for (index, segment) in segments.iter().enumerate() {
        let mut lines = segment.lines(if index == 0 { begin } else { 0 })?;
        loop {
            let (run, failed) = gather(&mut lines);
            let is_last = run.is_empty();
            if !is_last && !hand(Run { segment: index, lines: run }) {
                return Ok(());
            }
            failed?;
            if is_last {
                break;
            }
        }
    }
    Ok(())
}

/// Gathers the lines of a run; none at the end of the segment.
fn gather(lines: &mut Lines) -> (Vec<Line>, Result<(), LogError>) {
    let (mut run, mut bytes) = (Vec::new(), 0);
    for line in lines {
        match line {
            Ok(line) => {
                bytes += line.bytes.len();
                run.push(line);
            }
            Err(error) => return (run, Err(error)),
        }
        if bytes >= RUN {
            break;
        }
    }
    (run, Ok(()))
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};

    use counterclaim_model::Position;

    use super::*;

    /// Two segments of some runs each. What is in the lines does not matter here.
    fn segments(dir: &std::path::Path) -> Vec<Segment> {
        let line = [&[b'x'; 90_000][..], b"\n"].concat();
        let segment = |first: u64| {
            let path = Segment::path(dir, Position(first));
            std::fs::write(&path, line.repeat(100)).expect("there is room");
            Segment { first: Position(first), path, length: line.len() as u64 * 100 }
        };
        vec![segment(1), segment(101)]
    }

    fn count(run: Run) -> (usize, Vec<u64>) {
        (run.segment, run.lines.iter().map(|line| line.offset).collect())
    }

    #[test]
    fn results_come_in_order_until_somebody_has_enough() {
        let dir = tempfile::tempdir().expect("there is room");
        let segments = segments(dir.path());
        for enough in [1, 7, 20, usize::MAX] {
            let mut taken = Vec::new();
            let done = each_run(&segments, 0, count, |_, (segment, offsets)| {
                taken.extend(offsets.into_iter().map(|offset| (segment, offset)));
                if taken.len() >= enough {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            });
            assert!(done.is_ok() && taken.is_sorted());
            assert!(if enough > 200 { taken.len() == 200 } else { taken.len() < enough + 20 });
        }
    }

    #[test]
    fn a_panic_at_work_is_passed_on_and_nobody_waits_for_ever() {
        let dir = tempfile::tempdir().expect("there is room");
        let segments = segments(dir.path());
        for bad in [0, 1] {
            let work = |run: Run| assert!(run.segment < bad, "on purpose");
            let walked = AssertUnwindSafe(|| {
                each_run(&segments, 0, work, |_, ()| ControlFlow::Continue(()))
            });
            assert!(catch_unwind(walked).is_err());
        }
    }
}
