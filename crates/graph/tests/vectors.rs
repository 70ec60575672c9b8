//! The published cases: standing of abstract graphs, checked value by value. They live beside the
//! workspace, not in it; without them the test says so and passes.

use std::collections::BTreeMap;
use std::path::Path;

use counterclaim_graph::{
    Caps, CopyModel, Kind, NamedEdge, NamedStandings, NamedStatement, Overlap, Parameters, Range,
    Score, Scored, Semantics, Tally, Told, agreements, assess, dependence, matrix, preferred,
    scores, strengths, versions,
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
        let (statements, edges) = read(case);
        let readings = preferred(&statements, &edges, &Parameters::default()).expect("whole");
        assert_eq!(json!(readings), expected["preferred"], "{}", case["id"]);
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
        let Scored::Value(value) = found[name] else { panic!("{} {name}: no score", case["id"]) };
        let distance = (value - expected.as_f64().expect("a number")).abs();
        assert!(distance < 2e-6, "{} {name} {score:?}: {value}", case["id"]);
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

#[test]
fn strengths_are_the_published_ones() {
    let Some(vectors) = vectors() else { return };
    for case in cases(&vectors, "numeric") {
        let base: BTreeMap<String, f64> =
            case["base"].as_object().expect("bases").iter().map(number).collect();
        let edges: Vec<_> = case["edges"].as_array().expect("edges").iter().map(pull).collect();
        let all = [
            ("qe", Semantics::QuadraticEnergy),
            ("dfquad", Semantics::DfQuad),
            ("euler", Semantics::Euler),
        ];
        for (name, semantics) in all {
            let found = strengths(&base, &edges, semantics, 0.5).expect("a whole graph");
            for (claim, expected) in case[name].as_object().expect("strengths").iter().map(number) {
                let value = found.strengths[&claim];
                assert!((value - expected).abs() < 2e-6, "{} {name} {claim}: {value}", case["id"]);
            }
            let bound = case["qe_contraction_bound"].as_f64().expect("a bound");
            assert!((found.contraction_bound - bound).abs() < 1e-4, "{}", case["id"]);
        }
    }
}

#[test]
fn two_blocs_have_a_winner_by_chance_and_no_score() {
    let Some(vectors) = vectors() else { return };
    for case in cases(&vectors, "bistability") {
        for expected in case["expected"].as_array().expect("sizes") {
            let many = expected["d"].as_u64().expect("a size");
            let names: Vec<(String, String)> =
                (0..many).map(|n| (format!("l{n}"), format!("r{n}"))).collect();
            let pairs = || names.iter().flat_map(|(l, _)| names.iter().map(move |(_, r)| (l, r)));
            let edges: Vec<_> =
                pairs().flat_map(|(l, r)| [refutes(l, r, 1.0), refutes(r, l, 1.0)]).collect();
            let mut base: BTreeMap<String, f64> =
                names.iter().flat_map(|(l, r)| [(l.clone(), 0.5), (r.clone(), 0.5)]).collect();
            base.insert("l0".to_owned(), 0.51);
            let found = strengths(&base, &edges, Semantics::QuadraticEnergy, 0.2).expect("whole");
            for side in ["l1", "r1"] {
                let distance = found.strengths[side] - expected[side].as_f64().expect("a number");
                assert!(distance.abs() < 5e-4, "{many} {side}: {}", found.strengths[side]);
            }
            let statements: Vec<_> = base.keys().map(|id| statement(id, id)).collect();
            let scores = scores(&statements, &edges, &Parameters::default(), Score::Plain);
            let told = scores.expect("whole")["l1"];
            // Three objectors each are below the bound, four are beyond it.
            match many {
                ..=3 => assert!(matches!(told, Scored::Value(_)), "{many}"),
                _ => assert_eq!(told, Scored::CircularDispute { among: base.len() }, "{many}"),
            }
        }
    }
}

#[test]
fn copying_is_as_likely_as_published() {
    let Some(vectors) = vectors() else { return };
    for case in cases(&vectors, "dependence") {
        let count = |key: &str| case[key].as_u64().expect("a count") as u32;
        let overlap = Overlap {
            shared_true: count("shared_true"),
            shared_false: count("shared_false"),
            different: count("different"),
        };
        let value = dependence(overlap, &CopyModel::default());
        let expected = case["p_dependent"].as_f64().expect("a probability");
        assert!((value - expected).abs() < 1e-6, "{}: {value}", case["id"]);
    }
}

fn number((name, value): (&String, &Value)) -> (String, f64) {
    (name.clone(), value.as_f64().expect("a number"))
}

fn pull(edge: &Value) -> NamedEdge {
    let text = |n: usize| edge[n].as_str().expect("a name");
    let kind = if text(2) == "confirm" { Kind::Confirm } else { Kind::Refute };
    NamedEdge { kind, ..refutes(text(0), text(1), edge[3].as_f64().expect("a weight")) }
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
