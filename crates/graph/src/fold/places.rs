//! Where each claim lies among those that are weighed. Some claims are weighed without room being made for all:
//! what is asked of a few must not cost what the case holds.

use std::collections::BTreeMap;

use petgraph::graph::NodeIndex;

use super::claims_graph::ClaimsGraph;
use super::gather::Chosen;
use super::records::Rare;

/// The place of a claim that does not count.
pub(super) const ABSENT: u32 = u32::MAX;

/// The places of claims, by node.
pub(super) enum Places {
    /// Of all.
    All(Vec<u32>),
    /// Of some.
    Some(BTreeMap<NodeIndex, u32>),
}

impl Places {
    /// Nothing has a place yet.
    pub(super) fn of(graph: &ClaimsGraph, chosen: Chosen<'_>) -> Self {
        match chosen {
            None => Self::All(vec![ABSENT; graph.store.node_count()]),
            Some(_) => Self::Some(BTreeMap::new()),
        }
    }

    pub(super) fn put(&mut self, node: NodeIndex, place: u32) {
        match self {
            Self::All(places) => places[node.index()] = place,
            Self::Some(places) => drop(places.insert(node, place)),
        }
    }

    pub(super) fn get(&self, node: NodeIndex) -> u32 {
        match self {
            Self::All(places) => places[node.index()],
            Self::Some(places) => places.get(&node).copied().unwrap_or(ABSENT),
        }
    }

    /// Returns what few claims have, of those that may have a place; in the order of recording.
    pub(super) fn with_rare<'g>(
        &'g self,
        graph: &'g ClaimsGraph,
    ) -> Box<dyn Iterator<Item = (NodeIndex, &'g Rare)> + 'g> {
        match self {
            Self::All(_) => Box::new(graph.rare.iter().map(|(node, rare)| (*node, rare))),
            Self::Some(places) => {
                Box::new(places.keys().filter_map(|node| Some((*node, graph.rare.get(node)?))))
            }
        }
    }
}
