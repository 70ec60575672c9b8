//! Who has not answered what: listed until the party has a statement on the matter, and apart from that
//! while none of its statements speaks to it.

use counterclaim_tests::{Case, Scratch, sample};
use serde_json::{Value, json};

/// A case in which Maro Teslin charges Brennia with something, on a matter of its own.
fn charged(scratch: &Scratch) -> Case {
    let case = Case::init(&scratch.join("case"));
    case.ingest(&sample("harbour-wire-live.txt"));
    let capture = case.log().into_iter().find(|event| event["type"] == "capture.recorded");
    let quote = "the territory of Valdoria";
    let charge = json!({
        "kind": "claim", "post": 10, "id": "p1", "statement": quote, "quote": [quote],
        "text_sha256": capture.expect("ingest records a capture")["payload"]["text"],
        "speaker": "Maro Teslin", "speaker_kind": "person", "confidence": 0.5, "rule": "test@1",
        "about": [{"actor": "Brennia", "role": "accused"}], "matters": ["fog-signals"],
    });
    case.ask(&["matter", "add", "fog-signals", "The fog signals"]).exits(0);
    let file = scratch.file("proposals.ndjson", &charge.to_string());
    case.ask(&["propose", &file.to_string_lossy()]).exits(0);
    case
}

fn listed(case: &Case) -> [usize; 2] {
    let answer = case.json(&["unanswered", "Brennia"]);
    ["items", "unaddressed"].map(|list| {
        let list = answer[list].as_array().expect("a list");
        let matters = list.iter().map(|item| item["card"]["matters"].clone());
        matters.filter(|matters| matters == &Value::from(["fog-signals"].as_slice())).count()
    })
}

fn says(case: &Case, words: &str, matter: &str) {
    let who = ["--speaker", "Brennia", "--kind", "state", "--said", "2031-06-14T23:00:00Z"];
    let what = ["claim", "add", words, "--matter", matter];
    case.ask(&[&what[..], &who[..]].concat()).exits(0);
}

#[test]
fn a_charge_is_listed_until_the_party_speaks_on_the_matter() {
    let scratch = Scratch::new();
    let case = charged(&scratch);
    assert_eq!(listed(&case), [1, 0]);
    case.ask(&["matter", "add", "tides", "The tides"]).exits(0);
    says(&case, "The tide was high.", "tides");
    assert_eq!(listed(&case), [1, 0], "another matter is no answer");
    says(&case, "The signals are ours.", "fog-signals");
    assert_eq!(listed(&case), [0, 1], "it spoke on the matter, and not to the charge");
}
