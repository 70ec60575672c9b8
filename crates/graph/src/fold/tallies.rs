//! Answers of a few numbers, for questions about all claims at once: no reasons, no words.

use counterclaim_model::ClaimId;

use super::members::Member;
use super::nodes;
use super::standing::{DisplayWord, Facts, shown};
use super::weighed::Weighed;
use crate::core::{Dispute, Support};

/// How many independent lines there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineCount {
    /// To the claim, its own included.
    pub lines_for: usize,
    /// To objections.
    pub lines_against: usize,
}

/// Where a claim stands, in words and numbers and without the reasons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brief {
    /// As [`Standing::dispute`](crate::Standing) has it.
    pub dispute: Option<Dispute>,
    /// The support axis.
    pub support: Support,
    /// How many independent lines there are.
    pub lines: LineCount,
    /// Both axes in the one phrase that is printed.
    pub word: DisplayWord,
    /// Claims that answer it with no, if it is a demand, promise or hope.
    pub rejected_by: Vec<ClaimId>,
}

impl Weighed {
    /// Returns where a claim stands without the reasons, which cost most of a whole standing; none if
    /// it does not count.
    pub fn brief(&self, claim: ClaimId) -> Option<Brief> {
        let member = self.members.get(&claim)?;
        if self.is_bare(member.node) {
            return Some(self.bare(member));
        }
        let assessed = self.core.assess(member.node);
        let dispute = self.dispute(member.node, assessed.dispute);
        let (lines_for, lines_against) = (assessed.lines_for.len(), assessed.lines_against.len());
        Some(Brief {
            dispute: shown(member.modality, dispute),
            support: assessed.support,
            lines: LineCount { lines_for, lines_against },
            word: self.word(member.node, dispute, &self.facts(member, &assessed)),
            rejected_by: nodes::of(&self.nodes.rejected_by, member.node).to_vec(),
        })
    }

    /// Returns the same if it is all that a whole standing says: no link that has a say leads to the claim
    /// or from it, nothing repeats it, and there is nothing to be told beside it.
    pub fn brief_alone(&self, claim: ClaimId) -> Option<Brief> {
        let member = self.members.get(&claim)?;
        let is_alone = self.is_bare(member.node)
            && member.superseded_by.is_none()
            && self.flags_of(member.node).is_empty()
            && self.admitted_charges(member.node).is_empty();
        is_alone.then(|| self.bare(member))
    }

    /// Returns the same whatever is to be told beside it.
    pub fn brief_bare(&self, claim: ClaimId) -> Option<Brief> {
        let member = self.members.get(&claim)?;
        self.is_bare(member.node).then(|| self.bare(member))
    }

    /// Returns where a claim without links stands: it is its own only witness, if it speaks.
    fn bare(&self, member: Member) -> Brief {
        let speaks = self.core.input.speaks(member.node);
        let lines = usize::from(speaks);
        let support = Support::of(lines, false, speaks);
        let dispute = self.dispute(member.node, self.core.dispute(member.node));
        let facts = Facts {
            modality: member.modality,
            support,
            lines,
            reports: Vec::new(),
            refuters: Vec::new(),
        };
        Brief {
            dispute: shown(member.modality, dispute),
            support,
            lines: LineCount { lines_for: lines, lines_against: 0 },
            word: self.word(member.node, dispute, &facts),
            rejected_by: Vec::new(),
        }
    }

    /// Returns whether no link leads to a node that could be told of, and none but relays lead from it.
    fn is_bare(&self, node: u32) -> bool {
        self.core.input.is_live(node)
            && self.core.objectors(node).next().is_none()
            && self.core.compiled.refuters.of(node).is_empty()
            && self.core.compiled.confirmers.of(node).is_empty()
            && self.core.compiled.noted.is_empty()
            && !self.core.provenance.has_parents(node)
            && !self.nodes.pools.contains_key(&node)
            && nodes::of(&self.nodes.beside, node).is_empty()
            && nodes::of(&self.nodes.rejected_by, node).is_empty()
            && nodes::of(&self.nodes.taken_back_by, node).is_empty()
    }

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

    /// Returns the claims that count as one with a claim, itself included: see
    /// [`Standing::one_with`](crate::Standing). Empty if it does not count.
    pub fn one_with_of(&self, claim: ClaimId) -> Vec<ClaimId> {
        self.members.get(&claim).map_or_else(Vec::new, |member| self.one_with(member.node))
    }

    /// Returns how many others confirm a claim by links that count, whether they stand or not.
    pub fn confirmers(&self, claim: ClaimId) -> usize {
        let member = self.members.get(&claim);
        member.map_or(0, |member| self.core.compiled.confirmers.of(member.node).len())
    }
}
