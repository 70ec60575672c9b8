//! Versions and figures of some claims, weighed: the desk says which claims are in question, the graph
//! adds party, standing and lines.

use std::collections::BTreeSet;

use counterclaim_model::ClaimId;

use super::parties::Party;
use super::weighed::Weighed;
use crate::core::Label;
use crate::figures::{FigureOf, FigureTable, Known};
use crate::versions::{Caps, Versions, versions};

impl Weighed {
    /// Returns the competing versions that `claims` (those of one matter) make up. Left out are claims
    /// that do not count, that were taken back or put right by their own party, and demands, promises
    /// and hopes. Claims that repeat each other are told by the first.
    pub fn versions(
        &self,
        claims: impl IntoIterator<Item = ClaimId>,
        caps: &Caps,
    ) -> Versions<ClaimId, Party> {
        let members = claims.into_iter().filter_map(|claim| self.members.get(&claim));
        let told = members.filter(|m| m.modality.can_be_disputed() && m.superseded_by.is_none());
        let among: BTreeSet<u32> = told.map(|member| member.node).collect();
        let party = |node: u32| self.nodes.party(node);
        versions(&self.core, &among, party, caps).named(&|node| self.head(node))
    }

    /// Returns the figures of claims, series by series, compared where that is allowed. Figures of
    /// claims that do not count are left out.
    pub fn figures<'f>(&self, figures: impl IntoIterator<Item = FigureOf<'f>>) -> FigureTable {
        let known = |claim: ClaimId| {
            let member = self.members.get(&claim)?;
            Some(Known {
                party: self.nodes.party(member.node),
                is_taken_back: self.core.label(member.node).is_none(),
                is_superseded: member.superseded_by.is_some(),
            })
        };
        let lines = |claims: &[ClaimId]| {
            let nodes = claims.iter().filter_map(|claim| self.members.get(claim));
            let nodes: BTreeSet<u32> = nodes.map(|member| member.node).collect();
            self.core.lines_behind(&nodes.into_iter().collect::<Vec<_>>())
        };
        FigureTable::new(figures, known, lines)
    }

    /// Returns how a claim is labelled in the defeat graph; none if it does not count or was taken back.
    pub fn label(&self, claim: ClaimId) -> Option<Label> {
        self.core.label(self.members.get(&claim)?.node)
    }
}
