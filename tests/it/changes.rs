//! `changes` and `diff` on the shipped sample: what a person is told, and how the program ends.

use std::path::PathBuf;

use counterclaim_tests::{Case, Scratch, root};

fn sample(file: &str) -> String {
    let path: PathBuf = root().join("data/sample").join(file);
    path.to_str().expect("the path is text").to_owned()
}

fn case(scratch: &Scratch) -> Case {
    let case = Case::init(&scratch.join("case"));
    case.ask(&["ingest", &sample("harbour-wire-live.txt"), "--by", "Ada Moss"]).exits(0);
    case
}

#[test]
fn diff_of_a_page_ends_with_1_where_it_differs_from_the_case() {
    let scratch = Scratch::new();
    let case = case(&scratch);
    let same = case.ask(&["diff", &sample("harbour-wire-live.txt"), "--format", "json"]).exits(0);
    assert_eq!(same.json()["unchanged"], 21);
    let later = sample("later/harbour-wire-live.txt");
    let found = case.ask(&["diff", &later, "--format", "csv"]).exits(1).out;
    let told = found.lines().map(|line| line.rsplit_once(',').expect("cells").0.to_owned() + "\n");
    insta::assert_snapshot!(told.collect::<String>(), @r#"
    how,post,published,words,drawn from it
    new,#1,Sun 15 Jun 2031 08:55 GMT,‹Civilian Death Toll in Sallow Rises to 14 - Ostrevian Delegation to Concord›,0 statements
    new,#2,Sun 15 Jun 2031 06:12 GMT,‹Norland Denies Arming Ostrevia›,0 statements
    new,#3,Sun 15 Jun 2031 04:30 GMT,‹Three Wounded in Night Shelling of Hethby - Deputy Mayor›,0 statements
    changed,#20,Sat 14 Jun 2031 08:07 GMT,"• 08:07 [-Ostrevian-] Drones Hit Market in Hethby, Tarn …",4 statements
    not there,#20,Sat 14 Jun 2031 05:15 GMT,"‹Monitors Turned Back at Sill Bridges, Concord of Free Ports Says›",2 statements
    "#);
    case.ask(&["diff", &later, "--between", "1", "2"]).exits(2);
    case.ask(&["diff", &scratch.join("nothing.txt").to_string_lossy()]).exits(3);
}

#[test]
fn diff_of_a_post_ends_with_1_where_two_of_its_wordings_differ() {
    let scratch = Scratch::new();
    let case = case(&scratch);
    let later = sample("later/harbour-wire-live.txt");
    let found = case.ask(&["diff", &later, "--format", "json"]).exits(1).json();
    let posts = found["posts"].as_array().expect("posts");
    let edited = posts.iter().find(|post| post["kind"] == "changed").expect("one was edited");
    let post = edited["post"].as_str().expect("an id");
    let before = case.ask(&["diff", &post[..8], "--format", "json"]).exits(0).json();
    assert_eq!(before["difference"], serde_json::Value::Null);
    case.ask(&["ingest", &later, "--by", "Ada Moss"]).exits(0);
    let pieces = case.ask(&["diff", &post[..8], "--format", "json"]).exits(1).json();
    let pieces = pieces["difference"]["pieces"].as_array().expect("pieces").clone();
    let gone: Vec<_> = pieces.iter().filter(|piece| piece["kind"] != "same").collect();
    assert_eq!(gone, [&serde_json::json!({"kind": "gone", "text": "Ostrevian "})]);
    case.ask(&["diff", &post[..8], "--between", "2", "2"]).exits(0);
    case.ask(&["diff", &post[..8], "--between", "1", "9"]).exits(5);
    case.ask(&["diff", &post[..8], "--url", "https://example.org"]).exits(2);
}

#[test]
fn changes_since_a_position_or_a_time_are_told_event_by_event() {
    let scratch = Scratch::new();
    let case = case(&scratch);
    let log = case.json(&["log"]);
    let head = log["head"].as_u64().expect("a position").to_string();
    case.ask(&["ingest", &sample("later/harbour-wire-live.txt"), "--by", "Ada Moss"]).exits(0);
    let found = case.json(&["changes", "--since", &head]);
    let kinds = found["items"].as_array().expect("items").iter();
    let kinds = kinds.map(|item| item["kind"].as_str().expect("a kind"));
    insta::assert_snapshot!(kinds.collect::<Vec<_>>().join(" "), @"capture_new post_new post_new post_new post_revised actor_new claim_proposed claim_proposed claim_proposed actor_new claim_proposed claim_proposed claim_proposed");
    let nothing = case.json(&["changes", "--since", "2931-01-01"]);
    assert_eq!(nothing["items"], serde_json::json!([]), "everything was recorded before that day");
    case.ask(&["changes"]).exits(2);
}
