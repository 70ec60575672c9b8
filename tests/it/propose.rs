//! Proposals from other tools: whatever a proposal says is held against the captured text, and nothing of
//! a batch with a bad line is recorded.

use counterclaim_tests::{Answer, Case, Scratch, sample};
use serde_json::{Value, json};

/// A case that holds the sample page, and the hash of the text read from it.
fn case(scratch: &Scratch) -> (Case, Value) {
    let case = Case::init(&scratch.join("case"));
    case.ingest(&sample("harbour-wire-live.txt"));
    let capture = case.log().into_iter().find(|event| event["type"] == "capture.recorded");
    let text = capture.expect("ingest records a capture")["payload"]["text"].clone();
    (case, text)
}

fn propose(case: &Case, scratch: &Scratch, lines: &[Value]) -> Answer {
    let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
    let file = scratch.file("proposals.ndjson", &lines.join("\n"));
    case.ask(&["propose", &file.to_string_lossy()])
}

fn claim(text: &Value, quote: &str) -> Value {
    json!({
        "kind": "claim", "post": 10, "id": "p1", "text_sha256": text, "statement": quote, "quote": [quote],
        "speaker": "Maro Teslin", "speaker_kind": "person", "confidence": 0.5, "rule": "test@1",
    })
}

#[test]
fn words_that_are_not_in_the_post_are_refused_by_line() {
    let scratch = Scratch::new();
    let (case, text) = case(&scratch);
    let before = case.log().len();
    let good = claim(&text, "the territory of Valdoria");
    let bad = claim(&text, "We have taken the harbour");
    let answer = propose(&case, &scratch, &[good, bad]).exits(5);
    assert!(
        answer.err.contains("1 of the batch") && answer.err.contains("line 2"),
        "{}",
        answer.err
    );
    assert_eq!(case.log().len(), before, "nothing of the batch is recorded");
}

#[test]
fn a_paraphrase_is_not_taken_for_the_speakers_words() {
    let scratch = Scratch::new();
    let (case, text) = case(&scratch);
    let mut line = claim(&text, "Norland's Channel Nine");
    line["wording"] = json!("speaker");
    line["form"] = json!("direct");
    let answer = propose(&case, &scratch, &[line.clone()]).exits(5);
    assert!(answer.err.contains("not within quotation marks"), "{}", answer.err);
    line["quote"] = json!(["We do not shell the territory of Valdoria"]);
    propose(&case, &scratch, &[line]).exits(0);
}

#[test]
fn a_proposal_does_not_change_whom_a_known_actor_speaks_for() {
    let scratch = Scratch::new();
    let (case, text) = case(&scratch);
    let affiliations = |case: &Case| {
        case.log().into_iter().filter(|event| event["type"] == "actor.speaks_for").count()
    };
    let before = affiliations(&case);
    let mut line = claim(&text, "the territory of Valdoria");
    line["party"] = json!("Valdoria");
    propose(&case, &scratch, &[line]).exits(0);
    assert_eq!(affiliations(&case), before);
}
