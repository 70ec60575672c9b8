//! Random abstract graphs of every shape: rings of citations, parties that contradict themselves, ranks,
//! analysts, light edges, loops.

use std::collections::BTreeMap;

use counterclaim_graph::{Kind, NamedEdge, NamedStatement};
use proptest::prelude::*;

pub(crate) type Graph = (Vec<NamedStatement>, Vec<NamedEdge>);

/// How many random graphs a property is tried on.
pub(crate) fn many(slice: u32) -> ProptestConfig {
    let is_full = std::env::var_os("COUNTERCLAIM_CAMPAIGN").is_some_and(|value| value == "full");
    ProptestConfig::with_cases(if is_full { slice * 20 } else { slice })
}

pub(crate) fn name(n: usize) -> String {
    format!("s{n}")
}

/// Up to `most` statements; those they rest on may come later, so that rings form.
pub(crate) fn graphs(most: usize, edges: usize) -> impl Strategy<Value = Graph> {
    let rests_on = prop_oneof![
        3 => Just(Vec::new()),
        2 => prop::collection::vec(0..most, 1..3),
    ];
    let statement = (0_u8..5, -1_i32..2, 0_u8..8, rests_on);
    let weight = prop_oneof![5 => Just(1.0), 1 => Just(0.5), 1 => Just(0.75), 1 => Just(0.3)];
    let edge = ((0..most, 0..most), any::<bool>(), 0_u8..3, weight, 0_u8..12);
    let statements = prop::collection::vec(statement, 1..=most);
    (statements, prop::collection::vec(edge, 0..edges)).prop_map(|(statements, edges)| {
        let many = statements.len();
        let statements = statements.into_iter().enumerate();
        let statements = statements.map(|(n, (party, rank, state, rests_on))| NamedStatement {
            id: name(n),
            party: format!("party {party}"),
            rank,
            retracted: state == 0,
            rests_on: rests_on.into_iter().filter(|o| *o != n && *o < many).map(name).collect(),
        });
        let mut by_ends: BTreeMap<_, NamedEdge> = BTreeMap::new();
        for ((from, to), confirms, by, weight, state) in edges {
            let kind = if confirms { Kind::Confirm } else { Kind::Refute };
            let edge = NamedEdge {
                from: name(from),
                to: name(to),
                kind,
                by_analyst: by == 0,
                weight,
                withdrawn: state == 0,
            };
            if from < many && to < many {
                by_ends.insert((from, to, kind), edge);
            }
        }
        (statements.collect(), by_ends.into_values().collect())
    })
}
