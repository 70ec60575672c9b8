//! What users' scripts rely on: exit codes, what goes to which stream, and the lines of `extract`.

use std::collections::BTreeSet;
use std::fs;

use counterclaim_tests::{Case, Scratch, counterclaim, sample};
use serde_json::Value;

#[test]
fn exit_codes_say_what_went_wrong() {
    let scratch = Scratch::new();
    let case = scratch.join("case");
    let case = case.to_string_lossy();
    counterclaim(&["--version"]).exits(0);
    counterclaim(&["no-such-command"]).exits(2);
    counterclaim(&["init", &case]).exits(0);
    counterclaim(&["init", &case]).exits(4);
    counterclaim(&["verify", "--case", &case]).exits(0);
    counterclaim(&["view", "Nobody We Know", "--case", &case]).exits(3);
}

#[test]
fn a_damaged_log_is_not_opened() {
    let scratch = Scratch::new();
    let case = Case::init(&scratch.join("case"));
    let page = sample("harbour-wire-live.txt");
    case.ingest(&page);
    case.ingest(&sample("later/harbour-wire-live.txt"));
    // The first line is long durable: what follows it proves that.
    let segment = scratch.join("case/log/0000000000000001.log");
    let mut bytes = fs::read(&segment).expect("the case has a first segment");
    bytes[40] ^= 1;
    fs::write(&segment, bytes).expect("the segment can be written");
    case.ask(&["view", "Ostrevia"]).exits(6);
    case.ask(&["ingest", &page.to_string_lossy()]).exits(6);
}

#[test]
fn extract_writes_the_lines_of_the_contract_and_nothing_else() {
    for name in ["harbour-wire-live.txt", "aldmoor-bulletin-live.html"] {
        let scratch = Scratch::new();
        let text_out = scratch.join("text");
        let page = sample(name);
        let lines = counterclaim(&[
            "extract".as_ref(),
            page.as_os_str(),
            "--text-out".as_ref(),
            text_out.as_os_str(),
        ])
        .exits(0)
        .lines();
        let text = fs::read_to_string(&text_out).expect("the text was written");
        let text: Vec<char> = text.chars().collect();
        let of = |kind: &str| lines.iter().filter(|line| line["kind"] == kind).collect::<Vec<_>>();
        assert_eq!(of("page").len(), 1, "{name}");
        assert!(of("post").len() > 5, "{name}");
        let mut ids = BTreeSet::new();
        for claim in of("claim") {
            assert!(ids.insert(string(claim, "id")), "{name}: an id twice: {claim}");
            quotes_stand_where_they_are_said_to(claim, &text);
            known(claim, "modality", MODALITIES);
            known(claim, "form", FORMS);
            known(claim, "attribution", &["explicit", "anaphoric", "narration"]);
        }
        for link in of("link") {
            assert!(ids.contains(&string(link, "from")), "{name}: {link}");
            assert!(ids.contains(&string(link, "to")), "{name}: {link}");
            known(link, "relation", RELATIONS);
            known(link, "basis", &["stated", "inferred"]);
        }
    }
}

const MODALITIES: &[&str] =
    &["asserts", "denies", "accuses", "demands", "promises", "hopes", "announces", "predicts"];
const FORMS: &[&str] = &["direct", "indirect", "mixed", "headline", "implied"];
/// Without `refutes`, which only a finding draws.
const RELATIONS: &[&str] = &[
    "denies",
    "contradicts",
    "confirms",
    "repeats",
    "rests_on",
    "corrects",
    "updates",
    "retracts",
    "rejects",
    "qualifies",
    "consistent_with",
];

fn string(line: &Value, key: &str) -> String {
    line[key].as_str().unwrap_or_else(|| panic!("no {key} in {line}")).to_owned()
}

#[track_caller]
fn known(line: &Value, key: &str, words: &[&str]) {
    assert!(words.contains(&string(line, key).as_str()), "{key} of {line}");
}

fn quotes_stand_where_they_are_said_to(claim: &Value, text: &[char]) {
    let quotes = claim["quote"].as_array().expect("a claim has quotes");
    let spans = claim["content_spans"].as_array().expect("a claim has spans");
    assert_eq!(quotes.len(), spans.len(), "{claim}");
    for (quote, span) in quotes.iter().zip(spans) {
        let end = |at: usize| span[at].as_u64().expect("a span has two ends") as usize;
        let words: String = text[end(0)..end(1)].iter().collect();
        assert_eq!(quote.as_str(), Some(words.as_str()), "{claim}");
    }
}
