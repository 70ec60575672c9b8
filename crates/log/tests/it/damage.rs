//! Torn and flipped bytes, at every place of a small log: what was durable is there or opening refuses;
//! what is there is a prefix of what was recorded.

use std::fs;
use std::path::Path;

use counterclaim_log::{Entry, FileLog, FileReader, LogError, ReadLog, verify};
use counterclaim_model::Position;

use crate::way::{BARE, SMALL, actor, all, commit, create, fill, open, scratch, segments};

/// A case of two segments: the first sealed, the second with some commits.
struct Sample {
    scratch: tempfile::TempDir,
    entries: Vec<Entry>,
    /// Last segment, and where each of its lines begins.
    last: (std::path::PathBuf, Vec<u8>),
    lines: Vec<usize>,
}

fn sample() -> Sample {
    let scratch = scratch();
    let mut log = create(scratch.path(), BARE);
    fill(&mut log, 9);
    let entries = all(&log);
    drop(log);
    let paths = segments(scratch.path());
    assert_eq!(paths.len(), 3, "the sample rolls");
    let path = paths.last().expect("a log has segments").clone();
    let bytes = fs::read(&path).expect("it can be read");
    let ends = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
    let lines = std::iter::once(0).chain(ends.map(|(end, _)| end + 1)).collect();
    Sample { scratch, entries, last: (path, bytes), lines }
}

impl Sample {
    fn dir(&self) -> &Path {
        self.scratch.path()
    }

    /// Position of the last event before the last segment.
    fn sealed(&self) -> usize {
        let name = self.last.0.file_stem().and_then(|stem| stem.to_str()).expect("it has a name");
        name.parse::<usize>().expect("segments are named by position") - 1
    }

    /// Writes `bytes` as the last segment, opens it both ways, and asserts that both see the same prefix,
    /// with nothing missing that a later line or segment says was durable.
    fn check(&self, bytes: &[u8], durable: usize, what: &str) -> Option<usize> {
        fs::write(&self.last.0, bytes).expect("it can be written");
        let reader = FileReader::open(self.dir()).map(|reader| all(&reader));
        match FileLog::open_with(self.dir(), BARE) {
            Ok((log, recovery)) => {
                let found = all(&log);
                assert_eq!(found, self.entries[..found.len()], "{what}: not a prefix");
                assert!(found.len() >= durable, "{what}: lost what was durable");
                assert_eq!(reader.expect("what the writer opens, a reader opens"), found, "{what}");
                if let Some(cut) = recovery.cut {
                    let kept = fs::read(&cut.kept_in).expect("the tail is kept");
                    assert!(bytes.ends_with(&kept), "{what}: the kept tail is another");
                    let left = fs::metadata(&self.last.0).expect("the segment is there").len();
                    assert_eq!(left as usize + kept.len(), bytes.len(), "{what}");
                    fs::remove_file(&cut.kept_in).expect("it can be removed");
                }
                Some(found.len())
            }
            Err(LogError::Damaged { segment, .. }) => {
                assert_eq!(segment, self.last.0, "{what}: located elsewhere");
                assert_eq!(fs::read(&segment).ok().as_deref(), Some(bytes), "{what}: changed");
                None
            }
            Err(other) => panic!("{what}: {other}"),
        }
    }
}

#[test]
fn a_log_cut_at_any_byte_opens_as_the_longest_whole_prefix() {
    let sample = sample();
    let (_, bytes) = &sample.last;
    for length in 0..=bytes.len() {
        let whole = sample.lines.iter().filter(|end| **end <= length).count() - 1;
        let kept = sample.check(&bytes[..length], sample.sealed(), &format!("cut at {length}"));
        let kept = kept.expect("a log that is only too short opens");
        let commits = sample.entries[sample.sealed()..kept].iter().map(|entry| &entry.commit.id);
        let mut commits: Vec<_> = commits.collect();
        commits.dedup();
        assert_eq!(commits.len(), whole, "cut at {length}");
    }
}

#[test]
fn a_flipped_bit_is_refused_with_its_place_or_costs_no_more_than_the_last_commit() {
    let sample = sample();
    let (_, bytes) = &sample.last;
    let last_line = sample.lines[sample.lines.len() - 2];
    let last_commit = sample.entries.last().map(|entry| entry.commit.first.0 as usize - 1);
    let durable = last_commit.expect("the sample has commits");
    for place in 0..bytes.len() {
        let mut flipped = bytes.clone();
        flipped[place] ^= 1 << (place % 8);
        let outcome = sample.check(&flipped, durable, &format!("flip at {place}"));
        let expected = (place >= last_line).then_some(durable);
        assert_eq!(outcome, expected, "flip at {place}, last line begins at {last_line}");
    }
}

#[test]
fn damage_in_a_sealed_segment_is_refused_even_at_its_end() {
    let sample = sample();
    let path = &segments(sample.dir())[0];
    let bytes = fs::read(path).expect("it can be read");
    let longer = [&bytes[..], b"x"].concat();
    for damaged in [&bytes[..bytes.len() - 1], &bytes[1..], &longer, b""] {
        fs::write(path, damaged).expect("it can be written");
        let refused = FileLog::open_with(sample.dir(), BARE);
        assert!(matches!(refused, Err(LogError::Damaged { .. })), "{} bytes", damaged.len());
        let reader = FileReader::open(sample.dir()).expect("the last segment is sound");
        let read: Result<Vec<_>, _> = reader.read(Position::START).collect();
        assert!(read.is_err(), "{} bytes", damaged.len());
        let found = verify(sample.dir()).expect("it can be looked at").problems;
        assert!(!found.is_empty(), "{} bytes", damaged.len());
    }
}

#[test]
fn verify_names_every_damaged_line_and_goes_on() {
    let sample = sample();
    assert!(verify(sample.dir()).expect("it can be looked at").problems.is_empty());
    let paths = segments(sample.dir());
    for path in &paths[..2] {
        let mut bytes = fs::read(path).expect("it can be read");
        bytes[20] ^= 1;
        fs::write(path, bytes).expect("it can be written");
    }
    let found = verify(sample.dir()).expect("it can be looked at");
    for path in &paths[..2] {
        let first = found.problems.iter().find(|problem| problem.segment == *path);
        let first = first.expect("each is named");
        assert_eq!((first.offset, first.what.as_str()), (0, "checksum does not match"));
    }
    let behind = found.problems.iter().find(|at| at.segment == paths[2] && at.offset > 0);
    assert_eq!(behind, None, "what follows damage is checked for itself");
}

#[test]
fn a_recovered_log_goes_on_as_if_nothing_had_been_there() {
    let scratch = scratch();
    let mut log = create(scratch.path(), SMALL);
    fill(&mut log, 4);
    let before = all(&log);
    crate::way::append(&mut log, commit("torn", 20, actor("Harbour Office")));
    drop(log);
    let path = segments(scratch.path()).pop().expect("a log has segments");
    let length = fs::metadata(&path).expect("it is there").len();
    let file = fs::OpenOptions::new().write(true).open(&path).expect("it can be written");
    file.set_len(length - 3).expect("it can be shortened");

    let (mut log, recovery) = FileLog::open_with(scratch.path(), SMALL).expect("it opens");
    let cut = recovery.cut.expect("a tail was cut");
    assert_eq!(cut.after, log.head());
    assert_eq!(cut.what, "line is incomplete");
    assert_eq!(all(&log), before);
    crate::way::append(&mut log, commit("torn", 21, actor("Harbour Office")));
    drop(log);
    let log = open(scratch.path(), SMALL);
    assert_eq!(all(&log).len(), before.len() + 1);
    assert!(verify(scratch.path()).expect("it can be looked at").problems.is_empty());
}
