//! The one suite of all backends: whatever happens to a log, in whatever order, it answers as memory
//! does. A backend joins by implementing [`Backend`] and by one line at the end of this file.

use std::fs;
use std::path::PathBuf;

use counterclaim_log::{
    AppendError, Appended, Commit, EventLog, FileLog, FileReader, MemoryLog, ReadLog, Tuning, tree,
};
use counterclaim_model::Position;
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use tempfile::TempDir;

use crate::way::{
    BARE, SMALL, actor, assert_same, commit, copy, create, matter, memory, open, scratch, source,
    together,
};

/// A backend under test: where its log lives, and what can happen to it there.
pub(crate) trait Backend {
    type Log: EventLog;

    /// Begins an empty log of the tests' case.
    fn begin() -> (Self, Self::Log)
    where
        Self: Sized;

    /// Closes the log and opens it again.
    fn reopen(&mut self, log: Self::Log) -> Self::Log;

    /// Opens what a crash of this moment leaves behind; everything acknowledged must be in it.
    fn crash(&mut self, log: Self::Log) -> Self::Log;

    /// Closes the log, throws away what can be made again, and opens it.
    fn forget(&mut self, log: Self::Log) -> Self::Log;

    /// Opens a reader beside the log, if the backend has such.
    fn reader(&self) -> Option<Box<dyn ReadLog>>;
}

/// Something that happens to a log.
#[derive(Clone, Debug)]
enum Step {
    /// Commits that go in together.
    Append(Vec<Wish>),
    /// Bytes that are kept, perhaps once more.
    Keep(u8),
    /// Somebody who follows reads what is new.
    Follow,
    Reopen,
    Crash,
    Forget,
}

/// A commit with this id, request and time, of events in these streams. Ids come back: with the same
/// request as a retry, with another as a misuse.
#[derive(Clone, Debug)]
struct Wish {
    id: u8,
    request: u8,
    time: u8,
    kinds: Vec<u8>,
}

fn wish() -> impl Strategy<Value = Wish> {
    let kinds = proptest::collection::vec(0_u8..4, 0..5);
    (0_u8..40, 0_u8..2, 0_u8..60, kinds).prop_map(|(id, request, time, kinds)| Wish {
        id,
        request,
        time,
        kinds,
    })
}

fn step() -> impl Strategy<Value = Step> {
    let group = proptest::collection::vec(wish(), 0..6).prop_map(Step::Append);
    prop_oneof![
        12 => group,
        2 => (0_u8..6).prop_map(Step::Keep),
        2 => Just(Step::Follow),
        1 => Just(Step::Reopen),
        1 => Just(Step::Crash),
        1 => Just(Step::Forget),
    ]
}

impl Wish {
    fn commit(&self) -> Commit {
        let Self { id, request, time, kinds } = self;
        let parts = kinds.iter().enumerate().map(|(index, kind)| match kind {
            0 => actor(&format!("Office {id} {index}")),
            1 => matter(&format!("matter-{id}-{index}")),
            kind => source(&format!("Wire {kind}")),
        });
        let mut commit = commit(&format!("commit-{id}"), *time, together(parts));
        commit.request.0[0] = *request;
        commit
    }
}

/// Appends a group at once, and says what each of its commits was answered.
fn append_all(log: &mut impl EventLog, wishes: &[Wish]) -> Vec<String> {
    shown(&log.append_all(wishes.iter().map(Wish::commit).collect()))
}

/// Appends a group one by one.
fn append_each(log: &mut impl EventLog, wishes: &[Wish]) -> Vec<String> {
    let answers: Vec<_> = wishes.iter().map(|wish| log.append(wish.commit())).collect();
    shown(&answers)
}

pub(crate) fn shown(answers: &[Result<Appended, AppendError>]) -> Vec<String> {
    answers.iter().map(|answer| format!("{answer:?}")).collect()
}

/// Carries out the steps on a backend and on memory, and compares every answer.
fn answers_as_memory_does<B: Backend>(steps: Vec<Step>) -> TestCaseResult {
    let (mut backend, mut log) = B::begin();
    let (mut memory, mut singly) = (memory(), crate::way::memory());
    let mut followed = Position::START;
    for step in steps {
        match step {
            Step::Append(wishes) => {
                let answers = append_all(&mut log, &wishes);
                prop_assert_eq!(&answers, &append_all(&mut memory, &wishes));
                prop_assert_eq!(&answers, &append_each(&mut singly, &wishes));
            }
            Step::Keep(number) => {
                let bytes = vec![number; 1 + usize::from(number) * 700];
                let kept = log.put_evidence(&bytes).expect("there is room");
                prop_assert_eq!(kept, memory.put_evidence(&bytes).expect("there is room"));
                prop_assert_eq!(log.evidence(&kept).expect("it reads"), Some(bytes));
            }
            Step::Follow => {
                let new: Vec<_> = log.read(followed).flatten().collect();
                let sent: Vec<_> = memory.read(followed).flatten().collect();
                prop_assert_eq!(&new, &sent);
                if let Some(reader) = backend.reader() {
                    prop_assert_eq!(reader.read(followed).flatten().collect::<Vec<_>>(), sent);
                }
                followed = log.head();
            }
            Step::Reopen => log = backend.reopen(log),
            Step::Crash => log = backend.crash(log),
            Step::Forget => log = backend.forget(log),
        }
        prop_assert_eq!(log.head(), memory.head());
    }
    assert_same(&log, &memory);
    if let Some(reader) = backend.reader() {
        prop_assert_eq!(reader.head(), memory.head());
        let read: Vec<_> = reader.read(Position::START).flatten().collect();
        prop_assert_eq!(read, crate::way::all(&memory));
    }
    prop_assert_eq!(tree(&log).expect("it reads"), tree(&memory).expect("it reads"));
    Ok(())
}

/// A log in files, with or without an index.
struct Files<const INDEXED: bool> {
    scratch: TempDir,
    /// How many crashes there were: each leaves its files in a folder of its own.
    crashes: u32,
}

impl<const INDEXED: bool> Files<INDEXED> {
    const TUNING: Tuning = if INDEXED { SMALL } else { BARE };

    fn dir(&self) -> PathBuf {
        self.scratch.path().join(self.crashes.to_string())
    }
}

impl<const INDEXED: bool> Backend for Files<INDEXED> {
    type Log = FileLog;

    fn begin() -> (Self, FileLog) {
        let files = Self { scratch: scratch(), crashes: 0 };
        let log = create(&files.dir(), Self::TUNING);
        (files, log)
    }

    fn reopen(&mut self, log: FileLog) -> FileLog {
        drop(log);
        let (log, recovery) = FileLog::open_with(&self.dir(), Self::TUNING).expect("it opens");
        assert_eq!(recovery.cut, None);
        log
    }

    fn crash(&mut self, log: FileLog) -> FileLog {
        // The files as they are at this moment, beneath a log that is still open: what a kill leaves.
        let before = self.dir();
        self.crashes += 1;
        copy(&before, &self.dir());
        drop(log);
        open(&self.dir(), Self::TUNING)
    }

    fn forget(&mut self, log: FileLog) -> FileLog {
        drop(log);
        let index = self.dir().join("index");
        if index.exists() {
            fs::remove_dir_all(index).expect("it can be removed");
        }
        open(&self.dir(), Self::TUNING)
    }

    fn reader(&self) -> Option<Box<dyn ReadLog>> {
        Some(Box::new(FileReader::open(&self.dir()).expect("a reader needs no lock")))
    }
}

/// A log in memory: nothing can happen to it, but all answers are still its own.
struct Memory;

impl Backend for Memory {
    type Log = MemoryLog;

    fn begin() -> (Self, MemoryLog) {
        (Self, memory())
    }

    fn reopen(&mut self, log: MemoryLog) -> MemoryLog {
        log
    }

    fn crash(&mut self, log: MemoryLog) -> MemoryLog {
        log.clone()
    }

    fn forget(&mut self, log: MemoryLog) -> MemoryLog {
        log
    }

    fn reader(&self) -> Option<Box<dyn ReadLog>> {
        None
    }
}

/// Runs the suite on a backend.
fn run<B: Backend>(cases: u32) {
    let is_full = std::env::var_os("COUNTERCLAIM_CAMPAIGN").is_some_and(|on| on == "full");
    let cases = if is_full { cases * 20 } else { cases };
    let config = ProptestConfig { cases, failure_persistence: None, ..Default::default() };
    let steps = proptest::collection::vec(step(), 1..40);
    proptest!(config, |(steps in steps)| { answers_as_memory_does::<B>(steps)?; });
}

macro_rules! suite {
    ($name:ident, $backend:ty, $cases:expr) => {
        #[test]
        fn $name() {
            run::<$backend>($cases);
        }
    };
}

suite!(files_answer_as_memory_does, Files<true>, 24);
suite!(files_without_an_index_answer_as_memory_does, Files<false>, 24);
suite!(memory_answers_as_memory_does, Memory, 12);

#[cfg(feature = "cluster")]
#[test]
fn a_cluster_answers_as_memory_does() {
    // Held so that one server serves all cases.
    let _servers = crate::cluster::shared();
    run::<crate::cluster::Cluster>(24);
}
