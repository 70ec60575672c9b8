//! The life of a case through the binary: copies, checks and erasure, as a person would use them.

use std::fs;

use counterclaim_tests::{Case, Scratch, counterclaim, sample};
use serde_json::Value;

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}")).to_owned()
}

/// A case with a page in it, and one checked claim on that page.
fn case(scratch: &Scratch) -> (Case, String) {
    let case = Case::init(&scratch.join("case"));
    case.ingest(&sample("harbour-wire-live.txt"));
    let queue = case.json(&["queue"]);
    let first = queue["claims"].as_array().and_then(|claims| claims.first().cloned());
    let id = text(&first.expect("the page has proposals")["id"]);
    case.ask(&["queue", "--check", &id, "--by", "ida"]).exits(0);
    (case, id)
}

#[test]
fn a_copy_is_extended_restored_and_tells_the_same() {
    let scratch = Scratch::new();
    let (case, _) = case(&scratch);
    let copied = scratch.join("copy").to_string_lossy().into_owned();
    let first = case.json(&["backup", &copied]);
    assert!(first["log_bytes"].as_u64() > Some(0) && first["evidence"].as_u64() == Some(1));
    let again = case.json(&["backup", &copied]);
    assert_eq!((&again["log_bytes"], &again["evidence"]), (&0.into(), &0.into()));

    let new = scratch.join("new").to_string_lossy().into_owned();
    let restored = counterclaim(&["restore", &copied, "--case", &new, "--format", "json"]);
    let restored = restored.exits(0).json();
    let verified = case.json(&["verify", "--deep"]);
    assert_eq!(restored["root"], verified["root"]);
    assert_eq!(verified["problems"], Value::Array(vec![]));
    assert_eq!(verified["index"]["state"], "agrees");
    let other = Case { path: new };
    assert_eq!(other.json(&["timeline"]), case.json(&["timeline"]));
    counterclaim(&["restore", &copied, "--case", &other.path]).exits(4);
    other.ask(&["rebuild"]).exits(0);
    other.ask(&["doctor"]).exits(0);
}

#[test]
fn what_was_erased_is_gone_from_every_answer_and_its_place_stays() {
    let scratch = Scratch::new();
    let (case, id) = case(&scratch);
    let shown = case.json(&["claim", "show", &id]);
    let statement = text(&shown["card"]["statement"]);
    let before = case.log();
    let root = case.json(&["verify"])["root"].clone();

    let erase = ["erase", "--claim", &id, "--reason", "a court asked for it", "--by", "ida"];
    let would = case.json(&[&erase[..], &["--dry-run"]].concat());
    assert_eq!((&would["dry_run"], &would["recorded"]), (&true.into(), &Value::Null));
    assert_eq!(case.json(&["verify"])["root"], root, "nothing was done");
    let once = [&erase[..], &["--idempotency-key", "court-order-7"]].concat();
    let done = case.json(&once);
    assert_eq!(done["replayed"], false);
    let again = case.json(&once);
    assert_eq!(again["replayed"], true);
    for what in ["events", "evidence", "recorded"] {
        assert_eq!(again[what], done[what], "{what}");
    }
    let other =
        ["erase", "1", "--reason", "no", "--by", "ida", "--idempotency-key", "court-order-7"];
    case.ask(&other).exits(4);
    assert_eq!((&done["events"], &done["evidence"]), (&would["events"], &would["evidence"]));
    assert_eq!(done["evidence"].as_array().map(Vec::len), Some(1), "a text page is its own text");

    let after = case.log();
    assert_eq!(after.len(), before.len() + 1);
    assert_eq!(after.last().map(|event| event["type"].clone()), Some("content.erased".into()));
    for answer in
        [&["timeline"][..], &["queue"], &["log"], &["export", "events"], &["search", "the"]]
    {
        let said = case.ask(answer).exits(0).out;
        assert!(!said.contains(&statement), "{answer:?} still says it");
    }
    case.ask(&["claim", "show", &id]).exits(3);
    for entry in fs::read_dir(scratch.join("case/log")).expect("there is a log") {
        let bytes = fs::read(entry.expect("it is listed").path()).expect("it reads");
        let file = String::from_utf8_lossy(&bytes).into_owned();
        assert!(!file.contains(&statement), "a segment still says it");
    }
    let verified = case.json(&["verify", "--deep"]);
    assert_eq!(verified["problems"], Value::Array(vec![]));
    assert_eq!(verified["erased"].as_u64(), done["events"].as_array().map(|all| all.len() as u64));
    // The rest of the page is still there, and the case goes on.
    case.ingest(&sample("later/harbour-wire-live.txt"));
    case.ask(&["doctor"]).exits(0);
    case.ask(&["erase", "999999", "--reason", "no", "--by", "ida"]).exits(3);
}

#[test]
fn a_check_names_all_damage_and_a_damaged_copy_becomes_no_case() {
    let scratch = Scratch::new();
    let (case, _) = case(&scratch);
    let copied = scratch.join("copy").to_string_lossy().into_owned();
    case.ask(&["backup", &copied]).exits(0);
    let shelf = fs::read_dir(scratch.join("copy/evidence")).expect("there is evidence");
    let shelf = shelf.map(|entry| entry.expect("it is listed").path()).next().expect("a shelf");
    let piece = fs::read_dir(shelf).expect("it lists").next().expect("a piece").expect("it reads");
    let mut bytes = fs::read(piece.path()).expect("it reads");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 4;
    fs::write(piece.path(), bytes).expect("it is written");
    let copy = Case { path: copied.clone() };
    copy.ask(&["verify"]).exits(0);
    let problems = copy.ask(&["verify", "--deep", "--format", "json"]).exits(1).json();
    assert_eq!(problems["problems"].as_array().map(Vec::len), Some(1), "{problems}");
    let new = scratch.join("new").to_string_lossy().into_owned();
    let refused = counterclaim(&["restore", &copied, "--case", &new]).exits(6);
    assert!(refused.err.contains("evidence"), "{}", refused.err);
    assert!(!scratch.join("new").exists());
}
