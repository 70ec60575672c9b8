//! Import: what one case exports, another takes in, and exports again as it was but for what belongs to a
//! case; bad rows are named and the rest goes in; nothing is verified that could not be.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use counterclaim_tests::{Answer, Case, Scratch, counterclaim, sample};
use serde_json::{Value, json};

/// A case with both sample pages, and of everything that is exported something: claims checked, amended
/// and by hand, links drawn and found, a finding, ratings, aliases, an alignment, matters.
pub(crate) fn told(scratch: &Scratch) -> Case {
    let case = Case::init(&scratch.join("told"));
    for page in ["harbour-wire-live.txt", "aldmoor-bulletin-live.html"] {
        case.ingest(&sample(page));
    }
    let by = |arguments: &[&str]| case.ask(&[arguments, &["--by", "Ida Berg"]].concat()).exits(0);
    let queue = case.ask(&["queue", "--format", "ndjson"]).exits(0).lines();
    let claims: Vec<&str> = queue
        .iter()
        .filter(|row| row.get("statement").is_some())
        .filter_map(|row| row["id"].as_str())
        .collect();
    // One stays a proposal.
    by(&[&["queue", "--check"], &claims[1..], &["--reason", "read"]].concat());
    let links: Vec<&str> = queue
        .iter()
        .filter(|row| row.get("relation").is_some())
        .filter_map(|row| row["id"].as_str())
        .collect();
    by(&[&["queue", "--check"], &links[1..]].concat());
    by(&[
        "claim",
        "add",
        "=The pier was never open (sic)",
        "--speaker",
        "Ottla Rehn",
        "--kind",
        "person",
    ]);
    let shown =
        ["claim", "correct", claims[2], "--set", "grounds=document", "--reason", "it says so"];
    by(&shown);
    by(&["link", "add", claims[3], "qualifies", claims[4], "--reason", "one limits the other"]);
    by(&[
        "finding",
        "add",
        "The pier stands",
        "--refutes",
        claims[5],
        "--evidence",
        "a photograph",
        "--reason",
        "it shows it",
    ]);
    by(&["review", "add", claims[6], "--scale", "five steps", "--rating", "Mostly false"]);
    by(&["actor", "alias", "Ottla Rehn", "the pilot"]);
    by(&["actor", "align", "Ostrevia", "Tarn Republic", "--reason", "a treaty"]);
    case
}

fn exported(case: &Case, what: &str, format: &str) -> String {
    case.ask(&["export", what, "--format", format]).exits(0).out
}

pub(crate) fn rows(case: &Case, what: &str) -> Vec<Value> {
    case.ask(&["export", what]).exits(0).lines()
}

pub(crate) fn import(case: &Case, file: &Path, more: &[&str]) -> Answer {
    let file = file.to_string_lossy();
    case.ask(&[&["import", &file, "--by", "Bo Lund"], more].concat())
}

/// Names every place in which two values differ, as a path.
fn differences(one: &Value, other: &Value, path: &str, found: &mut BTreeSet<String>) {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => {
            for key in one.keys().chain(other.keys()).collect::<BTreeSet<_>>() {
                let [one, other] =
                    [one, other].map(|fields| fields.get(key).unwrap_or(&Value::Null));
                differences(one, other, &format!("{path}.{key}"), found);
            }
        }
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
            for (one, other) in one.iter().zip(other) {
                differences(one, other, path, found);
            }
        }
        _ if one == other => {}
        _ => {
            found.insert(path.trim_start_matches('.').to_owned());
        }
    }
}

/// Returns what one of several rows is known by.
fn key(row: &Value) -> String {
    let id = row.get("id").or_else(|| row["actor"].get("id")).or_else(|| row.get("matter"));
    id.expect("every row has an id").to_string()
}

/// Returns the fields in which the rows of two cases differ; both must have the same things.
fn differing(one: &[Value], other: &[Value]) -> BTreeSet<String> {
    let by_key = |rows: &[Value]| -> BTreeMap<String, Value> {
        rows.iter().map(|row| (key(row), row.clone())).collect()
    };
    let (one, other) = (by_key(one), by_key(other));
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
    let mut found = BTreeSet::new();
    one.iter().for_each(|(key, row)| differences(row, &other[key], "", &mut found));
    found
}

#[test]
fn what_is_exported_comes_back() {
    let scratch = Scratch::new();
    let told = told(&scratch);
    for format in ["ndjson", "json", "csv"] {
        let case = Case::init(&scratch.join(format));
        for what in ["actors", "matters", "claims", "links"] {
            // A byte order mark and line ends as spreadsheets write them.
            let text = exported(&told, what, format);
            let text = match format {
                "csv" => format!("\u{feff}{}", text.replace('\n', "\r\n")),
                _ => text,
            };
            let file = scratch.file(&format!("{what}.{format}"), &text);
            let answer = import(&case, &file, &["--checked", "--format", "json"]).exits(0).json();
            assert_eq!((&answer["kind"], &answer["format"]), (&json!(what), &json!(format)));
            assert_eq!((&answer["refused"], &answer["vouched"]), (&json!(0), &json!(true)));
        }
        let fields = |what: &str| differing(&rows(&told, what), &rows(&case, what));
        // Where and when a thing was recorded is a matter of the case; and no page was read here, so that
        // its words are flagged.
        // A table has no room for ratings: those come with the file of their own below.
        let own = match format {
            "csv" => ["flags", "revision", "reviews", "times.recorded"],
            _ => ["flags", "revision", "reviews.recorded_at", "times.recorded"],
        }
        .map(str::to_owned);
        assert_eq!(fields("claims"), BTreeSet::from(own), "{format}");
        // Who checked a link is who vouches for it here.
        let own = ["checked_by", "recorded", "revision"].map(str::to_owned);
        assert_eq!(fields("links"), BTreeSet::from(own), "{format}");
        assert_eq!(fields("actors"), BTreeSet::new(), "{format}");
        assert_eq!(fields("matters"), BTreeSet::new(), "{format}");
        flagged_and_nothing_else(&rows(&told, "claims"), &rows(&case, "claims"));
        let reviews = scratch.file("reviews.json", &exported(&told, "claimreview", "json"));
        import(&case, &reviews, &["--checked"]).exits(0);
        let rated = |case: &Case| -> Vec<Value> {
            let mut reviews = rows(case, "claimreview");
            // A rating that came with its claim is dated by this case's record.
            reviews.iter_mut().for_each(|review| drop(review["datePublished"].take()));
            reviews
        };
        assert_eq!(rated(&case), rated(&told), "{format}");
        // Figures are parts of their claims, and have come with them.
        let file = scratch.file("figures.ndjson", &exported(&told, "figures", "ndjson"));
        let answer = import(&case, &file, &["--checked", "--format", "json"]).exits(0).json();
        assert_eq!((&answer["added"], answer["unchanged"] == json!(0)), (&json!(0), false));
    }
}

/// Asserts that claims with a place have one flag more, and those without none.
fn flagged_and_nothing_else(there: &[Value], here: &[Value]) {
    let here: BTreeMap<String, &Value> = here.iter().map(|row| (key(row), row)).collect();
    for row in there {
        let mut expected: Vec<Value> = row["flags"].as_array().cloned().unwrap_or_default();
        if row["sightings"] != json!(0) {
            expected.push(json!("words_not_verified_here"));
        }
        assert_eq!(here[&key(row)]["flags"], json!(expected), "{row}");
    }
}

#[test]
fn a_file_read_twice_adds_nothing() {
    let scratch = Scratch::new();
    let told = told(&scratch);
    let case = Case::init(&scratch.join("case"));
    let files = ["actors", "matters", "claims", "links"]
        .map(|what| scratch.file(&format!("{what}.ndjson"), &exported(&told, what, "ndjson")));
    for file in &files {
        import(&case, file, &["--checked"]).exits(0);
    }
    let log = case.log();
    for file in &files {
        let answer = import(&case, file, &["--checked", "--format", "json"]).exits(0).json();
        assert_eq!((&answer["added"], &answer["refused"]), (&json!(0), &json!(0)), "{answer}");
        assert_eq!(answer["commit"], Value::Null);
    }
    assert_eq!(case.log().len(), log.len());
    let imports: Vec<&Value> =
        log.iter().filter(|event| event["type"] == "file.imported").collect();
    assert_eq!(imports.len(), files.len());
    let claims = &imports[2];
    assert_eq!((&claims["stream"], &claims["analyst"]), (&json!("case"), &json!("Bo Lund")));
    let payload = &claims["payload"];
    assert_eq!((&payload["name"], &payload["kind"]), (&json!("claims.ndjson"), &json!("claims")));
    assert_eq!(payload["rows"], json!(rows(&told, "claims").len()));
    assert!(claims["commit"].as_str().is_some_and(|commit| {
        commit.starts_with("import/claims/")
            && commit.ends_with(payload["sha256"].as_str().unwrap_or("?"))
    }));
    // What is not vouched for waits in the queue, as every proposal does.
    let case = Case::init(&scratch.join("unvouched"));
    import(&case, &files[2], &[]).exits(5);
    assert!(rows(&case, "claims").iter().all(|row| row["status"] == "proposed"));
}

/// A claim of the sample page, and a case that holds the page but not the claim.
fn one_claim(scratch: &Scratch) -> (Value, Case) {
    let told = told(scratch);
    let claims = rows(&told, "claims");
    let quoted = claims.iter().find(|row| {
        row["wording"] == "speaker" && row["words"].as_array().is_some_and(|words| words.len() == 1)
    });
    let claim = quoted.expect("the sample quotes somebody").clone();
    let case = Case::init(&scratch.join("case"));
    case.ingest(&sample("harbour-wire-live.txt"));
    case.ingest(&sample("aldmoor-bulletin-live.html"));
    (claim, case)
}

fn fresh_id(number: u32) -> String {
    format!("{number:08x}-0000-5000-8000-000000000000")
}

#[test]
fn words_are_held_against_the_text_where_the_case_has_it() {
    let scratch = Scratch::new();
    let (claim, case) = one_claim(&scratch);
    let mut good = claim.clone();
    good["id"] = json!(fresh_id(1));
    let mut other_words = good.clone();
    other_words["id"] = json!(fresh_id(2));
    let quote = other_words["sighted"][0]["content"][0]["quote"].as_str().expect("it is a text");
    let turned: String = quote.chars().rev().collect();
    other_words["sighted"][0]["content"][0]["quote"] = json!(turned);
    let mut other_place = good.clone();
    other_place["id"] = json!(fresh_id(3));
    for end in ["start", "end"] {
        let at = &mut other_place["sighted"][0]["content"][0][end];
        *at = json!(at.as_u64().expect("it is a number") + 1);
    }
    let mut unquoted = good.clone();
    unquoted["id"] = json!(fresh_id(4));
    let post = &unquoted["sighted"][0]["post"];
    let [start, end] = ["start", "end"].map(|end| post[end].as_u64().expect("it is a number"));
    unquoted["sighted"][0]["post"]["end"] = json!(start);
    assert!(start < end);
    let mut other_id = good.clone();
    other_id["id"] = claim["id"].clone();
    other_id["sighted"][0]["content"] =
        json!([{"quote": "No", "prefix": "", "suffix": "", "start": 0, "end": 2}]);
    let file: Vec<String> =
        [good, other_words, other_place, unquoted, other_id].iter().map(Value::to_string).collect();
    let file = scratch.file("claims.ndjson", &file.join("\n"));
    let answer = import(&case, &file, &["--format", "ndjson"]).exits(5);
    let results: Vec<String> = answer
        .lines()
        .iter()
        .map(|row| format!("{} {} {}", row["at"], row["result"], row["why"]))
        .collect();
    insta::assert_snapshot!(results.join("\n"), @r#"
    1 "added" null
    2 "refused" "the captured text does not say \"ni tel ton era ew erehw mohw ta gnirif si ohw yas tonnac eW\" at 7572-7631"
    3 "refused" "the captured text does not say \"We cannot say who is firing at whom where we are not let in\" at 7573-7632"
    4 "refused" "words given as the speaker's own are not within quotation marks in the text"
    5 "refused" "the id is taken: here it is that of \"We [Concord of Free Ports] cannot say who is firing at whom where we are not let…\""
    "#);
    let added = rows(&case, "claims").into_iter().find(|row| row["id"] == json!(fresh_id(1)));
    assert_eq!(added.expect("it was added")["flags"], claim["flags"]);
}

#[test]
fn an_id_is_that_of_one_claim() {
    let scratch = Scratch::new();
    let case = Case::init(&scratch.join("case"));
    let row = |statement: &str| json!({"id": fresh_id(1), "statement": statement});
    let mut rated = row("The bridge fell.");
    rated["reviews"] = json!([
        {"id": fresh_id(2), "by": "Ida Berg", "scale": "five", "rating": "True"},
        {"id": fresh_id(2), "by": "Ida Berg", "scale": "five", "rating": "True"}
    ]);
    let lines = [rated.clone(), row("the Bridge fell"), row("The bridge stands")];
    let lines: Vec<String> = lines.iter().map(Value::to_string).collect();
    let file = scratch.file("claims.ndjson", &lines.join("\n"));
    let told = |answer: &Answer| -> Vec<String> {
        let one = |row: &Value| format!("{} {} {}", row["result"], row["why"], row["notes"]);
        answer.lines().iter().map(one).collect()
    };
    let together = import(&case, &file, &["--format", "ndjson"]).exits(5);
    insta::assert_snapshot!(told(&together).join("\n"), @r#"
    "added" null ["this review comes twice in the file"]
    "unchanged" null ["it comes twice in the file"]
    "refused" "the id is taken by an earlier row of the file" []
    "#);
    let apart = import(&case, &file, &["--format", "ndjson"]).exits(5);
    insta::assert_snapshot!(told(&apart).join("\n"), @r#"
    "unchanged" null []
    "unchanged" null ["kept as it is here, where it differs: statement"]
    "refused" "the id is taken: here it is that of \"The bridge fell.\"" []
    "#);
    let shown = case.json(&["claim", "show", &fresh_id(1)]);
    assert_eq!(shown["reviews"].as_array().map(Vec::len), Some(1));
    // Another rating under the id of this one.
    rated["reviews"][0]["rating"] = json!("False");
    let file = scratch.file("other.ndjson", &rated.to_string());
    let other = import(&case, &file, &["--format", "ndjson"]).exits(5);
    assert!(told(&other)[0].contains("it is a review by Ida Berg"), "{}", other.out);
}

#[test]
fn links_need_their_claims_and_never_refute() {
    let scratch = Scratch::new();
    let told = told(&scratch);
    let case = Case::init(&scratch.join("case"));
    let links = scratch.file("links.ndjson", &exported(&told, "links", "ndjson"));
    let answer = import(&case, &links, &["--format", "json"]).exits(5).json();
    assert_eq!(answer["added"], json!(0));
    let claims = scratch.file("claims.ndjson", &exported(&told, "claims", "ndjson"));
    let answer = import(&case, &claims, &["--format", "ndjson"]).exits(5);
    let refused: Vec<Value> =
        answer.lines().into_iter().filter(|row| row["result"] == "refused").collect();
    assert_eq!(refused.len(), 1, "the finding, which counts at once: {refused:?}");
    assert!(refused[0]["why"].as_str().is_some_and(|why| why.contains("--checked")));
    let answer = import(&case, &links, &["--format", "ndjson"]).exits(5);
    let refused: Vec<Value> =
        answer.lines().into_iter().filter(|row| row["result"] == "refused").collect();
    assert_eq!(refused.len(), 1, "the refutation: {refused:?}");
    assert!(rows(&case, "links").iter().all(|row| row["status"] == "proposed"));
    // Vouched for, the same files bring what they could not.
    import(&case, &claims, &["--checked"]).exits(0);
    import(&case, &links, &["--checked"]).exits(0);
    let own =
        ["recorded", "revision", "flags", "by", "checked_by", "confidence"].map(str::to_owned);
    let fields = differing(&rows(&told, "links"), &rows(&case, "links"));
    assert!(fields.is_subset(&BTreeSet::from(own)), "{fields:?}");
}

#[test]
fn events_become_a_case_of_their_own_and_rows_need_one() {
    let scratch = Scratch::new();
    let told = told(&scratch);
    let events = scratch.file("events.ndjson", &exported(&told, "events", "ndjson"));
    let copy = scratch.join("copy").to_string_lossy().into_owned();
    counterclaim(&["import", &events.to_string_lossy(), "--case", &copy]).exits(0);
    import(&told, &events, &[]).exits(4);
    let nowhere = scratch.join("nowhere").to_string_lossy().into_owned();
    let claims = scratch.file("claims.csv", "statement\nx\n");
    counterclaim(&["import", &claims.to_string_lossy(), "--case", &nowhere]).exits(3);
    import(&told, &claims, &["--checked", "--kind", "events"]).exits(2);
    let unnamed = told.ask(&["import", &claims.to_string_lossy(), "--checked"]).exits(2);
    assert!(unnamed.err.contains("--by"), "{}", unnamed.err);
}

#[test]
fn a_key_stands_for_one_file() {
    let scratch = Scratch::new();
    let case = Case::init(&scratch.join("case"));
    let one = scratch.file("one.csv", "statement,speaker\nThe bridge fell,Ostrevia\n");
    let other = scratch.file("other.csv", "statement,speaker\nThe bridge stands,Valdoria\n");
    let keyed = ["--idempotency-key", "monday", "--format", "json"];
    let first = import(&case, &one, &keyed).exits(0).json();
    let log = case.log().len();
    let again = import(&case, &one, &keyed).exits(0).json();
    assert_eq!((&again["replayed"], &again["positions"]), (&json!(true), &first["positions"]));
    import(&case, &other, &keyed).exits(4);
    assert_eq!(case.log().len(), log);
}
