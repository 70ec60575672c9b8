//! Watching pages and feeds of a site on this machine: what is asked, what comes into the case, and what
//! a site is spared. Times are set by options, so that nothing waits for longer than a moment.

use std::process::Stdio;
use std::time::{Duration, Instant};

use counterclaim_tests::{Answer, Case, Scratch, Served, Serving, Site, command, sample};
use serde_json::{Value, json};

/// Fast, but with a pause that a test can see.
const PACE: [&str; 4] = ["--every", "40ms..320ms", "--pause", "20ms"];

fn page(name: &str) -> String {
    std::fs::read_to_string(sample(name)).expect("a sample is text")
}

/// Polls once.
fn once(case: &Case, urls: &[&str]) -> Answer {
    let actors = sample("actors.toml");
    let actors = actors.to_string_lossy();
    let given = ["--once", "--allow-private", "--format", "ndjson", "--actors", &actors];
    case.ask(&[&["watch"], urls, &PACE, &given].concat())
}

fn outcome(answer: &Answer) -> Value {
    answer.lines().into_iter().next().expect("a line for each poll")["outcome"].clone()
}

fn paths(site: &Site) -> Vec<String> {
    site.asked().into_iter().map(|asked| asked.path).collect()
}

#[test]
fn a_live_page_is_watched_through_its_day() {
    let (scratch, site) = (Scratch::new(), Site::new());
    let case = Case::init(&scratch.join("case"));
    let url = site.url("/live");
    site.serve("/live", Served::text(&page("harbour-wire-live.txt")).with("etag", "\"1\""));

    let first = once(&case, &[&url]).exits(0);
    let read = &outcome(&first)["page"];
    assert!(read["added"].as_u64() > Some(5) && read["claims"].as_u64() > Some(5), "{read}");
    assert!(
        first.err.contains("no watch.json yet") && first.err.contains(" added, "),
        "{}",
        first.err
    );
    let asked = site.asked();
    assert_eq!((asked[0].path.as_str(), asked[1].path.as_str()), ("/robots.txt", "/live"));
    assert!(asked[1].at - asked[0].at >= Duration::from_millis(20), "the pause is kept");
    assert!(asked[1].headers["user-agent"].starts_with("counterclaim/"));

    // Nothing has changed, and robots.txt is known.
    assert_eq!(outcome(&once(&case, &[&url]).exits(0))["kind"], "not_modified");
    let asked = site.asked();
    assert_eq!((asked.len(), asked[0].headers["if-none-match"].as_str()), (1, "\"1\""));

    // The page grows: three posts on top, one edited headline. Then other bytes, the same text.
    let before = case.log();
    let later = page("later/harbour-wire-live.txt");
    site.serve("/live", Served::text(&later).with("etag", "\"2\""));
    let read = outcome(&once(&case, &[&url]).exits(0))["page"].clone();
    assert_eq!((&read["added"], &read["revised"]), (&3.into(), &1.into()));
    assert_eq!(case.log()[..before.len()], before[..], "what was recorded stays");
    site.serve("/live", Served::text(&later).with("etag", "\"3\""));
    assert_eq!(outcome(&once(&case, &[&url]).exits(0))["page"]["events"], 0);

    // A failure, and within the wait that follows nothing is asked.
    site.asked();
    site.serve("/live", Served::status(500));
    assert_eq!(outcome(&once(&case, &[&url]).exits(7))["why"], "status 500");
    site.serve("/live", Served::status(429).with("retry-after", "3600"));
    while outcome(&once(&case, &[&url]).exits(7))["kind"] == "held_off" {}
    assert_eq!(paths(&site), ["/live", "/live"]);

    // An hour is asked for; a restart does not shorten it, for no page of the host.
    let other = site.url("/other");
    let held = once(&case, &[&url, &other]).exits(7);
    assert!(held.lines().iter().all(|line| line["outcome"]["kind"] == "held_off"), "{}", held.out);
    assert!(site.asked().is_empty(), "it was asked to stay away");

    // Whoever throws away what is known begins anew, and hears of it; so does whoever damages it.
    std::fs::write(scratch.join("case/watch.json"), "{\"format\":1,").expect("it can be written");
    site.serve("/live", Served::status(410));
    let gone = once(&case, &[&url]).exits(3);
    assert!(gone.err.contains("watch.json is damaged"), "{}", gone.err);
    assert_eq!(outcome(&gone)["status"], 410);
    case.ask(&["verify"]).exits(0);
}

#[test]
fn a_server_that_holds_the_case_takes_in_what_is_watched() {
    let (scratch, site) = (Scratch::new(), Site::new());
    let case = Case::init(&scratch.join("case"));
    let (url, led_to) = (site.url("/now"), site.url("/live"));
    let moved = Served::status(302).with("location", "/live");
    site.serve("/now", moved);
    site.serve("/live", Served::text(&page("harbour-wire-live.txt")).with("etag", "\"1\""));
    let serving = Serving::start(&case.path, &[]);
    let given = [
        "watch",
        &url,
        "--once",
        "--allow-private",
        "--format",
        "ndjson",
        "--by",
        "Zoë",
        "--pause",
        "20ms",
    ];
    let read = outcome(&case.ask(&given).exits(0))["page"].clone();
    assert!(read["added"].as_u64() > Some(5) && read["claims"].as_u64() > Some(5), "{read}");
    // Its pages show it, and who watched is recorded.
    let shown = serving.get("/claims.json?count=all", None).text;
    assert!(shown.contains("Harbour Wire"), "{shown}");
    let log = serving.get("/log.json", None).text;
    assert!(log.contains("Zoë"), "{log}");
    // So is all that the outlet's server said of the page.
    let capture = format!("/captures/{}.json", read["capture"].as_str().expect("an id"));
    let told = serving.get(&capture, None).text;
    let (_, body) = told.split_once("\r\n\r\n").expect("an end of the head");
    let capture: Value = serde_json::from_str(body).expect("JSON");
    let capture = &capture["capture"];
    assert_eq!((&capture["url"], &capture["final_url"]), (&json!(url), &json!(led_to)));
    assert_eq!((&capture["status"], &capture["captured_from"]), (&json!(200), &json!("fetch")));
    let headers = json!([["content-type", "text/plain"], ["etag", "\"1\""]]);
    assert_eq!(capture["headers"], headers);
    // Actors of one's own are read into a desk that has the case to itself.
    assert!(once(&case, &[&url]).exits(7).err.contains("end the server first"));
    // The server goes, and watching goes on.
    serving.end("-KILL");
    site.serve("/live", Served::text(&page("later/harbour-wire-live.txt")));
    let read = outcome(&case.ask(&given).exits(0))["page"].clone();
    assert_eq!((&read["added"], &read["revised"]), (&3.into(), &1.into()));
    case.ask(&["verify"]).exits(0);
    let away = ["watch", &url, "--case", "https://desk.example"];
    let output = command(&away).output().expect("it starts");
    Answer::new(away.join(" "), output).exits(7);
}

#[test]
fn what_robots_txt_closes_is_never_asked_and_a_silent_site_neither() {
    let (scratch, site, silent) = (Scratch::new(), Site::new(), Site::new());
    let case = Case::init(&scratch.join("case"));
    let rules = "User-agent: *\nDisallow:\n\nUser-agent: counterclaim\nDisallow: /closed\n";
    site.serve("/robots.txt", Served::text(rules));
    site.serve("/open", Served::status(302).with("location", "/closed/page"));
    let urls = [site.url("/closed"), site.url("/open")];
    let answer = once(&case, &[&urls[0], &urls[1]]).exits(8);
    let kinds: Vec<Value> =
        answer.lines().iter().map(|line| line["outcome"]["kind"].clone()).collect();
    assert_eq!(kinds, ["disallowed", "disallowed"]);
    assert_eq!(paths(&site), ["/robots.txt", "/open"]);
    silent.serve("/robots.txt", Served::status(503));
    assert_eq!(outcome(&once(&case, &[&silent.url("/x")]).exits(7))["kind"], "robots_silent");
    assert_eq!(paths(&silent), ["/robots.txt"]);
}

#[test]
fn this_machine_is_not_asked_unless_that_is_allowed() {
    let (scratch, site) = (Scratch::new(), Site::new());
    let case = Case::init(&scratch.join("case"));
    let answer = case.ask(&["watch", &site.url("/live"), "--once", "--pause", "1ms"]).exits(7);
    assert!(answer.err.contains("this machine or its own network"), "{}", answer.err);
    case.ask(&["ingest", &site.url("/live")]).exits(7);
    assert!(site.asked().is_empty());
    case.ask(&["watch", "ftp://wire.example/", "--once"]).exits(5);
    case.ask(&["watch", &site.url("/"), "--every", "1h..1m"]).exits(2);
}

/// An invented feed; each item a number, a headline and what was said.
fn feed(items: &[(u32, &str, &str)]) -> Served {
    let mut body =
        "<!-- FICTION --><rss version='2.0'><channel><title>Harbour Wire Feed</title>".to_owned();
    for (number, title, words) in items {
        body.push_str(&format!(
            "<item><title>{title}</title><link>https://wire.example/{number}</link>\
             <pubDate>Tue, 10 Jun 2031 0{number}:00:00 GMT</pubDate><description>&lt;p&gt;{words}&lt;/p&gt;</description></item>"
        ));
    }
    Served { status: 200, headers: Vec::new(), body: body + "</channel></rss>" }
}

#[test]
fn a_feed_adds_new_entries_and_new_wordings_and_forgets_none() {
    let (scratch, site) = (Scratch::new(), Site::new());
    let case = Case::init(&scratch.join("case"));
    let url = site.url("/feed");
    let one = (1, "Bridge Closed", "“The bridge is closed”, Ostrevian minister Maro Teslin said.");
    let two = (2, "Talks Begin", "Valdoria denies that the bridge is closed.");
    site.serve("/feed", feed(&[two, one]));
    let read = outcome(&once(&case, &[&url]).exits(0))["page"].clone();
    assert_eq!((&read["added"], &read["outlet"]), (&2.into(), &"Harbour Wire Feed".into()));
    assert!(read["claims"].as_u64() > Some(0), "{read}");
    let before = case.log();
    assert_eq!(outcome(&once(&case, &[&url]).exits(0))["page"]["events"], 0, "twice adds nothing");
    assert_eq!(case.log(), before);
    let edited = (2, "Talks Begin", "Valdoria denies that the bridge is shut.");
    let three = (3, "Talks End", "Valdoria says that talks have ended.");
    site.serve("/feed", feed(&[three, edited]));
    let read = outcome(&once(&case, &[&url]).exits(0))["page"].clone();
    assert_eq!((&read["added"], &read["revised"]), (&1.into(), &1.into()));
    let after = case.log();
    assert_eq!(after[..before.len()], before[..]);
    let undone = |event: &Value| {
        let name = event["type"].as_str().unwrap_or_default();
        name.ends_with(".withdrawn") || name.ends_with(".rejected")
    };
    assert!(!after.iter().any(undone), "the entry that fell off the feed stays");
}

#[test]
fn it_goes_on_until_stopped_leaves_the_case_to_others_and_ends_at_once() {
    let (scratch, site) = (Scratch::new(), Site::new());
    let case = Case::init(&scratch.join("case"));
    let url = site.url("/live");
    site.serve("/live", Served::text(&page("harbour-wire-live.txt")).with("etag", "\"1\""));
    let watch = [&["watch", &url, "--allow-private", "--case", &case.path], &PACE[..]].concat();
    let mut watcher = command(&watch)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    let polls = |least: usize| {
        let began = Instant::now();
        let mut asked = Vec::new();
        while asked.len() < least {
            asked.extend(site.asked());
            assert!(began.elapsed() < Duration::from_secs(60), "only {} requests", asked.len());
            std::thread::yield_now();
        }
        asked
    };
    let asked = polls(5);
    let rests = asked.windows(2).map(|pair| pair[1].at - pair[0].at);
    assert!(rests.min() >= Some(Duration::from_millis(20)), "the pause is kept");
    // Beside it another may not watch, but a person may write.
    case.ask(&["watch", &url, "--once"]).exits(7);
    case.ask(&["matter", "add", "first-night", "First night"]).exits(0);
    let before = polls(1);
    assert!(!before.is_empty());
    std::process::Command::new("kill")
        .args(["-INT", &watcher.id().to_string()])
        .status()
        .expect("a signal can be sent");
    let began = Instant::now();
    assert_eq!(watcher.wait().expect("it ends").code(), Some(130));
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    let output = watcher.wait_with_output().expect("it has ended");
    let told = Answer::new("watch".to_owned(), output);
    assert!(told.out.contains("not modified") && told.err.contains("next at"), "{told:?}");

    // Killed where it is hardest, it has lost nothing and hurries nobody.
    let mut watcher =
        command(&watch).stderr(Stdio::null()).stdout(Stdio::null()).spawn().expect("it starts");
    let last = polls(1).pop().expect("it asks");
    watcher.kill().expect("it runs");
    watcher.wait().expect("it ends");
    once(&case, &[&url]);
    let first = site.asked().into_iter().next().expect("it asks again");
    assert!(first.at - last.at >= Duration::from_millis(20), "the pause holds over a restart");
    case.ask(&["verify"]).exits(0);
    let ends =
        case.ask(&[&["watch", &url, "--for", "100ms", "--allow-private"], &PACE[..]].concat());
    ends.exits(0);
}
