//! The golden log of format 1, in `tests/golden/`: fiction, every event type of its time once at least, several
//! segments, an erased event and an erased piece of evidence, evidence plain and packed, checkpoints of
//! a known key. Every later build opens it, reads the same events under the same root, proves them, and
//! appends to a copy. It never changes; a new type or version gets a payload fixture of its own in
//! `crates/model/tests/payloads/`.
//!
//! `golden_world` makes it again, and the result is compared byte for byte: what this build records is
//! what the first build of the format recorded.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use counterclaim_log::{
    CaseFile, Content, Disclosure, EventLog, FileLog, FileReader, Proof, ReadLog, Signer, dump,
    erase, tree, verify_deep,
};
use counterclaim_model::{CaseId, Event, Position};

use crate::golden_world::{LETTER, PAGE, commits, plan};
use crate::way::{BARE, actor, all, append, commit, copy, open, scratch, segments};

/// The root over the golden log: a change of it is a change of format.
const ROOT: &str = "db5c7dab34ef2157833f5356e3097c1a8a9fa9ab60422e719109d1304acb1813";

fn golden() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

fn dumped(log: &impl ReadLog) -> Vec<u8> {
    let mut lines = Vec::new();
    dump(log, &mut lines).expect("a sound log can be dumped");
    lines
}

/// After how many commits the log is signed, beside at its end.
const SIGNED: [usize; 2] = [7, 29];

#[test]
fn every_build_reads_the_golden_log_and_appends_to_a_copy() {
    let reader = FileReader::open(&golden().join("case")).expect("it opens, without a lock");
    let entries = all(&reader);
    let erased: Vec<_> = entries.iter().filter(|entry| entry.event.is_err()).collect();
    assert!(matches!(&erased[..], [note] if matches!(note.content, Content::Erased(_))));
    let lines = fs::read(golden().join("events.ndjson")).expect("it is checked in");
    assert!(dumped(&reader) == lines, "the events are no longer the same");
    assert_eq!(tree(&reader).expect("it reads").root().to_string(), ROOT);

    let scratch = scratch();
    copy(&golden().join("case"), scratch.path());
    let mut log = open(scratch.path(), BARE);
    append(&mut log, commit("later", 255, actor("A Later Office")));
    assert_eq!(all(&log)[..entries.len()], entries);
    log.sign(&signer()).expect("it is consistent with what was signed");
    drop(log);
    let verified = verify_deep(scratch.path()).expect("it can be looked at");
    assert_eq!((verified.problems, verified.size), (vec![], entries.len() as u64 + 1));
    assert_eq!((verified.evidence, verified.erased), (3, 1));
    assert!(verified.strays.is_empty(), "{:?}", verified.strays);
}

#[test]
fn every_build_proves_what_the_golden_log_holds() {
    let reader = FileReader::open(&golden().join("case")).expect("it opens, without a lock");
    let head = reader.tree_head().expect("it is what was signed");
    let signed = head.checkpoint.expect("it is signed");
    assert_eq!((signed.size(), signed.root()), (reader.head().0, head.root));
    for position in (1..=reader.head().0).map(Position) {
        let proof = reader.prove_event(position, Disclosure::Payload).expect("it is covered");
        let Ok(Proof::Inclusion(proof)) = proof.to_string().parse() else {
            panic!("it is not read as it is written: {proof}")
        };
        proof.check(&signer().verifier()).expect("it holds");
    }
    let file = fs::read_to_string(golden().join("case/checkpoints")).expect("it is checked in");
    assert_eq!(file.matches("\u{2014} counterclaim/case/").count(), SIGNED.len() + 1);
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
    for name in ["case.toml", "checkpoints"] {
        let read = |dir: &Path| fs::read(dir.join(name)).expect("it is there");
        assert!(read(&dir) == read(&golden().join("case")), "{name} comes out otherwise");
    }
    let log = FileReader::open(&dir).expect("it opens");
    assert!(dumped(&log) == fs::read(golden().join("events.ndjson")).expect("it is checked in"));
}

/// The key of the golden log: known to everybody, so that every build can sign a copy.
fn signer() -> Signer {
    let name = CaseFile::new(CaseId::derive(&["golden"]), String::new()).origin;
    Signer::generate(&name, &[42; 32]).expect("an origin is a name")
}

/// Makes the golden log in `dir`.
fn make(dir: &Path) {
    let title = "Golden log of format 1 (fiction)".into();
    let mut case = CaseFile::new(CaseId::derive(&["golden"]), title);
    case.verifier = Some(signer().verifier());
    let mut log = FileLog::create_with(dir, &case, BARE).expect("an empty directory takes a case");
    for piece in [PAGE[0], PAGE[1], &plan(), LETTER] {
        log.put_evidence(piece).expect("there is room");
    }
    let (commits, erasure) = commits();
    for (count, commit) in (1..).zip(commits) {
        append(&mut log, commit);
        if SIGNED.contains(&count) {
            log.sign(&signer()).expect("it has grown");
        }
    }
    erase(dir, log, erasure).expect("a sound log can be redacted");
    open(dir, BARE).sign(&signer()).expect("the root is what it was");
}

/// Types that came after the golden log; each has a payload fixture instead.
const LATER: [&str; 1] = ["file.imported"];

#[test]
fn the_world_it_was_made_from_has_every_event_type() {
    let (commits, _) = commits();
    let made: BTreeSet<&str> = commits
        .iter()
        .flat_map(|commit| commit.decided.events().iter().map(|(_, event)| event.name()))
        .collect();
    let asked = Event::NAMES.iter().filter(|name| !LATER.contains(name));
    let missing: Vec<_> = asked.filter(|name| !made.contains(*name)).collect();
    assert!(missing.is_empty(), "no commit has {missing:?}");
}
