//! Answers of a few numbers, for questions about all claims at once: no reasons, no words.

use counterclaim_model::ClaimId;

use super::standing::shown;
use super::weighed::Weighed;
use crate::core::Dispute;

/// How many independent lines there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineCount {
    /// To the claim, its own included.
    pub lines_for: usize,
    /// To objections.
    pub lines_against: usize,
}

impl Weighed {
    /// Returns where every claim that counts stands in dispute, in the order of recording, as
    /// [`Standing::dispute`](crate::Standing) has it. Linear in claims and links.
    pub fn disputes(&self) -> impl Iterator<Item = (ClaimId, Option<Dispute>)> {
        let disputes = self.core.disputes();
        self.members.iter().map(move |(claim, member)| {
            let dispute = self.dispute(member.node, disputes[member.node as usize]);
            (claim, shown(member.modality, dispute))
        })
    }

    /// Returns how many independent lines lead to a claim and to objections to it; none if it does not
    /// count.
    pub fn lines_of(&self, claim: ClaimId) -> Option<LineCount> {
        let assessed = self.core.assess(self.members.get(&claim)?.node);
        let (lines_for, lines_against) = (assessed.lines_for.len(), assessed.lines_against.len());
        Some(LineCount { lines_for, lines_against })
    }

    /// Returns how many others confirm a claim by links that count, whether they stand or not.
    pub fn confirmers(&self, claim: ClaimId) -> usize {
        let member = self.members.get(&claim);
        member.map_or(0, |member| self.core.compiled.confirmers.of(member.node).len())
    }
}
