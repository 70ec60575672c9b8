//! Who objects to whom, and who confirms whom, added up party by party. Counts of recorded edges, not
//! of words said; the diagonal, where a party meets itself, is kept apart.

use std::collections::{BTreeMap, BTreeSet};

use super::assess::Core;
use super::label::Label;
use super::statement::{Edge, Kind};

/// What the counted edges from one party's statements to another's come to.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tally {
    /// Edges.
    pub edges: usize,
    /// Different statements they are about.
    pub targets: usize,
    /// Sum of their weights.
    pub weight: f64,
    /// How many of those statements are out now.
    pub targets_out: usize,
}

/// The matrix of one kind of edge: the row speaks about the column.
#[derive(Clone, Debug, PartialEq)]
pub struct Matrix<P> {
    /// Objections or confirmations.
    pub kind: Kind,
    /// Live statements of every party: what the cells of its column are to be seen against.
    pub statements: BTreeMap<P, usize>,
    /// From one party to another; pairs without an edge are left out.
    pub cells: BTreeMap<(P, P), Tally>,
    /// From a party to itself.
    pub own: BTreeMap<P, Tally>,
}

impl Core {
    /// Adds up the counted edges of a kind between live statements. Linear in edges. A statement without
    /// a party is left out.
    pub(crate) fn matrix<P: Ord + Clone>(
        &self,
        kind: Kind,
        party: impl Fn(u32) -> Option<P>,
    ) -> Matrix<P> {
        let mut statements: BTreeMap<P, usize> = BTreeMap::new();
        let live = (0..self.input.len() as u32).filter(|s| self.input.is_live(*s));
        for party in live.filter_map(&party) {
            *statements.entry(party).or_default() += 1;
        }
        let mut edges: BTreeMap<(P, P), Vec<Edge>> = BTreeMap::new();
        for edge in self.counted().filter(|edge| edge.kind == kind) {
            if let Some(pair) = party(edge.from).zip(party(edge.to)) {
                edges.entry(pair).or_default().push(edge);
            }
        }
        let mut matrix = Matrix { kind, statements, cells: BTreeMap::new(), own: BTreeMap::new() };
        for ((from, to), edges) in edges {
            let tally = self.tally(edges);
            if from == to {
                matrix.own.insert(from, tally);
            } else {
                matrix.cells.insert((from, to), tally);
            }
        }
        matrix
    }

    /// Returns the edges between two different live statements that weigh enough to count.
    fn counted(&self) -> impl Iterator<Item = Edge> {
        let live = |edge: &Edge| self.input.is_live(edge.from) && self.input.is_live(edge.to);
        let edges = self.input.edges.iter().copied().filter(|edge| edge.from != edge.to);
        edges.filter(move |edge| live(edge) && edge.weight >= self.parameters.count_from)
    }

    fn tally(&self, mut edges: Vec<Edge>) -> Tally {
        // A sum of fractions depends on their order, and an answer must not depend on that of arrival.
        edges.sort_by(|one, other| one.weight.total_cmp(&other.weight));
        let targets: BTreeSet<u32> = edges.iter().map(|edge| edge.to).collect();
        let is_out = |target: &&u32| self.label(**target) == Some(Label::Out);
        Tally {
            edges: edges.len(),
            weight: edges.iter().map(|edge| edge.weight).sum(),
            targets_out: targets.iter().filter(is_out).count(),
            targets: targets.len(),
        }
    }
}
