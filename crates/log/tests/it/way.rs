//! What every test needs: a case in a directory that is gone afterwards, and commits that rules allowed.

use std::path::{Path, PathBuf};

use counterclaim_log::{
    CaseFile, Commit, CommitSummary, Entry, EventLog, FileLog, Indexing, LogError, MemoryLog,
    ReadLog, Tuning,
};
use counterclaim_model::{
    Actor, ActorKind, CaseId, Command, CommitHeader, Decided, Digest, Instant, Matter, Position,
    Source, State, Stream, decide,
};
use tempfile::TempDir;

/// Small enough that a handful of commits fills segments and steps.
pub(crate) const SMALL: Tuning =
    Tuning { segment_bytes: 2_000, step_events: 8, indexing: Indexing::Behind };

/// As `SMALL`, but no index: opens by the thousand.
pub(crate) const BARE: Tuning = Tuning { indexing: Indexing::Off, ..SMALL };

/// A directory in memory, where there is one: these tests sync by the thousand.
pub(crate) fn scratch() -> TempDir {
    let memory = Path::new("/dev/shm");
    let made = if memory.is_dir() { TempDir::new_in(memory) } else { TempDir::new() };
    made.expect("there is room for a temporary directory")
}

pub(crate) fn case_id() -> CaseId {
    CaseId::derive(&["harbour"])
}

pub(crate) fn case_file() -> CaseFile {
    CaseFile::new(case_id(), "Night \"over\" the harbour".into())
}

pub(crate) fn create(dir: &Path, tuning: Tuning) -> FileLog {
    FileLog::create_with(dir, &case_file(), tuning).expect("an empty directory takes a case")
}

pub(crate) fn open(dir: &Path, tuning: Tuning) -> FileLog {
    FileLog::open_with(dir, tuning).expect("a sound case opens").0
}

pub(crate) fn memory() -> MemoryLog {
    MemoryLog::new(case_id())
}

/// Decides on an empty state: one event.
pub(crate) fn decided(command: Command) -> Decided {
    let decided = decide(&State::default(), command, &[]).expect("the rules allow it");
    assert!(!decided.is_empty());
    decided
}

pub(crate) fn actor(name: &str) -> Decided {
    let id = Actor::id_of(ActorKind::Organisation, name);
    let kind = ActorKind::Organisation;
    decided(Command::AddActor(Actor { id, kind, name: name.into(), basis: "page".into() }))
}

pub(crate) fn matter(slug: &str) -> Decided {
    let id = slug.parse().expect("tests name matters properly");
    decided(Command::AddMatter(Matter { id, title: format!("About {slug}\nand “more”") }))
}

pub(crate) fn source(name: &str) -> Decided {
    decided(Command::RegisterSource(Source {
        id: Source::id_of(name),
        name: name.into(),
        outlet: Actor::id_of(ActorKind::Outlet, name),
        url: None,
    }))
}

/// Joins several decisions into one.
pub(crate) fn together(parts: impl IntoIterator<Item = Decided>) -> Decided {
    let mut all = Decided::default();
    parts.into_iter().for_each(|part| all.join(part));
    all
}

pub(crate) fn second(second: i64) -> Instant {
    chrono::DateTime::from_timestamp(1_930_000_000 + second, 123_456_789).expect("a sane time")
}

/// A commit under `id`, a second later for each higher `number`.
pub(crate) fn commit(id: &str, number: u8, decided: Decided) -> Commit {
    Commit {
        header: CommitHeader {
            id: id.to_owned().try_into().expect("tests name commits properly"),
            recorded_at: second(number.into()),
            analyst: "ida".into(),
            agent: "tests@1".into(),
            correlation: None,
            causation: None,
        },
        request: Digest([number; 32]),
        decided,
        entropy: [number; 32],
    }
}

/// Appends a commit that a sound log takes.
pub(crate) fn append(log: &mut impl EventLog, commit: Commit) -> CommitSummary {
    log.append(commit).expect("a sound log takes a commit").commit
}

/// Appends a commit of one to three events that depends on `number` only.
pub(crate) fn append_nth(log: &mut impl EventLog, number: u8) -> CommitSummary {
    let name = format!("Office {number}");
    let parts = [actor(&name), source(&name), matter(&format!("matter-{number}"))];
    let decided = together(parts.into_iter().take(1 + usize::from(number % 3)));
    append(log, commit(&format!("commit-{number}"), number, decided))
}

/// Appends the first `count` such commits.
pub(crate) fn fill(log: &mut impl EventLog, count: u8) {
    for number in 0..count {
        append_nth(log, number);
    }
}

pub(crate) fn all(log: &impl ReadLog) -> Vec<Entry> {
    log.read(Position::START).collect::<Result<_, LogError>>().expect("a sound log reads")
}

pub(crate) fn stream(log: &impl ReadLog, stream: Stream, after: u64) -> Vec<Entry> {
    log.read_stream(stream, after).collect::<Result<_, LogError>>().expect("a sound log reads")
}

/// Every stream that anything in `entries` belongs to, and one that is empty.
pub(crate) fn streams(entries: &[Entry]) -> Vec<Stream> {
    let mut streams: Vec<_> = entries.iter().map(|entry| entry.stream).collect();
    streams.push(Stream::Reviews);
    streams.sort();
    streams.dedup();
    streams
}

/// Asserts that two logs give the same answer to everything that can be asked.
pub(crate) fn assert_same(left: &impl ReadLog, right: &impl ReadLog) {
    assert_eq!(left.head(), right.head());
    let entries = all(left);
    assert_eq!(entries, all(right));
    for after in 0..=left.head().0 {
        let first = left.read(Position(after)).next().transpose().expect("a sound log reads");
        let other = right.read(Position(after)).next().transpose().expect("a sound log reads");
        assert_eq!(first, other, "behind {after}");
    }
    for name in streams(&entries) {
        for after in [0, 1, 2, 9, u64::MAX] {
            assert_eq!(stream(left, name, after), stream(right, name, after), "{name} {after}");
        }
    }
    for entry in &entries {
        let known = left.commit(&entry.commit.id).expect("a sound log reads");
        assert_eq!(known.as_ref(), Some(&*entry.commit));
        assert_eq!(known, right.commit(&entry.commit.id).expect("a sound log reads"));
    }
}

/// The segments of a case, in order.
pub(crate) fn segments(dir: &Path) -> Vec<PathBuf> {
    let files = std::fs::read_dir(dir.join("log")).expect("a case has a log");
    let mut paths: Vec<_> = files.map(|file| file.expect("it can be listed").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "log"));
    paths.sort();
    paths
}

/// Copies a directory and all that is in it. A log may be open in it: what its follower renames or
/// removes meanwhile is not in the copy.
pub(crate) fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("there is room");
    for entry in std::fs::read_dir(from).expect("it can be listed") {
        let path = entry.expect("it can be listed").path();
        let target = to.join(path.file_name().expect("entries have names"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            match std::fs::copy(&path, &target) {
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                copied => {
                    copied.expect("there is room");
                }
            }
        }
    }
}
