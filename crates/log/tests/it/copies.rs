//! Backup and restore: what was acknowledged is in the copy, what differs is never overwritten.

use std::fs;

use counterclaim_log::{
    BackupError, EventLog, FileReader, Health, IndexFate, ReadLog, RestoreError, backup, doctor,
    rebuild, restore, verify_deep,
};
use counterclaim_model::Position;

use crate::proofs::{alter, create_signed, key};
use crate::way::{
    BARE, SMALL, actor, all, append, append_nth, assert_same, commit, copy, create, fill, open,
    scratch, segments,
};

#[test]
fn a_backup_beside_a_writer_is_extended_and_restores() {
    let scratch = scratch();
    let (case, copied, again) =
        (scratch.path().join("case"), scratch.path().join("copy"), scratch.path().join("again"));
    let mut log = create(&case, SMALL);
    let first = log.put_evidence(&b"first page ".repeat(50)).expect("there is room");
    fill(&mut log, 7);
    let done = backup(&case, &copied).expect("a sound case can be copied beside its writer");
    assert_eq!((done.head, done.evidence), (log.head(), 1));
    assert_same(&FileReader::open(&copied).expect("a copy is a case"), &log);

    let nothing = backup(&case, &copied).expect("it can be done again");
    assert_eq!((nothing.log_bytes, nothing.evidence), (0, 0));
    let before: u64 = bytes(&copied);
    let second = log.put_evidence(&b"second page ".repeat(50)).expect("there is room");
    for number in 7..14 {
        append_nth(&mut log, number);
    }
    let more = backup(&case, &copied).expect("it is extended");
    assert_eq!((more.head, more.evidence), (log.head(), 1));
    assert_eq!(bytes(&copied), before + more.log_bytes, "only what is new is copied");

    let (_, verified) = restore(&copied, &again).expect("a sound copy becomes a case");
    assert_eq!((verified.size, verified.evidence), (log.head().0, 2));
    let mut restored = open(&again, SMALL);
    assert_same(&restored, &log);
    for digest in [first, second] {
        assert!(restored.evidence(&digest).expect("it reads").is_some());
    }
    append_nth(&mut restored, 20);
    assert!(matches!(restore(&copied, &again), Err(RestoreError::Taken { .. })));
}

fn bytes(dir: &std::path::Path) -> u64 {
    segments(dir).iter().map(|path| fs::metadata(path).expect("it is there").len()).sum()
}

#[test]
fn a_backup_that_was_cut_short_is_taken_up_again() {
    let scratch = scratch();
    let (case, whole) = (scratch.path().join("case"), scratch.path().join("whole"));
    let mut log = create(&case, SMALL);
    fill(&mut log, 7);
    backup(&case, &whole).expect("it can be copied");
    for cut in [1, 9, 300, 1_200] {
        let dir = scratch.path().join(format!("cut-{cut}"));
        copy(&whole, &dir);
        fs::remove_file(dir.join("case.toml")).expect("it is there");
        let last = segments(&dir).pop().expect("it has segments");
        let length = fs::metadata(&last).expect("it is there").len();
        let file = fs::OpenOptions::new().write(true).open(&last).expect("it can be written");
        file.set_len(length.saturating_sub(cut)).expect("it can be cut");
        backup(&case, &dir).expect("it is taken up again");
        assert_eq!(verify_deep(&dir).expect("it can be looked at").problems, []);
        assert_same(&FileReader::open(&dir).expect("it opens"), &log);
    }
}

#[test]
fn histories_that_part_are_named_and_nothing_is_overwritten() {
    let scratch = scratch();
    let (case, copied, older) =
        (scratch.path().join("case"), scratch.path().join("copy"), scratch.path().join("older"));
    let mut log = create(&case, SMALL);
    fill(&mut log, 4);
    drop(log);
    copy(&case, &older);
    let head = {
        let mut log = open(&case, SMALL);
        let head = log.head();
        append_nth(&mut log, 5);
        head
    };
    backup(&case, &copied).expect("it can be copied");
    let kept = fs::read(segments(&copied).pop().expect("it has segments")).expect("it reads");

    // The case was put back to an older copy and went on otherwise.
    let mut other = open(&older, SMALL);
    let refused = backup(&older, &copied).expect_err("the backup goes on");
    assert!(matches!(&refused, BackupError::HistoriesPart { .. }), "{refused}");
    append(&mut other, commit("otherwise", 99, actor("Port Office")));
    drop(other);
    let parted = backup(&older, &copied).expect_err("the histories part");
    let BackupError::HistoriesPart { position, what, .. } = parted else { panic!("{parted}") };
    assert_eq!((position, what.as_str()), (Some(head.next()), "the lines differ"));
    let still = fs::read(segments(&copied).pop().expect("it has segments")).expect("it reads");
    assert_eq!(still, kept);

    let foreign = scratch.path().join("foreign");
    fs::create_dir(&foreign).expect("there is room");
    fs::write(foreign.join("diary.txt"), "mine").expect("there is room");
    assert!(matches!(backup(&case, &foreign), Err(BackupError::NotABackup { .. })));
}

#[test]
fn what_is_not_sound_does_not_become_a_case() {
    let scratch = scratch();
    let (case, copied, again) =
        (scratch.path().join("case"), scratch.path().join("copy"), scratch.path().join("again"));
    let mut log = create(&case, SMALL);
    fill(&mut log, 9);
    drop(log);
    backup(&case, &copied).expect("it can be copied");
    let first = segments(&copied).remove(0);
    let mut bytes = fs::read(&first).expect("it reads");
    bytes[60] ^= 1;
    fs::write(&first, &bytes).expect("it can be written");
    let refused = restore(&copied, &again).expect_err("a bit is wrong");
    assert!(refused.to_string().contains("checksum does not match"), "{refused}");
    assert!(!again.exists());
    assert_eq!(
        fs::read_dir(scratch.path()).expect("it can be listed").count(),
        2,
        "nothing is left"
    );
    // And a backup does not spread it, nor put it right in silence.
    assert!(matches!(backup(&case, &copied), Err(BackupError::HistoriesPart { .. })));
}

#[test]
fn rebuilding_makes_the_same_answers_again() {
    let scratch = scratch();
    let dir = scratch.path();
    let mut log = create(dir, SMALL);
    fill(&mut log, 9);
    let before = all(&log);
    drop(log);
    let index = dir.join("index").join("db");
    fs::write(&index, b"nonsense").expect("it can be written");
    let rebuilt = rebuild(dir).expect("a sound log can be built on");
    assert_eq!(rebuilt.head, Position(before.len() as u64));
    assert!(matches!(rebuilt.index, IndexFate::Rebuilt { .. }), "{:?}", rebuilt.index);
    let log = open(dir, SMALL);
    assert_eq!(log.index_fate(), IndexFate::Kept);
    assert_eq!(all(&log), before);
}

#[test]
fn a_copy_that_is_not_what_was_signed_becomes_no_case() {
    let scratch = scratch();
    let [case, copied, new] = ["case", "copy", "new"].map(|name| scratch.path().join(name));
    let mut log = create_signed(&case, &key());
    fill(&mut log, 6);
    log.sign(&key()).expect("the key is the case's");
    drop(log);
    backup(&case, &copied).expect("a sound case can be copied");
    let sound = fs::read(&segments(&copied)[0]).expect("it can be read");
    // Every line of it holds in itself: only the signed root tells.
    alter(&segments(&copied)[0], "Office 0", "Office 9");
    let Err(RestoreError::NotSound(problems)) = restore(&copied, &new) else {
        panic!("an altered copy became a case")
    };
    assert!(problems[0].what.contains("signed"), "{problems:?}");
    // One that ends early is told by the size that was signed.
    fs::write(&segments(&copied)[0], &sound).expect("it can be written");
    let last = segments(&copied).pop().expect("there are several");
    fs::write(&last, b"").expect("it can be written");
    let refused = restore(&copied, &new).expect_err("a short copy became a case");
    assert!(refused.to_string().contains("signed"), "{refused}");
    assert!(!new.exists());
}

#[test]
fn stored_hashes_that_are_not_those_of_the_events_are_named() {
    let scratch = scratch();
    let dir = scratch.path();
    let mut log = create(dir, SMALL);
    fill(&mut log, 9);
    log.close();
    assert_eq!(verify_deep(dir).expect("it can be looked at").problems, []);
    let path = dir.join("log/hashes");
    let mut bytes = fs::read(&path).expect("the follower keeps it");
    for at in [0, 2 * 32] {
        // A leaf, and a hash above leaves.
        bytes[at] ^= 1;
        fs::write(&path, &bytes).expect("it can be written");
        let problems = verify_deep(dir).expect("it can be looked at").problems;
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert_eq!(problems[0].segment, path);
        bytes[at] ^= 1;
    }
    fs::write(&path, &bytes[..32]).expect("it can be written");
    assert_eq!(verify_deep(dir).expect("behind is no problem").problems, []);
}

#[test]
fn the_doctor_names_what_needs_doing() {
    let scratch = scratch();
    let dir = scratch.path();
    let mut log = create(dir, BARE);
    fill(&mut log, 3);
    log.put_evidence(b"nobody names me").expect("there is room");
    let about = |topic: &str| {
        let findings = doctor(dir).expect("it can be looked at");
        findings.into_iter().find(|finding| finding.topic == topic).expect("it was looked at")
    };
    assert_eq!(about("log").health, Health::Well);
    assert_eq!(about("evidence").health, Health::Notable);
    assert!(about("writer").found.contains(&std::process::id().to_string()));
    fs::write(dir.join("erasing"), r#"{"commit":"x","after":1,"positions":[1],"evidence":[]}"#)
        .expect("there is room");
    assert_eq!(about("erasure").health, Health::Ill);
    assert!(about("index").found.contains("lacks the last 6 events"), "{:?}", about("index"));
    let path = segments(dir).remove(0);
    let mut bytes = fs::read(&path).expect("it reads");
    bytes[60] ^= 1;
    fs::write(&path, bytes).expect("it can be written");
    assert_eq!(about("log").health, Health::Ill);
}
