//! "Without this it would be that": which one link a standing hangs on. Exact, and asked only where a
//! claim is explained.

use counterclaim_model::ClaimId;

use super::members::Member;
use super::standing::{DisplayWord, Facts, shown};
use super::weighed::Weighed;
use crate::core::{Dispute, Gone, Kind, Support, Would};

/// Links tried for one claim at most, the nearest first.
const MOST_TRIED: usize = 16;

/// Told for one claim at most.
const MOST_TOLD: usize = 2;

/// What a claim would be called if one claim had not objected to, or confirmed, another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counterfactual {
    /// The claim that objects or confirms.
    pub from: ClaimId,
    /// The claim it is about: the one explained, or one its standing hangs on.
    pub to: ClaimId,
    /// Whether the objection or the confirmation is thought away.
    pub kind: Kind,
    /// The dispute axis without it; absent for a demand, promise or hope.
    pub dispute: Option<Dispute>,
    /// The support axis without it.
    pub support: Support,
    /// The words without it.
    pub word: DisplayWord,
    /// Independent lines for the claim without it.
    pub lines_for: usize,
    /// Independent lines against the claim without it.
    pub lines_against: usize,
}

impl Weighed {
    /// Returns the one or two links without which a claim would be called otherwise, the most telling
    /// first: those that would change the dispute before those that would change the support, and nearer
    /// ones before further ones. Empty if no single link makes the difference.
    ///
    /// Only what a link can reach is labelled anew, so the cost is that of its region.
    pub fn counterfactuals(&self, claim: ClaimId) -> Vec<Counterfactual> {
        let Some(member) = self.members.get(&claim) else { return Vec::new() };
        let node = member.node;
        let assessed = self.core.assess(node);
        let dispute = self.dispute(node, assessed.dispute);
        let now = self.word(node, dispute, &self.facts(member, &assessed));
        let candidates = self.candidates(node).into_iter().take(MOST_TRIED);
        let mut telling: Vec<(bool, Counterfactual)> = candidates
            .filter_map(|gone| {
                let would = self.core.without(gone, node);
                let (without, found) = self.would_be(member, gone, &would);
                (found.word != now).then_some((without == dispute, found))
            })
            .collect();
        telling.sort_by_key(|(changes_support_only, _)| *changes_support_only);
        telling.into_iter().take(MOST_TOLD).map(|(_, found)| found).collect()
    }

    /// Returns the links a standing can hang on, nearest first: objections to the claim, objections to
    /// those and to its origins, confirmations of it.
    fn candidates(&self, node: u32) -> Vec<Gone> {
        let compiled = &self.core.compiled;
        let against = |to: u32| {
            let from = compiled.refuters.of(to).iter().filter(move |from| **from != node);
            from.map(move |from| Gone { from: *from, to, kind: Kind::Refute })
        };
        let mut found: Vec<Gone> = against(node).collect();
        let objectors = self.core.objectors(node);
        let origins = self.core.provenance.parents(node).iter().copied();
        found.extend(objectors.chain(origins).filter(|to| *to != node).flat_map(against));
        let confirmers = compiled.confirmers.of(node).iter();
        found.extend(confirmers.map(|from| Gone { from: *from, to: node, kind: Kind::Confirm }));
        let mut seen = std::collections::BTreeSet::new();
        found.retain(|gone| seen.insert(*gone));
        found
    }

    fn would_be(&self, member: Member, gone: Gone, would: &Would) -> (Dispute, Counterfactual) {
        let is_only_denied = would.dispute == Dispute::Refuted && !would.is_decided;
        let dispute = if is_only_denied { Dispute::OriginFallen } else { would.dispute };
        let facts = Facts {
            modality: member.modality,
            support: would.support,
            lines: would.lines_for,
            reports: would.reports.clone(),
            refuters: would.refuters.clone(),
        };
        let found = Counterfactual {
            from: self.head(gone.from),
            to: self.head(gone.to),
            kind: gone.kind,
            dispute: shown(member.modality, dispute),
            support: would.support,
            word: self.word(member.node, dispute, &facts),
            lines_for: would.lines_for,
            lines_against: would.lines_against,
        };
        (dispute, found)
    }
}
