//! Pages that set statements side by side, asked through the door: a desk in memory with the sample pages,
//! served on a free port, and a client of a few lines.

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};

use chrono::{TimeZone, Utc};
use counterclaim_desk::{Desk, FixedRim, Identity, IngestOptions, Page};
use counterclaim_web::{ServeOptions, Serving, serve};

const PAGES: [&[u8]; 2] = [
    include_bytes!("../../../data/sample/harbour-wire-live.txt"),
    include_bytes!("../../../data/sample/aldmoor-bulletin-live.html"),
];

fn served() -> Serving {
    let at = Utc.with_ymd_and_hms(2031, 6, 16, 8, 0, 0).single().expect("it is a time");
    let desk = Desk::in_memory(Box::new(FixedRim::at(at)), Identity::analyst("Ada"))
        .expect("memory holds a case");
    let actors = include_str!("../../../data/sample/actors.toml");
    let mut desk = desk.with_actors(actors).expect("the sample is good");
    for bytes in PAGES {
        let page = Page { bytes: bytes.to_vec(), ..Page::default() };
        desk.ingest("sample", &page, &IngestOptions::default()).expect("the sample is good");
    }
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
    serve(desk, options).expect("a free port is there")
}

/// Returns the status and what comes back.
fn get(server: &Serving, path: &str) -> (u16, String) {
    let address = server.address();
    let mut stream = TcpStream::connect(address).expect("it listens");
    let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).expect("it takes calls");
    let mut all = Vec::new();
    stream.read_to_end(&mut all).expect("it answers");
    let all = String::from_utf8_lossy(&all).into_owned();
    let (head, body) = all.split_once("\r\n\r\n").expect("a head and a body");
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
    (status.expect("a status"), body.to_owned())
}

/// Returns the text of what stands between two marks of a page, a line for each element that has any.
fn text(page: &str, from: &str, to: &str) -> String {
    let begun = page.split_once(from).expect("the page has it").1;
    let part = begun.split_once(to).map_or(begun, |(part, _)| part);
    let mut out = String::new();
    let mut rest = part;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        let (tag, behind) = after.split_once('>').unwrap_or((after, ""));
        let is_block = ["p", "/p", "li", "/li", "h2", "h3", "div", "article", "section", "td"]
            .contains(&tag.split(' ').next().unwrap_or_default());
        out.push(if is_block { '\n' } else { ' ' });
        rest = behind;
    }
    out.push_str(rest);
    let lines = out.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

const ADDRESSES: [&str; 16] = [
    "/compare",
    "/compare?party=Valdoria&party=Ostrevia",
    "/compare?party=Valdoria&party=Ostrevia&count=all&limit=2",
    "/contradictions?count=all",
    "/contradictions?relation=denies&status=proposed",
    "/matters?count=all",
    "/matters?page=9",
    "/timeline?party=Ostrevia",
    "/matrix?count=all",
    "/figures?count=all",
    "/unanswered",
    "/unanswered/Ostrevia?count=all",
    "/graph?count=all",
    "/graph?count=all&party=Ostrevia",
    "/report",
    "/timeline?as_of=1",
];

#[test]
fn every_page_is_whole_and_brings_no_style_or_script_of_its_own() {
    let server = served();
    let matters = get(&server, "/matters.json").1;
    let slug = matters.split("\"matter\": \"").nth(1).and_then(|rest| rest.split('"').next());
    let slug = slug.expect("the sample has matters");
    let mut addresses: Vec<String> = ADDRESSES.iter().map(|path| (*path).to_owned()).collect();
    addresses.push(format!("/matters/{slug}?count=all"));
    addresses.push(format!("/matters/{slug}/versions?count=all"));
    addresses.push(format!("/compare?party=Valdoria&party=Ostrevia&matter={slug}"));
    for path in addresses {
        let (status, page) = get(&server, &path);
        assert_eq!(status, 200, "{path}: {page}");
        assert_eq!(page.matches("<h1").count(), 1, "{path}");
        assert!(!page.contains(" style=") && !page.contains("<style"), "{path}");
        assert!(!page.contains("<script>") && !page.contains("onclick"), "{path}");
        let mut seen = BTreeSet::new();
        for id in page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(seen.insert(id), "{path}: id {id} twice");
        }
        let targets = page.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next());
        for target in targets {
            assert!(seen.contains(target), "{path}: #{target} is nowhere");
        }
    }
}

#[test]
fn marks_of_a_picture_lead_to_claims_on_the_clocks_of_the_page() {
    let server = served();
    let (_, page) = get(&server, "/timeline?tz=Europe/Vienna");
    let picture = page.split("<svg").nth(1).and_then(|rest| rest.split("</svg>").next());
    let picture = picture.expect("the sample is drawn");
    let to = picture.split("<a href=\"").nth(1).and_then(|rest| rest.split('"').next());
    let to = to.expect("a mark leads somewhere");
    assert!(to.starts_with("/claims/") && to.ends_with("?tz=Europe%2FVienna"), "{to}");
    assert_eq!(get(&server, to).0, 200);
}

#[test]
fn bad_parameters_are_told_and_never_a_fault() {
    let server = served();
    let all = [
        "/compare?party=Valdoria&party=Valdoria",
        "/compare?party=Valdoria&party=Nowhere",
        "/compare.json?party=Valdoria",
        "/compare?party=Valdoria&party=Ostrevia&cursor=x",
        "/compare?party=Valdoria&party=Ostrevia&q=%22",
        "/contradictions?relation=likes",
        "/matters/No%20Slug",
        "/matters/none?each=0",
        "/timeline?from=yesterday",
        "/figures.json?page=0",
        "/matrix?page=0",
        "/graph.apx?names=some",
        "/report.md?final=yes",
        "/report.json?final=perhaps",
        "/export/everything.csv",
        "/export/claims.csv?fields=id,nothing",
        "/export/links.csv?fields=nothing",
        "/export/actors.csv?party=Valdoria",
        "/export/figures.turtle",
        "/export/claims.jsonld?base=nonsense",
    ];
    let told: Vec<String> = all
        .iter()
        .map(|path| {
            let (status, body) = get(&server, path);
            let detail =
                body.split("\"detail\":\"").nth(1).and_then(|rest| rest.split("\",\"").next());
            let detail = detail.map_or_else(|| text(&body, "<main", "</main>"), str::to_owned);
            let detail: String = detail.chars().take(96).collect();
            format!("{status} {path}: {detail}")
        })
        .collect();
    insta::assert_snapshot!(told.join("\n"), @r#"
    400 /compare?party=Valdoria&party=Valdoria: party: Valdoria is named twice, or speaks for the other
    404 /compare?party=Valdoria&party=Nowhere: no actor called \"Nowhere\" in this case
    422 /compare.json?party=Valdoria: compare needs two parties or more
    400 /compare?party=Valdoria&party=Ostrevia&cursor=x: cursor: \"x\" is no cursor of a page: leave it out to begin with the first page
    400 /compare?party=Valdoria&party=Ostrevia&q=%22: q: query, character 1: a quotation mark is not closed, or stands within a word: \"\"
    400 /contradictions?relation=likes: relation: \"likes\" is none of refutes, contradicts, denies, rejects
    422 /matters/No%20Slug: \"No Slug\" is not a matter slug (lower-case letters, digits and single hyphens, at most 64)
    400 /matters/none?each=0: each: it is from 1 to 200
    400 /timeline?from=yesterday: from: \"yesterday\" is no time (2020-10-07T14:00:00Z, or a date)
    400 /figures.json?page=0: page: it is from 1 to 1000000
    400 /matrix?page=0: page: it is from 1 to 1000000
    400 /graph.apx?names=some: names: it is \"only\", or left out
    409 /report.md?final=yes: not final: 76 statements and 11 links in it are unchecked; check or reject them (`queue`), or le
    400 /report.json?final=perhaps: final: \"perhaps\" is neither yes nor no
    404 /export/everything.csv: there is no export of \"everything\" (claims, links, figures, actors, matters, claimreview, turt
    400 /export/claims.csv?fields=id,nothing: fields: no field of a claim is called \"nothing\"; there are id, statement, words, quotes, text_
    400 /export/links.csv?fields=nothing: fields: no field of links is called \"nothing\"; there are id, from, relation, to, basis, cue, r
    400 /export/actors.csv?party=Valdoria: filters choose claims; there are none in this export
    406 /export/figures.turtle: turtle is not offered here (ndjson, json, csv, xlsx)
    400 /export/claims.jsonld?base=nonsense: base: \"nonsense\" is no address that names can begin with (https://example.org/cases/harbour)
    "#);
}

#[test]
fn what_contradicts_what_stands_side_by_side() {
    let server = served();
    let (_, page) = get(&server, "/compare?party=Valdoria&party=Ostrevia&limit=1");
    insta::assert_snapshot!(text(&page, "<div class=\"heads\">", "Not linked to the other side"), @r#"
    A Valdoria
    what links them
    B Ostrevia
    Strikes on territory
    Valdoria: 4 · Ostrevia: 6 · 2 objections 2 unchecked · only this matter · competing versions
    A1
    Mirel Oda , Foreign Ministry spokeswoman, Valdoria accuses (partly quoted)
    ‹Carvel &quot;is shelling villages on the territory of Valdoria every night&quot;›
    through Harbour Wire , Sat 14 Jun 2031 16:55 GMT unchecked
    B1 contradicts A1
    link unchecked
    If rightly paired, not both can hold. The pairing does not say which does.
    Paired by the rule “same words negated”: Ostrevia says in much the same words that it is not so, what Valdoria says is so.
    B2 contradicts A1
    link unchecked
    If rightly paired, not both can hold. The pairing does not say which does.
    Paired by the rule “same words negated”: Ostrevia says in much the same words that it is not so, what Valdoria says is so.
    B1
    Maro Teslin , president, Ostrevia denies (headline only)
    ‹Ostrevia Does Not Shell Territory of Valdoria›
    through Harbour Wire , Sat 14 Jun 2031 14:50 GMT unchecked headline only
    B2
    Maro Teslin , President, Ostrevia denies (quoted)
    “We do not shell the territory of Valdoria”
    through Harbour Wire , Sat 14 Jun 2031 16:20 GMT unchecked
    "#);
}

#[test]
fn an_export_is_written_whole_and_says_which_columns() {
    let server = served();
    let (status, rows) = get(&server, "/export/links.csv?fields=relation,status,cue");
    assert_eq!(status, 200);
    let lines: Vec<&str> = rows.lines().take(4).collect();
    insta::assert_snapshot!(lines.join("\n"), @r#"
    relation,status,cue
    denies,proposed,denied
    denies,proposed,refuted
    confirms,proposed,confirm
    "#);
    let (status, report) = get(&server, "/report.md?party=Ostrevia");
    assert_eq!(status, 200);
    assert!(report.contains("DRAFT"), "{report}");
}
