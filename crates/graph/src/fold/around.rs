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
        let tied = self.tied(self.node(claim).ok()?, clock)?;
        Some(Weighed::new(self, Some(&tied), clock, count, parameters))
    }

    /// Returns the claims that live links tie to one, itself included, in the order of recording.
    fn tied(&self, claim: NodeIndex, clock: Clock) -> Option<Vec<NodeIndex>> {
        let mut seen = HashSet::from([claim]);
        let mut open = vec![claim];
        while let Some(next) = open.pop() {
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
            if seen.len() > MOST_AROUND {
                return None;
            }
        }
        let mut tied: Vec<NodeIndex> = seen.into_iter().collect();
        tied.sort_unstable();
        Some(tied)
    }
}
