//! The core against plain readings of its definitions, on random graphs: labels against the iterated
//! characteristic function, lines and single points against petgraph's flow and dominators.

use std::collections::{BTreeMap, BTreeSet};

use counterclaim_graph::{
    Kind, Label, NamedEdge, NamedStandings, NamedStatement, Parameters, assess,
};
use petgraph::algo::dominators::simple_fast;
use petgraph::algo::ford_fulkerson;
use petgraph::graph::{DiGraph, NodeIndex};
use proptest::prelude::*;

fn name(n: usize) -> String {
    n.to_string()
}

/// Up to nine statements that rest on earlier ones only, and edges of every sort between them.
fn graphs() -> impl Strategy<Value = (Vec<NamedStatement>, Vec<NamedEdge>)> {
    let statement = (0_u8..6, 0_i32..2, 0_u8..8, prop::collection::vec(0_usize..9, 0..3));
    let edge = (0_usize..9, 0_usize..9, any::<bool>(), any::<bool>(), 0_u8..5);
    (prop::collection::vec(statement, 1..10), prop::collection::vec(edge, 0..16)).prop_map(
        |(statements, edges)| {
            let many = statements.len();
            let statements = statements.into_iter().enumerate();
            let statements = statements.map(|(n, (party, rank, state, rests_on))| NamedStatement {
                id: name(n),
                party: format!("party {party}"),
                rank,
                retracted: state == 0,
                rests_on: rests_on.into_iter().filter(|o| *o < n).map(name).collect(),
            });
            let edges = edges.into_iter().filter(|(from, to, ..)| *from < many && *to < many);
            let edges = edges.map(|(from, to, confirms, by_analyst, weight)| NamedEdge {
                from: name(from),
                to: name(to),
                kind: if confirms { Kind::Confirm } else { Kind::Refute },
                by_analyst,
                weight: f64::from(weight) / 4.0,
                withdrawn: false,
            });
            (statements.collect(), edges.collect())
        },
    )
}

/// The least fixed point of "everything that is defended", step by step.
fn grounded(found: &NamedStandings) -> BTreeMap<String, Label> {
    let nodes: BTreeSet<&String> = found.labels.keys().collect();
    let mut stands: BTreeSet<&String> = BTreeSet::new();
    let mut by_target: BTreeMap<&String, Vec<&String>> = BTreeMap::new();
    for (from, to) in &found.defeat_graph {
        by_target.entry(to).or_default().push(from);
    }
    let attackers = |of: &String| by_target.get(of).into_iter().flatten().copied();
    loop {
        let is_attacked = |node: &String| attackers(node).any(|a| stands.contains(a));
        let defended: BTreeSet<&String> =
            nodes.iter().copied().filter(|n| attackers(n).all(is_attacked)).collect();
        if defended == stands {
            let label = |node: &&String| match (stands.contains(node), is_attacked(node)) {
                (true, _) => Label::In,
                (false, true) => Label::Out,
                (false, false) => Label::Undecided,
            };
            return nodes.iter().map(|node| ((*node).clone(), label(node))).collect();
        }
        stands = defended;
    }
}

/// The network of evidence behind some witnesses, as the definition has it.
struct Network {
    graph: DiGraph<(), u32>,
    source: NodeIndex,
    sink: NodeIndex,
    entry: BTreeMap<String, NodeIndex>,
}

fn network(
    statements: &[NamedStatement],
    stands: impl Fn(&str) -> bool,
    witnesses: &BTreeSet<String>,
) -> Network {
    let mut graph = DiGraph::new();
    let (source, sink) = (graph.add_node(()), graph.add_node(()));
    let (mut entry, mut exit) = (BTreeMap::new(), BTreeMap::new());
    let (mut origins, mut voices) = (BTreeMap::new(), BTreeMap::new());
    for statement in statements.iter().filter(|s| stands(&s.id) || witnesses.contains(&s.id)) {
        let (into, out) = (graph.add_node(()), graph.add_node(()));
        graph.add_edge(into, out, 1);
        entry.insert(statement.id.clone(), into);
        exit.insert(statement.id.clone(), out);
        let party = &statement.party;
        if statement.rests_on.is_empty() {
            let node = *origins.entry(party).or_insert_with(|| graph.add_node(()));
            graph.update_edge(source, node, 1);
            graph.add_edge(node, into, 1);
        }
        if witnesses.contains(&statement.id) {
            let node = *voices.entry(party).or_insert_with(|| graph.add_node(()));
            graph.add_edge(out, node, 1);
            graph.update_edge(node, sink, 1);
        }
        // Statements rest on earlier ones, so their exits are there already if they stand.
        for parent in statement.rests_on.iter().filter(|parent| stands(parent)) {
            graph.update_edge(exit[parent], into, 1);
        }
    }
    Network { graph, source, sink, entry }
}

/// Counted edges of a kind towards `target` whose source is live and not out.
fn towards(
    found: &NamedStandings,
    edges: &[NamedEdge],
    kind: Kind,
    target: &str,
) -> BTreeSet<String> {
    let is_live = |id: &str| found.claims[id].label.is_some();
    edges
        .iter()
        .filter(|e| e.to == target && e.from != e.to && e.kind == kind && e.weight >= 0.5)
        .filter(|e| is_live(&e.to) && is_live(&e.from) && found.labels[&e.from] != Label::Out)
        .map(|e| e.from.clone())
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn labels_are_the_grounded_ones((statements, edges) in graphs()) {
        let found = assess(&statements, &edges, &Parameters::default()).expect("a whole graph");
        prop_assert_eq!(&found.labels, &grounded(&found));
    }

    #[test]
    fn lines_are_a_maximum_flow_and_single_points_dominate((statements, edges) in graphs()) {
        let found = assess(&statements, &edges, &Parameters::default()).expect("a whole graph");
        for (id, standing) in found.claims.iter().filter(|(_, s)| s.label.is_some()) {
            let stands = |other: &str| found.labels.get(other).is_some_and(|l| *l != Label::Out);
            let against = towards(&found, &edges, Kind::Refute, id);
            let mut witnesses = towards(&found, &edges, Kind::Confirm, id);
            witnesses.insert(id.clone());
            let for_it = network(&statements, stands, &witnesses);
            let against_it = network(&statements, stands, &against);
            let flow = |n: &Network| ford_fulkerson(&n.graph, n.source, n.sink).0 as usize;
            prop_assert_eq!(standing.lines_for, flow(&for_it), "lines for {}", id);
            prop_assert_eq!(standing.lines_against, flow(&against_it), "lines against {}", id);

            let dominators = simple_fast(&for_it.graph, for_it.source);
            let passed: BTreeSet<NodeIndex> =
                dominators.strict_dominators(for_it.sink).into_iter().flatten().collect();
            let points = for_it.entry.iter().filter(|(_, entry)| passed.contains(entry));
            let points: Vec<String> =
                points.map(|(point, _)| point.clone()).filter(|point| point != id).collect();
            prop_assert_eq!(&standing.single_points, &points, "single points of {}", id);
        }
    }

    #[test]
    fn the_order_of_the_input_does_not_matter((statements, edges) in graphs()) {
        let found = assess(&statements, &edges, &Parameters::default());
        let reversed: (Vec<_>, Vec<_>) =
            (statements.into_iter().rev().collect(), edges.into_iter().rev().collect());
        prop_assert_eq!(found, assess(&reversed.0, &reversed.1, &Parameters::default()));
    }
}
