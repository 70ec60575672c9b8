//! Evidence: kept once, under its hash, and never given out if it is anything else.

use std::fs;

use counterclaim_log::{EventLog, LogError, ReadLog, verify, verify_deep};
use counterclaim_model::{Capture, Command, Digest, Position, Recorded, Source, State, decide};

use crate::way::{BARE, append_nth, commit, create, open, scratch, source, together};

fn path(dir: &std::path::Path, digest: Digest) -> std::path::PathBuf {
    let name = digest.to_string();
    dir.join("evidence").join(&name[..2]).join(&name[2..])
}

#[test]
fn bytes_come_back_and_tampering_is_noticed_and_mended() {
    let scratch = scratch();
    let mut log = create(scratch.path(), BARE);
    let digest = log.put_evidence(b"<p>Lunmark denies</p>").expect("there is room");
    assert_eq!(log.put_evidence(b"<p>Lunmark denies</p>").expect("there is room"), digest);
    drop(log);
    let mut log = open(scratch.path(), BARE);
    let kept = log.evidence(&digest).expect("it reads");
    assert_eq!(kept.as_deref(), Some(&b"<p>Lunmark denies</p>"[..]));
    assert_eq!(log.evidence(&Digest([0; 32])).expect("it reads"), None);

    fs::write(path(scratch.path(), digest), b"<p>Lunmark admits</p>").expect("it is written");
    let refused = log.evidence(&digest);
    assert!(
        matches!(refused, Err(LogError::EvidenceDamaged { digest: named, .. }) if named == digest)
    );
    log.put_evidence(b"<p>Lunmark denies</p>").expect("there is room");
    assert_eq!(log.evidence(&digest).expect("it is mended"), kept);
}

#[test]
fn verify_checks_what_captures_name() {
    let scratch = scratch();
    let mut log = create(scratch.path(), BARE);
    let bytes = log.put_evidence(b"<p>bytes</p>").expect("there is room");
    let text = log.put_evidence(b"text").expect("there is room");
    append_nth(&mut log, 0);
    let at = log.head().next().next();
    crate::way::append(&mut log, commit("capture", 9, captured(bytes, text)));
    drop(log);
    assert!(verify_deep(scratch.path()).expect("it can be looked at").problems.is_empty());

    fs::write(path(scratch.path(), bytes), b"<p>other</p>").expect("it is written");
    fs::remove_file(path(scratch.path(), text)).expect("it can be removed");
    assert_eq!(verify(scratch.path()).expect("it can be looked at").problems.len(), 1);
    let problems = verify_deep(scratch.path()).expect("it can be looked at").problems;
    assert_eq!(problems.len(), 2);
    assert!(problems.iter().all(|problem| problem.position == Some(at)), "{problems:?}");
    let says = |what: &str| problems.iter().any(|problem| problem.what.contains(what));
    assert!(says("is damaged") && says("not there"), "{problems:?}");
}

/// A source and a capture at it, decided one after the other.
fn captured(bytes: Digest, text: Digest) -> counterclaim_model::Decided {
    let first = source("Harbour Wire");
    let mut state = State::default();
    for (position, (_, event)) in (1..).zip(first.events()) {
        let (recorded_at, analyst) = (crate::way::second(0), "ida".to_owned());
        let event = event.clone();
        state.apply(&Recorded { position: Position(position), recorded_at, analyst, event });
    }
    let source = Source::id_of("Harbour Wire");
    let capture = Capture {
        id: Capture::id_of(source, text),
        source,
        title: None,
        url: None,
        final_url: None,
        status: None,
        headers: Vec::new(),
        captured_at: None,
        captured_from: None,
        bytes,
        text,
        reader: "tests@1".into(),
        faults: Vec::new(),
    };
    let second = decide(&state, Command::RecordCapture(capture), &[]);
    together([first, second.expect("the rules allow it")])
}
