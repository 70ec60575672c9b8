//! The vocabulary of changes: every change goes to JSON and back and comes the same out of a form; what
//! does not fit is named; a change is done once under a key, in the name of who asked.

use std::path::Path;

use counterclaim_desk::answers::Submitted;
use counterclaim_desk::{
    Change, ChangeOptions, Desk, DeskError, Identity, Position, Prepared, Question, SystemRim,
    Thing,
};
use serde_json::{Value, json};

/// Every change, each field of it given, as it is compared.
fn samples() -> Vec<Value> {
    vec![
        json!({ "change": "claim_add", "statement": "The pier is closed, and stays so.",
            "speaker": "Ostrevia", "kind": "state", "modality": "announces",
            "matters": ["pier", "harbour-fees"], "said": "2031-06-14" }),
        json!({ "change": "claim_correct", "claim": "1f0c", "reason": "misread",
            "set": ["statement=The pier, not the quay, is closed.", "role="] }),
        json!({ "change": "claim_withdraw", "claim": "1f0c", "reason": "twice" }),
        json!({ "change": "claim_check", "claim": "1f0c" }),
        json!({ "change": "claim_reject", "claim": "1f0c", "reason": "not her words" }),
        json!({ "change": "finding_add", "statement": "The pier is open.", "refutes": "1f0c",
            "evidence": ["Log of the pier, page 3", "https://pier.example/log"], "reason": "seen" }),
        json!({ "change": "link_add", "from": "1f0c", "relation": "rests_on", "to": "77aa",
            "reason": "credits it", "weight": 40 }),
        json!({ "change": "link_withdraw", "link": "9e", "reason": "twice" }),
        json!({ "change": "link_check", "link": "9e" }),
        json!({ "change": "link_reject", "link": "9e", "reason": "another pier" }),
        json!({ "change": "actor_add", "name": "Port Office", "kind": "organisation" }),
        json!({ "change": "actor_alias", "actor": "Port Office", "alias": "the port" }),
        json!({ "change": "actor_speaks_for", "actor": "Port Office", "principal": "Ostrevia",
            "role": "harbour master", "from": "2031-01-01T00:00:00Z",
            "until": "2032-01-01T00:00:00Z" }),
        json!({ "change": "actor_align", "actor": "Ostrevia", "with": "Brennia", "reason": "pact" }),
        json!({ "change": "actor_merge", "actor": "the port", "into": "Port Office",
            "reason": "one office" }),
        json!({ "change": "actor_split", "actor": "0f3e", "reason": "two offices" }),
        json!({ "change": "source_rate", "source": "Harbour Wire", "rating": "none",
            "reason": "no record yet" }),
        json!({ "change": "source_owner", "source": "Harbour Wire", "owner": "Port Office",
            "state": "Ostrevia" }),
        json!({ "change": "matter_add", "slug": "pier", "title": "The pier" }),
        json!({ "change": "matter_assign", "slug": "pier", "claims": ["1f0c", "77aa"] }),
        json!({ "change": "matter_unassign", "slug": "pier", "claims": ["1f0c"] }),
        json!({ "change": "matter_merge", "slug": "pier", "into": "harbour" }),
        json!({ "change": "matter_split", "slug": "harbour", "new": "pier", "title": "The pier",
            "claims": ["1f0c", "77aa"] }),
        json!({ "change": "review_add", "claim": "1f0c", "scale": "five", "rating": "mostly so",
            "reason": "two logs" }),
        json!({ "change": "note_add", "claim": "1f0c", "text": "Ask the harbour master." }),
        json!({ "change": "comment_add", "claim": "1f0c", "asked": "2031-06-14T10:00:00Z",
            "replied": "2031-06-15T09:30:00Z" }),
        json!({ "change": "queue_decide", "check": ["1f0c", "9e"], "reject": ["77aa"],
            "reason": "read", "post": 3, "where": "party:Ostrevia pier", "as_of": 17,
            "public_by": "2031-06-14T23:00:00Z" }),
        json!({ "change": "queue_amend", "claim": "1f0c", "set": ["modality=denies"],
            "reason": "a denial" }),
    ]
}

/// The fields of a form that says the same: texts only, entries of lists one after another.
fn form(change: &Value) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    for (name, value) in change.as_object().expect("a change is an object") {
        match value {
            Value::Array(entries) => {
                let text = |entry: &Value| entry.as_str().expect("lists hold texts").to_owned();
                fields.extend(entries.iter().map(|entry| (name.clone(), text(entry))));
            }
            Value::String(text) => fields.push((name.clone(), text.clone())),
            Value::Number(number) => fields.push((name.clone(), number.to_string())),
            Value::Null | Value::Bool(_) | Value::Object(_) => panic!("{name} is none of these"),
        }
    }
    fields
}

fn read(change: Value) -> Change {
    Change::from_value(change.clone()).unwrap_or_else(|error| panic!("{change}: {error}"))
}

fn refused(change: Value) -> String {
    Change::from_value(change).expect_err("it does not fit").to_string()
}

#[test]
fn every_change_goes_to_json_and_back_and_comes_the_same_out_of_a_form() {
    let names: Vec<String> = samples()
        .iter()
        .map(|change| change["change"].as_str().unwrap_or_default().into())
        .collect();
    assert_eq!(names, Change::NAMES);
    for sample in samples() {
        let change = read(sample.clone());
        let json: Value = serde_json::from_str(&change.json()).expect("it is JSON");
        assert_eq!(json, sample);
        assert_eq!(change.name(), sample["change"]);
        assert_eq!(Change::from_json(&change.json()).expect("it was written here"), change);
        assert_eq!(Change::from_form(form(&sample)).expect("a form says the same"), change);
    }
}

#[test]
fn a_form_may_leave_blank_what_is_optional_and_write_lists_in_one_field() {
    let blank = [
        ("change", "claim_add"),
        ("statement", "The pier is closed."),
        ("speaker", " "),
        ("kind", ""),
        ("modality", ""),
        ("matters", " pier, harbour-fees  quay"),
        ("said", ""),
    ];
    assert_eq!(
        Change::from_form(blank).expect("the rest is optional"),
        read(json!({ "change": "claim_add", "statement": "The pier is closed.",
            "matters": ["pier", "harbour-fees", "quay"] }))
    );
    let found = [
        ("change", "finding_add"),
        ("statement", "It is open."),
        ("refutes", "1f"),
        ("confirms", ""),
        ("evidence", "Log of the pier, page 3\r\n\r\nA letter"),
        ("reason", "seen"),
    ];
    let Change::FindingAdd(finding) = Change::from_form(found).expect("one of the two is enough")
    else {
        panic!("it is a finding");
    };
    assert_eq!(finding.evidence, ["Log of the pier, page 3", "A letter"]);
    let set =
        [("change", "queue_amend"), ("claim", "1f"), ("set.modality", "denies"), ("set.role", "")];
    assert_eq!(
        Change::from_form(set).expect("entries make an object"),
        read(json!({ "change": "queue_amend", "claim": "1f",
            "set": { "modality": "denies", "role": null } }))
    );
    let link = json!({ "change": "link_add", "from": "1f", "relation": "rests-on", "to": "7",
        "reason": "credits", "weight": "" });
    assert!(
        read(link)
            .json()
            .ends_with(r#""relation":"rests_on","to":"7","reason":"credits","weight":100}"#)
    );
}

#[test]
fn what_does_not_fit_is_named_with_what_would() {
    for name in Change::NAMES {
        let said = refused(json!({ "change": name, "colour": "red" }));
        assert!(said.starts_with(&format!("{name}: unknown field `colour`, expected ")), "{said}");
    }
    let said = refused(json!({ "change": "claim_burn" }));
    assert!(said.starts_with(r#""claim_burn" is no change (claim_add, claim_correct, "#), "{said}");
    let link = |field: &str, value: Value| {
        let mut link = json!({ "change": "link_add", "from": "1f", "relation": "denies", "to": "7",
            "reason": "so", "weight": 1 });
        link[field] = value;
        refused(link)
    };
    let mut seen = vec![
        refused(json!([])),
        refused(json!({ "actor": "Ostrevia" }))[..56].to_owned(),
        refused(json!({ "change": "actor_alias", "actor": "Ostrevia" })),
        link("weight", json!("heavy")),
        link("weight", json!(300)),
        link("weight", json!([1])),
        link("relation", json!("slams")),
        link("to", json!(7)),
        refused(json!({ "change": "comment_add", "claim": "1f", "asked": "Tuesday" })),
        refused(json!({ "change": "source_rate", "source": "Wire", "rating": "G", "reason": "" })),
    ];
    seen.push(Change::from_json("{").expect_err("it is cut off").to_string());
    insta::assert_snapshot!(seen.join("\n"), @r#"
    a change is an object with the field "change"
    it is not said which change: change is one of claim_add,
    actor_alias: missing field `alias`
    link_add, weight: "heavy" is no whole number that fits here
    link_add, weight: "300" is no whole number that fits here
    link_add, weight: invalid type: sequence, expected a number, as such or as text
    link_add, relation: "slams" is no relation (confirms, denies, contradicts, refutes, rests_on, repeats, corrects, updates, retracts, rejects, qualifies, consistent_with)
    link_add, to: invalid type: integer `7`, expected a string
    comment_add, asked: "Tuesday" is no time (2020-10-07T14:00:00Z, or a date)
    source_rate, rating: "G" is not a letter from A to F, or none
    this is no change: EOF while parsing an object at line 1 column 1
    "#);
}

fn desk(dir: &Path) -> Desk {
    Desk::create(dir, "Harbour", None, Box::new(SystemRim), Identity::analyst("ida"))
        .expect("an empty directory takes a case")
}

fn by(name: &str, key: &str) -> ChangeOptions {
    let key = Some(key.to_owned().try_into().expect("it is a key"));
    ChangeOptions { by: Some(Identity::analyst(name)), key, ..ChangeOptions::default() }
}

fn done(desk: &mut Desk, change: Value, options: ChangeOptions) -> Submitted {
    desk.change(&read(change.clone()), options).unwrap_or_else(|error| panic!("{change}: {error}"))
}

/// A claim in a case, and the id of the claim.
fn with_claim(desk: &mut Desk) -> String {
    let claim = json!({ "change": "claim_add", "statement": "The pier is closed.",
        "speaker": "Ostrevia", "kind": "state" });
    let things = done(desk, claim, ChangeOptions::default()).things;
    let id = things.iter().find_map(|thing| thing.strip_prefix("claim "));
    id.expect("it brings a claim").to_owned()
}

#[test]
fn a_request_is_recorded_in_the_name_of_who_asked_beside_others_too() {
    let scratch = tempfile::tempdir().expect("there is room");
    let mut desk = desk(scratch.path());
    let requests = ["bo", "cy"].map(|name| {
        let actor = json!({ "change": "actor_add", "name": format!("Office of {name}"),
            "kind": "organisation" });
        match desk.prepare(&read(actor), by(name, name)).expect("it can be done") {
            Prepared::Ready(request) => request,
            Prepared::Done(_) => panic!("nothing was done under this key"),
        }
    });
    for answer in desk.submit_all(requests.into()) {
        answer.expect("it is recorded");
    }
    done(
        &mut desk,
        json!({ "change": "matter_add", "slug": "pier", "title": "Pier" }),
        ChangeOptions::default(),
    );
    let log = desk.log(Position::START, Question::default()).expect("a sound log reads");
    let who: Vec<_> = log.entries.iter().map(|entry| entry.analyst.as_str()).collect();
    assert_eq!(who, ["ida", "bo", "cy", "ida"]);
}

#[test]
fn a_change_is_done_once_under_its_key_however_it_was_sent() {
    let scratch = tempfile::tempdir().expect("there is room");
    let mut desk = desk(scratch.path());
    let claim = with_claim(&mut desk);
    let review = json!({ "change": "review_add", "claim": claim, "scale": "five", "rating": "so" });
    let first = done(&mut desk, review.clone(), by("bo", "monday"));
    let again = Change::from_form(form(&review)).expect("a form says the same");
    let again = desk.change(&again, by("bo", "monday")).expect("it is a retry");
    assert!(again.replayed && again.positions == first.positions);
    let mut other = |change: Value, name: &str| {
        desk.change(&read(change), by(name, "monday")).map(|done| done.replayed)
    };
    let is_conflict =
        |answer: &Result<bool, DeskError>| matches!(answer, Err(DeskError::Append(_)));
    assert!(is_conflict(&other(review.clone(), "cy")), "a review in another name is another one");
    let mut changed = review;
    changed["rating"] = json!("not so");
    assert!(is_conflict(&other(changed, "bo")));
}

#[test]
fn what_alters_a_thing_says_which_and_holds_against_its_revision() {
    let scratch = tempfile::tempdir().expect("there is room");
    let mut desk = desk(scratch.path());
    let claim = with_claim(&mut desk);
    let withdraw = read(json!({ "change": "claim_withdraw", "claim": claim, "reason": "twice" }));
    let note = read(json!({ "change": "note_add", "claim": claim, "text": "ask again" }));
    let thing = desk.altered(&withdraw).expect("it is known").expect("it alters a claim");
    assert!(matches!(thing, Thing::Claim(id) if id.to_string() == claim));
    assert_eq!(desk.altered(&note).expect("it is known"), None);
    let seen = desk.revision(&thing);
    let expecting = || ChangeOptions { expected: seen, ..ChangeOptions::default() };
    desk.change(&note, expecting()).expect("nobody changed the claim since");
    let moved = desk.change(&withdraw, expecting()).expect_err("the note came between");
    assert!(moved.to_string().contains("look again, then repeat"), "{moved}");
    let actor = read(json!({ "change": "actor_add", "name": "Bo", "kind": "person" }));
    let none = desk.change(&actor, expecting()).expect_err("there was no such thing to see");
    assert!(matches!(none, DeskError::NotOneThing));
}

#[test]
fn a_decision_on_everything_seen_leaves_alone_what_came_in_later() {
    let scratch = tempfile::tempdir().expect("there is room");
    let mut desk = desk(scratch.path());
    let page = |text: &str| counterclaim_desk::Page {
        bytes: text.as_bytes().to_vec(),
        ..counterclaim_desk::Page::default()
    };
    let sample = include_str!("../../../data/sample/harbour-wire-live.txt");
    let options = counterclaim_desk::IngestOptions::default();
    desk.ingest("wire", &page(sample), &options).expect("it is a page");
    let seen = desk.queue(None, Question::default());
    let later = include_str!("../../../data/sample/aldmoor-bulletin-live.html");
    desk.ingest("bulletin", &page(later), &options).expect("it is a page");
    let waiting = desk.queue(None, Question::default()).claims.len();
    let all = json!({ "change": "queue_decide", "check": "all", "as_of": seen.asked.as_of });
    done(&mut desk, all, ChangeOptions::default());
    let left = desk.queue(None, Question::default()).claims.len();
    assert!(!seen.claims.is_empty() && waiting > seen.claims.len());
    assert_eq!(left, waiting - seen.claims.len());
    let log = desk.log(Position::START, Question::default()).expect("a sound log reads");
    let decided = log.entries.last().expect("something is recorded");
    assert_eq!(decided.name, "queue.decided");
    let nothing = read(json!({ "change": "queue_decide", "reason": "read" }));
    let why = desk.change(&nothing, ChangeOptions::default()).expect_err("it says nothing");
    assert_eq!(why.to_string(), "nothing to decide on: give ids, or all, as check or reject");
}
