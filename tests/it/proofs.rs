//! Signed cases through the binary: checkpoints on close, proofs that stand without the case, and what
//! happens without a key.

use std::fs;

use counterclaim_tests::{Case, Scratch, counterclaim, sample};
use serde_json::Value;

/// A case with some events, and its verifier's key.
fn signed(scratch: &Scratch) -> (Case, String) {
    let case = Case::init(&scratch.join("case"));
    case.ingest(&sample("harbour-wire-live.txt"));
    let told: toml::Table = fs::read_to_string(scratch.join("case/case.toml"))
        .expect("a case has case.toml")
        .parse()
        .expect("it is TOML");
    (case, told["verifier"].as_str().expect("init makes a key").to_owned())
}

#[test]
fn a_proof_stands_without_the_case() {
    let scratch = Scratch::new();
    let (case, key) = signed(&scratch);
    let checkpoint = case.json(&["checkpoint"]);
    let head = case.json(&["log"])["log"].clone();
    assert_eq!(head["size"], checkpoint["size"], "what was recorded is signed on close");
    assert_eq!(head["root"], checkpoint["root"]);
    assert_eq!(case.json(&["verify"])["checkpoint"]["note"], checkpoint["note"]);

    let file = scratch.join("5.tlog-proof").to_string_lossy().into_owned();
    case.ask(&["prove", "5", "--disclose", "-o", &file]).exits(0);
    let growth = scratch.join("growth").to_string_lossy().into_owned();
    case.ask(&["prove", "--from", "1", "-o", &growth]).exits(0);
    let notes = fs::read_to_string(scratch.join("case/checkpoints")).expect("it is signed");
    let (first, rest) = notes.split_at(notes.find("=\n\n").expect("a note ends") + 2);
    assert!(!first.is_empty() && !rest.is_empty());
    let old = scratch.join("old").to_string_lossy().into_owned();
    let end = notes.match_indices("\n\n").nth(1).expect("a note is followed by a line").0;
    fs::write(&old, &notes[..=end]).expect("there is room");
    let entry: Value = case.log()[4].clone();
    fs::remove_dir_all(scratch.join("case")).expect("it is ours");

    let checked = counterclaim(&["verify-proof", &file, "--vkey", &key, "--format", "json"]);
    let checked = checked.exits(0).json();
    assert_eq!(checked["event"]["position"], 5);
    assert_eq!(checked["event"]["type"], entry["type"]);
    assert_eq!(checked["event"]["payload"], entry["payload"]);
    let held = ["verify-proof", &growth, "--vkey", &key, "--checkpoint", &old];
    counterclaim(&held).exits(0);
    counterclaim(&held[..4]).exits(5);

    let other = key.replace("counterclaim/case", "elsewhere/case");
    counterclaim(&["verify-proof", &file, "--vkey", &other]).exits(2);
    let text = fs::read_to_string(&file).expect("it was written");
    fs::write(&file, text.replace("index 4", "index 3")).expect("there is room");
    let refused = counterclaim(&["verify-proof", &file, "--vkey", &key, "--format", "json"]);
    let refused = refused.exits(1).json();
    assert!(refused["failed"].as_str().is_some_and(|why| why.contains("position 5")), "{refused}");
}

#[test]
fn without_a_key_a_case_works_and_proves_nothing() {
    let scratch = Scratch::new();
    let path = scratch.join("case").to_string_lossy().into_owned();
    counterclaim(&["init", &path, "--no-key"]).exits(0);
    let case = Case { path };
    case.ingest(&sample("harbour-wire-live.txt"));
    assert_eq!(case.json(&["log"])["log"]["checkpoint"], Value::Null);
    case.ask(&["checkpoint"]).exits(5);
    case.ask(&["prove", "1"]).exits(5);
}
