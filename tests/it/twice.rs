//! Reading twice adds nothing: neither the same page, nor the same words in other bytes, nor the old
//! posts of a page that has grown.

use std::fs;

use counterclaim_tests::{Case, Scratch, sample};
use serde_json::Value;

fn case_with_sample(scratch: &Scratch) -> Case {
    let case = Case::init(&scratch.join("case"));
    case.ingest(&sample("harbour-wire-live.txt"));
    case
}

fn named(events: &[Value], name: &str) -> usize {
    events.iter().filter(|event| event["type"] == name).count()
}

#[test]
fn the_same_page_again_records_nothing() {
    let scratch = Scratch::new();
    let case = case_with_sample(&scratch);
    let before = case.log();
    assert!(named(&before, "claim.proposed") > 20, "the sample holds statements");
    case.ingest(&sample("harbour-wire-live.txt"));
    assert_eq!(case.log(), before);
}

#[test]
fn the_same_text_in_other_bytes_records_nothing() {
    let scratch = Scratch::new();
    let case = Case::init(&scratch.join("case"));
    let page = sample("aldmoor-bulletin-live.html");
    case.ingest(&page);
    let before = case.log();
    assert!(named(&before, "post.recorded") > 5, "the sample holds posts");
    // Servers put something of the moment into every page they send.
    let html = fs::read_to_string(page).expect("the sample is text");
    let sent_again = html.replace("<main>", "<main data-session=\"8f2c\"><!-- served by 3 -->");
    assert_ne!(html, sent_again);
    case.ingest(&scratch.file("aldmoor-bulletin-live.html", &sent_again));
    assert_eq!(case.log(), before);
}

#[test]
fn a_grown_page_adds_its_new_posts_and_the_edited_wording_only() {
    let scratch = Scratch::new();
    let case = case_with_sample(&scratch);
    let before = case.log();
    case.ingest(&sample("later/harbour-wire-live.txt"));
    let after = case.log();
    assert_eq!(after[..before.len()], before[..], "what was recorded stays as it was");
    let added = &after[before.len()..];
    assert_eq!(named(added, "capture.recorded"), 1);
    assert_eq!(named(added, "post.recorded"), 3, "three posts came on top");
    assert_eq!(named(added, "post.revised"), 1, "one headline was edited");
    // The post that fell off the bottom is still there, and nothing says otherwise.
    let gone = |events: &[Value]| {
        events
            .iter()
            .any(|event| event.to_string().contains("Monitors Turned Back at Sill Bridges"))
    };
    assert!(gone(&before));
    assert!(added.iter().all(|event| {
        let name = event["type"].as_str().unwrap_or_default();
        !name.ends_with(".withdrawn") && !name.ends_with(".rejected")
    }));
}
