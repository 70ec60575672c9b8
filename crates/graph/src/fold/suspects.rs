//! Two parties that made the same mistake. A reason to look for a common source, never counted as one.

use std::collections::{BTreeMap, BTreeSet};

use super::parties::Party;
use super::weighed::Weighed;
use crate::core::{CopyModel, Kind, Label, Overlap, dependence};

/// Two parties that share at least one claim a finding refutes.
#[derive(Clone, Debug, PartialEq)]
pub struct SharedErrors {
    /// The first.
    pub one: Party,
    /// The second.
    pub other: Party,
    /// How often they agree and differ on claims that a finding refutes or confirms.
    pub overlap: Overlap,
    /// The probability that one copies the other, under the named model.
    pub probability: f64,
}

impl Weighed {
    /// Returns the pairs of named parties that share an error, by party. What holds is taken from findings
    /// alone, never from what most say.
    pub fn shared_errors(&self, model: &CopyModel) -> Vec<SharedErrors> {
        let mut overlaps: BTreeMap<(Party, Party), Overlap> = BTreeMap::new();
        for node in 0..self.nodes.len() as u32 {
            let Some(holds) = self.found(node) else { continue };
            let (said, denied) = (self.sayers(node), self.deniers(node));
            for (one, other) in pairs(&said, &said).chain(pairs(&denied, &denied)) {
                let both_right = said.contains(&one) == holds;
                let overlap = overlaps.entry((one, other)).or_default();
                match both_right {
                    true => overlap.shared_true += 1,
                    false => overlap.shared_false += 1,
                }
            }
            for (one, other) in said.iter().flat_map(|one| denied.iter().map(move |o| (*one, *o))) {
                if one != other {
                    overlaps.entry((one.min(other), one.max(other))).or_default().different += 1;
                }
            }
        }
        let shared = overlaps.into_iter().filter(|(_, overlap)| overlap.shared_false > 0);
        let told = shared.map(|((one, other), overlap)| SharedErrors {
            one,
            other,
            overlap,
            probability: dependence(overlap, model),
        });
        told.collect()
    }

    /// Returns whether findings say that a claim holds; none if they say nothing, or both.
    fn found(&self, node: u32) -> Option<bool> {
        let stands = |other: &&u32| {
            self.nodes.finding_by(**other).is_some() && self.core.label(**other) == Some(Label::In)
        };
        if self.nodes.finding_by(node).is_some() {
            return None;
        }
        let confirmed = self.core.compiled.confirmers.of(node).iter().any(|o| stands(&o));
        let refuted = self.core.compiled.refuters.of(node).iter().any(|o| stands(&o));
        (confirmed != refuted).then_some(confirmed)
    }

    /// Returns the named parties that say what a claim says.
    fn sayers(&self, node: u32) -> BTreeSet<Party> {
        let speaks = self.core.input.speaks(node);
        let own = speaks.then_some(node);
        self.named_parties(own.into_iter().chain(self.speakers(Kind::Confirm, node)))
    }

    fn deniers(&self, node: u32) -> BTreeSet<Party> {
        self.named_parties(self.speakers(Kind::Refute, node))
    }

    fn speakers(&self, kind: Kind, node: u32) -> impl Iterator<Item = u32> {
        let from = match kind {
            Kind::Confirm => self.core.compiled.confirmers.of(node),
            Kind::Refute => self.core.compiled.refuters.of(node),
        };
        from.iter().copied()
    }

    fn named_parties(&self, nodes: impl Iterator<Item = u32>) -> BTreeSet<Party> {
        let parties = nodes.map(|node| self.nodes.party(node));
        parties.filter(|party| matches!(party, Party::Actor(_))).collect()
    }
}

fn pairs<'p>(
    ones: &'p BTreeSet<Party>,
    others: &'p BTreeSet<Party>,
) -> impl Iterator<Item = (Party, Party)> + 'p {
    let pairs = ones.iter().flat_map(|one| others.iter().map(move |other| (*one, *other)));
    pairs.filter(|(one, other)| one < other)
}
