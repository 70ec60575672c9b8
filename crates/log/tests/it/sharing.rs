//! One writer, any number of readers, and directories that are no case.

use std::fs;

use counterclaim_log::{FileLog, FileReader, LogError};
use counterclaim_model::Position;

use crate::way::{BARE, actor, all, append_nth, case_file, commit, create, fill, open, scratch};

#[test]
fn a_second_writer_is_turned_away_until_the_first_is_gone() {
    let scratch = scratch();
    let log = create(scratch.path(), BARE);
    let second = FileLog::open_with(scratch.path(), BARE);
    assert!(matches!(second, Err(LogError::Locked { .. })));
    drop(log);
    open(scratch.path(), BARE);
}

#[test]
fn a_reader_beside_a_writer_sees_whole_commits_only() {
    let scratch = scratch();
    let mut log = create(scratch.path(), BARE);
    fill(&mut log, 5);
    let mut reader = FileReader::open(scratch.path()).expect("a reader needs no lock");
    let before = all(&reader);
    assert_eq!(before, all(&log));
    // A commit that is being written: every part of its line but the last byte.
    let path = crate::way::segments(scratch.path()).pop().expect("a log has segments");
    let sound = fs::read(&path).expect("it can be read");
    append_nth(&mut log, 5);
    let whole = fs::read(&path).expect("it can be read");
    for length in sound.len()..whole.len() {
        fs::write(&path, &whole[..length]).expect("it can be written");
        assert_eq!(reader.refresh().expect("it reads"), Position(before.len() as u64));
        assert_eq!(all(&reader), before);
    }
    fs::write(&path, &whole).expect("it can be written");
    assert_eq!(all(&reader), before, "the head moves on refresh only");
    reader.refresh().expect("it reads");
    assert_eq!(all(&reader), all(&log));
}

#[test]
fn what_is_no_case_of_this_format_is_not_touched() {
    let scratch = scratch();
    let dir = scratch.path().join("case");
    assert!(matches!(FileLog::open(&dir), Err(LogError::NotACase { .. })));
    assert!(matches!(FileReader::open(&dir), Err(LogError::NotACase { .. })));
    assert!(!dir.exists());

    let mut log = create(&dir, BARE);
    crate::way::append(&mut log, commit("one", 1, actor("Harbour Office")));
    assert_eq!(log.case_file(), &case_file());
    drop(log);
    let again = FileLog::create_with(&dir, &case_file(), BARE);
    assert!(matches!(again, Err(LogError::AlreadyACase { .. })));

    let path = dir.join("case.toml");
    let text = fs::read_to_string(&path).expect("it can be read");
    fs::write(&path, text.replace("format = 0", "format = 3\nnew = true")).expect("it is written");
    for refused in [FileLog::open(&dir).err(), FileReader::open(&dir).err()] {
        assert!(matches!(refused, Some(LogError::TooNew { found: 3, known: 0, .. })));
    }
}

#[test]
fn a_line_of_a_newer_format_is_no_damage() {
    let scratch = scratch();
    fill(&mut create(scratch.path(), BARE), 1);
    let path = crate::way::segments(scratch.path()).pop().expect("a log has segments");
    let json = br#"{"v":9,"what":"only a newer build knows"}"#;
    let line = format!("{:08x} {}\n", crc32c::crc32c(json), String::from_utf8_lossy(json));
    let newer = [fs::read(&path).expect("it can be read"), line.into_bytes()].concat();
    fs::write(&path, &newer).expect("it can be written");
    let refused = FileLog::open_with(scratch.path(), BARE);
    assert!(matches!(refused, Err(LogError::TooNew { found: 9, .. })));
    assert_eq!(fs::read(&path).expect("it can be read"), newer);
}
