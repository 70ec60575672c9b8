//! One door: while a server holds a case, commands go through it by themselves; when it is gone, however it
//! went, they open the case again.

use std::thread;

use counterclaim_tests::{Answer, Campaign, Case, Scratch, Serving, command, counterclaim, sample};
use serde_json::Value;

/// A case with both sample pages read, some of it checked and a matter named.
fn case(scratch: &Scratch) -> Case {
    let case = Case::init(&scratch.join("case"));
    case.ingest(&sample("harbour-wire-live.txt"));
    case.ingest(&sample("aldmoor-bulletin-live.html"));
    case.ask(&["queue", "--check", "all", "--where", "party:Ostrevia", "--by", "ida"]).exits(0);
    case
}

fn ids(list: &Value) -> Vec<String> {
    let all = list.as_array().into_iter().flatten();
    all.filter_map(|one| one["id"].as_str().map(str::to_owned)).collect()
}

/// Asks an address, with a token in the environment.
fn at(url: &str, token: &str, arguments: &[&str]) -> Answer {
    let arguments = [arguments, &["--case", url]].concat();
    let output = command(&arguments).env("COUNTERCLAIM_TOKEN", token).output();
    Answer::new(arguments.join(" "), output.expect("it starts"))
}

/// Every command that asks, as words.
fn questions(case: &Case) -> Vec<Vec<String>> {
    let timeline = case.json(&["timeline"]);
    let claim = timeline["statements"].as_array().and_then(|claims| claims.first()).cloned();
    let claim = claim.expect("the sample has claims");
    let id = claim["id"].as_str().expect("a claim has an id").to_owned();
    let post = claim["place"]["post"].as_str().expect("it stands in a post").to_owned();
    let matters = case.ask(&["export", "matters", "--format", "json"]).exits(0).json();
    let matter = matters[0]["matter"].as_str().expect("the sample has matters").to_owned();
    let all: Vec<Vec<&str>> = vec![
        vec!["view", "Ostrevia"],
        vec!["compare", "Ostrevia", "Valdoria"],
        vec!["compare", "Ostrevia", "Valdoria", "--matter", &matter],
        vec!["contradictions", "--count", "all"],
        vec!["timeline", "--tz", "Europe/Vienna"],
        vec!["timeline", "--as-of", "20"],
        vec!["figures", "--count", "all"],
        vec!["unanswered", "Valdoria", "--count", "all"],
        vec!["standing"],
        vec!["standing", &id[..8]],
        vec!["standing", "--where", "party:Ostrevia"],
        vec!["matrix", "--count", "all"],
        vec!["versions", &matter, "--count", "all"],
        vec!["search", "the", "harbour"],
        vec!["changes", "--since", "20"],
        vec!["diff", &post],
        vec!["cite", &id],
        vec!["log", "--after", "30"],
        vec!["queue", "--where", "party:Valdoria"],
        vec!["claim", "show", &id],
        vec!["review", "list", &id],
        vec!["view", "Nobody / at all?"],
        vec!["claim", "show", "zz"],
    ];
    all.into_iter().map(|words| words.into_iter().map(str::to_owned).collect()).collect()
}

#[test]
fn every_question_is_answered_alike_with_and_without_a_server() {
    let scratch = Scratch::new();
    let case = case(&scratch);
    let (mut asked, mut reports) = (Vec::<(Vec<String>, Answer)>::new(), Vec::new());
    for words in questions(&case) {
        for format in ["table", "json", "ndjson", "csv", "md"] {
            let words = [words.clone(), vec!["--format".to_owned(), format.to_owned()]].concat();
            let borrowed: Vec<&str> = words.iter().map(String::as_str).collect();
            asked.push((words.clone(), case.ask(&borrowed)));
        }
    }
    for format in ["dot", "json", "svg", "tgf", "turtle"] {
        asked.push((
            ["graph", "--format", format].map(str::to_owned).to_vec(),
            case.ask(&["graph", "--format", format]),
        ));
    }
    for format in ["md", "html", "typ", "json", "ndjson", "xlsx", "jsonld", "turtle"] {
        let output = scratch.join(&format!("report.{format}")).to_string_lossy().into_owned();
        let words = ["report", "--party", "Ostrevia", "--format", format, "-o", &output];
        let direct = case.ask(&words).exits(0);
        reports.push((words.map(str::to_owned), direct, std::fs::read(&output).expect("kept")));
    }
    let serving = Serving::start(&case.path, &[]);
    for (words, direct, bytes) in &reports {
        let served = case.ask(&words.each_ref().map(String::as_str)).exits(0);
        assert_eq!(served.err, direct.err, "{words:?}");
        assert_eq!(std::fs::read(&words[6]).expect("kept"), *bytes, "{words:?}");
    }
    for (words, direct) in &asked {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let served = case.ask(&words);
        assert_eq!(served.code, direct.code, "{words:?}: {}", served.err);
        assert_eq!(served.out, direct.out, "{words:?}");
        assert_eq!(served.err, direct.err, "{words:?}");
    }
    // It was the server that answered: it has counted.
    let counted = serving.get("/metrics", None).text;
    for route in ["timeline", "standing", "citation", "graph", "compare"] {
        let line = format!("counterclaim_calls_total{{route=\"whole_{route}\",status=\"200\"}}");
        assert!(counted.contains(&line), "{route} was not asked of the server:\n{counted}");
    }
}

#[test]
fn a_change_goes_through_the_server_and_its_pages_show_it_at_once() {
    let scratch = Scratch::new();
    let case = case(&scratch);
    let serving = Serving::start(&case.path, &["--by", "Owner"]);
    let id = ids(&case.json(&["queue"])["claims"]).remove(0);
    let note = ["note", "add", &id, "seen by Zoë", "--by", "Zoë Ångström"];
    case.ask(&[&note[..], &["--dry-run"]].concat()).exits(0);
    assert!(!serving.get(&format!("/claims/{id}.json"), None).text.contains("seen by Zoë"));
    let once = [&note[..], &["--idempotency-key", "k1", "--format", "json"]].concat();
    let first = case.ask(&once).exits(0).json();
    assert_eq!(first["replayed"], false);
    assert_eq!(case.ask(&once).exits(0).json()["replayed"], true);
    let page = serving.get(&format!("/claims/{id}.json"), None).text;
    assert!(page.contains("seen by Zoë") && page.contains("Zoë Ångström"), "{page}");

    let revision = case.json(&["claim", "show", &id])["card"]["revision"].to_string();
    let check = ["queue", "--check", &id, "--by", "ida", "--expect-revision"];
    let stale = case.ask(&[&check[..], &["1"]].concat()).exits(4);
    assert!(stale.out.is_empty() && stale.err.starts_with("counterclaim: "), "{}", stale.err);
    case.ask(&[&check[..], &[&revision]].concat()).exits(0);
    case.ask(&["queue", "--check", "zz", "--by", "ida"]).exits(3);

    // Pages and proposals come in by the same door, and a page read twice adds nothing.
    let page = sample("harbour-wire-live.txt").to_string_lossy().into_owned();
    let again = case.ask(&["ingest", &page, "--format", "json"]).exits(0).json();
    assert_eq!((&again["events"], &again["pages"][0]["added"]), (&0.into(), &0.into()));
    let (code, said) = serving.end("-TERM");
    assert_eq!(code, Some(0), "{said}");
    let log = case.log();
    let by = log.last().map(|event| event["analyst"].clone());
    assert_eq!(by, Some("ida".into()));
}

#[test]
fn a_server_that_was_killed_leaves_a_socket_that_nobody_trips_over() {
    let scratch = Scratch::new();
    let case = case(&scratch);
    let serving = Serving::start(&case.path, &[]);
    let other = counterclaim(&["serve", "--listen", "127.0.0.1:0", "--case", &case.path]).exits(7);
    assert!(other.err.contains(&serving.host), "{}", other.err);
    for number in 0..5 {
        case.ask(&["matter", "add", &format!("m{number}"), "A matter"]).exits(0);
    }
    let acknowledged = case.log().len();
    serving.end("-KILL");
    assert!(scratch.join("case/server.sock").exists(), "it had no time to tidy up");
    assert_eq!(case.log().len(), acknowledged);
    case.ask(&["matter", "add", "after", "Another"]).exits(0);
    case.ask(&["doctor"]).exits(0);
    let copied = scratch.join("copy");
    case.ask(&["backup", &copied.to_string_lossy()]).exits(0);
    assert!(!copied.join("server.sock").exists() && !copied.join("tokens.json").exists());
    let serving = Serving::start(&case.path, &[]);
    assert_eq!(case.log().len(), acknowledged + 1);
    assert_eq!(serving.end("-INT").0, Some(130));
    assert!(!scratch.join("case/server.sock").exists());
}

#[test]
fn a_token_lets_in_from_elsewhere_until_it_is_revoked_and_is_never_printed() {
    let scratch = Scratch::new();
    let case = case(&scratch);
    let far = counterclaim(&["serve", "--listen", "0.0.0.0:0", "--case", &case.path]).exits(2);
    assert!(far.err.contains("token add"), "{}", far.err);
    let serving = Serving::start(&case.path, &["--host", "desk.example", "--log"]);
    let url = serving.url();
    let closed = counterclaim(&["timeline", "--case", &url]).exits(8);
    assert!(closed.out.is_empty() && closed.err.contains("token"), "{}", closed.err);

    let told = case.ask(&["token", "add", "Ada", "--role", "reader"]).exits(0);
    let token = told.out.trim_end().to_owned();
    assert_eq!((token.len(), told.err.contains(&token)), (64, false));
    case.ask(&["token", "add", "Ada", "--role", "owner"]).exits(4);
    let direct = case.ask(&["timeline", "--format", "csv"]).exits(0);
    let through = at(&url, &token, &["timeline", "--format", "csv"]).exits(0);
    assert_eq!(through.out, direct.out);
    let denied = at(&url, &token, &["matter", "add", "m", "A matter"]).exits(8);
    assert!(denied.err.contains("analyst"), "{}", denied.err);
    at(&url, &token, &["verify"]).exits(7);
    at("http://desk.example", &token, &["timeline"]).exits(2);

    case.ask(&["token", "revoke", "Ada"]).exits(0);
    at(&url, &token, &["timeline"]).exits(8);
    assert_eq!(
        case.ask(&["token", "list", "--format", "json"]).exits(0).json(),
        Value::Array(vec![])
    );
    let (_, said) = serving.end("-TERM");
    assert!(said.contains(r#""who":"Ada""#) && said.contains(r#""refused":"#), "{said}");
    assert!(!said.contains(&token), "the token stands in the log");
}

#[test]
fn what_two_writers_record_at_once_is_all_there() {
    let each = match Campaign::asked() {
        Campaign::Slice => 40,
        Campaign::Whole => 200,
    };
    let scratch = Scratch::new();
    let case = case(&scratch);
    let before = case.log().len();
    let serving = Serving::start(&case.path, &[]);
    thread::scope(|scope| {
        scope.spawn(|| {
            for number in 0..each {
                let change =
                    format!(r#"{{"change":"matter_add","slug":"a{number}","title":"By address"}}"#);
                let reply = serving.post("/changes", &change);
                assert_eq!(reply.status, 201, "{}", reply.text);
            }
        });
        scope.spawn(|| {
            for number in 0..each {
                case.ask(&["matter", "add", &format!("c{number}"), "By command"]).exits(0);
            }
        });
    });
    serving.end("-KILL");
    let log = case.log();
    assert_eq!(log.len(), before + 2 * each);
    let told = log.iter().map(ToString::to_string).collect::<String>();
    for number in 0..each {
        for slug in [format!("\"a{number}\""), format!("\"c{number}\"")] {
            assert!(told.contains(&slug) || told.contains(&slug.replace('"', "\\\"")), "{slug}");
        }
    }
}
