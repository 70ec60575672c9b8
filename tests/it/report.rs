//! Reports through the binary: the same bytes on any machine, checked against the log, refused as final
//! while something is unchecked, written whole or not at all.

use std::fs;

use counterclaim_tests::{Answer, Case, Scratch, command, sample};

fn case(scratch: &Scratch) -> Case {
    let case = Case::init(&scratch.join("case"));
    case.ingest(&sample("harbour-wire-live.txt"));
    case.ingest(&sample("aldmoor-bulletin-live.html"));
    case
}

fn path(scratch: &Scratch, name: &str) -> String {
    scratch.join(name).to_string_lossy().into_owned()
}

#[test]
fn a_report_is_the_same_on_any_machine_and_says_when_it_was_altered() {
    let scratch = Scratch::new();
    let case = case(&scratch);
    let formats = ["md", "html", "typ", "json", "ndjson", "csv", "xlsx", "jsonld", "turtle"];
    for format in formats {
        let (here, there) = (path(&scratch, format), path(&scratch, &format!("{format}-there")));
        let asked = ["report", "--party", "Valdoria", "--tz", "Europe/Vienna", "--format", format];
        case.ask(&[&asked[..], &["-o", &here]].concat()).exits(0);
        let arguments = [&asked[..], &["-o", &there, "--case", &case.path]].concat();
        let elsewhere = command(&arguments)
            .env("TZ", "Pacific/Kiritimati")
            .env("LC_ALL", "tr_TR.UTF-8")
            .env("LANG", "tr_TR.UTF-8")
            .env("COLUMNS", "40")
            .output()
            .expect("the binary starts");
        Answer::new(format!("report as {format}"), elsewhere).exits(0);
        assert_eq!(read(&here), read(&there), "{format} differs from machine to machine");
    }
    // What is recorded later changes nothing of what was.
    case.ask(&["note", "add", &first_claim(&case), "read again", "--by", "ida"]).exits(0);
    for format in formats {
        case.ask(&["verify-report", &path(&scratch, format)]).exits(0);
    }
    let file = path(&scratch, "md");
    let report = fs::read_to_string(&file).expect("it was written");
    fs::write(&file, report.replacen("Mirel Oda", "Edrin Kalbe", 1)).expect("there is room");
    let told = case.ask(&["verify-report", &file, "--format", "json"]).exits(1).json();
    let problem = told["problems"][0].as_str().expect("a problem is told");
    assert!(problem.starts_with("line ") && problem.contains("Edrin Kalbe"), "{problem}");
    // Nothing in the file is taken at its word, the program's own name included.
    fs::write(&file, report.replace("counterclaim@", "the truth, says counterclaim@"))
        .expect("there is room");
    case.ask(&["verify-report", &file]).exits(1);
    fs::write(&file, &report).expect("there is room");
    let other = Case::init(&scratch.join("other"));
    let told = other.ask(&["verify-report", &file, "--format", "json"]).exits(1).json();
    let problem = told["problems"][0].as_str().expect("a problem is told");
    assert!(problem.contains("it was made of case"), "{problem}");
    fs::write(&file, "# No report\n").expect("there is room");
    case.ask(&["verify-report", &file]).exits(5);
}

/// The bytes of a file, or of every file in a folder.
fn read(path: &str) -> Vec<(String, Vec<u8>)> {
    let Ok(folder) = fs::read_dir(path) else {
        return vec![(String::new(), fs::read(path).expect("it was written"))];
    };
    let mut files: Vec<_> = folder
        .map(|entry| entry.expect("it can be listed"))
        .map(|entry| {
            let bytes = fs::read(entry.path()).expect("it can be read");
            (entry.file_name().to_string_lossy().into_owned(), bytes)
        })
        .collect();
    files.sort();
    files
}

fn first_claim(case: &Case) -> String {
    let claims = case.ask(&["export", "claims"]).exits(0).lines();
    claims[0]["id"].as_str().expect("a claim has an id").to_owned()
}

#[test]
fn a_report_is_final_only_when_everything_in_it_is_checked() {
    let scratch = Scratch::new();
    let case = case(&scratch);
    let file = path(&scratch, "report.md");
    let asked = ["report", "--party", "Valdoria", "--final", "-o", &file];
    let refused = case.ask(&asked).exits(4);
    assert!(refused.err.contains("not final"), "{}", refused.err);
    assert!(!scratch.join("report.md").exists(), "a refused report leaves nothing");
    case.ask(&["queue", "--check", "all", "--by", "ida"]).exits(0);
    case.ask(&asked).exits(0);
    let report = fs::read_to_string(&file).expect("it was written");
    assert!(!report.contains("DRAFT") && !report.contains("unchecked\\]"), "{report}");
}

#[test]
fn what_cannot_be_made_is_said_and_leaves_nothing() {
    let scratch = Scratch::new();
    let case = case(&scratch);
    let pdf = path(&scratch, "report.pdf");
    case.ask(&["report", "--format", "pdf"]).exits(2);
    case.ask(&["report", "--format", "csv"]).exits(2);
    case.ask(&["report", "--party", "Nowhere"]).exits(3);
    case.ask(&["report", "--matter", "nothing"]).exits(3);
    case.ask(&["report", "--from", "2031-06-15", "--to", "2031-06-14"]).exits(5);
    let arguments = ["report", "--format", "pdf", "-o", &pdf, "--case", &case.path];
    let output = command(&arguments).env("PATH", "").output().expect("the binary starts");
    let missing = Answer::new("report as pdf".to_owned(), output).exits(7);
    assert!(missing.err.contains("typst") && missing.err.contains("Chromium"), "{}", missing.err);
    assert!(!scratch.join("report.pdf").exists());
    case.ask(&["report", "-o", &path(&scratch, "no/such/folder/report.md")]).exits(3);
    let kept = scratch.file("kept.csv", "what was there before\n");
    let export = ["export", "claims", "--format", "csv", "--fields", "nothing", "-o"];
    case.ask(&[&export[..], &[&kept.to_string_lossy()]].concat()).exits(2);
    assert_eq!(fs::read_to_string(&kept).expect("it is still there"), "what was there before\n");
    // The name of the output says the form, where nothing else does.
    let page = scratch.join("report.html");
    case.ask(&["report", "-o", &page.to_string_lossy()]).exits(0);
    assert!(fs::read_to_string(&page).expect("it was written").starts_with("<!doctype html>"));
    // A link stays a link, and what it leads to is written.
    let link = scratch.join("link.md");
    std::os::unix::fs::symlink(&kept, &link).expect("there is room");
    case.ask(&["report", "-o", &link.to_string_lossy()]).exits(0);
    assert!(link.is_symlink());
    assert!(fs::read_to_string(&kept).expect("it was written").starts_with("# "));
    let left = fs::read_dir(scratch.join(".")).expect("it can be listed").flatten();
    let left = left.filter(|entry| entry.file_name().to_string_lossy().starts_with('.'));
    assert_eq!(left.count(), 0, "something half-written was left");
}

#[test]
fn what_persons_add_stands_in_the_report() {
    let scratch = Scratch::new();
    let case = case(&scratch);
    let by = |arguments: &[&str]| case.ask(&[arguments, &["--by", "Ida Berg"]].concat()).exits(0);
    by(&["queue", "--check", "all"]);
    let statements = case.json(&["report", "--party", "Ostrevia"])["statements"].clone();
    let claim = |number: usize| statements[number]["card"]["id"].as_str().expect("it has an id");
    by(&["review", "add", claim(0), "--scale", "five steps", "--rating", "Half true"]);
    by(&["claim", "withdraw", claim(1), "--reason", "another ministry"]);
    by(&["link", "add", claim(3), "corrects", claim(2), "--reason", "a later count"]);
    by(&["comment", "add", claim(4), "--asked", "2031-06-16T08:00:00Z", "--replied", "none"]);
    let finding = ["finding", "add", "The market stands", "--refutes", claim(5)];
    by(&[&finding[..], &["--evidence", "a photograph", "--reason", "it shows it"]].concat());
    let report = case.ask(&["report", "--party", "Ostrevia"]).exits(0).out;
    for said in [
        "| Half true (five steps) | Ida Berg |",
        "withdrawn by us: another ministry · by Ida Berg",
        " puts right ",
        "Asked Mon 16 Jun 2031 08:00 GMT; **no answer recorded:**",
        "a finding of Ida Berg: The market stands (evidence: a photograph)",
        "refuted by a finding of a named person, checked: ",
        "**refuted by finding of Ida Berg**",
        " **\\[refuted by finding of Ida Berg\\]**",
    ] {
        assert!(report.contains(said), "{said:?} is not in\n{report}");
    }
}

#[test]
fn our_corrections_show_what_was_and_what_is() {
    let scratch = Scratch::new();
    let case = case(&scratch);
    let by = |arguments: &[&str]| case.ask(&[arguments, &["--by", "Ida Berg"]].concat()).exits(0);
    by(&["queue", "--check", "all"]);
    let statements = case.json(&["report", "--party", "Ostrevia"])["statements"].clone();
    let claim = statements[0]["card"]["id"].as_str().expect("it has an id").to_owned();
    let set = ["claim", "correct", &claim, "--reason", "read again", "--set"];
    by(&[&set[..], &["statement=The market was hit"]].concat());
    by(&[&set[..], &["speaker=Mirel Oda"]].concat());
    // What was put down to one party and is another's is told to readers of both.
    for party in ["Ostrevia", "Valdoria"] {
        for format in ["md", "html", "typ"] {
            let report = case.ask(&["report", "--party", party, "--format", format]).exits(0).out;
            let told = "amended: speaker: read again";
            let line = report.lines().find(|line| line.contains(told)).expect("it is told");
            let told: Vec<usize> = ["before:", "Ilka Brandeth", "now:", "Mirel Oda"]
                .iter()
                .map(|part| line.rfind(part).unwrap_or_else(|| panic!("{part} is not in {line}")))
                .collect();
            assert!(told.is_sorted(), "{line}");
        }
    }
    let corrections = case.json(&["report", "--party", "Ostrevia"])["our_corrections"].clone();
    assert_eq!(corrections[0]["field"]["new"], "The market was hit");
    assert_eq!(corrections[0]["field"]["old"], statements[0]["card"]["statement"]);
    assert_eq!(corrections[1]["field"]["field"], "speaker");
}

#[test]
fn a_finding_needs_no_matter_to_stand_in_the_report_of_one() {
    let scratch = Scratch::new();
    let case = case(&scratch);
    let report = ["report", "--matter", "strikes-on-territory"];
    let statements = case.json(&report)["statements"].clone();
    let claim = statements[0]["card"]["id"].as_str().expect("it has an id").to_owned();
    let finding = ["finding", "add", "The market stands", "--evidence", "a photograph"];
    let by = ["--reason", "it shows it", "--by", "Ida Berg"];
    let bare = case.ask(&[&finding[..], &by].concat()).exits(2);
    assert!(bare.err.contains("--refutes <CLAIM>|--confirms <CLAIM>"), "{}", bare.err);
    case.ask(&[&finding[..], &by, &["--refutes", &claim]].concat()).exits(0);
    let report = case.json(&report);
    assert_eq!(report["refutations"].as_array().map(Vec::len), Some(1), "{report}");
    let of_matter = &report["matters"];
    assert_eq!(of_matter.as_array().map(Vec::len), Some(1), "{of_matter}");
    assert_eq!(of_matter[0]["matter"], "strikes-on-territory");
    let between = of_matter[0]["between"].to_string();
    assert!(between.contains("refuted by a finding of a named person, checked"), "{between}");
}

#[test]
fn a_part_of_a_case_says_so_and_adds_up_its_own() {
    let scratch = Scratch::new();
    let case = case(&scratch);
    case.ask(&["queue", "--check", "all", "--by", "Ida Berg"]).exits(0);
    let asked = ["report", "--party", "Ostrevia", "--party", "Valdoria"];
    let cells = |more: &[&str]| case.json(&[&asked[..], more].concat())["matrix"]["cells"].clone();
    let strikes = cells(&["--matter", "strikes-on-territory"]);
    let (part, whole) = (strikes.as_array().map(Vec::len), cells(&[]));
    assert!(part > Some(0) && part < whole.as_array().map(Vec::len), "{strikes} of {whole}");
    assert_eq!(cells(&["--to", "2001-01-01"]), serde_json::json!([]));
    let contested = [&asked[..], &["--standing", "contested"]].concat();
    let report = case.json(&contested);
    let statements = report["statements"].as_array().expect("they are listed");
    let stands = |word: &str| {
        statements.iter().filter(|each| each["card"]["standing"]["dispute"] == word).count()
    };
    // What others say beside it is in it however it stands.
    assert!(stands("contested") > 0 && stands("uncontested") > 0);
    assert!(report["left_out"].as_u64() > Some(0));
    let page = case.ask(&contested).exits(0).out;
    let told = page.lines().find(|line| line.contains("FILTERED")).expect("the front page says it");
    insta::assert_snapshot!(told, @"**FILTERED: only statements that stand as contested.** 8 statements of the parties within the other limits stand otherwise, or are unchecked and stand nowhere, and are left out; what others say beside them is in it however it stands. This is no picture of all that was said.");
    let html = case.ask(&[&contested[..], &["--format", "html"]].concat()).exits(0).out;
    let foot = html.split("@bottom-left{content:").last().expect("a page has a foot");
    assert!(foot.contains("FILTERED"), "every page says it");
    let mistyped = case.ask(&["report", "--standing", "contsted"]).exits(5);
    insta::assert_snapshot!(mistyped.err, @r#"counterclaim: "contsted" is no standing (uncontested, upheld, contested, refuted, origin_fallen, retracted, uncorroborated, unsourced, echoed, corroborated), and no statement here stands so in words"#);
}
