//! Small logs to be damaged, each with what is known of it: one segment, several, groups that share a
//! sync, pages beside them. Made once per run, copied for every thread that damages them.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use counterclaim_log::{CaseFile, Entry, EventLog, FileLog, FileReader, ReadLog, Tuning, erase};

use crate::commits::{case_file, commit, entries, keep_page};
use crate::erasure::erasing;
use crate::notes::signer;
use crate::writer::Orders;

/// A log, and what is known of it.
#[derive(Debug)]
pub(crate) struct Sample {
    pub(crate) name: &'static str,
    pub(crate) dir: PathBuf,
    pub(crate) tuning: Tuning,
    /// Everything in it.
    pub(crate) entries: Vec<Entry>,
    /// How many of them were durable before the last group was written.
    pub(crate) durable: usize,
    /// Whether a checkpoint says so much.
    pub(crate) signed: bool,
    /// Its segments in order: name of the file below `log/`, and its bytes.
    pub(crate) segments: Vec<(String, Vec<u8>)>,
}

/// Makes the samples below `dir`.
pub(crate) fn make(dir: &Path) -> Vec<Sample> {
    let bare = |segment| Orders { segment, bare: true, ..Orders::default() }.tuning();
    let indexed = Orders { segment: 9_000, ..Orders::default() }.tuning();
    vec![
        sample(dir, "one segment", bare(1 << 30), 9, 1),
        sample(dir, "several segments", bare(7_000), 12, 1),
        sample(dir, "groups", bare(7_000), 14, 4),
        sample(dir, "several segments, indexed", indexed, 12, 1),
        with_erasure(dir, "erased events", bare(9_000)),
        signed(dir, "signed", bare(9_000)),
    ]
}

/// Makes a log of `count` commits, `group` of them to a sync.
fn sample(root: &Path, name: &'static str, tuning: Tuning, count: u32, group: u32) -> Sample {
    let dir = root.join(name.replace([' ', ','], "-"));
    let log = FileLog::create_with(&dir, &case_file(), tuning);
    let mut log = log.expect("an empty folder takes a case");
    let mut durable = 0;
    for first in (0..count).step_by(group as usize) {
        durable = log.head().0 as usize;
        let mut commits = Vec::new();
        for number in first..count.min(first + group) {
            let kept = keep_page(&mut log, number).expect("memory has room");
            commits.push(commit(number, kept));
        }
        for answer in log.append_all(commits) {
            let _ = answer.expect("a sound log takes a commit");
        }
    }
    let entries = entries(&log).expect("a sound log reads");
    assert_eq!(entries.last().map(|entry| entry.position), Some(log.head()));
    drop(log);
    let segments = segments(&dir);
    Sample { name, dir, tuning, entries, durable, signed: false, segments }
}

/// Makes a log in which events were erased; the erasure is the last commit.
fn with_erasure(root: &Path, name: &'static str, tuning: Tuning) -> Sample {
    let sample = sample(root, name, tuning, 14, 1);
    let durable = sample.entries.len();
    let (log, _) = FileLog::open_with(&sample.dir, tuning).expect("a sound case opens");
    let commit = erasing(&log).expect("a sound log reads");
    let _ = erase(&sample.dir, log, commit).expect("a sound case can be erased in");
    let read = FileReader::open(&sample.dir).and_then(|log| entries(&log));
    let entries = read.expect("a sound case reads");
    assert_eq!(entries.len(), durable + 1, "the erasure is an event");
    let segments = segments(&sample.dir);
    Sample { entries, durable, segments, ..sample }
}

/// Makes a log that is signed to its end: nothing of it can go without a word.
fn signed(root: &Path, name: &'static str, tuning: Tuning) -> Sample {
    let dir = root.join(name);
    let signer = signer();
    let verifier = Some(signer.verifier());
    let file = CaseFile { verifier, ..case_file() };
    let mut log = FileLog::create_with(&dir, &file, tuning).expect("an empty folder takes a case");
    for number in 0..12 {
        let kept = keep_page(&mut log, number).expect("memory has room");
        let _ = log.append(commit(number, kept)).expect("a sound log takes a commit");
    }
    log.sign(&signer).expect("a grown log is signed");
    let entries = entries(&log).expect("a sound log reads");
    drop(log);
    let (durable, segments) = (entries.len(), segments(&dir));
    Sample { name, dir, tuning, entries, durable, signed: true, segments }
}

/// Reads the segments of a case, in order.
pub(crate) fn segments(dir: &Path) -> Vec<(String, Vec<u8>)> {
    let files = fs::read_dir(dir.join("log")).expect("a case has a log");
    let names = files.map(|file| file.expect("it can be listed").file_name());
    let mut names: Vec<_> = names.map(|name| name.to_string_lossy().into_owned()).collect();
    names.retain(|name| name.ends_with(".log"));
    names.sort();
    let read = |name: String| {
        let bytes = fs::read(dir.join("log").join(&name)).expect("it can be read");
        (name, bytes)
    };
    names.into_iter().map(read).collect()
}

/// Copies a folder and all that is in it; what is renamed or removed meanwhile is not there.
pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("there is room");
    for entry in fs::read_dir(from).expect("it can be listed") {
        let path = entry.expect("it can be listed").path();
        let target = to.join(path.file_name().expect("entries have names"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            match fs::copy(&path, &target) {
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                copied => assert!(copied.is_ok(), "{} is copied", path.display()),
            }
        }
    }
}
