//! The claims graph through the binary: standing of graphs given by names, and the graph in the formats
//! of other tools. Programs of other people read the formats back in `tests/outside/graph`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use counterclaim_tests::{Answer, Case, Scratch, counterclaim, sample, shared};
use serde_json::{Value, json};

const FORMATS: [&str; 10] =
    ["dot", "graphml", "gexf", "cytoscape", "tgf", "apx", "argdown", "turtle", "svg", "json"];

fn standing(scratch: &Scratch, graph: &str, more: &[&str]) -> Answer {
    let file = scratch.file("graph.json", graph);
    counterclaim(&[&["standing", "--graph", &file.to_string_lossy()], more].concat())
}

#[test]
fn graphs_by_names_stand_as_published() {
    let Some(path) = shared("vectors/standing_vectors.json") else { return };
    let text = fs::read_to_string(path).expect("the vectors can be read");
    let vectors: Value = serde_json::from_str(&text).expect("the vectors are JSON");
    let scratch = Scratch::new();
    for case in vectors["core"].as_array().expect("the vectors have core cases") {
        let found = standing(&scratch, &case.to_string(), &[]).exits(0).json();
        for key in
            ["claims", "labels", "defeat_graph", "flags", "contradiction_sccs", "noted_edges"]
        {
            assert_eq!(found[key], case["expected"][key], "{} {key}", case["id"]);
        }
    }
}

#[test]
fn a_graph_that_is_none_is_refused_with_the_place() {
    let scratch = Scratch::new();
    let claims = json!([{ "id": "a", "party": "P" }, { "id": "b", "party": "Q" }]);
    let edge = |edge: Value| json!({ "claims": claims, "edges": [edge] }).to_string();
    let twice = json!({ "claims": [{ "id": "a" }, { "id": "a" }] }).to_string();
    let rests = json!({ "claims": [{ "id": "a", "rests_on": ["a", "z"] }] }).to_string();
    let heavy = json!({ "from": "a", "to": "b", "kind": "refute", "w": 7 });
    let refused = [
        ("{\n\"claims\": 3}".to_owned(), "line 2 column 11"),
        ("[]".to_owned(), "line 1 column"),
        (twice, "claims[1].id"),
        (rests, "claims[0].rests_on[1]: no claim is named \"z\""),
        (edge(json!({ "from": "a", "to": "x", "kind": "refute" })), "edges[0].to"),
        (edge(heavy), "edges[0].w: 7 is not between 0 and 1"),
        (edge(json!({ "from": "a", "to": "b", "kind": "denies" })), "unknown variant `denies`"),
    ];
    for (graph, place) in refused {
        let answer = standing(&scratch, &graph, &[]).exits(5);
        assert!(answer.err.contains(place), "{graph}: {}", answer.err);
        assert_eq!(answer.out, "", "{graph}");
    }
    counterclaim(&["standing", "--graph", "/no/such/file"]).exits(3);
    counterclaim(&["standing", "--score", "qe"]).exits(2);
}

/// A case with the sample in it, everything checked by a person.
fn checked_sample(scratch: &Scratch) -> Case {
    let case = Case::init(&scratch.join("case"));
    for page in ["harbour-wire-live.txt", "aldmoor-bulletin-live.html"] {
        case.ingest(&sample(page));
    }
    case.ask(&["queue", "--check", "all", "--by", "Ada"]).exits(0);
    case
}

#[test]
fn the_graph_holds_what_counts_in_every_format_and_in_the_same_bytes() {
    let scratch = Scratch::new();
    let case = checked_sample(&scratch);
    let graph = case.ask(&["graph", "--format", "json"]).exits(0).json();
    let ids = |list: &str, of: &str| -> Vec<String> {
        let items = graph[list].as_array().expect("the graph lists them");
        items.iter().map(|item| item[of]["id"].as_str().expect("an id").to_owned()).collect()
    };
    let (claims, links) = (ids("nodes", "card"), ids("edges", "link"));
    assert!(claims.len() > 50 && links.len() > 5, "{} {}", claims.len(), links.len());
    for format in FORMATS {
        let first = case.ask(&["graph", "--format", format]).exits(0);
        let second = case.ask(&["graph", "--format", format]).exits(0);
        assert_eq!(first.out, second.out, "{format}");
        if !["tgf", "apx"].contains(&format) {
            let all = claims.iter().chain(links.iter().filter(|_| format != "argdown"));
            all.for_each(|id| assert!(first.out.contains(id), "{format}: {id}"));
        }
    }
    // Nothing is in it before a person has checked it, and nobody has to guess why.
    let before = case.ask(&["graph", "--format", "apx", "--as-of", "150"]).exits(0);
    assert_eq!(before.out, "");
    assert!(before.err.contains("since unchecked"), "{}", before.err);
}

#[test]
fn the_solvers_graph_leads_back_to_the_standings() {
    let scratch = Scratch::new();
    let case = checked_sample(&scratch);
    let tgf = case.ask(&["graph", "--format", "tgf"]).exits(0);
    let (arguments, attacks) = tgf.out.split_once("#\n").expect("a line parts the two");
    let named: BTreeMap<&str, Vec<&str>> = tgf
        .err
        .lines()
        .map(|line| line.split('\t').collect::<Vec<_>>())
        .filter(|fields| fields.len() == 4)
        .map(|fields| (fields[0], fields))
        .collect();
    let arguments: BTreeSet<&str> = arguments.lines().collect();
    assert_eq!(arguments, named.keys().copied().collect());
    // By hand: an argument is out if one that is in attacks it, and in if all that attack it are out.
    for argument in &arguments {
        let attackers = attacks.lines().filter_map(|line| line.split_once(' '));
        let attackers = attackers.filter(|(_, to)| to == argument).map(|(from, _)| named[from][2]);
        let attackers: Vec<&str> = attackers.collect();
        let expected = if attackers.iter().all(|label| *label == "OUT") {
            "IN"
        } else if attackers.contains(&"IN") {
            "OUT"
        } else {
            "UNDEC"
        };
        assert_eq!(named[argument][2], expected, "{argument}");
    }
    assert!(named.values().any(|fields| fields[2] == "UNDEC"), "the sample holds a dispute");
}

#[test]
fn paraphrase_stands_in_no_quotation_marks_in_drawings() {
    let scratch = Scratch::new();
    let case = checked_sample(&scratch);
    for format in ["dot", "svg", "argdown"] {
        let drawn = case.ask(&["graph", "--format", format]).exits(0).out;
        assert!(drawn.contains("‹Norland Must Stop"), "{format}");
        for mark in ["\"Norland Must Stop", "&quot;Norland Must Stop", "“Norland Must Stop"] {
            assert!(!drawn.contains(mark), "{format}");
        }
    }
}

#[test]
fn a_standing_says_why_and_on_which_clocks() {
    let scratch = Scratch::new();
    let case = checked_sample(&scratch);
    let rows = case.json(&["standing", "--where", "party:Valdoria shelling"]);
    let rows = rows["rows"].as_array().expect("rows");
    assert!(!rows.is_empty());
    for row in rows {
        assert_eq!(row["card"]["party"]["name"], "Valdoria", "{row}");
        let sentence = row["card"]["standing"]["sentence"].as_str().expect("a sentence");
        assert!(sentence.ends_with('.'), "{sentence}");
    }
    let id = rows[0]["card"]["id"].as_str().expect("an id");
    let table = case.ask(&["standing", id]).exits(0).out;
    assert!(table.contains("As of position") && table.contains("Parameters:"), "{table}");
    assert!(table.contains("chose to carry"), "{table}");
    case.ask(&["standing", "ffffffff"]).exits(3);
}

#[test]
fn matrix_versions_and_figures_say_what_was_counted() {
    let scratch = Scratch::new();
    let case = checked_sample(&scratch);
    let matrix = case.json(&["matrix"]);
    let cells = matrix["cells"].as_array().expect("cells");
    let cell = |from: &str, kind: &str, to: &str| {
        cells.iter().find(|cell| {
            cell["from"]["name"] == from && cell["kind"] == kind && cell["to"]["name"] == to
        })
    };
    let objections = cell("Ostrevia", "objects", "Valdoria").expect("Ostrevia denies");
    assert_eq!(objections["is_itself"], false, "{objections}");
    assert!(objections["of"].as_u64() > objections["targets"].as_u64(), "{objections}");
    assert!(cell("Norland", "confirms", "Ostrevia").is_some(), "{matrix}");

    // Of two accounts that cannot both hold, no version has both.
    let graph = case.json(&["graph"]);
    let link = graph["edges"].as_array().expect("edges").iter().map(|edge| &edge["link"]);
    let mut contrary = link.filter(|link| link["relation"] == "contradicts");
    let contrary = contrary.next().expect("the sample holds a contradiction");
    let node = |id: &Value| {
        let mut nodes = graph["nodes"].as_array().expect("nodes").iter();
        nodes.find(|node| node["card"]["id"] == *id).expect("an end of the link").clone()
    };
    let matters = |id: &Value| node(id)["card"]["matters"].as_array().cloned().unwrap_or_default();
    let other = matters(&contrary["to"]);
    let matter = matters(&contrary["from"]).into_iter().find(|matter| other.contains(matter));
    let matter = matter.expect("a rule pairs within a matter");
    let versions = case.json(&["versions", matter.as_str().expect("a slug")]);
    let disputes = versions["disputes"].as_array().expect("disputes");
    let told: Vec<&Value> =
        disputes.iter().flat_map(|one| one["versions"].as_array().expect("versions")).collect();
    let holds =
        |version: &Value, id: &Value| version["claims"].as_array().expect("claims").contains(id);
    assert!(told.iter().any(|version| holds(version, &contrary["to"])), "{versions}");
    assert!(!told.iter().any(|v| holds(v, &contrary["to"]) && holds(v, &contrary["from"])));
    case.ask(&["versions", "no-such-matter"]).exits(3);

    for row in case.json(&["figures"])["rows"].as_array().expect("rows") {
        assert!(row["compared"].is_string(), "every figure says what came of it: {row}");
    }
    for ask in [&["matrix"][..], &["figures"], &["unanswered", "Ostrevia"], &["contradictions"]] {
        let table = case.ask(ask).exits(0).out;
        assert!(table.contains("chose to carry") && table.contains("As of position"), "{table}");
        for format in ["csv", "ndjson", "md", "html"] {
            case.ask(&[ask, &["--format", format][..]].concat()).exits(0);
        }
    }
}
