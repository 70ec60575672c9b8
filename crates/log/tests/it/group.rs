//! Many threads at one log: what waits together is written together, every thread gets its own answer,
//! and nobody waits for ever.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use counterclaim_log::{
    AppendError, Appended, Commit, CommitSummary, Entries, EventLog, LogError, MemoryLog, ReadLog,
    Restored, SharedLog,
};
use counterclaim_model::{CaseId, CommitId, Digest, Position, Stream};

use crate::way::{BARE, actor, all, commit, create, memory, open, scratch};

/// A log in memory that writes a group only when it is let, and says how large it was.
struct Gated {
    log: MemoryLog,
    at_gate: Sender<()>,
    let_through: Receiver<()>,
    sizes: Sender<usize>,
}

impl EventLog for Gated {
    fn append_all(&mut self, commits: Vec<Commit>) -> Vec<Result<Appended, AppendError>> {
        let _ = self.at_gate.send(());
        self.let_through.recv().expect("the test lets every group through");
        self.sizes.send(commits.len()).expect("the test listens");
        self.log.append_all(commits)
    }

    fn put_evidence(&mut self, bytes: &[u8]) -> Result<Digest, LogError> {
        self.log.put_evidence(bytes)
    }

    fn restore(&mut self, commits: Restored) -> Result<(), AppendError> {
        self.log.restore(commits)
    }
}

impl ReadLog for Gated {
    fn case(&self) -> CaseId {
        self.log.case()
    }

    fn head(&self) -> Position {
        self.log.head()
    }

    fn commit(&self, id: &CommitId) -> Result<Option<CommitSummary>, LogError> {
        self.log.commit(id)
    }

    fn read(&self, after: Position) -> Entries<'_> {
        self.log.read(after)
    }

    fn read_stream(&self, stream: Stream, after_version: u64) -> Entries<'_> {
        self.log.read_stream(stream, after_version)
    }

    fn evidence(&self, digest: &Digest) -> Result<Option<Vec<u8>>, LogError> {
        self.log.evidence(digest)
    }
}

fn numbered(thread: usize, number: usize) -> Commit {
    let id = format!("{thread}-{number}");
    commit(&id, 1, actor(&format!("Office {id}")))
}

#[test]
fn what_comes_in_during_a_write_is_written_together_next() {
    let ((at_gate, first_at_gate), (open_gate, let_through)) = (channel(), channel());
    let (sizes, groups) = channel();
    let shared = SharedLog::new(Gated { log: memory(), at_gate, let_through, sizes });
    thread::scope(|scope| {
        let append = |thread| {
            let shared = shared.clone();
            scope.spawn(move || shared.append(numbered(thread, 0)).expect("it is new"))
        };
        let first = append(0);
        let wait_until = |count: usize| {
            while shared.waiting() != count {
                thread::yield_now();
            }
        };
        first_at_gate.recv().expect("the first is being written, alone");
        let others: Vec<_> = (1..8).map(append).collect();
        wait_until(7);
        open_gate.send(()).expect("the first is at the gate");
        assert_eq!(groups.recv().expect("it went through"), 1);
        open_gate.send(()).expect("the others are at the gate");
        assert_eq!(groups.recv().expect("they went through"), 7);
        let first = first.join().expect("it is answered");
        assert_eq!(first.commit.last, Position(1));
        for other in others {
            let answer = other.join().expect("it is answered");
            assert_eq!(answer.commit.last, answer.recorded[0].position);
        }
    });
    assert_eq!(shared.into_log().expect("nobody else holds it").log.head(), Position(8));
}

#[test]
fn every_thread_gets_the_answer_to_its_own_commit_once() {
    const THREADS: usize = 12;
    const EACH: usize = 150;
    let scratch = scratch();
    let shared = SharedLog::new(create(scratch.path(), BARE));
    let (done, repeated) = (AtomicUsize::new(0), AtomicUsize::new(0));
    thread::scope(|scope| {
        for thread in 0..THREADS {
            let (shared, done, repeated) = (shared.clone(), &done, &repeated);
            scope.spawn(move || {
                for number in 0..EACH {
                    // Two threads each ask for the same commits: one of them is first.
                    let wish = numbered(thread / 2, number);
                    let id = wish.header.id.clone();
                    match shared.append(wish) {
                        Ok(appended) => {
                            assert_eq!(appended.commit.id, id);
                            done.fetch_add(1, Ordering::Relaxed);
                        }
                        Err(AppendError::AlreadyDone(known)) => {
                            assert_eq!(known.id, id);
                            repeated.fetch_add(1, Ordering::Relaxed);
                        }
                        Err(other) => panic!("{other}"),
                    }
                }
            });
        }
    });
    let count = THREADS / 2 * EACH;
    assert_eq!((done.into_inner(), repeated.into_inner()), (count, count));
    let log = shared.into_log().expect("nobody else holds it");
    let entries = all(&log);
    drop(log);
    assert_eq!(all(&open(scratch.path(), BARE)), entries);
    let ids: BTreeSet<_> = entries.iter().map(|entry| entry.commit.id.clone()).collect();
    assert_eq!((ids.len(), entries.len()), (count, count));
}

#[test]
fn a_panic_of_the_one_who_writes_leaves_nobody_waiting() {
    let ((at_gate, _), (open_gate, let_through)) = (channel(), channel());
    let (sizes, groups) = channel();
    let shared = SharedLog::new(Gated { log: memory(), at_gate, let_through, sizes });
    let threads: Vec<_> = (0..6)
        .map(|thread| {
            let shared = shared.clone();
            thread::spawn(move || shared.append(numbered(thread, 0)).is_ok())
        })
        .collect();
    while shared.waiting() != 5 {
        thread::yield_now();
    }
    // With nobody at the gate, whoever writes panics.
    drop((open_gate, groups));
    assert!(threads.into_iter().all(|thread| thread.join().is_err()));
}
