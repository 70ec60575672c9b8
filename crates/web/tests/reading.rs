//! Reading, asked through the door: the site is walked from its front page along every link, and pages of
//! captures, posts, changes and the log are looked at where it matters. The case is the sample, signed, in
//! which one post is captured in two wordings.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};

use chrono::{TimeZone, Utc};
use counterclaim_desk::{
    Change, ChangeOptions, Desk, FixedRim, Identity, IngestOptions, Page, Question, Relation,
    Signer, Verifier, check_proof,
};
use counterclaim_web::{ServeOptions, Serving, serve};
use serde_json::Value;

const WIRE: &str = include_str!("../../../data/sample/harbour-wire-live.txt");
const BULLETIN: &[u8] = include_bytes!("../../../data/sample/aldmoor-bulletin-live.html");

/// Words of the sample that its later capture has otherwise.
const BEFORE: &str = "We do not shell the territory of Valdoria";
const AFTER: &str = "We never shelled the territory of Valdoria";

struct Site {
    serving: Serving,
    verifier: Verifier,
    _case: tempfile::TempDir,
}

/// Serves the sample; `change` may record more before.
fn site(change: impl FnOnce(&mut Desk)) -> Site {
    let case = tempfile::tempdir().expect("there is room");
    let at = Utc.with_ymd_and_hms(2031, 6, 16, 8, 0, 0).single().expect("it is a time");
    let (rim, identity) = (Box::new(FixedRim::at(at)), Identity::analyst("Ada"));
    let key: RefCell<Option<Signer>> = RefCell::default();
    let keep = |signer: &Signer| {
        *key.borrow_mut() = Some(signer.clone());
        true
    };
    let dir = case.path().join("case");
    let desk = Desk::create_signed(&dir, "Harbour", None, rim, identity, keep);
    let actors = include_str!("../../../data/sample/actors.toml");
    let mut desk = desk.and_then(|desk| desk.with_actors(actors)).expect("the sample is good");
    assert!(WIRE.contains(BEFORE), "the sample has the words that change");
    let later = WIRE.replace(BEFORE, AFTER);
    for bytes in [WIRE.as_bytes(), BULLETIN, later.as_bytes()] {
        let page = Page { bytes: bytes.to_vec(), ..Page::default() };
        desk.ingest("sample", &page, &IngestOptions::default()).expect("the sample is good");
    }
    change(&mut desk);
    let signer = key.into_inner().expect("the case is signed");
    desk.sign(&signer).expect("the log takes a checkpoint");
    let options = ServeOptions {
        listen: SocketAddr::from(([127, 0, 0, 1], 0)),
        hosts: Vec::new(),
        case: None,
        owner: "Ada".to_owned(),
        signer: None,
        journal: counterclaim_web::Journal {
            logged: counterclaim_web::Logged::Refused,
            line: Box::new(|_| {}),
        },
    };
    let serving = serve(desk, options).expect("a free port is there");
    Site { serving, verifier: signer.verifier(), _case: case }
}

/// Returns the status, the media type and what comes back.
fn call(site: &Site, method: &str, path: &str, body: &str) -> (u16, String, String) {
    let address = site.serving.address();
    let mut stream = TcpStream::connect(address).expect("it listens");
    let media = "Content-Type: application/json\r\nConnection: close";
    let length = body.len();
    let request = format!(
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\n{media}\r\nContent-Length: {length}\r\n\r\n{body}"
    );
    stream.write_all(request.as_bytes()).expect("it takes calls");
    let mut all = Vec::new();
    stream.read_to_end(&mut all).expect("it answers");
    let all = String::from_utf8_lossy(&all).into_owned();
    let (head, body) = all.split_once("\r\n\r\n").expect("a head and a body");
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
    let media = head.lines().find_map(|line| line.strip_prefix("content-type: "));
    (status.expect("a status"), media.unwrap_or_default().to_owned(), body.to_owned())
}

fn get(site: &Site, path: &str) -> String {
    let (status, _, body) = call(site, "GET", path, "");
    assert_eq!(status, 200, "{path}: {body}");
    body
}

fn json(site: &Site, path: &str) -> Value {
    serde_json::from_str(&get(site, path)).expect("it is JSON")
}

fn unescaped(text: &str) -> String {
    let all = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    all.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

/// Returns the values of an attribute on a page.
fn attributes(page: &str, name: &str) -> Vec<String> {
    let mark = format!(" {name}=\"");
    page.split(&mark).skip(1).filter_map(|rest| rest.split('"').next()).map(unescaped).collect()
}

/// Returns the text between two marks of a page, without its elements.
fn text(page: &str, from: &str, to: &str) -> String {
    let begun = page.split_once(from).unwrap_or_else(|| panic!("no {from} in {page}")).1;
    let part = begun.split_once(to).map_or(begun, |(part, _)| part);
    let pieces = part.split('<').enumerate();
    let pieces = pieces.map(|(number, piece)| match (number, piece.split_once('>')) {
        (0, _) | (_, None) => piece.to_owned(),
        (_, Some((tag, text)))
            if ["td", "th", "tr", "p", "h2"].contains(&tag.split(' ').next().unwrap_or("")) =>
        {
            format!(" {text}")
        }
        (_, Some((_, text))) => text.to_owned(),
    });
    let text: String = pieces.collect();
    unescaped(&text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What links of one shape have in common: ids, positions and cursors apart, and the parameters by name.
fn shape(address: &str) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let is_thing = |part: &str| part.len() >= 12 || part.parse::<u64>().is_ok();
    let suffix =
        |part: &str| part.rsplit_once('.').map_or(String::new(), |(_, end)| format!(".{end}"));
    let part = |(number, part): (usize, &str)| match number {
        // Behind a list stands the name of one thing of it, whatever it is.
        2 if !path.starts_with("/help") && !path.starts_with("/export") => {
            format!("*{}", suffix(part))
        }
        _ if is_thing(part) => format!("*{}", suffix(part)),
        _ => part.to_owned(),
    };
    let parts: Vec<String> = path.split('/').enumerate().map(part).collect();
    let names: BTreeSet<&str> =
        query.split('&').filter_map(|pair| pair.split('=').next()).collect();
    format!("{}?{}", parts.join("/"), names.into_iter().collect::<Vec<_>>().join("&"))
}

/// Links multiply: every page leads to itself on other clocks, in other orders, narrowed down. So of each
/// shape of address this many are followed, and of addresses without a query more.
fn most(address: &str) -> usize {
    if address.contains('?') { 2 } else { 6 }
}

#[test]
fn every_link_of_the_site_leads_somewhere_and_every_fragment_to_an_element() {
    let site = site(|_| {});
    let mut waiting = VecDeque::from(["/".to_owned()]);
    let mut seen: BTreeSet<String> = waiting.iter().cloned().collect();
    let mut shapes: BTreeMap<String, usize> = BTreeMap::new();
    let mut ids: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    // Where fragments lead that were found: page, target, fragment.
    let mut fragments: Vec<(String, String, String)> = Vec::new();
    let mut wrong = Vec::new();
    while let Some(path) = waiting.pop_front() {
        let (status, media, page) = call(&site, "GET", &path, "");
        if status != 200 {
            wrong.push(format!("{status} {path}"));
            continue;
        }
        if !media.starts_with("text/html") {
            continue;
        }
        let own: Vec<String> = attributes(&page, "id");
        ids.insert(path.clone(), own.into_iter().collect());
        for link in attributes(&page, "href").into_iter().chain(attributes(&page, "src")) {
            let (target, fragment) = match link.split_once('#') {
                Some(("", fragment)) => (path.clone(), Some(fragment)),
                Some((target, fragment)) => (target.to_owned(), Some(fragment)),
                None => (link.clone(), None),
            };
            if !target.starts_with('/') {
                continue;
            }
            let count = shapes.entry(shape(&target)).or_default();
            if !seen.contains(&target) && *count < most(&target) {
                *count += 1;
                seen.insert(target.clone());
                waiting.push_back(target.clone());
            }
            if let Some(fragment) = fragment {
                fragments.push((path.clone(), target, fragment.to_owned()));
            }
        }
    }
    for (page, target, fragment) in &fragments {
        let Some(own) = ids.get(target) else { continue };
        if !own.contains(fragment) {
            wrong.push(format!("{page} leads to {target}#{fragment}, which is no element"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let has = |start: &str| ids.keys().any(|path| path.starts_with(start));
    for start in ["/sources/", "/captures/", "/posts/", "/log/", "/changes", "/help/problems"] {
        assert!(has(start), "the walk never came to {start}");
    }
    let to_posts = fragments
        .iter()
        .filter(|(_, target, fragment)| fragment.starts_with("post-") && ids.contains_key(target));
    assert!(to_posts.count() > 3, "claims lead to their posts in the captured page");
}

#[test]
fn what_a_problem_is_typed_as_is_explained_there() {
    let site = site(|_| {});
    let (status, _, body) = call(&site, "GET", "/captures/zz.json", "");
    assert_eq!(status, 404);
    let problem: Value = serde_json::from_str(&body).expect("it is JSON");
    let (page, code) =
        problem["type"].as_str().and_then(|kind| kind.split_once('#')).expect("a page");
    assert!(attributes(&get(&site, page), "id").iter().any(|id| id == code), "{page}#{code}");
}

/// Returns the address of the post that was captured in two wordings.
fn changed_post(site: &Site) -> String {
    let sources = json(site, "/sources.json");
    let ids = sources["rows"].as_array().expect("rows").iter();
    let ids = ids.filter_map(|row| row["source"]["id"].as_str());
    let posts: Vec<Value> = ids
        .flat_map(|id| json(site, &format!("/sources/{id}.json"))["posts"].as_array().cloned())
        .flatten()
        .collect();
    let two = posts.iter().find(|post| post["versions"] == 2).expect("one has two wordings");
    format!("/posts/{}", two["id"].as_str().expect("an id"))
}

#[test]
fn a_post_shows_what_differs_between_its_wordings_in_words_too() {
    let site = site(|_| {});
    let address = changed_post(&site);
    let page = get(&site, &address);
    let told = text(&page, "<h3>From wording 1 to 2</h3>", "</section>");
    insta::assert_snapshot!(told, @r#"3 words taken out, 2 words put in. • 16:20 Shells Falling on Pell Are Lunmark's Own, Teslin Says "We [taken out: do not shell ] [put in: never shelled ] the territory of Valdoria, and we have not done so on a single day. The shells that fall on Pell come from guns that Lunmark has placed beside its own villages. The Valdorian side is trying to draw the Concord into this war", Ostrevian President Maro Teslin said in an interview with Norland's Channel Nine."#);
    for query in ["?from=2&to=1", "?from=1&to=2"] {
        assert!(get(&site, &format!("{address}{query}")).contains("<del>"), "{query}");
    }
    assert_eq!(call(&site, "GET", &format!("{address}?from=1"), "").0, 400);
    assert_eq!(call(&site, "GET", &format!("{address}?from=1&to=9"), "").0, 422);
}

#[test]
fn a_capture_marks_the_words_of_claims_and_leads_to_them() {
    let site = site(|_| {});
    let sources = json(&site, "/sources.json");
    let id = sources["rows"][0]["source"]["id"].as_str().expect("a source");
    let source = json(&site, &format!("/sources/{id}.json"));
    let first = source["captures"].as_array().and_then(|all| all.last()).expect("a capture");
    let address = format!("/captures/{}", first["id"].as_str().expect("an id"));
    let page = get(&site, &address);
    let marks: Vec<&str> = page.split("<mark class=\"words\"><a href=\"/claims/").skip(1).collect();
    let mark = marks.iter().find(|mark| mark.contains(BEFORE)).expect("the words are marked");
    let claim = mark.split('"').next().expect("an id");
    let record = json(&site, &format!("/claims/{claim}.json"));
    let quoted = record["card"]["words"].to_string();
    assert!(quoted.contains(BEFORE), "{quoted}");
    let shown: String = page
        .split("<blockquote class=\"context\" dir=\"auto\">")
        .skip(1)
        .map(|part| {
            let end = part.split("</blockquote>").next().unwrap_or_default();
            let kept: Vec<&str> =
                end.split("<sup>").map(|p| p.split_once("</sup>").map_or(p, |(_, b)| b)).collect();
            text(&format!("|{}", kept.concat()), "|", "\u{0}")
        })
        .collect::<Vec<_>>()
        .join(" ");
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(words(&shown), words(WIRE), "all of the text is shown, and nothing else");
}

#[test]
fn what_is_denied_is_no_figure_of_who_denies_it_and_what_was_not_there_yet_is_looked_for_now() {
    let site = site(|_| {});
    let figures = get(&site, "/figures?count=all");
    let row = figures.split("<tr ").find(|row| row.contains("denied by <a")).expect("a denial");
    assert!(row.contains("not compared: it is denied, not stated"), "{row}");
    assert!(row.contains("‹two Ostrevian aircraft had been shot"), "{row}");
    let claim = json(&site, "/claims.json?limit=1");
    let claim = claim["statements"][0]["id"].as_str().expect("an id");
    let (status, _, page) =
        call(&site, "GET", &format!("/claims/{claim}.html?public_by=2031-06-01"), "");
    assert_eq!(status, 404, "{page}");
    let now = format!("<a href=\"/claims/{claim}\">look for it now</a>");
    assert!(page.contains(&now), "{page}");
}

#[test]
fn a_post_far_down_a_long_page_is_found_where_it_stands() {
    let updates = (1..=1_100).map(|n| {
        let minute = n / 60;
        serde_json::json!({
            "@type": "BlogPosting",
            "@id": format!("#u{n}"),
            "datePublished": format!("2031-06-15T{:02}:{:02}:{:02}Z", minute / 60, minute % 60, n % 60),
            "articleBody": format!("Entry {n}: the ferry kept its hours."),
        })
    });
    let blog = serde_json::json!({
        "@context": "https://schema.org",
        "@type": "LiveBlogPosting",
        "headline": "A very long night (fiction)",
        "liveBlogUpdate": updates.collect::<Vec<_>>(),
    });
    let bytes = format!("<script type=\"application/ld+json\">{blog}</script>").into_bytes();
    let capture = RefCell::new(String::new());
    let site = site(|desk| {
        let page = Page { bytes, source: Some("Ferry Post".to_owned()), ..Page::default() };
        let read = desk.ingest("long", &page, &IngestOptions::default()).expect("it can be read");
        assert_eq!((read.posts, read.faults.len()), (1_100, 0), "{:?}", read.faults);
        *capture.borrow_mut() = read.capture.to_string();
    });
    let address = format!("/captures/{}", capture.into_inner());
    for (post, leads_away) in [(3, false), (1_100, true)] {
        let mut there = format!("{address}?post={post}");
        let (status, _, body) = call(&site, "GET", &there, "");
        if leads_away {
            assert_eq!(status, 303, "{body}");
            there = format!("{address}?page=2");
        }
        let page = get(&site, &there);
        assert!(page.contains(&format!("id=\"post-{post}\"")), "no post {post} on {there}");
    }
}

#[test]
fn the_proof_that_an_event_shows_holds() {
    let site = site(|_| {});
    let page = get(&site, "/log/3");
    let proof = page.split_once("<pre id=\"proof\"").and_then(|(_, rest)| rest.split_once('>'));
    let proof = proof.and_then(|(_, rest)| rest.split_once("</pre>")).expect("it has a proof").0;
    let checked = check_proof(&unescaped(proof), &site.verifier, None).expect("it can be checked");
    assert_eq!(checked.failed, None);
    assert_eq!(checked.event.map(|event| event.position.0), Some(3));
    let forged = unescaped(proof).replace("Ada", "Bob");
    let checked = check_proof(&forged, &site.verifier, None).expect("it can be checked");
    assert!(!checked.holds || forged == unescaped(proof), "a proof that was altered does not hold");
}

#[test]
fn the_log_is_read_backwards_page_by_page() {
    let site = site(|_| {});
    let mut address = "/log".to_owned();
    let mut seen = Vec::new();
    loop {
        let page = get(&site, &address);
        let rows =
            page.split("<th scope=\"row\" class=\"number\"><a class=\"open\" href=\"/log/").skip(1);
        seen.extend(rows.filter_map(|row| row.split('"').next()?.parse::<u64>().ok()));
        let next = page.split("rel=\"next\"").next().filter(|before| before.len() < page.len());
        let Some(before) = next else { break };
        let link = before.rsplit("href=\"").next().and_then(|rest| rest.split('"').next());
        address = unescaped(link.expect("the link leads somewhere"));
    }
    let head = seen.first().copied().expect("something was recorded");
    assert_eq!(seen, (1..=head).rev().collect::<Vec<_>>());
    assert_eq!(call(&site, "GET", &format!("/log/{}", head + 1), "").0, 404);
    assert_eq!(call(&site, "GET", "/log/2?as_of=1", "").0, 404);
}

#[test]
fn changes_tell_what_was_checked_since() {
    let mut since = 0;
    let site = site(|desk| {
        since = desk.head().0;
        let queue = desk.queue(None, Question::default());
        let denial = queue.links.iter().find(|link| link.relation == Relation::Denies);
        let link = denial.expect("the sample has a denial");
        let (from, to, link) = (link.from, link.to, link.id);
        for change in [
            format!("{{\"change\":\"claim_check\",\"claim\":\"{from}\"}}"),
            format!("{{\"change\":\"claim_check\",\"claim\":\"{to}\"}}"),
            format!("{{\"change\":\"link_check\",\"link\":\"{link}\"}}"),
        ] {
            let change = Change::from_json(&change).expect("it is a change");
            desk.change(&change, ChangeOptions::default()).expect("it is recorded");
        }
    });
    let page = get(&site, &format!("/changes?since={since}"));
    let standings = text(&page, "<h2 id=\"standings\">", "<h2 id=\"decisions\">");
    assert_eq!(
        standings.matches("Before: it did not count. Now: disputed.").count(),
        2,
        "{standings}"
    );
    let decisions = text(&page, "<h2 id=\"decisions\">", "</main>");
    assert_eq!(decisions.matches(" GMT Ada ").count(), 3, "{decisions}");
    let nothing = get(&site, &format!("/changes?since={}", since + 3));
    assert!(nothing.contains("Nothing was recorded since then."), "{nothing}");
}
