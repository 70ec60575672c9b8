//! The rules of standing through the binary: who is one voice with whom, when, what an unchecked proposal
//! may do, what is a retraction and what our own correction, and what stands beside every result.

use counterclaim_tests::{Case, Scratch, counterclaim, sample};
use serde_json::{Value, json};

use crate::told::Told;

/// Two parties that say the same of one night.
fn two_reports(scratch: &Scratch) -> Told {
    let mut told = Told::new(scratch);
    told.says("report", "Valdoria", "The mill burned.", "asserts");
    told.says("other", "Norland", "The mill burned down.", "asserts");
    told.links("other", "confirms", "report");
    told
}

fn lines(told: &Told, name: &str) -> u64 {
    told.standing(name, &[])["lines_for"].as_u64().expect("a number of lines")
}

#[test]
fn nearly_the_same_words_are_told_and_still_counted_apart() {
    let scratch = Scratch::new();
    let mut told = Told::new(&scratch);
    let words = "The mill on the Sill burned in the night and nobody was in it.";
    told.says_at("report", "Valdoria", words, "asserts", "2031-06-14T02:00:00Z");
    let copied = words.replace("The mill", "Mill");
    told.says_at("copy", "Norland", &copied, "asserts", "2031-06-14T01:00:00Z");
    told.links("copy", "confirms", "report");
    let standing = told.standing("report", &[]);
    assert_eq!(standing["lines_for"], 2, "{standing}");
    let notes = standing["notes"].to_string();
    assert!(notes.contains("nearly the same words: Norland"), "the earlier comes first: {notes}");
    told.says(
        "own",
        "Tarn Republic",
        "Our people saw the fire at the mill from across.",
        "asserts",
    );
    told.links("own", "confirms", "report");
    let notes = told.standing("report", &[])["notes"].to_string();
    assert_eq!(notes.matches("nearly the same words").count(), 1, "{notes}");
}

#[test]
fn aligned_parties_are_one_group_from_the_day_they_are() {
    let scratch = Scratch::new();
    let mut told = two_reports(&scratch);
    assert_eq!(lines(&told, "report"), 2);
    let head = told.case.log().len().to_string();
    told.made(&["actor", "align", "Valdoria", "Norland", "--reason", "a pact"]);
    assert_eq!(lines(&told, "report"), 1);
    let standing = told.standing("report", &[]);
    assert_eq!(standing["word"], "confirmed only by its own side", "{standing}");
    // What was recorded before the pact was known is still answered as it was.
    let before = told.standing("report", &["--as-of", &head]);
    assert_eq!(before["lines_for"], 2, "{before}");
    told.says("third", "Tarn Republic", "It did burn.", "asserts");
    told.links("third", "confirms", "report");
    assert_eq!(lines(&told, "report"), 2);
}

#[test]
fn a_person_counts_for_the_party_of_the_day_the_words_were_said() {
    let scratch = Scratch::new();
    let mut told = Told::new(&scratch);
    told.says("report", "Valdoria", "The mill burned.", "asserts");
    told.says_at("then", "Jo Lake", "It burned.", "asserts", "2031-05-01T10:00:00Z");
    told.says_at("now", "Jo Lake", "It burned down.", "asserts", "2031-06-20T10:00:00Z");
    let since = "2031-06-01T00:00:00Z";
    told.made(&["actor", "speaks-for", "Jo Lake", "Valdoria", "--from", since]);
    told.links("now", "confirms", "report");
    assert_eq!(lines(&told, "report"), 1, "said as a speaker of Valdoria");
    told.links("then", "confirms", "report");
    assert_eq!(lines(&told, "report"), 2, "said before speaking for Valdoria");
}

#[test]
fn a_states_outlet_is_one_voice_with_its_state() {
    let scratch = Scratch::new();
    let mut told = Told::new(&scratch);
    told.case.ingest(&sample("harbour-wire-live.txt"));
    told.says("report", "Sandmark", "The mill burned.", "asserts");
    told.says("wire", "Harbour Wire", "The mill burned, our reporter saw.", "asserts");
    told.links("wire", "confirms", "report");
    assert_eq!(lines(&told, "report"), 2);
    told.made(&["source", "owner", "Harbour Wire", "Sandmark"]);
    assert_eq!(lines(&told, "report"), 2, "an owner is told, and not counted");
    told.made(&["source", "owner", "Harbour Wire", "Sandmark", "--state", "Sandmark"]);
    assert_eq!(lines(&told, "report"), 1);
}

#[test]
fn an_unchecked_link_counts_when_asked_for_and_never_one_way() {
    let scratch = Scratch::new();
    let mut told = two_reports(&scratch);
    told.says("denial", "Ostrevia", "No mill burned.", "denies");
    told.finds("finding", "The mill stands.", "other");
    let propose = |from: &str, relation: &str, to: &str| {
        let line = json!({
            "kind": "link", "page": 0, "from": told.id(from), "to": told.id(to), "relation": relation,
            "basis": "inferred", "confidence": 0.9, "rule": "test@1",
        });
        let file = scratch.file("links.ndjson", &line.to_string());
        told.case.ask(&["propose", &file.to_string_lossy()])
    };
    propose("denial", "refutes", "report").exits(5);
    propose("denial", "denies", "report").exits(0);
    propose("denial", "denies", "finding").exits(0);
    let all = ["--count", "all"];
    assert_eq!(told.standing("report", &[])["dispute"], "uncontested");
    for name in ["report", "denial"] {
        assert_eq!(told.standing(name, &all)["dispute"], "contested", "{name}");
    }
    // A finding outranks what parties say; a proposal against it decides nothing, for or against.
    assert_eq!(told.standing("finding", &all)["dispute"], "uncontested");
    assert_eq!(told.standing("other", &all)["dispute"], "refuted");
    let notes = told.standing("finding", &all)["notes"].to_string();
    assert!(notes.contains("an objection of Ostrevia"), "{notes}");
}

#[test]
fn their_retraction_is_told_and_our_withdrawal_is_not_theirs() {
    let scratch = Scratch::new();
    let mut told = two_reports(&scratch);
    told.says("back", "Norland", "We were wrong about the mill.", "asserts");
    told.links("back", "retracts", "other");
    assert_eq!(told.standing("other", &[])["dispute"], "retracted");
    assert_eq!(lines(&told, "report"), 1, "what was taken back confirms nothing");
    told.made(&["claim", "withdraw", told.id("report"), "--reason", "misread by us"]);
    assert_eq!(told.standing("report", &[]), Value::Null, "a mistake of ours has no standing");
    let text = told.case.ask(&["standing"]).exits(0).out;
    assert!(!text.contains("The mill burned."), "{text}");
}

#[test]
fn one_claim_asked_alone_stands_as_it_does_among_all() {
    let scratch = Scratch::new();
    let case = Case::init(&scratch.join("case"));
    for page in ["harbour-wire-live.txt", "aldmoor-bulletin-live.html"] {
        case.ingest(&sample(page));
    }
    case.ask(&["queue", "--check", "all", "--by", "Ada"]).exits(0);
    let all = case.json(&["standing"]);
    for row in all["rows"].as_array().expect("rows") {
        let id = row["card"]["id"].as_str().expect("an id");
        assert_eq!(case.json(&["standing", id])["rows"][0], *row, "{id}");
    }
}

#[test]
fn parameters_stand_beside_every_result() {
    let scratch = Scratch::new();
    let case = Case::init(&scratch.join("case"));
    case.ingest(&sample("harbour-wire-live.txt"));
    let expected = json!({ "count_from": 0.5, "adjudicate_from": 0.75, "ranks": "findings_above" });
    let claim = case.json(&["timeline"])["statements"][0]["id"].as_str().expect("an id").to_owned();
    let asks: [&[&str]; 11] = [
        &["standing"],
        &["contradictions"],
        &["matrix"],
        &["figures"],
        &["versions", "strikes-on-territory"],
        &["unanswered", "Ostrevia"],
        &["view", "Ostrevia"],
        &["compare", "Ostrevia", "Valdoria"],
        &["timeline"],
        &["search", "strike"],
        &["claim", "show", &claim],
    ];
    for ask in asks {
        assert_eq!(case.json(ask)["asked"]["parameters"], expected, "{ask:?}");
        let text = case.ask(ask).exits(0).out;
        assert!(text.contains("Parameters: a link counts from weight 0.5"), "{ask:?}: {text}");
    }
}

#[test]
fn pairs_left_out_are_told_of_any_case_and_clock() {
    let scratch = Scratch::new();
    let case = Case::init(&scratch.join("case"));
    case.ingest(&sample("harbour-wire-live.txt"));
    let found = case.json(&["contradictions"]);
    let left_out = found["left_out"].as_array().expect("pairs");
    assert!(!left_out.is_empty());
    let reason = |pair: &Value| pair["reason"].as_str().expect("a reason").to_owned();
    assert!(left_out.iter().all(|pair| reason(pair).ends_with('.')), "{found}");
    // The brief reads the same page in one breath and leaves out the same.
    let [page, actors] = ["harbour-wire-live.txt", "actors.toml"].map(sample);
    let [page, actors] = [page.to_string_lossy(), actors.to_string_lossy()];
    let brief = ["brief", &page, "--format", "json", "--actors", &actors];
    let brief = counterclaim(&brief).exits(0).json();
    let reasons = |pairs: &Value| -> Vec<String> {
        let mut reasons: Vec<_> = pairs.as_array().expect("pairs").iter().map(reason).collect();
        reasons.sort();
        reasons
    };
    assert_eq!(reasons(&found["left_out"]), reasons(&brief["left_out"]));
    // A claim that we withdraw is in no pair any more, and still was at its time.
    let one = left_out[0]["one"]["id"].as_str().expect("an id");
    let before = case.log().len().to_string();
    case.ask(&["queue", "--reject", one, "--by", "Ada"]).exits(0);
    let names = |found: &Value| found["left_out"].to_string().contains(one);
    assert!(!names(&case.json(&["contradictions"])));
    assert!(names(&case.json(&["contradictions", "--as-of", &before])));
}
