//! Citation rings at the head, looked for only where something changed.

use std::collections::HashSet;

use counterclaim_model::Effect;
use petgraph::Direction;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef as _;

use super::super::claims_graph::ClaimsGraph;
use super::facts::{Live, Ring};

/// A search along `rests_on` in one direction.
struct Walk {
    way: Direction,
    seen: HashSet<u32>,
    open: Vec<u32>,
}

impl Walk {
    fn new(way: Direction, start: u32) -> Self {
        Self { way, seen: HashSet::from([start]), open: vec![start] }
    }

    /// Goes one claim further within `inside`, if that is given; false once everything was seen.
    fn step(&mut self, live: &Live, graph: &ClaimsGraph, inside: Option<&HashSet<u32>>) -> bool {
        let Some(claim) = self.open.pop() else { return false };
        let mut found = Vec::new();
        live.rests_on(graph, claim, self.way, &mut found);
        found.retain(|claim| inside.is_none_or(|inside| inside.contains(claim)));
        self.open.extend(found.into_iter().filter(|claim| self.seen.insert(*claim)));
        true
    }
}

impl Live {
    /// Takes apart the rings that hold any of these claims; returns all that were in them.
    pub(super) fn dissolve(&mut self, claims: &[u32]) -> Vec<u32> {
        let mut freed = Vec::new();
        for claim in claims {
            let first = self.ring_of.get(&self.lead(*claim)).copied();
            let ring = first.and_then(|first| self.rings.remove(&first)).unwrap_or_default();
            for member in &ring.members {
                self.ring_of.remove(member);
            }
            freed.extend(ring.members);
        }
        freed
    }

    /// Returns the claims in rings that have an outside claim among these as an origin: what the ring
    /// rests on may change with it.
    pub(super) fn rings_below(&self, graph: &ClaimsGraph, claims: &[u32]) -> Vec<u32> {
        let relays = claims.iter().flat_map(|claim| {
            let node = NodeIndex::new(*claim as usize);
            graph.store.edges_directed(node, Direction::Incoming)
        });
        let relays =
            relays.filter(|edge| edge.weight().drawn.now().relation.effect() == Effect::Provenance);
        let relays = relays.map(|edge| edge.source().index() as u32);
        relays.filter(|relay| self.ring_of.contains_key(&self.lead(*relay))).collect()
    }

    /// Finds the rings that hold any of these claims; returns all that are in them.
    pub(super) fn ring_again(&mut self, graph: &ClaimsGraph, claims: &[u32]) -> Vec<u32> {
        let mut bound = Vec::new();
        for claim in claims {
            let lead = self.lead(*claim);
            if !self.facts[lead as usize].is_here() || self.ring_of.contains_key(&lead) {
                continue;
            }
            let mut ring = self.ring_through(graph, lead);
            ring.sort_unstable();
            if let [first, _, ..] = *ring {
                for member in &ring {
                    // A ring that lay on the way is part of this one now.
                    if let Some(before) = self.ring_of.insert(*member, first) {
                        self.rings.remove(&before);
                    }
                }
                bound.extend(&ring);
                let parents = self.outside(graph, &ring);
                self.rings.insert(first, Ring { members: ring, parents });
            }
        }
        bound
    }

    /// Returns all that lead to `lead` and are led to from it: upwards and downwards by turns, until one
    /// side has seen everything, then back within that side.
    fn ring_through(&self, graph: &ClaimsGraph, lead: u32) -> Vec<u32> {
        let mut up = Walk::new(Direction::Outgoing, lead);
        let mut down = Walk::new(Direction::Incoming, lead);
        let side = loop {
            if !up.step(self, graph, None) {
                break up;
            }
            if !down.step(self, graph, None) {
                break down;
            }
        };
        let mut back = Walk::new(side.way.opposite(), lead);
        while back.step(self, graph, Some(&side.seen)) {}
        back.seen.into_iter().collect()
    }
}
