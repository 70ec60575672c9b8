//! The nodes of the core as the answers need them: a claim with its repetitions. What all have lies in a
//! table; what few have lies apart, since there are millions of nodes.

use std::collections::HashMap;
use std::sync::Arc;

use counterclaim_model::{ActorId, ClaimId, Few, SourceId};

use super::parties::{Hearings, Party, Voice};

/// What every node has.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node {
    /// The place of the claim recorded first; it stands for all.
    pub(crate) head: u32,
    /// As whom it was heard.
    pub(crate) heard: u32,
    /// Whether it counts; otherwise it is there as an origin of claims that do.
    pub(crate) counts: bool,
}

/// All nodes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Nodes {
    pub(crate) table: Vec<Node>,
    /// The outlets that carry each, by id.
    pub(crate) sources: Vec<Few<SourceId>>,
    pub(crate) hearings: Hearings,
    /// All claims of a node that is more than one, by id.
    pub(crate) pools: HashMap<u32, Vec<ClaimId>>,
    /// The named person, of findings.
    pub(crate) finding_by: HashMap<u32, Arc<str>>,
    /// Claims that take it back.
    pub(crate) taken_back_by: HashMap<u32, Few<ClaimId>>,
    /// Claims that answer it with no: a demand, promise or hope.
    pub(crate) rejected_by: HashMap<u32, Few<ClaimId>>,
    /// Counted objections that have no say here: proposals against a finding.
    pub(crate) beside: HashMap<u32, Few<ClaimId>>,
    /// Whom its claims charge, each with its voice at the time of the words.
    pub(crate) accused: HashMap<u32, Vec<(ActorId, u32)>>,
    /// Who passed it on, where that was not its outlet.
    pub(crate) relayed_by: HashMap<u32, ActorId>,
}

impl Nodes {
    pub(crate) fn len(&self) -> usize {
        self.table.len()
    }

    pub(crate) fn party(&self, node: u32) -> Party {
        self.hearings.heard[self.table[node as usize].heard as usize].party
    }

    pub(crate) fn voice(&self, node: u32) -> Voice {
        let heard = self.hearings.heard[self.table[node as usize].heard as usize];
        self.hearings.voices[heard.voice as usize]
    }

    pub(crate) fn finding_by(&self, node: u32) -> Option<&str> {
        self.finding_by.get(&node).map(AsRef::as_ref)
    }
}

/// Returns what is kept of a node in a list, ascending.
pub(crate) fn of<T>(kept: &HashMap<u32, Few<T>>, node: u32) -> &[T] {
    kept.get(&node).map_or(&[], |list| list)
}
