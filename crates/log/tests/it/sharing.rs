//! One writer, any number of readers, and directories that are no case.

use std::fs;

use counterclaim_log::{CaseFile, FileLog, FileReader, LogError};
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
    let rewrite = |format| {
        let text = text.replace("format = 1", format);
        fs::write(&path, text).expect("it is written");
        [FileLog::open(&dir).err(), FileReader::open(&dir).err()]
    };
    for refused in rewrite("format = 3\nnew = true") {
        assert!(matches!(refused, Some(LogError::TooNew { found: 3, known: 1, .. })));
    }
    for refused in rewrite("format = 0") {
        assert!(matches!(refused, Some(LogError::Preview { found: 0, known: 1, .. })));
    }
}

#[test]
fn an_origin_that_cannot_name_a_key_makes_no_case() {
    let scratch = scratch();
    let dir = scratch.path().join("case");
    for bad in ["", "harbour wire", "harbour+wire", "harbour\nwire"] {
        let file = CaseFile { origin: bad.to_owned(), ..case_file() };
        let refused = FileLog::create(&dir, &file);
        assert!(matches!(refused, Err(LogError::NotAnOrigin { origin }) if origin == bad));
        assert!(!dir.exists());
    }
    let file = CaseFile { origin: "example.org/cases/harbour".to_owned(), ..case_file() };
    FileLog::create(&dir, &file).expect("it is a name");
    assert_eq!(FileReader::open(&dir).expect("it is a case").case_file(), &file);
}

#[test]
fn a_line_of_another_format_is_no_damage() {
    let scratch = scratch();
    fill(&mut create(scratch.path(), BARE), 1);
    let path = crate::way::segments(scratch.path()).pop().expect("a log has segments");
    let sound = fs::read(&path).expect("it can be read");
    let refused = |json: &str| {
        let line = format!("{:08x} {json}\n", crc32c::crc32c(json.as_bytes()));
        let other = [&sound[..], line.as_bytes()].concat();
        fs::write(&path, &other).expect("it can be written");
        let refused = FileLog::open_with(scratch.path(), BARE);
        assert_eq!(fs::read(&path).expect("it can be read"), other, "nothing was cut");
        refused.err()
    };
    let newer = refused(r#"{"v":9,"what":"only a newer build knows"}"#);
    assert!(matches!(newer, Some(LogError::TooNew { found: 9, .. })));
    let older = refused(r#"{"v":0,"what":"only a preview knew"}"#);
    assert!(matches!(older, Some(LogError::Preview { found: 0, .. })));
}
