//! A signed case: what it proves to somebody who has a proof and a key, and what it refuses.

use std::fs;
use std::path::Path;

use counterclaim_log::{
    CaseFile, Disclosure, Disproof, FileLog, FileReader, HashFile, LogError, Proof, ProveError,
    ReadLog, Sealed, Signer, tree,
};
use counterclaim_model::Position;

use crate::way::{BARE, SMALL, all, append_nth, case_file, fill, open, scratch, segments};

pub(crate) fn create_signed(dir: &Path, signer: &Signer) -> FileLog {
    let (origin, verifier) = (signer.verifier().name().to_owned(), Some(signer.verifier()));
    let case = CaseFile { origin, verifier, ..case_file() };
    FileLog::create_with(dir, &case, BARE).expect("an empty directory takes a case")
}

pub(crate) fn key() -> Signer {
    Signer::generate("harbour.example/night", &[9; 32]).expect("it is a name")
}

fn reader(dir: &Path) -> FileReader {
    FileReader::open(dir).expect("a sound case opens")
}

/// Writes `log/hashes` over what the case holds, as the background writer does.
fn write_hashes(dir: &Path) {
    let entries = all(&reader(dir));
    let (mut file, there) = HashFile::open(&dir.join("log/hashes")).expect("there is room");
    let missing: Vec<_> = entries[there as usize..].iter().map(|entry| entry.leaf_hash()).collect();
    file.extend(&missing).expect("there is room");
}

#[test]
fn every_event_is_proved_with_and_without_the_file_of_hashes() {
    let scratch = scratch();
    let mut log = create_signed(scratch.path(), &key());
    fill(&mut log, 12);
    let signed = log.sign(&key()).expect("the key is the case's");
    assert_eq!(signed.root(), tree(&log).expect("it reads").root());
    assert_eq!(log.sign(&key()).expect("it has not grown"), signed);
    for hashes in [false, true] {
        if hashes {
            write_hashes(scratch.path());
        }
        let reader = reader(scratch.path());
        for entry in all(&reader) {
            let proof = reader.prove_event(entry.position, Disclosure::Hash).expect("it is signed");
            let text = proof.to_string();
            let Ok(Proof::Inclusion(again)) = text.parse() else { panic!("it is a proof: {text}") };
            assert_eq!(again, proof);
            let (checkpoint, leaf) = again.check(&key().verifier()).expect("it holds");
            assert_eq!(checkpoint, signed);
            assert_eq!((leaf.position, leaf.hash()), (entry.position, entry.leaf_hash()));
            assert_eq!((&leaf.name, &leaf.analyst), (&entry.name, &entry.header.analyst));
            assert!(matches!(leaf.payload, Sealed::Hash(_)));
            let payload = entry.content.payload().expect("nothing was erased");
            assert!(!text.contains(payload));

            let shown =
                reader.prove_event(entry.position, Disclosure::Payload).expect("it is signed");
            let (_, leaf) = shown.check(&key().verifier()).expect("it holds");
            let Sealed::Disclosed(disclosed) = leaf.payload else { panic!("it was disclosed") };
            assert_eq!(disclosed.payload, payload);
        }
    }
}

#[test]
fn a_proof_with_any_byte_changed_is_refused() {
    let scratch = scratch();
    let mut log = create_signed(scratch.path(), &key());
    fill(&mut log, 5);
    log.sign(&key()).expect("the key is the case's");
    let proof = reader(scratch.path()).prove_event(Position(4), Disclosure::Payload);
    let proof = proof.expect("it is signed").to_string().into_bytes();
    let verifier = key().verifier();
    let holds = |text: &str| match text.parse() {
        Ok(Proof::Inclusion(proof)) => proof.check(&verifier).is_ok(),
        Ok(Proof::Consistency(_)) | Err(_) => false,
    };
    assert!(holds(std::str::from_utf8(&proof).expect("it is text")));
    for place in 0..proof.len() {
        for flip in [0x01, 0x04, 0x20, 0x10] {
            let mut changed = proof.clone();
            changed[place] ^= flip;
            if let Ok(text) = String::from_utf8(changed) {
                assert!(!holds(&text), "byte {place}: {text}");
            }
        }
    }
    let other = Signer::generate("harbour.example/night", &[8; 32]).expect("it is a name");
    let Ok(Proof::Inclusion(proof)) = String::from_utf8_lossy(&proof).parse() else { panic!() };
    assert!(matches!(proof.check(&other.verifier()), Err(Disproof::Checkpoint(_))));
}

#[test]
fn growth_is_proved_from_every_checkpoint_that_was_kept() {
    let scratch = scratch();
    let mut log = create_signed(scratch.path(), &key());
    let mut kept = Vec::new();
    for number in 0..9 {
        append_nth(&mut log, number);
        kept.push(log.sign(&key()).expect("the key is the case's"));
    }
    let (reader, verifier) = (reader(scratch.path()), key().verifier());
    for older in &kept {
        let proof = reader.prove_growth(older.size()).expect("it is signed");
        let Ok(Proof::Consistency(proof)) = proof.to_string().parse() else { panic!() };
        assert_eq!(&proof.check(older, &verifier).expect("it holds"), kept.last().expect("some"));
        for other in kept.iter().filter(|other| *other != older) {
            assert!(matches!(proof.check(other, &verifier), Err(Disproof::OtherSize { .. })));
        }
    }
    // Somebody else's log of the same size is not the beginning of this one.
    let elsewhere = crate::way::scratch();
    let mut other = create_signed(elsewhere.path(), &key());
    crate::way::append(&mut other, crate::way::commit("x", 1, crate::way::actor("Port Office")));
    let foreign = other.sign(&key()).expect("the key is the case's");
    let proof = reader.prove_growth(foreign.size()).expect("it is signed");
    assert!(matches!(proof.check(&foreign, &verifier), Err(Disproof::Path(_))));
}

#[test]
fn what_is_not_signed_is_not_proved() {
    let scratch = scratch();
    let mut log = create_signed(scratch.path(), &key());
    fill(&mut log, 2);
    let prove = |position| reader(scratch.path()).prove_event(position, Disclosure::Hash);
    assert!(matches!(prove(Position(1)), Err(ProveError::NotCovered { signed: 0, .. })));
    log.sign(&key()).expect("the key is the case's");
    append_nth(&mut log, 2);
    let head = log.head();
    assert!(matches!(prove(head), Err(ProveError::NotCovered { signed: 3, .. })));
    assert!(matches!(prove(head.next()), Err(ProveError::NoEvent(_))));
    assert!(matches!(prove(Position(0)), Err(ProveError::NoEvent(_))));
    let other = Signer::generate("port.example", &[9; 32]).expect("it is a name");
    assert!(matches!(log.sign(&other), Err(ProveError::OtherKey { .. })));
    drop(log);

    let scratch = crate::way::scratch();
    let mut log = crate::way::create(scratch.path(), BARE);
    fill(&mut log, 1);
    assert!(matches!(log.sign(&key()), Err(ProveError::Unsigned)));
    let unsigned = reader(scratch.path()).prove_event(Position(1), Disclosure::Hash);
    assert!(matches!(unsigned, Err(ProveError::Unsigned)));
}

#[test]
fn a_log_that_ends_before_what_was_signed_is_refused() {
    let scratch = scratch();
    let mut log = create_signed(scratch.path(), &key());
    fill(&mut log, 4);
    log.sign(&key()).expect("the key is the case's");
    drop(log);
    // The last commit is gone: nothing in the log itself tells that it was durable.
    let path = segments(scratch.path()).pop().expect("a log has segments");
    let mut bytes = fs::read(&path).expect("it can be read");
    bytes.pop();
    while bytes.last().is_some_and(|byte| *byte != b'\n') {
        bytes.pop();
    }
    fs::write(&path, &bytes).expect("it can be written");
    let refused = FileLog::open_with(scratch.path(), BARE).expect_err("its end is gone");
    assert!(matches!(refused, LogError::Short { signed: 7, .. }), "{refused}");
    let refused = FileReader::open(scratch.path()).expect_err("its end is gone");
    assert!(matches!(refused, LogError::Short { signed: 7, .. }), "{refused}");
    assert_eq!(fs::read(&path).expect("it can be read"), bytes, "nothing was changed");
}

#[test]
fn an_altered_history_is_refused_by_the_writer_whatever_the_checksums_say() {
    let scratch = scratch();
    let mut log = create_signed(scratch.path(), &key());
    fill(&mut log, 4);
    log.sign(&key()).expect("the key is the case's");
    drop(log);
    write_hashes(scratch.path());
    alter(&segments(scratch.path())[0], "Office 0", "Office 9");
    // The file of hashes still tells the truth: the writer sees the altered line once it reads it.
    fs::remove_file(scratch.path().join("log/hashes")).expect("it is there");
    let refused = FileLog::open_with(scratch.path(), BARE).expect_err("it was altered");
    assert!(matches!(refused, LogError::Altered { .. }), "{refused}");
    let told = reader(scratch.path()).tree_head();
    assert!(matches!(told, Err(LogError::Altered { .. })));
}

#[test]
fn a_damaged_file_of_hashes_costs_nothing_but_itself() {
    let scratch = scratch();
    let mut log = create_signed(scratch.path(), &key());
    fill(&mut log, 12);
    let signed = log.sign(&key()).expect("the key is the case's");
    drop(log);
    write_hashes(scratch.path());
    let path = scratch.path().join("log/hashes");
    let sound = fs::read(&path).expect("it is there");
    for place in (0..sound.len()).step_by(17) {
        let mut damaged = sound.clone();
        damaged[place] ^= 1;
        fs::write(&path, &damaged).expect("there is room");
        let reader = reader(scratch.path());
        let head = reader.tree_head().expect("the log is sound");
        assert_eq!((head.size, head.root), (signed.size(), signed.root()), "byte {place}");
        for position in [1, 7, 13, 24] {
            let proof = reader.prove_event(Position(position), Disclosure::Hash);
            proof.expect("it is signed").check(&key().verifier()).expect("it holds");
        }
    }
}

#[test]
fn hashes_that_disagree_with_what_was_signed_are_made_anew_by_the_follower() {
    let scratch = scratch();
    let mut log = create_signed(scratch.path(), &key());
    fill(&mut log, 3);
    log.sign(&key()).expect("the key is the case's");
    (3..12).for_each(|number| drop(append_nth(&mut log, number)));
    drop(log);
    open(scratch.path(), SMALL).close();
    let path = scratch.path().join("log/hashes");
    let sound = fs::read(&path).expect("the follower keeps it");
    // The hash over the first four leaves: the signed root is made with it, that of the seal is not.
    let mut damaged = sound.clone();
    damaged[6 * 32] ^= 1;
    fs::write(&path, &damaged).expect("there is room");
    let mut log = open(scratch.path(), SMALL);
    append_nth(&mut log, 12);
    log.close();
    let made = fs::read(&path).expect("the follower keeps it");
    assert_eq!(made[..sound.len()], sound);
    assert!(made.len() > sound.len(), "and goes on with it");
}

/// Changes a text of the first segment, and puts its checksum right.
pub(crate) fn alter(path: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(path).expect("it can be read");
    let lines = text.lines().map(|line| {
        let json = line[9..].replace(from, to);
        format!("{:08x} {json}\n", crc32c::crc32c(json.as_bytes()))
    });
    fs::write(path, lines.collect::<String>()).expect("it can be written");
}
