//! What a reader should be told beside a standing, whatever it is. None of it changes a count.

use std::collections::BTreeSet;

use counterclaim_model::{ActorId, ClaimId, SourceId};

use super::parties::Voice;
use super::weighed::Weighed;
use crate::core::{Assessed, CoreFlag, Label, MOST_POINTS};

/// Something a reader should be told beside a standing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Flag {
    /// It objects to itself, through its repetitions; that objection is left out.
    ObjectsToItself,
    /// The same voice says the opposite there.
    ContradictsItself(ClaimId),
    /// It is one of these, which take it from each other; the first 64 are told.
    CitationRing(Vec<ClaimId>),
    /// It is one of these, which confirm each other in a circle; the first 64 are told.
    ConfirmationLoop(Vec<ClaimId>),
    /// Its lines are independent, but everything we have of them passed through this one outlet.
    OneOutlet(SourceId),
    /// Its lines are independent and passed through several outlets, all of which this one owns.
    OneOwner(ActorId),
    /// A party confirms it that elsewhere says the opposite: an admission against its own interest.
    Admitted {
        /// The claim that confirms.
        by: ClaimId,
        /// The claim of the same voice that says the opposite.
        against: ClaimId,
    },
}

impl Weighed {
    pub(crate) fn flags(&self, node: u32, assessed: &Assessed) -> Vec<Flag> {
        let told = self.flags_of(node).iter();
        let mut flags: Vec<Flag> = told.filter_map(|flag| self.flag(node, flag)).collect();
        flags.extend(self.admissions(node));
        flags.extend(self.one_channel(assessed));
        flags
    }

    fn flag(&self, node: u32, flag: &CoreFlag) -> Option<Flag> {
        Some(match flag {
            CoreFlag::SelfRefute(_) => Flag::ObjectsToItself,
            // Two speakers without a name may well be two.
            CoreFlag::SelfContradiction(..)
                if self.nodes[node as usize].voice == Voice::Unknown =>
            {
                return None;
            }
            CoreFlag::SelfContradiction(from, to) => {
                Flag::ContradictsItself(self.head(if *from == node { *to } else { *from }))
            }
            CoreFlag::CitationRing(ring) => {
                Flag::CitationRing(self.heads(&ring[..ring.len().min(MOST_POINTS)]))
            }
            CoreFlag::ConfirmationLoop(ring) => {
                Flag::ConfirmationLoop(self.heads(&ring[..ring.len().min(MOST_POINTS)]))
            }
        })
    }

    /// Returns what all lines have in common outside the graph: the outlet, or else its owner. That is
    /// no reason to count fewer, and one to look.
    fn one_channel(&self, assessed: &Assessed) -> Option<Flag> {
        if assessed.lines_for.len() < 2 {
            return None;
        }
        let mut outlets = BTreeSet::new();
        for witness in assessed.lines_for.iter().filter_map(|line| line.last()) {
            let sources = &self.nodes[*witness as usize].sources;
            if sources.is_empty() {
                return None;
            }
            outlets.extend(sources.iter());
        }
        let owners = outlets.iter().map(|outlet| self.owners.get(outlet).copied());
        let owners: BTreeSet<Option<ActorId>> = owners.collect();
        match (outlets.len(), owners.first().copied().flatten()) {
            (1, _) => outlets.first().copied().map(Flag::OneOutlet),
            (_, Some(owner)) if owners.len() == 1 => Some(Flag::OneOwner(owner)),
            _ => None,
        }
    }

    /// Returns who confirms a claim although its own voice objects to it, or is objected to by it.
    fn admissions(&self, node: u32) -> Vec<Flag> {
        let compiled = &self.core.compiled;
        let confirmers = compiled.confirmers.of(node).iter().copied();
        let voice = |node: u32| self.nodes[node as usize].voice;
        let admits = |by: &u32| {
            let is_foreign = voice(*by) != voice(node) && self.core.label(*by) != Some(Label::Out);
            is_foreign && matches!(voice(*by), Voice::Group(_))
        };
        let told = confirmers.filter(admits).filter_map(|by| {
            let attacked = compiled.attacks.of(node).iter().copied();
            let attacked = attacked.filter(|other| (*other as usize) < self.nodes.len());
            let objectors = compiled.refuters.of(node).iter().copied();
            let mut opposed = objectors.chain(attacked).filter(|o| *o != by);
            let against = opposed.find(|other| voice(*other) == voice(by))?;
            Some(Flag::Admitted { by: self.head(by), against: self.head(against) })
        });
        told.collect()
    }
}
