//! The dispute axis at the head, read off the labels.

use petgraph::graph::NodeIndex;

use super::super::claims_graph::ClaimsGraph;
use super::facts::Live;
use crate::core::{Dispute, Label};

impl Live {
    /// Returns where a claim stands in dispute; none if it does not count or has no dispute axis.
    pub(crate) fn dispute(&self, graph: &ClaimsGraph, claim: NodeIndex) -> Option<Dispute> {
        let facts = self.facts.get(claim.index()).filter(|facts| facts.counts())?;
        let lead = self.lead(claim.index() as u32);
        let dispute = self.dispute_of(graph, lead);
        Some(dispute)
            .filter(|dispute| facts.end.can_be_disputed || *dispute != Dispute::Uncontested)
    }

    fn dispute_of(&self, graph: &ClaimsGraph, lead: u32) -> Dispute {
        if !self.is_node(lead) {
            return Dispute::Retracted;
        }
        let attacks = self.attacks(graph, lead);
        // Only what goes one way refutes: a claim that fell with its origin may be denied as well.
        let decides = |objector: &u32| {
            self.labels[*objector as usize] == Label::In && !attacks.by_it.contains(objector)
        };
        let is_refuted = attacks.on_it.iter().any(decides);
        Dispute::of(Some(self.labels[lead as usize]), !attacks.on_it.is_empty(), is_refuted)
    }
}
