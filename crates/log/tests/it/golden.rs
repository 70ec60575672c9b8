//! The golden log of format 1, in `tests/golden/`: fiction, every event type once at least. Every later
//! build opens it, reads the same events under the same root, and appends to a copy. It never changes;
//! a new type or version gets a payload fixture of its own in `crates/model/tests/payloads/`.
//!
//! `golden_world` makes it again, and the result is compared byte for byte: what this build records is
//! what the first build of the format recorded.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use counterclaim_log::{CaseFile, FileLog, FileReader, ReadLog, dump, tree, verify_deep};
use counterclaim_model::{CaseId, Event};

use crate::golden_world::{PAGE, commits};
use crate::way::{BARE, actor, all, append, commit, copy, open, scratch, segments};

/// The root over the golden log: a change of it is a change of format.
const ROOT: &str = "1209ebf2f3dff9fc282f081806cf21178e4b25325b17de58df7d2f4ad58b9590";

fn golden() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

fn dumped(log: &impl ReadLog) -> Vec<u8> {
    let mut lines = Vec::new();
    dump(log, &mut lines).expect("a sound log can be dumped");
    lines
}

#[test]
fn every_build_reads_the_golden_log_and_appends_to_a_copy() {
    let reader = FileReader::open(&golden().join("case")).expect("it opens, without a lock");
    let entries = all(&reader);
    assert!(entries.iter().all(|entry| entry.event.is_ok()), "every event is understood");
    let lines = fs::read(golden().join("events.ndjson")).expect("it is checked in");
    assert!(dumped(&reader) == lines, "the events are no longer the same");
    assert_eq!(tree(&reader).expect("it reads").root().to_string(), ROOT);

    let scratch = scratch();
    copy(&golden().join("case"), scratch.path());
    let mut log = open(scratch.path(), BARE);
    append(&mut log, commit("later", 255, actor("A Later Office")));
    assert_eq!(all(&log)[..entries.len()], entries);
    drop(log);
    let verified = verify_deep(scratch.path()).expect("it can be looked at");
    assert_eq!((verified.problems, verified.size), (vec![], entries.len() as u64 + 1));
    assert_eq!(verified.evidence, 2);
}

#[test]
fn made_again_it_is_the_same_byte_for_byte() {
    let scratch = scratch();
    let dir = scratch.path().join("case");
    make(&dir);
    let (made, kept) = (segments(&dir), segments(&golden().join("case")));
    assert_eq!(made.len(), kept.len());
    for (made, kept) in made.iter().zip(&kept) {
        let read = |path: &Path| fs::read(path).expect("it is there");
        assert!(read(made) == read(kept), "{} comes out otherwise", kept.display());
    }
    let log = FileReader::open(&dir).expect("it opens");
    assert!(dumped(&log) == fs::read(golden().join("events.ndjson")).expect("it is checked in"));
}

/// Makes the golden log in `dir`.
fn make(dir: &Path) {
    let case =
        CaseFile::new(CaseId::derive(&["golden"]), "Golden log of format 1 (fiction)".into());
    let mut log = FileLog::create_with(dir, &case, BARE).expect("an empty directory takes a case");
    for page in PAGE {
        counterclaim_log::EventLog::put_evidence(&mut log, page).expect("there is room");
    }
    for commit in commits() {
        append(&mut log, commit);
    }
}

#[test]
fn the_world_it_was_made_from_has_every_event_type() {
    let made: BTreeSet<&str> = commits()
        .iter()
        .flat_map(|commit| commit.decided.events().iter().map(|(_, event)| event.name()))
        .collect();
    let missing: Vec<_> = Event::NAMES.iter().filter(|name| !made.contains(*name)).collect();
    assert!(missing.is_empty(), "no commit has {missing:?}");
}
