//! The index is never truth: without it, with garbage in its place, with another log's index, the log
//! answers the same.

use std::fs;
use std::path::Path;

use counterclaim_log::{AppendError, EventLog, FileLog, IndexFate, ReadLog};

use crate::way::{BARE, SMALL, all, assert_same, commit, copy, create, fill, memory, scratch};

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
fn garbage_in_any_file_of_the_index_is_noticed_or_harmless() {
    let scratch = scratch();
    filled(scratch.path());
    for name in ["db", "conf", "seal"] {
        let path = scratch.path().join("index").join(name);
        let sound = fs::read(&path).expect("the index has this file");
        let mut flipped = sound.clone();
        let middle = flipped.len() / 2;
        flipped[middle] ^= 0x10;
        for bytes in [&b"garbage"[..], b"", &flipped] {
            fs::write(&path, bytes).expect("it can be written");
            check(scratch.path(), |fate| is_kept(fate) || is_rebuilt(fate));
        }
    }
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
