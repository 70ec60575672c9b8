//! One claim without the rest of the case: what links tie to it, weighed alone. Standing depends on nothing
//! else, so the result is that of weighing everything.

use std::collections::HashSet;

use counterclaim_model::{ClaimId, Clock, Count};
use petgraph::Direction;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef as _;

use super::claims_graph::ClaimsGraph;
use super::weighed::Weighed;
use crate::core::Parameters;

/// So many claims are worth looking for one by one.
const MOST_AROUND: usize = 10_000;

/// Some claims weighed together, with what is tied to them.
#[derive(Clone, Debug)]
pub struct Around {
    /// The claims with all that links tie to them, and nothing else: of these everything is told as
    /// [`ClaimsGraph::weigh`] would.
    pub weighed: Weighed,
    /// Claims that were left out: too many others are tied to them.
    pub left_out: Vec<ClaimId>,
}

impl ClaimsGraph {
    /// Weighs a claim with everything that links tie to it on the clock, directly or through others, and
    /// nothing else: of these claims everything is told as [`ClaimsGraph::weigh`] would. None if they are
    /// more than ten thousand, or the claim is not known; then everything is to be weighed.
    pub fn weigh_around(
        &self,
        claim: ClaimId,
        clock: Clock,
        count: Count,
        parameters: &Parameters,
    ) -> Option<Weighed> {
        let node = self.node(claim).ok()?;
        let mut tied = Tied::default();
        if !self.tie(node, clock, MOST_AROUND, &mut tied) {
            return None;
        }
        Some(Weighed::new(self, Some(&tied.in_order()), clock, count, parameters))
    }

    /// Weighs claims together, each with everything that links tie to it. A claim to which more than `most`
    /// are tied is left out, and so is one that is not known.
    pub fn weigh_around_all(
        &self,
        claims: &[ClaimId],
        most: usize,
        clock: Clock,
        count: Count,
        parameters: &Parameters,
    ) -> Around {
        let mut tied = Tied::default();
        let is_left_out = |claim: &&ClaimId| match self.node(**claim) {
            Ok(node) => !self.tie(node, clock, most, &mut tied),
            Err(_) => true,
        };
        let left_out = claims.iter().filter(is_left_out).copied().collect();
        let weighed = Weighed::new(self, Some(&tied.in_order()), clock, count, parameters);
        Around { weighed, left_out }
    }

    /// Adds a claim and the claims that live links tie to it; adds nothing and returns false if they are more
    /// than `most`.
    fn tie(&self, claim: NodeIndex, clock: Clock, most: usize, tied: &mut Tied) -> bool {
        if tied.known.contains(&claim) {
            return true;
        }
        let mut seen = HashSet::from([claim]);
        let mut open = vec![claim];
        while let Some(next) = open.pop() {
            // Whoever is tied to one of too many is one of them.
            if tied.too_many.contains(&next) || seen.len() > most {
                tied.too_many.extend(seen);
                return false;
            }
            let leaving = self.store.edges(next).map(|edge| (edge.target(), edge.weight()));
            let coming = self.store.edges_directed(next, Direction::Incoming);
            let links = leaving.chain(coming.map(|edge| (edge.source(), edge.weight())));
            let live = links.filter(|(_, link)| {
                link.drawn.at(clock.as_of).is_some_and(|drawn| drawn.status.is_live())
            });
            let there = |claim: NodeIndex| {
                let told = self.store[claim].told.at(clock.as_of);
                told.is_some_and(|told| told.status.is_live())
            };
            for (other, _) in live.filter(|(other, _)| there(*other)) {
                if seen.insert(other) {
                    open.push(other);
                }
            }
        }
        tied.known.extend(seen);
        true
    }
}

/// Claims that are to be weighed together.
#[derive(Debug, Default)]
struct Tied {
    known: HashSet<NodeIndex>,
    /// Claims found to be tied to too many.
    too_many: HashSet<NodeIndex>,
}

impl Tied {
    /// Returns them in the order of recording.
    fn in_order(self) -> Vec<NodeIndex> {
        let mut tied: Vec<NodeIndex> = self.known.into_iter().collect();
        tied.sort_unstable();
        tied
    }
}
