//! Erasure: what was said is gone, and everything that was proved of it stays.

use std::fs;
use std::path::Path;

use counterclaim_log::{
    Commit, Content, EventLog, FileLog, FileReader, HashFile, LogError, NoEvent, ReadLog,
    check_inclusion, erase, inclusion, tree, verify, verify_deep,
};
use counterclaim_model::{Command, ContentErased, Digest, Event, Position, State, decide};
use proptest::prelude::*;

use crate::way::{SMALL, all, append_nth, commit, copy, create, fill, open, scratch, segments};

/// A commit that erases; decided on what the log holds.
fn erasing(log: &impl ReadLog, positions: &[u64], evidence: &[Digest]) -> Commit {
    let mut state = State::default();
    for entry in all(log) {
        if let Some(recorded) = entry.recorded() {
            state.apply(&recorded);
        }
    }
    let erased = ContentErased {
        positions: positions.iter().copied().map(Position).collect(),
        evidence: evidence.to_vec(),
        reason: "a court asked for it".into(),
        by: "ida".into(),
    };
    let decided = decide(&state, Command::EraseContent(erased), &[]);
    commit(&format!("erase-{}", log.head()), 200, decided.expect("the rules allow it"))
}

fn erase_in(dir: &Path, positions: &[u64], evidence: &[Digest]) -> counterclaim_log::Erased {
    let log = open(dir, SMALL);
    let commit = erasing(&log, positions, evidence);
    erase(dir, log, commit).expect("a sound case can be erased in")
}

/// Every byte of every file of a case that could hold words.
fn bytes_of(dir: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    for entry in fs::read_dir(dir).expect("it can be listed") {
        let path = entry.expect("it can be listed").path();
        if path.is_dir() {
            bytes.extend(bytes_of(&path));
        } else {
            bytes.extend(fs::read(&path).expect("it can be read"));
        }
    }
    bytes
}

fn holds(bytes: &[u8], word: &str) -> bool {
    bytes.windows(word.len()).any(|found| found == word.as_bytes())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..Default::default() })]

    #[test]
    fn whatever_is_erased_root_places_and_proofs_stay(
        chosen in proptest::collection::vec(proptest::collection::btree_set(1_u64..26, 1..9), 1..3),
    ) {
        let scratch = scratch();
        let dir = scratch.path();
        let mut log = create(dir, SMALL);
        fill(&mut log, 13);
        let before = all(&log);
        let size = log.head().0;
        let root = tree(&log).expect("it reads").root();
        drop(log);
        let (mut hashes, _) = HashFile::open(&dir.join("proofs")).expect("it can be made");
        let leaves: Vec<Digest> = before.iter().map(|entry| entry.leaf_hash()).collect();
        hashes.extend(&leaves).expect("there is room");

        let mut gone = std::collections::BTreeSet::new();
        for positions in chosen {
            let positions: Vec<u64> = positions.into_iter().filter(|at| *at <= size).collect();
            if positions.is_empty() {
                continue;
            }
            let new = positions.iter().filter(|at| gone.insert(**at)).count() as u64;
            prop_assert_eq!(erase_in(dir, &positions, &[]).events, new);
        }
        let log = open(dir, SMALL);
        let reader = FileReader::open(dir).expect("a reader needs no lock");
        prop_assert_eq!(all(&log), all(&reader));
        for (was, is) in before.iter().zip(all(&log)) {
            let place = is.position.0;
            if gone.contains(&place) {
                prop_assert_eq!(&is.content, &Content::Erased(was.content.hash()));
                prop_assert_eq!(&is.event, &Err(NoEvent::Erased));
                prop_assert_eq!(is.recorded(), None);
            } else {
                prop_assert_eq!(&is, was);
            }
            let proof = inclusion(&hashes, place - 1, size).expect("it was proved before");
            prop_assert_eq!(check_inclusion(is.leaf_hash(), place - 1, size, &proof, root), Ok(()));
        }
        let verified = verify_deep(dir).expect("it can be looked at");
        prop_assert_eq!(verified.problems, vec![]);
        prop_assert_eq!(verified.erased, gone.len() as u64);
        // Commits are still known by their ids, and the next one follows.
        drop(log);
        let mut log = open(dir, SMALL);
        for was in &before {
            let known = log.commit(&was.commit.id).expect("it reads");
            prop_assert_eq!(known.as_ref(), Some(&*was.commit));
        }
        append_nth(&mut log, 14);
    }
}

#[test]
fn no_file_of_the_case_holds_the_words_any_more() {
    let scratch = scratch();
    let dir = scratch.path();
    let mut log = create(dir, SMALL);
    fill(&mut log, 9);
    let page = log.put_evidence(&b"<p>Office 4 was seen</p>".repeat(40)).expect("there is room");
    drop(log);
    assert!(holds(&bytes_of(&dir.join("log")), "Office 4"));
    let positions: Vec<u64> = all(&open(dir, SMALL))
        .iter()
        .filter(|entry| entry.content.payload().is_some_and(|said| said.contains("Office 4")))
        .map(|entry| entry.position.0)
        .collect();
    let erased = erase_in(dir, &positions, &[page]);
    assert_eq!((erased.events, erased.evidence), (positions.len() as u64, 1));
    assert!(!holds(&bytes_of(dir), "Office 4"), "a file still holds it");
    assert_eq!(open(dir, SMALL).evidence(&page).expect("it reads"), None);
    let said = erased.appended.recorded[0].event.clone();
    assert!(matches!(said, Event::ContentErased(why) if why.by == "ida"));
    // The same again changes nothing but adds its record.
    assert_eq!(erase_in(dir, &positions, &[page]).events, 0);
}

/// Killed between any two of its steps, an erasure is finished by the next writer, or never was.
#[test]
fn an_interrupted_erasure_is_finished_or_never_was() {
    let scratch = scratch();
    let whole = scratch.path().join("whole");
    let mut log = create(&whole, SMALL);
    fill(&mut log, 9);
    let page = log.put_evidence(b"seen").expect("there is room");
    let head = log.head();
    drop(log);
    let positions = [2, 3, 11];
    let marker = |id: &str| {
        format!(r#"{{"commit":"{id}","after":{head},"positions":[2,3,11],"evidence":["{page}"]}}"#)
    };
    // Recorded, and nothing done yet.
    let recorded = scratch.path().join("recorded");
    copy(&whole, &recorded);
    let mut log = open(&recorded, SMALL);
    let commit = erasing(&log, &positions, &[page]);
    let id = commit.header.id.clone();
    crate::way::append(&mut log, commit);
    drop(log);
    // Done.
    let done = scratch.path().join("done");
    copy(&whole, &done);
    assert_eq!(erase_in(&done, &positions, &[page]).events, 3);
    let expected = all(&open(&done, SMALL));

    let replaced = segments(&done);
    for stage in 0..=replaced.len() + 1 {
        let dir = scratch.path().join(format!("stage-{stage}"));
        copy(&recorded, &dir);
        fs::write(dir.join("erasing"), marker(id.as_str())).expect("there is room");
        for path in replaced.iter().take(stage) {
            let name = path.file_name().expect("a segment has a name");
            fs::copy(path, dir.join("log").join(name)).expect("there is room");
        }
        if stage > replaced.len() {
            fs::remove_dir_all(dir.join("index")).expect("there is an index");
        }
        // A reader before that sees whole commits, erased or not.
        let seen = FileReader::open(&dir).expect("it opens").read(Position::START).count();
        assert_eq!(seen, expected.len());
        let unfinished = verify(&dir).expect("it can be looked at").problems;
        let left = all(&FileReader::open(&dir).expect("it opens"));
        let left = positions.iter().filter(|at| left[**at as usize - 1].event.is_ok()).count();
        assert_eq!(unfinished.len(), left);
        assert!(unfinished.iter().all(|found| found.what.contains("still there")));
        let log = open(&dir, SMALL);
        assert_eq!(all(&log), expected, "stage {stage}");
        assert_eq!(log.evidence(&page).expect("it reads"), None);
        assert!(!dir.join("erasing").exists());
        drop(log);
        assert_eq!(verify_deep(&dir).expect("it can be looked at").problems, []);
    }

    // Never recorded: another commit, or none, stands where it should.
    for dir in [&whole, &recorded] {
        fs::write(dir.join("erasing"), marker("another")).expect("there is room");
        let before = all(&FileReader::open(dir).expect("it opens"));
        let log = open(dir, SMALL);
        assert_eq!(all(&log), before);
        assert!(log.evidence(&page).expect("it reads").is_some());
        assert!(!dir.join("erasing").exists());
    }
    // What names no erasure is not guessed at.
    fs::write(whole.join("erasing"), "{").expect("there is room");
    assert!(matches!(FileLog::open(&whole), Err(LogError::Damaged { .. })));
}

#[test]
fn content_that_vanished_without_an_erasure_is_a_problem() {
    let scratch = scratch();
    let (one, two) = (scratch.path().join("one"), scratch.path().join("two"));
    let mut log = create(&one, SMALL);
    fill(&mut log, 9);
    drop(log);
    copy(&one, &two);
    erase_in(&two, &[1], &[]);
    let first = Path::new("log/0000000000000001.log");
    fs::copy(two.join(first), one.join(first)).expect("there is room");
    let problems = verify(&one).expect("it can be looked at").problems;
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!(problems[0].position, Some(Position(1)));
    assert_eq!(problems[0].what, "its content is gone, and no erasure names it");
}
