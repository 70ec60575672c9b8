//! Import: what one case exports, another takes in, and exports again as it was but for what belongs to a
//! case; bad rows are named and the rest goes in; nothing is verified that could not be.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use counterclaim_tests::{Answer, Case, Scratch, counterclaim, sample};
use serde_json::{Value, json};

/// A case with both sample pages, and of everything that is exported something: claims checked, amended
/// and by hand, links drawn and found, a finding, ratings, aliases, an alignment, matters.
fn told(scratch: &Scratch) -> Case {
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

fn rows(case: &Case, what: &str) -> Vec<Value> {
    case.ask(&["export", what]).exits(0).lines()
}

fn import(case: &Case, file: &Path, more: &[&str]) -> Answer {
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
        let own = ["recorded", "revision"].map(str::to_owned);
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
fn bad_rows_are_named_and_the_rest_goes_in() {
    let scratch = Scratch::new();
    let case = Case::init(&scratch.join("case"));
    let deep = format!("{}1{}", "[".repeat(200), "]".repeat(200));
    let mut file = Vec::new();
    let lines: [&[u8]; 14] = [
        b"\xef\xbb\xbf{\"statement\":\"The bridge fell\",\"speaker\":{\"name\":\"Ostrevia\",\"kind\":\"state\"}}\r",
        b"{\"statement\":",
        b"",
        b"[1]",
        b"{\"statement\":7}",
        b"{\"statement\":\"  \"}",
        b"{\"statement\":\"It stands\",\"modality\":\"sings\"}",
        b"{\"statement\":\"It stands \xff\"}",
        b"{\"statement\":\"It stands\",\"wording\":\"speaker\"}",
        b"{\"statement\":\"It stands\",\"speaker\":{\"name\":\"Valdoria\",\"kind\":\"state\",\"id\":\"00000001-0000-5000-8000-000000000000\"}}",
        b"{\"statement\":\"It stands\",\"status\":\"withdrawn\"}",
        b"{\"statement\":\"It stands\",\"finding\":{\"by\":\"ida\",\"evidence\":[],\"relation\":\"refutes\",\"of\":\"00000001-0000-5000-8000-000000000000\",\"reason\":\"x\"}}",
        b"{\"statement\":\"It stands\",\"speaker\":\"Valdoria\",\"matters\":[\"The Bridge\"]}",
        b"{\"statement\":\"It stands\",\"speaker\":\"Ostrevia\",\"party\":\"Nobody's\",\"said\":\"2031-06-14\",\"outlet\":\"Harbour Wire\",\"url\":\"https://harbour-wire.example/9\"}",
    ];
    for line in lines {
        file.extend_from_slice(line);
        file.push(b'\n');
    }
    file.extend_from_slice(format!("{{\"statement\":\"deep\",\"about\":{deep}}}\n").as_bytes());
    file.extend_from_slice(format!("{{\"statement\":\"{}\"}}\n", "x".repeat(70_000)).as_bytes());
    file.extend_from_slice(format!("{{\"statement\":\"{}\"}}\n", "x".repeat(5 << 20)).as_bytes());
    file.extend_from_slice(b"{\"statement\":\"The last row\"}");
    let path = scratch.join("claims.ndjson");
    std::fs::write(&path, &file).expect("the scratch folder can be written to");
    let counts = |answer: &Answer| {
        let file = answer.json();
        ["rows", "added", "unchanged", "refused"].map(|count| file[count].to_string()).join(" ")
    };
    let before = case.log().len();
    let dry = import(&case, &path, &["--dry-run", "--format", "json"]).exits(5);
    let none = import(&case, &path, &["--all-or-nothing", "--format", "json"]).exits(5);
    assert_eq!(case.log().len(), before, "neither records anything");
    assert_eq!((counts(&dry), counts(&none)), ("17 3 0 14".to_owned(), "17 0 0 17".to_owned()));
    let answer = import(&case, &path, &[]).exits(5);
    insta::assert_snapshot!(answer.out, @r#"
    claims.ndjson
    ─────────────────────────────────────────────────────────────────────────────────
     row   what    result    id         why                                          
    ═════════════════════════════════════════════════════════════════════════════════
     1     claim   added     6c022e72   with actor Ostrevia (state)                  
    ─────────────────────────────────────────────────────────────────────────────────
     2     claim   refused              no JSON: EOF while parsing a value at column 
                                        13                                           
    ─────────────────────────────────────────────────────────────────────────────────
     4     claim   refused              a row is a JSON object; this is none         
    ─────────────────────────────────────────────────────────────────────────────────
     5     claim   refused              invalid type: integer `7`, expected a string 
    ─────────────────────────────────────────────────────────────────────────────────
     6     claim   refused   fe23e5f6   statement is empty                           
    ─────────────────────────────────────────────────────────────────────────────────
     7     claim   refused              unknown variant `sings`, expected one of     
                                        `asserts`, `denies`, `accuses`, `demands`,   
                                        `promises`, `hopes`, `announces`, `predicts` 
    ─────────────────────────────────────────────────────────────────────────────────
     8     claim   refused              byte 25 of the line is not UTF-8             
    ─────────────────────────────────────────────────────────────────────────────────
     9     claim   refused   c5c5d48a   words given as the speaker's own must have a 
                                        place in a captured text                     
    ─────────────────────────────────────────────────────────────────────────────────
     10    claim   refused              actor 00000001-0000-5000-8000-000000000000   
                                        is not in this case, and it is not the id of 
                                        "Valdoria" (state): import the actors, or    
                                        leave the id out                             
    ─────────────────────────────────────────────────────────────────────────────────
     11    claim   refused              it was rejected or withdrawn where it comes  
                                        from                                         
    ─────────────────────────────────────────────────────────────────────────────────
     12    claim   refused              the claim it is about,                       
                                        00000001-0000-5000-8000-000000000000, is not 
                                        here                                         
    ─────────────────────────────────────────────────────────────────────────────────
     13    claim   refused              "The Bridge" is not a matter slug            
                                        (lower-case letters, digits and single       
                                        hyphens, at most 64)                         
    ─────────────────────────────────────────────────────────────────────────────────
     14    claim   added     af55f8ae   its party is Ostrevia here, and Nobody's in  
                                        the file: import the actors; with actor      
                                        Harbour Wire (outlet), source Harbour Wire,  
                                        capture f2359e47-a46a-517c-b3bf-56938181e614 
                                        of https://harbour-wire.example/9, without   
                                        its page, post                               
                                        9a6dd90e-4e3e-5fda-bad8-77311a0ba269         
    ─────────────────────────────────────────────────────────────────────────────────
     15    claim   refused              no JSON: recursion limit exceeded at column  
                                        155                                          
    ─────────────────────────────────────────────────────────────────────────────────
     16    claim   refused   a9f4db79   statement has 70000 bytes; the limit is      
                                        65536                                        
    ─────────────────────────────────────────────────────────────────────────────────
     17    claim   refused              the line is too long (the limit is 4 MiB)    
    ─────────────────────────────────────────────────────────────────────────────────
    claims.ndjson (sha256 083c8058f6e149300b8cb28b61a9faa071a05c280dee032c946e4982ac27d6f4): 17 rows, 3 added, 0 unchanged, 14 refused. Recorded at 2 to 10.
    "#);
    assert_eq!(rows(&case, "claims").len(), 3);
    let again = import(&case, &path, &["--format", "json"]).exits(5);
    assert_eq!(counts(&again), "17 0 3 14");
    let verified = case.ask(&["verify", "--deep"]);
    verified.exits(0);
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
fn tables_are_refused_by_their_header_and_rows_by_their_line() {
    let scratch = Scratch::new();
    let case = Case::init(&scratch.join("case"));
    let err = |text: &str, more: &[&str]| {
        let file = scratch.file("rows.csv", text);
        import(&case, &file, more).exits(5).err
    };
    assert!(
        err("statement,statement\na,b\n", &[])
            .contains("line 1: two columns are called \"statement\"")
    );
    assert!(err("words,of,nothing\n1,2,3\n", &[]).contains("give --kind"));
    assert!(err("", &[]).contains("give --kind"));
    assert!(err("\u{feff}", &["--kind", "claims"]).contains("give --input"));
    assert!(err("[]", &[]).contains("give --kind"));
    let utf16 = scratch.join("utf16.csv");
    std::fs::write(&utf16, b"\xff\xfes\0t\0").expect("the scratch folder can be written to");
    assert!(import(&case, &utf16, &[]).exits(5).err.contains("UTF-16"));
    let text = "statement;speaker;speaker_kind;said;said_precision;matters\r\n\
                '=1+1 is what she said;Ottla Rehn;person;2031-06-14;month;bridge harbour\r\n\
                too few;cells\r\n\
                \"two\r\nlines\";Ottla Rehn;person;yesterday;;\r\n\
                '@home;Ottla Rehn;person;;;\r\n";
    let file = scratch.file("claims.csv", text);
    let answer = import(&case, &file, &["--format", "ndjson"]).exits(5);
    let told = |row: &Value| format!("{} {} {}", row["at"], row["result"], row["why"]);
    let results: Vec<String> = answer.lines().iter().map(told).collect();
    insta::assert_snapshot!(results.join("\n"), @r#"
    2 "added" null
    3 "refused" "2 cells for 6 columns"
    4 "refused" "\"yesterday\" is no time (2020-10-07T14:00:00Z, or a date)"
    6 "added" null
    "#);
    let said: Vec<String> =
        rows(&case, "claims").iter().map(|row| row["statement"].to_string()).collect();
    assert_eq!(said, ["\"=1+1 is what she said\"", "\"@home\""]);
    assert_eq!(rows(&case, "claims")[0]["times"]["said"]["precision"], json!("month"));
}

#[test]
fn json_that_breaks_off_keeps_what_came_before() {
    let scratch = Scratch::new();
    let case = Case::init(&scratch.join("case"));
    let row = |text: &str| json!({"matter": text, "title": text}).to_string();
    let broken = format!("[{},\n{},\n{{\"matter\": nul", row("bridge"), row("harbour"));
    let file = scratch.file("matters.json", &broken);
    let answer = import(&case, &file, &["--format", "json"]).exits(5).json();
    assert_eq!((&answer["added"], &answer["refused"]), (&json!(2), &json!(1)));
    let why = answer["results"][2]["why"].as_str().expect("it says why");
    assert!(why.contains("no JSON from here on") && why.contains("line 3"), "{why}");
    // One row of 5 MiB and an array of arrays are no reason to hold them.
    let long = format!("[{{\"matter\":\"{}\",\"title\":\"x\"}}]", "x".repeat(5 << 20));
    let file = scratch.file("long.json", &long);
    let answer = import(&case, &file, &["--kind", "matters", "--format", "json"]).exits(5).json();
    let why = answer["results"][0]["why"].as_str().expect("it says why");
    assert!(why.contains("too long"), "{why}");
    let file = scratch.file("deep.json", &format!("[{{\"matter\":{}", "[".repeat(1 << 20)));
    import(&case, &file, &["--kind", "matters"]).exits(5);
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
    let own = ["recorded", "revision", "flags", "by", "confidence"].map(str::to_owned);
    let fields = differing(&rows(&told, "links"), &rows(&case, "links"));
    assert!(fields.is_subset(&BTreeSet::from(own)), "{fields:?}");
}

/// A page of an invented fact-checker.
const CHECKED: &str = r#"<!doctype html><html><head><title>FICTION</title>
<script type="application/ld+json">
{"@context":"https://schema.org","@graph":[
 {"@type":"WebPage","name":"Checks"},
 {"@type":["Claim"],"@id":"https://desk.example/claims/1","text":"No missile struck the harbour",
  "author":{"@type":"GovernmentOrganization","name":"Harbour Ministry of Norland"},
  "datePublished":"2031-06-15",
  "appearance":[{"@type":"BlogPosting","url":"https://wire.example/live#3","headline":"Norland denies a hit",
    "datePublished":"2031-06-15T09:52:00Z","publisher":{"@type":"NewsMediaOrganization","name":"Wire Example"}},
    "https://www.other.example/a"]},
 {"@type":"ClaimReview","url":"https://desk.example/checks/1","datePublished":"2031-06-16",
  "author":{"@type":"Organization","name":"Example Fact Desk"},
  "itemReviewed":{"@id":"https://desk.example/claims/1"},
  "reviewRating":{"@type":"Rating","ratingValue":2,"bestRating":"5","worstRating":1,
    "alternateName":"Mostly false","ratingExplanation":"A crater is seen."}}]}
</script>
<SCRIPT type='application/ld+json'>{"@type":"ClaimReview","claimReviewed":"The pier is closed",
 "author":{"@type":"Person","name":"Ida Berg","worksFor":{"name":"Example Fact Desk"}},
 "itemReviewed":{"@type":"CreativeWork","author":{"@type":"Person","name":"Ottla Rehn"}},
 "reviewRating":{"ratingValue":"-1","alternateName":"Unproven"},"datePublished":"2031"}</SCRIPT>
<script type="application/ld+json">{"@type":"ClaimReview","claimReviewed":"x"}</script>
<script type="application/ld+json">{"@type":"ClaimReview",</script>
</head></html>"#;

#[test]
fn a_review_of_any_site_keeps_its_words_beside_a_normalised_rating() {
    let scratch = Scratch::new();
    let case = Case::init(&scratch.join("case"));
    let page = scratch.file("checks.html", CHECKED);
    let answer = import(&case, &page, &[]).exits(5);
    insta::assert_snapshot!(answer.out, @r#"
    checks.html
    ──────────────────────────────────────────────────────────────────────────────────
     row   what     result    id         why                                          
    ══════════════════════════════════════════════════════════════════════════════════
     1     review   added     f6fd3af1   with actor Harbour Ministry of Norland       
                                         (organisation), actor Wire Example (outlet), 
                                         source Wire Example, capture                 
                                         56f9fb1b-97cc-5ab7-b951-242e97d8a54c of      
                                         https://wire.example/live#3, without its     
                                         page, post                                   
                                         41c77ee7-e0b2-562f-805b-3ab913ce4dd3, actor  
                                         other.example (outlet), source               
                                         other.example, capture                       
                                         75f3d34c-5673-5bb4-b622-5555a79ff94a of      
                                         https://www.other.example/a, without its     
                                         page, post                                   
                                         7bda0864-617e-590c-8d60-1471f34b1068, claim  
                                         fe5f5939-2e31-545a-bc12-d4da00a08703,        
                                         sighting in post                             
                                         7bda0864-617e-590c-8d60-1471f34b1068         
    ──────────────────────────────────────────────────────────────────────────────────
     2     review   added     a18f58e3   with actor Ottla Rehn (person), claim        
                                         db354b4b-243d-54cd-97c5-6bfc6dd318ba         
    ──────────────────────────────────────────────────────────────────────────────────
     3     review   refused              author: nobody is named as the reviewer      
    ──────────────────────────────────────────────────────────────────────────────────
     4     review   refused              no JSON: EOF while parsing a value at line 1 
                                         column 23                                    
    ──────────────────────────────────────────────────────────────────────────────────
    checks.html (sha256 88da8e2d953d7d224cc80e7648db059bd7b40ee43e2e07b3ca3046e0a418008c): 4 rows, 2 added, 0 unchanged, 2 refused. Recorded at 2 to 17.
    "#);
    let claims = rows(&case, "claims");
    let struck = claims.iter().find(|row| row["speaker"]["name"] == "Harbour Ministry of Norland");
    let struck = struck.expect("it is a claim of its speaker");
    assert_eq!((&struck["status"], &struck["sightings"]), (&json!("proposed"), &json!(2)));
    assert_eq!(struck["flags"], json!(["words_as_given_by_the_file"]));
    assert_eq!(
        struck["words"][0]["marks"],
        json!("outlet"),
        "no page shows them as the speaker's own"
    );
    let id = struck["id"].as_str().expect("it has an id");
    let reviews = &case.json(&["claim", "show", id])["reviews"];
    insta::assert_snapshot!(reviews[0]["published"].to_string(), @r#"{"date":{"at":"2031-06-16T00:00:00Z","precision":"day"},"normalised":{"basis":"numbers","value":"0.25"},"organisation":"Example Fact Desk","original":{"best":"5","value":"2","words":"Mostly false","worst":"1"},"url":"https://desk.example/checks/1"}"#);
    assert_eq!(reviews[0]["rating"], json!("Mostly false"));
    let log = case.log().len();
    import(&case, &page, &[]).exits(5);
    assert_eq!(case.log().len(), log, "the second time nothing is recorded");
    case.ask(&["verify", "--deep"]).exits(0);
}

#[test]
fn a_review_finds_the_claim_it_is_about() {
    let scratch = Scratch::new();
    let told = told(&scratch);
    let rated = rows(&told, "claims").into_iter().find(|row| {
        let shown = told.json(&["claim", "show", row["id"].as_str().unwrap_or_default()]);
        shown["reviews"].as_array().is_some_and(|reviews| !reviews.is_empty())
    });
    let rated = rated.expect("one claim was rated");
    let id = rated["id"].as_str().expect("it has an id").to_owned();
    let before = rows(&told, "claims").len();
    let review = |item: Value, words: &str| {
        json!({"@context": "https://schema.org", "@type": "ClaimReview", "url": "https://desk.example/2",
            "author": {"@type": "Organization", "name": "Example Fact Desk"}, "itemReviewed": item,
            "reviewRating": [{"@type": "Rating", "name": "normalised", "ratingValue": 0.5},
                {"@type": "Rating", "name": "two steps", "alternateName": words}]})
    };
    let by_id = review(json!({"@type": "Claim", "@id": format!("urn:uuid:{id}")}), "Half true");
    let kind = if rated["speaker"]["kind"] == "person" { "Person" } else { "Organization" };
    let speaker = json!({"@type": kind, "name": rated["speaker"]["name"]});
    let text = &rated["statement"];
    let by_words = review(json!({"@type": "Claim", "text": text, "author": speaker}), "True");
    let lines = [by_id.to_string(), by_words.to_string()].join("\n");
    import(&told, &scratch.file("reviews.ndjson", &lines), &[]).exits(0);
    assert_eq!(rows(&told, "claims").len(), before, "both are about a claim that is here");
    let reviews = told.json(&["claim", "show", &id])["reviews"].clone();
    let told: Vec<String> = reviews
        .as_array()
        .expect("it is a list")
        .iter()
        .map(|review| {
            let normalised = &review["published"]["normalised"];
            format!("{} / {}: {} ({normalised})", review["by"], review["scale"], review["rating"])
        })
        .collect();
    insta::assert_snapshot!(told.join("\n"), @r#"
    "Ida Berg" / "five steps": "Mostly false" (null)
    "Example Fact Desk" / "two steps": "Half true" ({"basis":"words","value":"0.5"})
    "Example Fact Desk" / "two steps": "True" ({"basis":"words","value":"1"})
    "#);
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
