//! Exports through the binary: which claims, which columns, the same bytes, and what is refused. Programs
//! of other people read the formats back in `tests/outside/export`.

use std::collections::BTreeSet;
use std::fs;

use counterclaim_tests::{Case, Scratch, counterclaim, sample};
use serde_json::Value;

/// A case with the sample in it, everything checked by a person.
fn checked(scratch: &Scratch) -> Case {
    let case = Case::init(&scratch.join("case"));
    for page in ["harbour-wire-live.txt", "aldmoor-bulletin-live.html"] {
        case.ingest(&sample(page));
    }
    case.ask(&["queue", "--check", "all", "--by", "Ada"]).exits(0);
    case
}

fn ids(case: &Case, more: &[&str]) -> Vec<String> {
    let rows = case.ask(&[&["export", "claims", "--fields", "id"], more].concat()).exits(0).lines();
    rows.iter().map(|row| row["id"].as_str().expect("a claim has an id").to_owned()).collect()
}

#[test]
fn filters_choose_the_claims_that_their_records_say() {
    let scratch = Scratch::new();
    let case = checked(&scratch);
    let all = case.ask(&["export", "claims"]).exits(0).lines();
    let those = |fits: &dyn Fn(&Value) -> bool| -> Vec<String> {
        let chosen = all.iter().filter(|claim| fits(claim));
        chosen.map(|claim| claim["id"].as_str().expect("an id").to_owned()).collect()
    };
    let published = |claim: &Value| claim["times"]["published"]["at"].as_str().map(str::to_owned);
    let turn = "2031-06-14T18:00:00Z";
    let late = |claim: &Value| published(claim).is_some_and(|at| at.as_str() >= turn);
    let early = |claim: &Value| published(claim).is_some_and(|at| at.as_str() < turn);
    let disputed = |claim: &Value| claim["standing"]["word"] == "disputed";
    let valdoria = |claim: &Value| claim["party"]["name"] == "Valdoria";
    for (filter, expected) in [
        (&["--from", turn][..], those(&late)),
        (&["--to", turn], those(&early)),
        (&["--standing", "disputed"], those(&disputed)),
        (&["--standing", "contested"], those(&|claim| claim["standing"]["dispute"] == "contested")),
        (&["--party", "Valdoria"], those(&valdoria)),
        (&["--party", "Valdoria", "--to", turn], those(&|claim| valdoria(claim) && early(claim))),
        (&["--status", "checked"], those(&|_| true)),
        (&["--status", "withdrawn"], Vec::new()),
    ] {
        assert_eq!(ids(&case, filter), expected, "{filter:?}");
        assert!(!expected.is_empty() || filter[1] == "withdrawn", "{filter:?} proves nothing");
    }
    let sorted = |by: &str| ids(&case, &["--sort", by]);
    let mut by_id = those(&|_| true);
    assert_eq!(sorted("published"), by_id);
    by_id.sort();
    assert_eq!(sorted("id"), by_id);
    let as_set = |ids: Vec<String>| ids.into_iter().collect::<BTreeSet<_>>();
    assert_eq!(as_set(sorted("party")), as_set(sorted("recorded")));
}

#[test]
fn a_claim_says_in_an_export_what_it_says_everywhere_else() {
    let scratch = Scratch::new();
    let case = checked(&scratch);
    for count in ["checked", "all"] {
        let exported = case.ask(&["export", "claims", "--count", count]).exits(0).lines();
        let timeline = case.json(&["timeline", "--count", count]);
        let cards = timeline["statements"].as_array().expect("a timeline lists statements");
        assert_eq!(exported.len(), cards.len());
        // Where no sentence is asked for, the standing is found in another way.
        let fields = "standing,dispute,support,lines_for,lines_against";
        let brief =
            case.ask(&["export", "claims", "--count", count, "--fields", fields]).exits(0).lines();
        for (record, brief) in exported.iter().zip(&brief) {
            let standing = &record["standing"];
            assert_eq!(brief["standing"], standing["word"]);
            for key in ["dispute", "support", "lines_for", "lines_against"] {
                assert_eq!(brief[key], standing[key], "{key} of {}", record["id"]);
            }
        }
        for (record, card) in exported.iter().zip(cards) {
            for (key, value) in card.as_object().expect("a card is an object") {
                assert_eq!(&record[key], value, "{key} of {}", card["id"]);
            }
        }
    }
}

#[test]
fn the_same_case_gives_the_same_bytes_in_every_format() {
    let scratch = Scratch::new();
    let case = checked(&scratch);
    for (what, format) in [
        ("claims", "ndjson"),
        ("claims", "json"),
        ("claims", "csv"),
        ("claims", "xlsx"),
        ("claims", "jsonld"),
        ("turtle", "turtle"),
        ("links", "xlsx"),
        ("figures", "csv"),
        ("actors", "csv"),
        ("matters", "csv"),
    ] {
        let [one, other] = ["one", "other"].map(|name| {
            let file = scratch.join(name);
            let path = file.to_string_lossy().into_owned();
            case.ask(&["export", what, "--format", format, "-o", &path]).exits(0);
            fs::read(file).expect("the export was written")
        });
        assert!(one == other && one.len() > 20, "{what} {format}");
    }
}

#[test]
fn what_makes_no_sense_is_refused_with_what_would() {
    let scratch = Scratch::new();
    let case = checked(&scratch);
    for (arguments, told) in [
        (&["claims", "--fields", "id,nobody"][..], "no field of a claim is called \"nobody\""),
        (&["links", "--format", "csv", "--fields", "x"], "no field of links is called \"x\""),
        (&["claimreview", "--format", "csv"], "--format is one of ndjson, json"),
        (&["actors", "--party", "Valdoria"], "filters choose claims"),
        (&["claims", "--csv-raw"], "--csv-raw belongs to --format csv"),
        (&["claims", "--format", "md", "--fields", "id"], "--fields belongs to"),
        (&["turtle", "--base", "example"], "no address that names can begin with"),
    ] {
        let answer = case.ask(&[&["export"], arguments].concat()).exits(2);
        assert!(answer.err.contains(told), "{arguments:?}: {}", answer.err);
        assert_eq!(answer.out, "", "{arguments:?}");
    }
    case.ask(&["export", "claims", "--party", "Nobody Here"]).exits(3);
    case.ask(&["export", "claims", "--matter", "no-such-matter"]).exits(3);
}

#[test]
fn every_command_has_a_manual_page() {
    let scratch = Scratch::new();
    let dir = scratch.join("man");
    counterclaim(&["man", &dir.to_string_lossy()]).exits(0);
    let page = |name: &str| fs::read_to_string(dir.join(name)).expect("there is such a page");
    assert!(page("counterclaim.1").contains("counterclaim\\-export(1)"));
    let export = page("counterclaim-export.1");
    for option in ["\\-\\-fields", "\\-\\-standing", "\\-\\-csv\\-raw", "\\-\\-base"] {
        assert!(export.contains(option), "{option}");
    }
    assert!(page("counterclaim-claim-add.1").contains("\\-\\-speaker"));
}
