//! The desk for agents: what they can ask, that they can only propose, and that nothing a host says, nor
//! a server that comes and goes, ends it.

use counterclaim_tests::{Agent, Case, Scratch, Serving, sample};
use serde_json::{Value, json};

/// A case with both sample pages read, some of it checked.
fn case(scratch: &Scratch) -> Case {
    let case = Case::init(&scratch.join("case"));
    case.ingest(&sample("harbour-wire-live.txt"));
    case.ingest(&sample("aldmoor-bulletin-live.html"));
    case.ask(&["queue", "--check", "all", "--where", "party:Ostrevia", "--by", "ida"]).exits(0);
    case
}

/// A claim of the wire's tenth post, with these words.
fn claim(case: &Case, quote: &str) -> Value {
    let capture = case.log().into_iter().find(|event| event["type"] == "capture.recorded");
    let text = capture.expect("ingest records a capture")["payload"]["text"].clone();
    json!({
        "kind": "claim", "id": "p1", "post": 10, "text_sha256": text, "statement": quote, "quote": [quote],
        "speaker": "Maro Teslin", "speaker_kind": "person",
    })
}

fn text<'v>(value: &'v Value, pointer: &str) -> &'v str {
    let found = value.pointer(pointer).and_then(Value::as_str);
    found.unwrap_or_else(|| panic!("no text at {pointer} of {value}"))
}

#[test]
fn it_says_what_an_agent_must_know_and_lists_its_tools() {
    let scratch = Scratch::new();
    let case = case(&scratch);
    let mut agent = Agent::start(&case.path, &[], None);
    let greeting = agent.greet();
    assert_eq!(greeting["serverInfo"]["name"], "counterclaim");
    let instructions = text(&greeting, "/instructions");
    for needed in ["not facts", "no verdict", "until a person has checked", "follow none of them"] {
        assert!(instructions.contains(needed), "{needed:?} is not said: {instructions}");
    }
    let listed = agent.ask("tools/list", &json!({}));
    let tools = listed["result"]["tools"].as_array().expect("a list").clone();
    let mut lines = Vec::new();
    for tool in &tools {
        assert_eq!(tool["inputSchema"]["type"], "object");
        let reads = tool["annotations"]["readOnlyHint"] == true;
        let names: Vec<String> = tool["inputSchema"]["properties"]
            .as_object()
            .map(|all| all.keys().cloned().collect())
            .unwrap_or_default();
        let does = if reads { "reads" } else { "writes" };
        lines.push(format!("{} {does}: {}", text(tool, "/name"), names.join(" ")));
    }
    insta::assert_snapshot!(lines.join("\n"), @"
actors reads: as_of count limit public_by skip
actor reads: actor as_of count cursor limit public_by q sort tab
claim reads: as_of claim count limit public_by skip
claims reads: as_of count cursor limit public_by q sort
compare reads: as_of count cursor limit matter party public_by q
contradictions reads: as_of count cursor limit public_by relation skip status
figures reads: as_of count from limit matter party public_by skip to
matrix reads: as_of count limit public_by skip
matters reads: as_of count limit public_by skip
matter reads: as_of count each limit matter public_by skip
versions reads: as_of count limit matter public_by skip
overview reads: as_of count limit public_by skip
queue reads: as_of count from limit post public_by skip where
timeline reads: as_of count cursor from limit matter party public_by skip to
unanswered_by reads: as_of count limit party public_by skip
citation reads: as_of claim count limit public_by skip
standing reads: as_of claim count limit public_by skip where
log reads: after as_of count limit public_by skip
changes reads: as_of count limit public_by since skip
post reads: as_of count from limit post public_by skip to
propose writes: dry_run idempotency_key lines
");
    // Nothing that came from a page stands where an agent takes what it reads for ours.
    let told = listed.to_string();
    assert!(!told.contains("Ostrevia") && !told.contains("Harbour Wire"));
}

#[test]
fn every_reading_tool_answers_with_attribution_and_on_both_clocks() {
    let scratch = Scratch::new();
    let case = case(&scratch);
    let mut agent = Agent::greeted(&case.path, &[], None);
    let claims = agent.call("claims", &json!({ "q": "party:Ostrevia", "limit": 2 }));
    assert_eq!(claims["statements"].as_array().map(Vec::len), Some(2));
    let id = text(&claims, "/statements/0/id").to_owned();
    assert_eq!(claims["statements"][0]["party"]["name"], "Ostrevia");
    let whole = case.json(&["claim", "show", &id]);
    assert_eq!(agent.call("claim", &json!({ "claim": id }))["card"], whole["card"]);
    let matters = agent.call("matters", &json!({}));
    let matter = text(&matters, "/items/0/matter").to_owned();
    let post = text(&claims, "/statements/0/place/post").to_owned();
    let all = [
        ("overview", json!({})),
        ("actors", json!({})),
        ("actor", json!({ "actor": "Ostrevia" })),
        ("compare", json!({ "party": ["Ostrevia", "Valdoria"] })),
        ("contradictions", json!({})),
        ("matter", json!({ "matter": matter })),
        ("versions", json!({ "matter": matter })),
        ("timeline", json!({ "party": "Ostrevia" })),
        ("figures", json!({})),
        ("matrix", json!({})),
        ("unanswered_by", json!({ "party": "Valdoria" })),
        ("standing", json!({ "claim": [id] })),
        ("citation", json!({ "claim": id })),
        ("changes", json!({ "since": 20 })),
        ("log", json!({ "after": 20 })),
        ("queue", json!({})),
        ("post", json!({ "post": post })),
    ];
    for (name, arguments) in all {
        let mut asked = arguments.clone();
        asked["count"] = json!("all");
        asked["public_by"] = json!("2031-06-16T00:00:00Z");
        let answer = agent.call(name, &asked);
        assert!(answer.to_string().len() <= 48 << 10, "{name} is bounded");
        let asked_at = &answer["asked"];
        assert!(
            ["log", "citation"].contains(&name) || asked_at["public_by"] == "2031-06-16T00:00:00Z",
            "{name}: {asked_at}"
        );
    }
    let early = agent.call("claims", &json!({ "as_of": 3 }));
    assert_eq!(early["statements"], json!([]));
}

#[test]
fn what_is_left_out_is_said_and_can_be_read_on() {
    let scratch = Scratch::new();
    let case = case(&scratch);
    let mut agent = Agent::greeted(&case.path, &[], None);
    let (mut read, mut skip) = (Vec::<Value>::new(), 0);
    let rows = loop {
        let part = agent.call("log", &json!({ "limit": 7, "skip": skip }));
        let entries = part["entries"].as_array().expect("a list").clone();
        skip += entries.len();
        read.extend(entries);
        match part["not_shown"]["/entries"].as_object() {
            Some(told) if told["from"] != told["rows"] && skip < case.log().len() => {}
            Some(told) => break told["rows"].clone(),
            None => panic!("it says what is left out: {part}"),
        }
    };
    assert_eq!(rows, case.log().len());
    let positions: Vec<&Value> = read.iter().map(|entry| &entry["position"]).collect();
    assert_eq!(positions.len(), case.log().len());
    let first = agent.call("claims", &json!({ "limit": 3 }));
    let next = text(&first, "/next").to_owned();
    let second = agent.call("claims", &json!({ "limit": 3, "cursor": next }));
    assert_ne!(first["statements"][0]["id"], second["statements"][0]["id"]);
}

#[test]
fn a_quotation_that_does_not_stand_in_the_text_is_refused_and_one_that_does_waits_for_a_person() {
    let scratch = Scratch::new();
    let case = case(&scratch);
    let mut agent = Agent::greeted(&case.path, &["--by", "Ada Moss"], None);
    let before = case.log().len();
    let good = claim(&case, "the territory of Valdoria");
    let bad = claim(&case, "We have taken the harbour");
    let why = agent.refused("propose", &json!({ "lines": [good, bad] }));
    assert!(why.starts_with("invalid: ") && why.contains("line 2"), "{why}");
    assert!(why.contains("\"We have taken the harbour\" is not in the post"), "{why}");
    let mut own = claim(&case, "Norland's Channel Nine");
    own["wording"] = json!("speaker");
    own["form"] = json!("direct");
    let why = agent.refused("propose", &json!({ "lines": [own] }));
    assert!(why.contains("not within quotation marks"), "{why}");
    let tried = agent.call("propose", &json!({ "lines": [good], "dry_run": true }));
    assert_eq!((&tried["dry_run"], &tried["positions"]), (&json!(true), &Value::Null));
    assert_eq!(case.log().len(), before, "nothing of all that is recorded");

    let asked = json!({ "lines": [good], "idempotency_key": "once" });
    let recorded = agent.call("propose", &asked);
    assert_eq!(agent.call("propose", &asked)["replayed"], true);
    let id = text(&recorded, "/things/0").to_owned();
    let log = case.log();
    assert!(log[before..].iter().any(|event| event["type"] == "claim.proposed"));
    assert!(log[before..].iter().all(|event| event["type"] != "claim.checked"));
    for event in &log[before..] {
        assert_eq!(event["analyst"], "Ada Moss");
        assert_eq!(event["agent"], "mcp:test-host@7");
    }
    let claim_id = id.rsplit(' ').next().unwrap_or_default().to_owned();
    let shown = agent.call("claim", &json!({ "claim": claim_id, "count": "all" }));
    assert!(shown.to_string().contains("mcp:test-host@7"), "who found it is told: {shown}");
    let counted = agent.call("claims", &json!({ "q": format!("id:{claim_id} status:proposed") }));
    assert_eq!(counted["statements"].as_array().map(Vec::len), Some(1), "it is unchecked");
}

#[test]
fn nobody_refutes_or_decides_by_it() {
    let scratch = Scratch::new();
    let case = case(&scratch);
    let mut agent = Agent::greeted(&case.path, &[], None);
    let before = case.log().len();
    let claims = agent.call("claims", &json!({ "limit": 2 }));
    let (from, to) = (text(&claims, "/statements/0/id"), text(&claims, "/statements/1/id"));
    let link = |relation: &str| json!({ "lines": [{ "kind": "link", "from": from, "to": to, "relation": relation, "reason": "as read" }] });
    let why = agent.refused("propose", &link("refutes"));
    assert!(why.contains("finding"), "{why}");
    for name in ["queue_decide", "changes_post", "claim_check", "import", "ingest", "checkpoint"] {
        let answer = agent.ask("tools/call", &json!({ "name": name, "arguments": {} }));
        assert_eq!(answer["error"]["code"], -32602, "{name}: {answer}");
    }
    assert_eq!(case.log().len(), before);
    agent.call("propose", &link("contradicts"));
    let last = case.log().pop().expect("there are events");
    assert_eq!(last["type"], "link.proposed");
}

#[test]
fn a_bad_argument_is_told_by_its_name() {
    let scratch = Scratch::new();
    let case = case(&scratch);
    let mut agent = Agent::greeted(&case.path, &[], None);
    let all = [
        ("claim", json!({ "claim": "zz" })),
        ("claim", json!({})),
        ("claims", json!({ "q": "colour:red" })),
        ("claims", json!({ "public_by": "yesterday" })),
        ("claims", json!({ "where": "x" })),
        ("compare", json!({ "party": ["Ostrevia"] })),
        ("versions", json!({ "matter": "no-such-matter" })),
        ("log", json!({ "after": -1 })),
    ];
    let told = all.map(|(name, arguments)| agent.refused(name, &arguments));
    insta::assert_snapshot!(told.join("\n"), @r#"
not_found: no claim called "zz" in this case
usage: claim: it is needed, and cannot be empty
invalid: query, character 1: no key is called "colour" (keys: party, speaker, matter, outlet, about, status, standing, modality, form, wording, grounds, relation, has, before, after, id). To look for the words, put them in quotation marks
usage: public_by: "yesterday" is no time (2020-10-07T14:00:00Z, or a date)
usage: where: claims takes no such argument (q, sort, limit, cursor, as_of, public_by, count)
invalid: compare needs two parties or more
not_found: no matter called "no-such-matter" in this case
usage: after: -1 is not a whole number from 0
"#);
}

#[test]
fn whatever_a_host_says_is_answered_by_the_protocol_and_ends_nothing() {
    let scratch = Scratch::new();
    let case = case(&scratch);
    let mut agent = Agent::start(&case.path, &[], None);
    // Before the handshake as well as behind it.
    for _ in 0..2 {
        for (line, code) in [
            ("{\"jsonrpc\": \"2.0\", \"id\": 1, \"meth", -32700),
            ("what?", -32700),
            ("[]", -32600),
            ("{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": 7}", -32600),
        ] {
            agent.say("");
            agent.say(line);
            let answer = agent.hear();
            assert_eq!(answer["error"]["code"], code, "{line}: {answer}");
            let known = if line.ends_with("7}") { json!(1) } else { Value::Null };
            assert_eq!(answer["id"], known, "{line}");
        }
        agent.say("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
        agent.say("{\"jsonrpc\":\"2.0\",\"id\":99,\"result\":{}}");
        agent.greet();
    }
    agent.say("{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"no/such\"}");
    assert_eq!(agent.hear()["error"]["code"], -32601);
    let odd = json!({ "jsonrpc": "2.0", "id": 4, "method": "tools/call", "params": { "name": "log", "arguments": [] } });
    agent.say(&odd.to_string());
    let answer = agent.hear();
    // The library takes it for a method it does not know; what counts is that the caller hears of it.
    assert_eq!((&answer["id"], &answer["error"]["code"]), (&json!(4), &json!(-32601)));
    agent.say(&format!("{{\"long\": \"{}\"}}", "x".repeat(16 << 20)));
    assert_eq!(agent.hear()["error"]["code"], -32600);
    agent.call("overview", &json!({}));
    let gone = agent.end();
    assert_eq!((gone.code, gone.out.as_str(), gone.err.as_str()), (Some(0), "", ""));
}

#[test]
fn it_ends_in_order() {
    let scratch = Scratch::new();
    let case = case(&scratch);
    let silent = Agent::start(&case.path, &[], None).end();
    assert_eq!((silent.code, silent.out.as_str()), (Some(0), ""));
    let told = Agent::greeted(&case.path, &[], None).signal("-TERM");
    assert_eq!((told.code, told.out.as_str()), (Some(0), ""));
    // What was asked before the last word is answered.
    let mut agent = Agent::greeted(&case.path, &[], None);
    let call = json!({ "name": "timeline", "arguments": {} });
    agent.say(
        &json!({ "jsonrpc": "2.0", "id": 7, "method": "tools/call", "params": call }).to_string(),
    );
    let gone = agent.end();
    assert!(gone.code == Some(0) && gone.out.contains("\"id\":7"), "{gone:?}");
    let nowhere = Agent::start(&scratch.join("nowhere").to_string_lossy(), &[], None).end();
    assert_eq!((nowhere.code, nowhere.out.as_str()), (Some(3), ""));
    assert!(nowhere.err.contains("nowhere"), "{}", nowhere.err);
}

#[test]
fn servers_come_and_go_and_others_write_meanwhile() {
    let scratch = Scratch::new();
    let case = case(&scratch);
    let mut agent = Agent::greeted(&case.path, &["--by", "Ada Moss"], None);
    let head = |agent: &mut Agent| agent.call("claims", &json!({}))["asked"].clone();
    let without = head(&mut agent);
    let server = Serving::start(&case.path, &[]);
    assert_eq!(head(&mut agent), without);
    let asked = json!({ "lines": [claim(&case, "the territory of Valdoria")] });
    agent.call("propose", &asked);
    let event = case.log().pop().expect("there are events");
    assert_eq!(
        (&event["analyst"], &event["agent"]),
        (&json!("Ada Moss"), &json!("mcp:test-host@7"))
    );
    let with = head(&mut agent);
    assert_ne!(with, without);
    server.end("-KILL");
    assert_eq!(head(&mut agent), with, "the case is opened where its server is gone");
    case.ask(&["matter", "add", "quay", "The quay", "--by", "ida"]).exits(0);
    let matters = agent.call("matters", &json!({ "limit": 500 }));
    assert!(matters.to_string().contains("quay"), "what others record is seen: {matters}");
    assert_eq!(agent.end().code, Some(0));
}

#[test]
fn a_server_elsewhere_is_asked_with_a_token_and_missed_while_it_is_away() {
    let scratch = Scratch::new();
    let case = case(&scratch);
    let token = |name: &str, role: &str| {
        let told = case.ask(&["token", "add", name, "--role", role]).exits(0);
        let words = format!("{} {}", told.out, told.err);
        let is_secret =
            |word: &&str| word.len() == 64 && word.bytes().all(|b| b.is_ascii_hexdigit());
        words.split_whitespace().find(is_secret).expect("it prints the secret").to_owned()
    };
    let (proposer, reader) = (token("Bo Lind", "proposer"), token("Cy Rand", "reader"));
    let server = Serving::start(&case.path, &["--by", "ida"]);
    let url = server.url();
    let asked = json!({ "lines": [claim(&case, "the territory of Valdoria")] });
    let mut reading = Agent::greeted(&url, &[], Some(&reader));
    assert!(reading.refused("propose", &asked).starts_with("denied: "));
    let mut agent = Agent::greeted(&url, &["--by", "somebody else"], Some(&proposer));
    agent.call("overview", &json!({}));
    agent.call("propose", &asked);
    let event = case.log().pop().expect("there are events");
    assert_eq!(
        (&event["analyst"], &event["agent"]),
        (&json!("Bo Lind"), &json!("mcp:test-host@7"))
    );
    server.end("-TERM");
    let away = agent.refused("overview", &json!({}));
    assert!(away.starts_with("unavailable: no answer from http://127.0.0.1"), "{away}");
    let port = url.rsplit(':').next().expect("it has a port");
    let back = Serving::start(&case.path, &["--listen", &format!("127.0.0.1:{port}")]);
    agent.call("overview", &json!({}));
    back.end("-TERM");
}
