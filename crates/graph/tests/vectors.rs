//! The published cases: standing of abstract graphs, checked value by value. They live beside the
//! workspace, not in it; without them the test says so and passes.

use std::path::Path;

use counterclaim_graph::{
    Kind, NamedEdge, NamedStandings, NamedStatement, Parameters, Score, assess, scores,
};
use serde_json::{Value, json};

#[test]
#[expect(clippy::print_stderr, reason = "a skipped test says why")]
fn every_published_case_comes_out_as_published() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = root.join("../../../shared/vectors/standing_vectors.json");
    let Ok(text) = std::fs::read_to_string(path) else {
        eprintln!("skipped: no shared/vectors/standing_vectors.json beside the workspace");
        return;
    };
    let vectors: Value = serde_json::from_str(&text).expect("the vectors are JSON");
    let cases = vectors["core"].as_array().expect("core cases");
    assert!(cases.len() >= 30);
    for case in cases {
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
