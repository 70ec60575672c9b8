//! One claim's whole way, as an analyst walks it: a page in, a proposal looked at and checked, answers
//! on both clocks, a report that says what it is.

use counterclaim_tests::{Case, Scratch, counterclaim, sample};
use serde_json::Value;

fn case_with_sample(scratch: &Scratch) -> Case {
    let case = Case::init(&scratch.join("case"));
    for page in ["harbour-wire-live.txt", "aldmoor-bulletin-live.html"] {
        case.ingest(&sample(page));
    }
    case
}

/// The id of the proposed claim that has these words.
fn proposed(case: &Case, words: &str) -> String {
    let log = case.log();
    let has_words = |event: &&Value| {
        event["type"] == "claim.proposed" && event["payload"].to_string().contains(words)
    };
    let found = log.iter().find(has_words).unwrap_or_else(|| panic!("no claim with {words:?}"));
    let id = &found["payload"]["claim"]["id"];
    id.as_str().unwrap_or_else(|| panic!("no id in {found}")).to_owned()
}

#[test]
fn a_proposal_counts_only_once_a_person_has_checked_it() {
    let scratch = Scratch::new();
    let case = case_with_sample(&scratch);
    let claim = proposed(&case, "All our aircraft have returned to their bases");
    let shown = case.json(&["claim", "show", &claim]);
    assert_eq!(shown["card"]["status"], "proposed", "{shown}");
    case.ask(&["queue", "--check", &claim, "--by", "Ada"]).exits(0);
    let shown = case.json(&["claim", "show", &claim]);
    assert_eq!(shown["card"]["status"], "checked", "{shown}");
    // Before it was checked, it was not: the first clock.
    let before = shown["card"]["revision"].as_u64().expect("a claim has a revision") - 1;
    let then = case.json(&["claim", "show", &claim, "--as-of", &before.to_string()]);
    assert_eq!(then["card"]["status"], "proposed", "{then}");
}

#[test]
fn what_was_not_yet_published_is_not_in_the_answer() {
    let scratch = Scratch::new();
    let case = case_with_sample(&scratch);
    let words = "There is not one foreigner under arms in our ranks";
    let all = case.ask(&["view", "Valdoria", "--count", "all", "--format", "json"]).exits(0);
    assert!(all.out.contains(words), "the second outlet carries the denial");
    let early = ["view", "Valdoria", "--count", "all", "--public-by", "2031-06-14T23:30:00Z"];
    let early = case.ask(&[&early[..], &["--format", "json"]].concat()).exits(0);
    assert!(!early.out.contains(words), "it was published at 23:40");
}

#[test]
fn two_accounts_that_cannot_both_hold_stand_beside_each_other() {
    let scratch = Scratch::new();
    let case = case_with_sample(&scratch);
    let all = case.ask(&["contradictions", "--count", "all", "--format", "json"]).exits(0);
    assert!(all.out.contains("We do not shell the territory of Valdoria"), "{}", all.out);
    assert!(all.out.contains("is shelling villages on the territory of Valdoria"), "{}", all.out);
    // No verdict: nothing that a machine drew says that one of them is false.
    let log = case.log();
    assert!(log.iter().any(|event| event["type"] == "link.proposed"));
    assert!(!log.iter().any(|event| event.to_string().contains("\"refutes\"")));
}

#[test]
fn paraphrase_never_stands_in_quotation_marks() {
    let page = sample("harbour-wire-live.txt");
    for format in ["md", "html", "json"] {
        let brief = counterclaim(&["brief", &page.to_string_lossy(), "--format", format]).exits(0);
        for paraphrase in
            ["Lunmark Refutes Reports on Ostrevian", "Norland Must Stop Arming Ostrevia"]
        {
            for mark in ["\"", "“", "&quot;"] {
                let quoted = format!("{mark}{paraphrase}");
                // In JSON every string stands in marks; there the field says whose words they are.
                assert!(format == "json" || !brief.out.contains(&quoted), "{format}: {quoted}");
            }
        }
    }
}

#[test]
fn the_demo_is_fiction_and_says_so() {
    let demo = counterclaim(&["demo"]).exits(0);
    assert!(demo.out.contains("FICTION"), "{}", demo.out);
    assert!(demo.out.contains("Ostrevia"), "{}", demo.out);
}
