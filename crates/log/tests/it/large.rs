//! Logs that are large enough for what small ones do without: halving a segment to find a position, and
//! decoding on several cores.

use std::fs;
use std::ops::ControlFlow;
use std::path::Path;

use counterclaim_log::{Entry, FileLog, FileReader, Indexing, LogError, ReadLog, Tuning};
use counterclaim_model::Position;

use crate::way::{actor, append, case_file, commit, copy, scratch, segments, together};

/// Three segments.
const TUNING: Tuning = Tuning { segment_bytes: 3 << 20, step_events: 8, indexing: Indexing::Off };

/// A log of 6 MB: lines of all sizes, so that middles of segments fall anywhere.
fn make(dir: &Path) -> FileLog {
    let mut log = FileLog::create_with(dir, &case_file(), TUNING).expect("it takes a case");
    let mut number = 0_usize;
    while segments(dir).len() < 3 {
        let parts = (0..1 + number * 37 % 90).map(|part| {
            actor(&format!("Office {number} of {part} {}", "x".repeat(number * 7 % 150)))
        });
        append(&mut log, commit(&format!("commit-{number}"), 1, together(parts)));
        number += 1;
    }
    log
}

/// Takes the first `count` lines out of a segment.
fn behead(path: &Path, count: usize) {
    let bytes = fs::read(path).expect("it is there");
    let lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').skip(count).collect();
    fs::write(path, lines.concat()).expect("there is room");
}

/// What reading one after another gives: entries, and how it ended.
fn read(log: &impl ReadLog, after: Position) -> (Vec<Entry>, Option<String>) {
    let (mut entries, mut error) = (Vec::new(), None);
    for entry in log.read(after) {
        match entry {
            Ok(entry) => entries.push(entry),
            Err(failed) => error = Some(told(&failed)),
        }
    }
    (entries, error)
}

/// The same through the door for folds.
fn visit(log: &impl ReadLog, after: Position) -> (Vec<Entry>, Option<String>) {
    let mut entries = Vec::new();
    let visited = log.visit(after, &mut |entry| {
        entries.push(entry);
        ControlFlow::Continue(())
    });
    (entries, visited.err().map(|failed| told(&failed)))
}

fn told(error: &LogError) -> String {
    error.to_string()
}

#[test]
fn a_fold_sees_what_a_reader_sees_from_any_position_on() {
    let scratch = scratch();
    let log = make(scratch.path());
    let reader = FileReader::open(scratch.path()).expect("it opens");
    let (entries, error) = read(&reader, Position::START);
    assert_eq!((entries.len() as u64, error), (log.head().0, None));
    for after in (0..=log.head().0).step_by(211).map(Position) {
        let behind = &entries[after.0 as usize..];
        let first = reader.read(after).next().transpose().expect("a sound log reads");
        assert_eq!(first.as_ref(), behind.first());
    }
    // The first ones leave enough to be shared out, from the middle of a segment on too.
    for after in [0, 1, 700, 2_500, 4_000, 9_000].map(Position) {
        let behind = &entries[after.0 as usize..];
        assert_eq!(visit(&reader, after), (behind.to_vec(), None));
        assert_eq!(visit(&log, after), (behind.to_vec(), None));
    }
    let mut seen = 0;
    let visited = reader.visit(Position::START, &mut |_| {
        seen += 1;
        if seen == 7 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert!(visited.is_ok() && seen == 7, "{seen} were handed over");
}

#[test]
fn damage_ends_a_fold_where_it_ends_a_reader() {
    let scratch = scratch();
    drop(make(scratch.path()));
    let sound = FileReader::open(scratch.path()).expect("it opens").head();
    for round in 0..12_u64 {
        let dir = crate::way::scratch();
        copy(scratch.path(), dir.path());
        // Behind the durable end of the last segment nothing is served, so the first ones are damaged.
        let path = &segments(dir.path())[round as usize % 2];
        let mut bytes = fs::read(path).expect("it is there");
        let place = bytes.len() / 13 * (round as usize + 1);
        bytes[place] ^= 4;
        fs::write(path, bytes).expect("there is room");
        let reader = FileReader::open(dir.path()).expect("the last segment is sound");
        let (entries, error) = read(&reader, Position::START);
        assert!(error.is_some() && (entries.len() as u64) < sound.0, "round {round}");
        assert_eq!(visit(&reader, Position::START), (entries, error), "round {round}");
    }
}

#[test]
fn a_hole_at_the_beginning_of_a_segment_is_seen_by_both() {
    let sound = scratch();
    drop(make(sound.path()));
    for segment in [0, 1] {
        let dir = crate::way::scratch();
        copy(sound.path(), dir.path());
        behead(&segments(dir.path())[segment], 3);
        let reader = FileReader::open(dir.path()).expect("the last segment is sound");
        let (entries, error) = read(&reader, Position::START);
        assert!(error.is_some(), "segment {segment}");
        assert_eq!(visit(&reader, Position::START), (entries, error), "segment {segment}");
    }
    let dir = crate::way::scratch();
    copy(sound.path(), dir.path());
    fs::remove_file(&segments(dir.path())[0]).expect("it is there");
    let reader = FileReader::open(dir.path()).expect("the last segment is sound");
    for (entries, error) in [read(&reader, Position::START), visit(&reader, Position::START)] {
        assert!(entries.is_empty() && error.is_some(), "a segment is missing");
    }
}
