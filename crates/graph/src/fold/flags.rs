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
    /// Its lines are independent, but this one passed on the words of all of them.
    OneRelayer(ActorId),
    /// A party confirms it that elsewhere says the opposite: an admission against its own interest.
    Admitted {
        /// The claim that confirms.
        by: ClaimId,
        /// The claim of the same voice that says the opposite.
        against: ClaimId,
    },
    /// A party confirms it that it charges with something: an admission against its own interest.
    AdmittedCharge {
        /// The claim that confirms.
        by: ClaimId,
        /// Whom the claim charges, of the voice that confirms.
        charged: ActorId,
    },
    /// It charges its own speaker's side with something.
    ChargesItself(ActorId),
}

impl Weighed {
    pub(crate) fn flags(&self, node: u32, assessed: &Assessed) -> Vec<Flag> {
        let told = self.flags_of(node).iter();
        let mut flags: Vec<Flag> = told.filter_map(|flag| self.flag(node, flag)).collect();
        flags.extend(self.admissions(node));
        flags.extend(self.admitted_charges(node));
        flags.extend(self.one_relayer(assessed));
        flags.extend(self.one_channel(assessed));
        flags
    }

    fn flag(&self, node: u32, flag: &CoreFlag) -> Option<Flag> {
        Some(match flag {
            CoreFlag::SelfRefute(_) => Flag::ObjectsToItself,
            // Two speakers without a name may well be two.
            CoreFlag::SelfContradiction(..) if self.nodes.voice(node) == Voice::Unknown => {
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
            let sources = &self.nodes.sources[*witness as usize];
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

    /// Returns who passed on the words at the end of every line, if that is one: a wire that several
    /// outlets quote without saying so.
    fn one_relayer(&self, assessed: &Assessed) -> Option<Flag> {
        let witnesses = assessed.lines_for.iter().filter_map(|line| line.last());
        let relayers: BTreeSet<Option<&ActorId>> =
            witnesses.map(|witness| self.nodes.relayed_by.get(witness)).collect();
        let only = relayers.first().copied().flatten();
        let is_one = relayers.len() == 1 && assessed.lines_for.len() > 1;
        only.filter(|_| is_one).copied().map(Flag::OneRelayer)
    }

    /// Returns who confirms a claim although its own side objects to it, or is objected to by it.
    fn admissions(&self, node: u32) -> Vec<Flag> {
        let compiled = &self.core.compiled;
        let told = self.foreign_confirmers(node).filter_map(|by| {
            let attacked = compiled.attacks.of(node).iter().copied();
            let attacked = attacked.filter(|other| (*other as usize) < self.nodes.len());
            let objectors = compiled.refuters.of(node).iter().copied();
            let mut opposed = objectors.chain(attacked).filter(|o| *o != by);
            let against = opposed.find(|other| self.one_side(*other, by))?;
            Some(Flag::Admitted { by: self.head(by), against: self.head(against) })
        });
        told.collect()
    }

    /// Returns who is charged by a claim and confirms it, or makes it.
    pub(super) fn admitted_charges(&self, node: u32) -> Vec<Flag> {
        let Some(accused) = self.nodes.accused.get(&node) else { return Vec::new() };
        let party = |statement: u32| self.core.input.party(statement);
        let charged = |by: u32| {
            let of_it = |(_, voice): &&(ActorId, u32)| self.core.input.one_side(*voice, party(by));
            accused.iter().find(of_it).map(|(actor, _)| *actor)
        };
        let is_named = self.is_named(node) && self.core.input.speaks(node);
        let own = charged(node).filter(|_| is_named).map(Flag::ChargesItself);
        let told = self.foreign_confirmers(node).filter_map(|by| {
            Some(Flag::AdmittedCharge { by: self.head(by), charged: charged(by)? })
        });
        own.into_iter().chain(told).collect()
    }

    /// Returns who confirms a claim, does not stand refuted, and is of another side.
    fn foreign_confirmers(&self, node: u32) -> impl Iterator<Item = u32> {
        let confirmers = self.core.compiled.confirmers.of(node).iter().copied();
        confirmers.filter(move |by| {
            let is_foreign = !self.one_side(*by, node);
            is_foreign && self.is_named(*by) && self.core.label(*by) != Some(Label::Out)
        })
    }

    fn one_side(&self, one: u32, other: u32) -> bool {
        let party = |statement: u32| self.core.input.party(statement);
        self.core.input.one_side(party(one), party(other))
    }

    /// Returns whether a party with a name speaks.
    fn is_named(&self, node: u32) -> bool {
        matches!(self.nodes.voice(node), Voice::Group(_) | Voice::Joint)
    }
}
