//! The published cases: standing of abstract graphs, checked value by value. They live beside the
//! workspace, not in it; without them the test says so and passes.

use std::path::Path;

use counterclaim_graph::{
    Caps, Kind, NamedEdge, NamedStandings, NamedStatement, Parameters, Range, Score, Tally, Told,
    agreements, assess, matrix, scores, versions,
};
use counterclaim_model::Amount;
use serde_json::{Value, json};

/// Returns the published cases, or says why not.
#[expect(clippy::print_stderr, reason = "a skipped test says why")]
fn vectors() -> Option<Value> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = root.join("../../../shared/vectors/standing_vectors.json");
    let Ok(text) = std::fs::read_to_string(path) else {
        eprintln!("skipped: no shared/vectors/standing_vectors.json beside the workspace");
        return None;
    };
    Some(serde_json::from_str(&text).expect("the vectors are JSON"))
}

fn cases(vectors: &Value, part: &str) -> Vec<Value> {
    vectors[part].as_array().expect("a list of cases").clone()
}

#[test]
fn every_published_case_comes_out_as_published() {
    let Some(vectors) = vectors() else { return };
    let cases = cases(&vectors, "core");
    assert!(cases.len() >= 30);
    for case in &cases {
        let expected = &case["expected"];
        let found = told(&case_standings(case));
        for key in
            ["claims", "labels", "defeat_graph", "flags", "contradiction_sccs", "noted_edges"]
        {
            assert_eq!(found[key], expected[key], "{} {}: {key}", case["id"], case["title"]);
        }
        check_scores(case, Score::Plain, &expected["gradual"]["qe"]);
        check_scores(case, Score::OverLines, &expected["gradual"]["qe_lines"]);
    }
}

fn case_standings(case: &Value) -> NamedStandings {
    let (statements, edges) = read(case);
    assess(&statements, &edges, &Parameters::default()).expect("a whole graph")
}

fn check_scores(case: &Value, score: Score, expected: &Value) {
    let (statements, edges) = read(case);
    let found = scores(&statements, &edges, &Parameters::default(), score).expect("a whole graph");
    for (name, expected) in expected.as_object().expect("scores by name") {
        let distance = (found[name] - expected.as_f64().expect("a number")).abs();
        assert!(distance < 2e-6, "{} {name} {score:?}: {}", case["id"], found[name]);
    }
}

fn read(case: &Value) -> (Vec<NamedStatement>, Vec<NamedEdge>) {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let statements: Vec<_> = list(&case["claims"])
        .iter()
        .map(|claim| NamedStatement {
            id: text(&claim["id"]),
            party: text(&claim["party"]),
            rank: claim["rank"].as_i64().unwrap_or_default() as i32,
            retracted: claim["state"] == "retracted",
            rests_on: list(&claim["rests_on"]).iter().map(text).collect(),
        })
        .collect();
    let edges: Vec<_> = list(&case["edges"])
        .iter()
        .map(|edge| NamedEdge {
            from: text(&edge["from"]),
            to: text(&edge["to"]),
            kind: if edge["kind"] == "refute" { Kind::Refute } else { Kind::Confirm },
            by_analyst: edge["by"] == "analyst",
            weight: edge["w"].as_f64().unwrap_or(1.0),
            withdrawn: edge["state"] == "withdrawn",
        })
        .collect();
    (statements, edges)
}

fn told(standings: &NamedStandings) -> Value {
    let claims: serde_json::Map<String, Value> = standings
        .claims
        .iter()
        .map(|(name, claim)| {
            let told = json!({
                "label": claim.label.map_or("RETRACTED", |label| label.name()),
                "dispute": claim.dispute.name(),
                "support": claim.support.name(),
                "standing": claim.word(),
                "lines_for": claim.lines_for,
                "lines_against": claim.lines_against,
                "single_points": claim.single_points,
            });
            (name.clone(), told)
        })
        .collect();
    let labels: serde_json::Map<String, Value> =
        standings.labels.iter().map(|(node, label)| (node.clone(), json!(label.name()))).collect();
    let noted: Vec<_> =
        standings.noted_edges.iter().map(|(from, to, kind)| (from, to, kind.name())).collect();
    json!({
        "claims": claims,
        "labels": labels,
        "defeat_graph": standings.defeat_graph,
        "flags": standings.flags,
        "contradiction_sccs": standings.contradiction_sccs,
        "noted_edges": noted,
    })
}

#[test]
fn figures_agree_as_published() {
    let Some(vectors) = vectors() else { return };
    for case in cases(&vectors, "figures") {
        let rows = case["rows"].as_array().expect("rows");
        // The published "at least N" ends at a number beyond all others.
        let amount = |value: &Value| Amount::whole(value.as_f64().expect("a number") as i64);
        let ranges: Vec<Range> = rows
            .iter()
            .map(|row| Range { low: amount(&row[1]), high: Some(amount(&row[2])) })
            .collect();
        let told = |found: &[counterclaim_graph::Agreement]| -> Value {
            let members = |a: &counterclaim_graph::Agreement| -> Vec<Value> {
                a.members.iter().map(|n| rows[*n][0].clone()).collect()
            };
            let number = |amount: Amount| amount.as_f64() as i64;
            let common = |a: &counterclaim_graph::Agreement| {
                json!([number(a.common.low), a.common.high.map(number)])
            };
            found.iter().map(|a| json!({"members": members(a), "common": common(a)})).collect()
        };
        assert_eq!(told(&agreements(&ranges)), case["maximal_consistent"], "{}", case["id"]);
        let open = |range: &Range| Range {
            high: range.high.filter(|high| *high < Amount::whole(1_000_000_000)),
            ..*range
        };
        let opened: Vec<Range> = ranges.iter().map(open).collect();
        assert_eq!(told(&agreements(&opened)), case["maximal_consistent"], "{}", case["id"]);
    }
}

#[test]
fn versions_compete_as_published() {
    let Some(vectors) = vectors() else { return };
    for case in cases(&vectors, "versions") {
        let text = |value: &Value| value.as_str().expect("a name").to_owned();
        let nodes: Vec<String> =
            case["nodes"].as_array().expect("nodes").iter().map(text).collect();
        let statements: Vec<_> = nodes.iter().map(|id| statement(id, id)).collect();
        let conflicts = case["conflicts"].as_array().expect("conflicts");
        let edges: Vec<_> =
            conflicts.iter().map(|pair| refutes(&text(&pair[0]), &text(&pair[1]), 1.0)).collect();
        let found =
            versions(&statements, &edges, &Parameters::default(), &Caps::default()).expect("whole");
        let mut components: Vec<Vec<String>> =
            found.components.iter().map(|one| one.claims.clone()).collect();
        components.extend(found.undisputed.iter().map(|one| vec![one.clone()]));
        components.sort();
        assert_eq!(json!(components), case["components"], "{}", case["id"]);
        let mut wholes = vec![found.undisputed.clone()];
        for component in &found.components {
            let Told::Every(versions) = &component.told else { panic!("{}: capped", case["id"]) };
            let with = |whole: &Vec<String>| -> Vec<Vec<String>> {
                versions.iter().map(|v| [&whole[..], &v.claims[..]].concat()).collect()
            };
            wholes = wholes.iter().flat_map(with).collect();
        }
        wholes.iter_mut().for_each(|whole| whole.sort());
        wholes.sort();
        assert_eq!(json!(wholes), case["maximal_consistent"], "{}", case["id"]);
    }
}

#[test]
fn the_matrix_adds_up_as_published() {
    let Some(vectors) = vectors() else { return };
    for case in cases(&vectors, "matrix") {
        let text = |value: &Value| value.as_str().expect("a name").to_owned();
        let list = |key: &str| case[key].as_array().expect("a list").clone();
        let statements: Vec<_> =
            list("claims").iter().map(|c| statement(&text(&c[0]), &text(&c[1]))).collect();
        let weight = |edge: &Value| edge[2].as_f64().expect("a weight");
        let edges: Vec<_> = list("refutes")
            .iter()
            .map(|edge| refutes(&text(&edge[0]), &text(&edge[1]), weight(edge)))
            .collect();
        let found = matrix(&statements, &edges, &Parameters::default(), Kind::Refute);
        let found = found.expect("a whole graph");
        let told = |value: fn(&Tally) -> Value| -> Value {
            let mut rows = serde_json::Map::new();
            let own = found.own.iter().map(|(party, tally)| ((party, party), tally));
            let apart = found.cells.iter().map(|((from, to), tally)| ((from, to), tally));
            for ((from, to), tally) in own.chain(apart) {
                let row = rows.entry(from.clone()).or_insert_with(|| json!({}));
                row[to.as_str()] = value(tally);
            }
            Value::Object(rows)
        };
        assert_eq!(told(|tally| json!(tally.edges)), case["expected_counts"]);
        assert_eq!(told(|tally| json!(tally.targets)), case["expected_distinct_targets"]);
        assert_eq!(told(|tally| json!(tally.weight)), case["expected_weights"]);
        assert!(
            found.own.contains_key("A") && !found.cells.contains_key(&("A".into(), "A".into()))
        );
    }
}

fn statement(id: &str, party: &str) -> NamedStatement {
    NamedStatement {
        id: id.to_owned(),
        party: party.to_owned(),
        rank: 0,
        retracted: false,
        rests_on: Vec::new(),
    }
}

fn refutes(from: &str, to: &str, weight: f64) -> NamedEdge {
    NamedEdge {
        from: from.to_owned(),
        to: to.to_owned(),
        kind: Kind::Refute,
        by_analyst: false,
        weight,
        withdrawn: false,
    }
}
