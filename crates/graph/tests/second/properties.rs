//! What both implementations must agree on, graph by graph.

use std::collections::BTreeSet;

use counterclaim_graph::{
    Kind, Label, Parameters, Score, Scored, assess, matrix, preferred, scores,
};
use proptest::prelude::*;

use super::graphs::{graphs, many};
use super::naive::{Naive, Names, circles};
use super::paths::{disjoint, on_all};
use super::pulls::{Pulls, scored, settled};

proptest! {
    #![proptest_config(many(300))]

    #[test]
    fn standings_are_those_of_the_definitions((statements, edges) in graphs(8, 18)) {
        let found = assess(&statements, &edges, &Parameters::default()).expect("a whole graph");
        let naive = Naive::new(&statements, &edges);
        prop_assert_eq!(&found.labels, &naive.labels);
        let attacks: BTreeSet<_> = found.defeat_graph.iter().cloned().collect();
        prop_assert_eq!(&attacks, &naive.attacks);
        let flags: BTreeSet<String> = found.flags.iter().cloned().collect();
        prop_assert_eq!(flags, naive.flags());
        let sccs: BTreeSet<Names> =
            found.contradiction_sccs.iter().map(|s| s.iter().cloned().collect()).collect();
        prop_assert_eq!(sccs, circles(&naive.attacks));
        for (id, standing) in &found.claims {
            prop_assert_eq!(standing.label, naive.labels.get(id).copied(), "label of {}", id);
            prop_assert_eq!(standing.dispute, naive.dispute(id), "dispute of {}", id);
            if standing.label.is_none() {
                prop_assert_eq!((standing.lines_for, standing.lines_against), (0, 0));
                continue;
            }
            let mut witnesses = naive.speaking(Kind::Confirm, id);
            witnesses.insert(id.clone());
            let ways = naive.ways(&witnesses);
            prop_assert_eq!(standing.lines_for, disjoint(&ways), "lines for {}", id);
            let against = naive.ways(&naive.speaking(Kind::Refute, id));
            prop_assert_eq!(standing.lines_against, disjoint(&against), "lines against {}", id);
            prop_assert_eq!(standing.support, naive.support(id, standing.lines_for), "of {}", id);
            let own = naive.ring(id);
            let points: Names = on_all(&ways).difference(&own).cloned().collect();
            let told: Names = standing.single_points.iter().cloned().collect();
            prop_assert_eq!(told, points, "single points of {}", id);
        }
    }

    #[test]
    fn a_score_is_the_only_fixed_point_or_none((statements, edges) in graphs(7, 16)) {
        let naive = Naive::new(&statements, &edges);
        for (score, pulls) in
            [(Score::Plain, naive.plain_pulls()), (Score::OverLines, naive.line_pulls())]
        {
            let found = scores(&statements, &edges, &Parameters::default(), score).expect("whole");
            let told: Names = found
                .iter()
                .filter(|(_, scored)| matches!(scored, Scored::Value(_)))
                .map(|(name, _)| name.clone())
                .collect();
            prop_assert_eq!(&told, &scored(&pulls), "{:?}", score);
            check_values(&found, &pulls)?;
        }
    }

    #[test]
    fn preferred_readings_are_the_largest_that_defend_themselves(
        (statements, edges) in graphs(6, 12),
    ) {
        let naive = Naive::new(&statements, &edges);
        let found = preferred(&statements, &edges, &Parameters::default()).expect("whole");
        let found = found.expect("few enough");
        let sets: BTreeSet<Names> = found.iter().map(|r| r.iter().cloned().collect()).collect();
        prop_assert_eq!(sets.len(), found.len());
        prop_assert_eq!(sets, naive.preferred());
    }

    #[test]
    fn the_matrix_counts_every_counted_edge_once((statements, edges) in graphs(8, 18)) {
        let naive = Naive::new(&statements, &edges);
        for kind in [Kind::Refute, Kind::Confirm] {
            let found = matrix(&statements, &edges, &Parameters::default(), kind).expect("whole");
            let party = |name: &String| naive.statements[name.as_str()].party.clone();
            let all = found.cells.iter().map(|(pair, tally)| (pair.clone(), *tally));
            let own = found.own.iter().map(|(p, tally)| ((p.clone(), p.clone()), *tally));
            let mut edges = 0;
            for ((from, to), tally) in all.chain(own) {
                let cell = naive.counted(kind).filter(|e| party(&e.from) == from && party(&e.to) == to);
                let cell: Vec<_> = cell.collect();
                let targets: BTreeSet<&String> = cell.iter().map(|e| &e.to).collect();
                let out = targets.iter().filter(|t| naive.labels[**t] == Label::Out).count();
                let weight: f64 = cell.iter().map(|e| e.weight).sum();
                prop_assert_eq!(tally.edges, cell.len());
                prop_assert_eq!((tally.targets, tally.targets_out), (targets.len(), out));
                prop_assert!((tally.weight - weight).abs() < 1e-9);
                edges += tally.edges;
            }
            prop_assert_eq!(edges, naive.counted(kind).count());
        }
    }

    #[test]
    fn the_order_of_the_input_does_not_matter((statements, edges) in graphs(8, 18)) {
        let parameters = Parameters::default();
        let (mut back, mut edges_back) = (statements.clone(), edges.clone());
        back.reverse();
        edges_back.reverse();
        prop_assert_eq!(
            assess(&statements, &edges, &parameters),
            assess(&back, &edges_back, &parameters)
        );
        let matrices = [(&statements, &edges), (&back, &edges_back)]
            .map(|(s, e)| matrix(s, e, &parameters, Kind::Refute));
        prop_assert_eq!(&matrices[0], &matrices[1]);
    }
}

fn check_values(
    found: &std::collections::BTreeMap<String, Scored>,
    pulls: &Pulls,
) -> Result<(), TestCaseError> {
    let settled = settled(pulls);
    for (name, scored) in found {
        if let Scored::Value(value) = scored {
            prop_assert!(
                (value - settled[name]).abs() < 1e-6,
                "{}: {} {}",
                name,
                value,
                settled[name]
            );
        }
    }
    Ok(())
}
