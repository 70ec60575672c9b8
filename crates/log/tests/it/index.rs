//! The index is never truth: without it, with garbage in its place, with another log's index, the log
//! answers the same.

use std::fs;
use std::path::{Path, PathBuf};

use counterclaim_log::{
    AppendError, EventLog, FileLog, FileReader, HashView, IndexChecked, IndexFate, ReadLog, root,
    tree, verify_all,
};

use crate::way::{
    BARE, SMALL, all, append, assert_same, commit, copy, create, fill, memory, scratch,
};

/// Opens the case, and asserts what became of its index and that it answers as memory does.
fn check(dir: &Path, fate: fn(&IndexFate) -> bool) {
    let mut reference = memory();
    fill(&mut reference, 40);
    let (mut log, recovery) = FileLog::open_with(dir, SMALL).expect("the index cannot stop a log");
    assert_eq!(recovery.cut, None);
    assert_same(&log, &reference);
    let again = log.append(commit("commit-7", 7, crate::way::actor("Office 7")));
    assert!(matches!(again, Err(AppendError::AlreadyDone(_))));
    let found = log.close();
    assert!(fate(&found), "{found:?}");
    let (log, recovery) = FileLog::open_with(dir, SMALL).expect("it opens");
    assert!(recovery.is_clean(), "the second time there is nothing to tell: {recovery:?}");
    assert_eq!(log.close(), IndexFate::Kept);
}

fn filled(dir: &Path) {
    fill(&mut create(dir, SMALL), 40);
}

fn is_kept(fate: &IndexFate) -> bool {
    *fate == IndexFate::Kept
}

fn is_rebuilt(fate: &IndexFate) -> bool {
    matches!(fate, IndexFate::Rebuilt { .. })
}

#[test]
fn a_sound_index_is_kept_and_right() {
    let scratch = scratch();
    filled(scratch.path());
    check(scratch.path(), is_kept);
}

#[test]
fn deep_verification_compares_it_with_the_log_unless_somebody_writes() {
    let (case, other) = (scratch(), scratch());
    let dir = case.path();
    let verified = || {
        let copy = scratch();
        verify_all(dir, copy.path()).expect("it can be looked at")
    };
    let log = create(dir, SMALL);
    assert_eq!(verified().index, IndexChecked::Busy);
    drop(log);
    fill(&mut FileLog::open_with(dir, SMALL).expect("it opens").0, 40);
    let head = FileReader::open(dir).expect("it opens").head();
    assert_eq!((verified().index, verified().problems), (IndexChecked::Agrees(head), vec![]));
    // An index that is sound in itself, and of a log that begins otherwise.
    fill(&mut create(other.path(), SMALL), 39);
    fs::remove_dir_all(dir.join("index")).expect("it can be removed");
    assert_eq!(verified().index, IndexChecked::None);
    copy(&other.path().join("index"), &dir.join("index"));
    assert!(matches!(verified().index, IndexChecked::Agrees(end) if end < head), "behind is well");
    fs::remove_dir_all(dir.join("index")).expect("it can be removed");
    let mut stranger = create(&other.path().join("stranger"), SMALL);
    append(&mut stranger, commit("another", 0, crate::way::actor("Office 0")));
    fill(&mut stranger, 30);
    drop(stranger);
    copy(&other.path().join("stranger/index"), &dir.join("index"));
    let found = verified();
    assert_eq!((found.index, found.problems.len()), (IndexChecked::Problems, 1), "{found:?}");
}

#[test]
fn a_deleted_index_is_rebuilt() {
    let scratch = scratch();
    filled(scratch.path());
    fs::remove_dir_all(scratch.path().join("index")).expect("it can be removed");
    check(scratch.path(), is_rebuilt);
}

#[test]
fn a_log_that_was_never_indexed_is_indexed() {
    let scratch = scratch();
    fill(&mut create(scratch.path(), BARE), 40);
    check(scratch.path(), is_rebuilt);
}

#[test]
fn an_index_that_lags_is_caught_up() {
    let scratch = scratch();
    let mut log = create(scratch.path(), SMALL);
    fill(&mut log, 20);
    drop(log);
    let (mut log, _) = FileLog::open_with(scratch.path(), BARE).expect("it opens");
    let mut all = memory();
    fill(&mut all, 40);
    for number in 20..40_u8 {
        crate::way::append_nth(&mut log, number);
    }
    drop(log);
    check(scratch.path(), is_kept);
}

#[test]
fn an_older_or_foreign_index_is_told_apart() {
    let scratch = scratch();
    filled(scratch.path());
    let other = crate::way::scratch();
    let mut foreign = create(other.path(), SMALL);
    for number in 50..80 {
        crate::way::append_nth(&mut foreign, number);
    }
    drop(foreign);
    let index = scratch.path().join("index");
    fs::remove_dir_all(&index).expect("it can be removed");
    copy(&other.path().join("index"), &index);
    check(scratch.path(), is_rebuilt);
}

#[test]
fn readers_do_not_need_it() {
    let scratch = scratch();
    filled(scratch.path());
    fs::remove_dir_all(scratch.path().join("index")).expect("it can be removed");
    let reader = counterclaim_log::FileReader::open(scratch.path()).expect("it opens");
    let mut reference = memory();
    fill(&mut reference, 40);
    assert_eq!(all(&reader), all(&reference));
    assert!(!scratch.path().join("index").exists(), "a reader writes nothing");
    assert_eq!(reader.head(), reference.head());
}

/// A filled case with copies of its index as it was when the log had 33 and when it had 40 commits.
struct Sample {
    scratch: tempfile::TempDir,
    dir: PathBuf,
    earlier: PathBuf,
    sound: PathBuf,
}

fn sample() -> Sample {
    let scratch = scratch();
    let [dir, earlier, sound] = ["case", "earlier", "sound"].map(|name| scratch.path().join(name));
    fill(&mut create(&dir, SMALL), 33);
    copy(&dir.join("index"), &earlier);
    let mut log = crate::way::open(&dir, SMALL);
    for number in 33..40_u8 {
        crate::way::append_nth(&mut log, number);
    }
    drop(log);
    copy(&dir.join("index"), &sound);
    Sample { scratch, dir, earlier, sound }
}

impl Sample {
    fn index(&self) -> PathBuf {
        self.dir.join("index")
    }

    /// Puts a copy in the place of the index.
    fn put(&self, copied: &Path) {
        let _ = fs::remove_dir_all(self.index());
        copy(copied, &self.index());
    }

    /// Opens with one file of the index replaced; any fate will do, but never another answer.
    fn try_file(&self, name: &str, bytes: &[u8]) {
        self.put(&self.sound);
        fs::write(self.index().join(name), bytes).expect("there is room");
        check(&self.dir, |fate| is_kept(fate) || is_rebuilt(fate));
    }
}

/// Every place below `end` in the whole campaign, about `some` of them otherwise.
fn places(end: usize, some: usize) -> impl Iterator<Item = usize> {
    let is_whole = std::env::var_os("COUNTERCLAIM_CAMPAIGN").is_some_and(|size| size == "full");
    // sled's file is mostly padding; in the whole campaign it is met at some two thousand places.
    let step = if is_whole { end.div_ceil(2_000) } else { end.div_ceil(some) };
    (0..end).step_by(step.max(1))
}

#[test]
fn an_index_cut_anywhere_is_noticed_or_harmless() {
    let sample = sample();
    for (name, some) in [("seal", 8), ("conf", 3), ("db", 8)] {
        let bytes = fs::read(sample.sound.join(name)).expect("the index has this file");
        let used = bytes.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
        for length in places(used, some) {
            sample.try_file(name, &bytes[..length]);
        }
        sample.try_file(name, b"garbage");
    }
}

#[test]
fn a_flipped_bit_in_the_index_is_noticed_or_harmless() {
    let sample = sample();
    for (name, some) in [("seal", 8), ("conf", 3), ("db", 10)] {
        let bytes = fs::read(sample.sound.join(name)).expect("the index has this file");
        let used = bytes.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
        for place in places(used, some) {
            let mut flipped = bytes.clone();
            flipped[place] ^= 1 << (place % 8);
            sample.try_file(name, &flipped);
        }
    }
}

#[test]
fn a_writer_killed_at_any_moment_of_a_step_leaves_an_index_that_is_kept() {
    let sample = sample();
    let later = fs::read(sample.sound.join("seal")).expect("it is sealed");
    // Before the batch: the next seal stands beside an index that it is not about yet.
    sample.put(&sample.earlier);
    fs::write(sample.index().join("seal.new"), &later).expect("there is room");
    check(&sample.dir, is_kept);
    // The next seal itself was not finished.
    sample.put(&sample.earlier);
    fs::write(sample.index().join("seal.new"), &later[..later.len() / 2]).expect("there is room");
    check(&sample.dir, is_kept);
    // Behind the batch: the index is one step ahead of its seal.
    sample.put(&sample.sound);
    fs::rename(sample.index().join("seal"), sample.index().join("seal.new")).expect("it is there");
    fs::copy(sample.earlier.join("seal"), sample.index().join("seal")).expect("there is room");
    check(&sample.dir, is_kept);
    // The same in the first step of all.
    sample.put(&sample.sound);
    fs::rename(sample.index().join("seal"), sample.index().join("seal.new")).expect("it is there");
    check(&sample.dir, is_kept);
    // An index that is behind its seal cannot come of a kill, but of a power cut.
    sample.put(&sample.earlier);
    fs::write(sample.index().join("seal"), &later).expect("there is room");
    check(&sample.dir, is_rebuilt);
}

#[test]
fn what_sled_leaves_when_it_is_killed_at_its_opening_is_cleared_away() {
    let sample = sample();
    for bytes in [&b""[..], b"half a snapshot"] {
        sample.put(&sample.sound);
        let left = sample.index().join("snap.00000000000FFFFF.generating");
        fs::write(left, bytes).expect("there is room");
        check(&sample.dir, is_kept);
    }
}

#[test]
fn an_index_that_fails_while_it_is_used_is_replaced_at_once() {
    let scratch = scratch();
    let mut log = create(scratch.path(), SMALL);
    let mut reference = memory();
    fill(&mut reference, 40);
    fill(&mut log, 20);
    let _ = log.index_fate();
    // Nothing can be sealed any more; a step that is being written may first have to be outrun.
    let next = scratch.path().join("index/seal.new");
    while fs::create_dir(&next).is_err() {
        let _ = fs::remove_file(&next);
    }
    for number in 20..40_u8 {
        crate::way::append_nth(&mut log, number);
        assert!(log.lag() <= 64, "the backlog is bounded");
    }
    assert_same(&log, &reference);
    let IndexFate::Absent { why } = log.close() else { panic!("it could not be sealed") };
    assert!(why.starts_with("it failed while it was used"), "{why}");
    assert!(scratch.path().join("recovered/index/db").exists(), "it was put aside");
    check(scratch.path(), is_rebuilt);
}

#[test]
fn sled_losing_its_file_while_it_runs_touches_no_answer() {
    let scratch = scratch();
    let mut log = create(scratch.path(), SMALL);
    fill(&mut log, 20);
    let _ = log.index_fate();
    let db = scratch.path().join("index/db");
    fs::OpenOptions::new()
        .write(true)
        .open(db)
        .and_then(|file| file.set_len(0))
        .expect("it is cut");
    for number in 20..40_u8 {
        crate::way::append_nth(&mut log, number);
    }
    let mut reference = memory();
    fill(&mut reference, 40);
    assert_same(&log, &reference);
    drop(log);
    check(scratch.path(), |fate| is_kept(fate) || is_rebuilt(fate));
}

#[test]
fn a_log_whose_index_has_no_place_on_disk_answers_from_memory() {
    let sample = sample();
    fs::remove_dir_all(sample.index()).expect("there is an index");
    fs::write(sample.index(), b"no directory").expect("there is room");
    fs::write(sample.dir.join("recovered"), b"no directory either").expect("there is room");
    let mut reference = memory();
    fill(&mut reference, 40);
    let (log, _) = FileLog::open_with(&sample.dir, SMALL).expect("the index cannot stop a log");
    assert_same(&log, &reference);
    assert!(matches!(log.close(), IndexFate::Absent { .. }));
    fs::remove_file(sample.dir.join("recovered")).expect("it is there");
    check(&sample.dir, is_rebuilt);
    assert!(sample.scratch.path().exists());
}

#[test]
fn the_hashes_are_kept_up_and_made_again_where_they_are_not_those_of_the_log() {
    let sample = sample();
    let hashes = sample.dir.join("log/hashes");
    let sound = fs::read(&hashes).expect("they were kept up");
    let cut = &sound[..sound.len() / 2];
    let mut other = sound.clone();
    other.iter_mut().for_each(|byte| *byte ^= 1);
    for harm in [None, Some(&b""[..]), Some(cut), Some(&other), Some(b"garbage")] {
        match harm {
            None => fs::remove_file(&hashes).expect("they are there"),
            Some(bytes) => fs::write(&hashes, bytes).expect("there is room"),
        }
        crate::way::open(&sample.dir, SMALL).close();
        assert_eq!(fs::read(&hashes).expect("they were made again"), sound);
    }
    let view = HashView::open(&hashes).expect("it can be read").expect("it is there");
    let tree = tree(&crate::way::open(&sample.dir, SMALL)).expect("a sound log reads");
    assert_eq!(root(&view, tree.size()).expect("it has them all"), tree.root());
}
