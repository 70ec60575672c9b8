//! A session of writing over HTTP, through the door: who may record what, what must be said beside it, and
//! what becomes of a retry, of a stale page, and of another site's attempts.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};

use chrono::{TimeZone, Utc};
use counterclaim_desk::{Desk, FixedRim, Identity};
use counterclaim_web::{Role, ServeOptions, Serving, Tokens, serve};
use serde_json::Value;

/// A server over a case of its own, with a token for each role.
struct Site {
    serving: Serving,
    address: SocketAddr,
    tokens: Vec<(Role, String)>,
    _case: tempfile::TempDir,
}

/// An answer: status, headers in small letters, body.
struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: String,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(own, _)| own == name);
        found.map_or("", |(_, value)| value.as_str())
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or(Value::Null)
    }

    /// What matters of it, in a line.
    fn told(&self) -> String {
        let json = self.json();
        let mut out = self.status.to_string();
        for name in ["location", "idempotent-replayed"] {
            if !self.header(name).is_empty() {
                out.push_str(&format!(" {name}: {}", self.header(name)));
            }
        }
        match (&json["code"], &json["events"]) {
            (Value::String(code), _) => {
                let detail = json["detail"].as_str().unwrap_or_default();
                out.push_str(&format!(" {code}: {detail}"));
            }
            (_, Value::Array(events)) => {
                let names: Vec<&str> = events.iter().filter_map(Value::as_str).collect();
                out.push_str(&format!(" {}", names.join(", ")));
            }
            _ => {}
        }
        out
    }
}

impl Site {
    fn open() -> Self {
        let case = tempfile::tempdir().expect("there is room");
        let at = Utc.with_ymd_and_hms(2031, 6, 15, 8, 0, 0).single().expect("a time");
        let rim = Box::new(FixedRim::at(at));
        let dir = case.path().join("case");
        let desk = Desk::create(&dir, "Harbour", None, rim, Identity::analyst("ida"))
            .expect("an empty directory takes a case");
        let options = ServeOptions {
            listen: ([127, 0, 0, 1], 0).into(),
            hosts: Vec::new(),
            case: Some(dir.clone()),
            owner: "ida".to_owned(),
            signer: None,
            journal: counterclaim_web::Journal {
                logged: counterclaim_web::Logged::Refused,
                line: Box::new(|_| {}),
            },
        };
        let tokens = Role::ALL.map(|role| {
            let made = Tokens::of(&dir).add(role.name(), role, "2031-06-15T08:00:00Z".to_owned());
            (role, made.expect("a token is made").reveal().to_owned())
        });
        let serving = serve(desk, options).expect("a free port is there");
        let address = serving.address();
        Self { serving, address, tokens: tokens.to_vec(), _case: case }
    }

    /// Sends a call with exactly these headers and reads the answer.
    fn call(&self, line: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(self.address).expect("the server listens");
        let host = self.address.to_string();
        let mut all = vec![("connection", "close")];
        if !headers.iter().any(|(name, _)| *name == "host") {
            all.push(("host", &host));
        }
        all.extend_from_slice(headers);
        let head: String = all.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let length = body.len();
        let head = format!("{line} HTTP/1.1\r\n{head}content-length: {length}\r\n\r\n");
        stream.write_all(head.as_bytes()).expect("it takes the head");
        // A body that is refused for its length may not be taken to the end.
        let _ = stream.write_all(body);
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let mut lines = head.lines();
        let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok());
        let headers = lines
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
            .collect();
        Answer { status: status.unwrap_or(0), headers, body: body.to_owned() }
    }

    fn bearer(&self, role: Role) -> String {
        let token = self.tokens.iter().find(|(own, _)| *own == role);
        format!("Bearer {}", token.expect("every role has one").1)
    }

    /// Posts JSON as somebody.
    fn post(&self, role: Role, path: &str, more: &[(&str, &str)], body: &str) -> Answer {
        let bearer = self.bearer(role);
        let mut headers = vec![("authorization", bearer.as_str()), ("accept", "*/*")];
        if !more.iter().any(|(name, _)| *name == "content-type") {
            headers.push(("content-type", "application/json"));
        }
        headers.extend_from_slice(more);
        self.call(&format!("POST {path}"), &headers, body.as_bytes())
    }

    fn change(&self, more: &[(&str, &str)], body: &str) -> Answer {
        self.post(Role::Analyst, "/changes", more, body)
    }

    /// Records a claim, and returns its id and revision.
    fn claim(&self) -> (String, String) {
        let bearer = self.bearer(Role::Reader);
        let claim = r#"{"change":"claim_add","statement":"The pier is closed."}"#;
        let made = self.change(&[], claim).json();
        let thing = made["things"][0].as_str().unwrap_or_default();
        let id = thing.trim_start_matches("claim ").to_owned();
        let path = format!("GET /claims/{id}.json");
        let shown = self.call(&path, &[("authorization", &bearer)], b"");
        (id, shown.header("counterclaim-revision").to_owned())
    }
}

#[test]
fn what_is_recorded_was_seen_before_and_is_recorded_once() {
    let site = Site::open();
    let mut told = Vec::new();
    let mut say =
        |what: &str, answer: Answer| told.push(format!("{what}\n  {}", answer.told().trim_end()));
    let matter = r#"{"change":"matter_add","slug":"pier","title":"The pier"}"#;
    say("tried only", site.post(Role::Analyst, "/changes?dry_run=true", &[], matter));
    let once = [("idempotency-key", "k-1")];
    say("recorded", site.change(&once, matter));
    say("the same again under its key", site.change(&once, matter));
    let other = matter.replace("The pier", "The quay");
    say("another under that key", site.change(&once, &other));
    say("a key of the desk's own", site.change(&[("idempotency-key", "import/x")], matter));
    say("it is so already", site.change(&[], matter));
    let (id, revision) = site.claim();
    let correct = format!(
        r#"{{"change":"claim_correct","claim":"{id}","set":{{"role":"minister"}},"reason":"read anew"}}"#
    );
    say("a change without a revision", site.change(&[], &correct));
    say("no tag", site.change(&[("if-match", "new")], &correct));
    let tag = format!("W/\"{revision}\"");
    say("with the revision that was seen", site.change(&[("if-match", &tag)], &correct));
    let stale = site.change(&[("if-match", &tag)], &correct.replace("minister", "envoy"));
    assert!(stale.json()["revision"].as_u64() > revision.parse().ok(), "{}", stale.body);
    let mut stale_told = stale.told();
    stale_told = stale_told.replace(&id, "ID");
    say("with a stale one", Answer { body: String::new(), ..stale });
    say("whatever it is", site.change(&[("if-match", "*")], &correct.replace("minister", "envoy")));
    let list = format!(
        r#"{{"changes":[{{"change":"note_add","claim":"{id}","text":"Ask again."}},
            {{"change":"matter_assign","slug":"pier","claims":["{id}"]}}]}}"#
    );
    say("two in one commit", site.change(&[], &list));
    let half = list.replace("\"pier\"", "\"quay\"");
    say("two of which one cannot be", site.change(&[], &half));
    say("no change", site.change(&[], r#"{"change":"claim_chek"}"#));
    let plain = [("content-type", "text/plain")];
    say("another media type", site.change(&plain, matter));
    say("too much", site.change(&[], &format!("{{\"x\":\"{}\"}}", "x".repeat(1 << 20))));
    insta::assert_snapshot!(stale_told, @"412 stale: claim ID has changed since you saw it: it is at revision 4; look again, then repeat");
    insta::assert_snapshot!(told.join("\n"), @r#"
    tried only
      200 matter.added
    recorded
      201 location: /log/2 matter.added
    the same again under its key
      200 location: /log/2 idempotent-replayed: true
    another under that key
      409 conflict: could not record: commit id k-1 stands for another request, recorded at 2
    a key of the desk's own
      400 usage: Idempotency-Key: keys that begin with import/ or reading/ are the desk's own
    it is so already
      200
    a change without a revision
      428 revision_needed: claim_correct changes what is there: say which revision you saw (`If-Match: "151"`, or a field `revision`; * for whatever it is)
    no tag
      400 usage: If-Match: "new" is no revision in quotation marks ("151"), and not *
    with the revision that was seen
      201 location: /log/4 claim.amended
    with a stale one
      412
    whatever it is
      201 location: /log/5 claim.amended
    two in one commit
      201 location: /log/7 note.recorded, matter.assigned
    two of which one cannot be
      404 not_found: changes[1]: no matter called "quay" in this case
    no change
      422 invalid: "claim_chek" is no change (claim_add, claim_correct, claim_withdraw, claim_check, claim_reject, finding_add, link_add, link_withdraw, link_check, link_reject, actor_add, actor_alias, actor_speaks_for, actor_align, actor_merge, actor_split, source_rate, source_owner, matter_add, matter_assign, matter_unassign, matter_merge, matter_split, review_add, note_add, comment_add, queue_decide, queue_amend)
    another media type
      415 media_type: "text/plain" is not taken here (application/json, application/x-www-form-urlencoded)
    too much
      413 too_large: at most 1048576 bytes are taken here
    "#);
    site.serving.end();
}

#[test]
fn each_role_may_what_those_before_it_may_and_no_more() {
    let site = Site::open();
    let page = include_str!("../../../data/sample/harbour-wire-live.txt");
    let change = r#"{"change":"matter_add","slug":"pier","title":"The pier"}"#;
    let rows = "{\"matter\":\"harbour\",\"title\":\"The harbour\"}\n";
    let mut told = String::new();
    for role in Role::ALL {
        let text = [("content-type", "text/plain")];
        let lines = [("content-type", "application/x-ndjson")];
        let all = [
            site.post(role, "/ingest?name=harbour-wire-live.txt", &text, page),
            site.post(role, "/proposals", &lines, "{\"kind\":\"claim\"}\n"),
            site.post(role, "/changes", &[], change),
            site.post(role, "/import?kind=matters&name=matters.ndjson", &lines, rows),
            site.post(role, "/checkpoint", &[], ""),
        ];
        let statuses = all.map(|answer| answer.status.to_string());
        told.push_str(&format!("{role} {}\n", statuses.join(" ")));
    }
    let nobody = site.call("POST /changes", &[("content-type", "application/json")], b"{}");
    told.push_str(&format!("nobody {}\n", nobody.told()));
    insta::assert_snapshot!(format!("who ingest proposals changes import checkpoint\n{told}"), @r"
    who ingest proposals changes import checkpoint
    reader 403 403 403 403 403
    proposer 201 422 403 403 403
    analyst 200 422 201 201 403
    owner 200 422 200 200 422
    nobody 401 unauthenticated: this needs the role analyst: open the login address that `serve` printed, or send `Authorization: Bearer TOKEN`
    ");
    let last = site.call("GET /queue.json", &[("authorization", &site.bearer(Role::Reader))], b"");
    assert!(last.json()["claims"].as_array().is_some_and(|claims| !claims.is_empty()));
    site.serving.end();
}

#[test]
fn a_browser_writes_for_its_own_pages_only_and_loses_nothing_it_typed() {
    let site = Site::open();
    let login = site.serving.login_url();
    let (_, secret) = login.split_once("secret=").expect("it carries one");
    let opened = site.call(&format!("GET /login?secret={secret}"), &[], b"");
    let cookie = opened.header("set-cookie").split(';').next().unwrap_or_default().to_owned();
    let own = format!("http://{}", site.address);
    let form = "change=matter_add&slug=pier&title=The+pier&back=%2Fmatters%3Fcount%3Dall";
    let send = |more: &[(&str, &str)], body: &str| {
        let mut headers = vec![
            ("cookie", cookie.as_str()),
            ("accept", "text/html"),
            ("content-type", "application/x-www-form-urlencoded"),
        ];
        headers.extend_from_slice(more);
        site.call("POST /changes", &headers, body.as_bytes())
    };
    let ours = [("origin", own.as_str()), ("sec-fetch-site", "same-origin")];
    let tries = [
        (
            "another site's form",
            send(
                &[("origin", "https://elsewhere.example"), ("sec-fetch-site", "cross-site")],
                form,
            ),
        ),
        ("without saying the site", send(&[("origin", "https://elsewhere.example")], form)),
        (
            "another port of this machine",
            send(&[("origin", "http://127.0.0.1:1"), ("sec-fetch-site", "same-site")], form),
        ),
        (
            "a name that was made to lead here",
            send(&[("host", "rebound.example"), ("origin", "http://rebound.example")], form),
        ),
        (
            "a frame without an origin",
            send(&[("origin", "null"), ("sec-fetch-site", "cross-site")], form),
        ),
        ("without origin and site", send(&[("origin", "null")], form)),
        ("our own page", send(&ours, form)),
        (
            "to another server",
            send(
                &ours,
                &form
                    .replace("%2Fmatters", "%2F%2Felsewhere.example%2F")
                    .replace("slug=pier", "slug=quay"),
            ),
        ),
        ("what was so already", send(&ours, form)),
        (
            "our own page that keeps its origin to itself",
            send(&[("origin", "null"), ("sec-fetch-site", "same-origin")], form),
        ),
        ("what is wrong", send(&ours, &form.replace("slug=pier", "slug=The+Pier"))),
    ];
    let told: Vec<String> = tries
        .iter()
        .map(|(what, answer)| {
            let kept = answer.body.contains("value=\"The Pier\"");
            let kept = if kept { ", with what was typed" } else { "" };
            let to = answer.header("location");
            format!("{what}: {} {to}{kept}", answer.status).trim_end().to_owned()
        })
        .collect();
    insta::assert_snapshot!(told.join("\n"), @r"
    another site's form: 403
    without saying the site: 403
    another port of this machine: 403
    a name that was made to lead here: 403
    a frame without an origin: 403
    without origin and site: 403
    our own page: 303 /matters?count=all&done=2
    to another server: 303 /?done=3
    what was so already: 303 /matters?count=all&done=0
    our own page that keeps its origin to itself: 303 /matters?count=all&done=0
    what is wrong: 422 , with what was typed
    ");
    site.serving.end();
}
