//! What is kept of the head: which claims count and how, who is one with whom, who cites each other in a
//! ring, and the labels. Everything counts that is checked, with the default parameters.

use std::collections::{HashMap, HashSet};

use counterclaim_model::{Clock, Effect, Status};
use petgraph::Direction;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef as _;

use super::super::claims_graph::ClaimsGraph;
use super::super::parties::Voices;
use super::super::records::Drawn;
use super::super::rules::{Does, End, does};
use crate::core::{Label, Ranks};

/// The head of the log. Claims go by their place in the store; of claims that are one, the first leads,
/// and what concerns them all is kept under it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Live {
    pub(super) facts: Vec<Facts>,
    pub(super) labels: Vec<Label>,
    /// A label follows from labels of lower steps only; see `settle`.
    pub(super) steps: Vec<u32>,
    /// Who leads each claim that is not alone.
    pub(super) leads: HashMap<u32, u32>,
    /// The claims that are one, ascending, under the first.
    pub(super) pools: HashMap<u32, Vec<u32>>,
    /// The ring each leading claim is in, by the ring's first.
    pub(super) ring_of: HashMap<u32, u32>,
    /// Rings, each under its first claim.
    pub(super) rings: HashMap<u32, Ring>,
    /// Claims with a repetition on record, whether it counts or not.
    repeating: HashSet<u32>,
    /// What changed since labels were right.
    pub(super) touched: Touched,
}

/// How far a claim is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Presence {
    /// Rejected or withdrawn.
    #[default]
    Absent,
    /// Unchecked: as an origin of claims that count, and for nothing else.
    AsOrigin,
    /// It counts.
    Counts,
}

/// Leading claims that cite each other in a ring.
#[derive(Clone, Debug, Default)]
pub(super) struct Ring {
    /// All of them, ascending.
    pub(super) members: Vec<u32>,
    /// The leading claims outside that they rest on, taken back or not, ascending.
    pub(super) parents: Vec<u32>,
}

/// Changes of more claims than this share of all are not worth following one by one.
const ALL_ANEW: usize = 8;

/// As many changes are always followed.
const FEW: usize = 256;

/// Changes that are still to be followed.
#[derive(Clone, Debug, Default)]
pub(super) struct Touched {
    /// There were so many that they are not listed.
    pub(super) all: bool,
    /// Claims with a link that changed.
    pub(super) ends: Vec<u32>,
    /// Claims that changed themselves: everything around them may.
    pub(super) claims: Vec<u32>,
    /// Claims that rest on others than before, or otherwise.
    pub(super) resting: Vec<u32>,
    /// Claims that are one with others than before.
    pub(super) repeating: Vec<u32>,
    /// Whether somebody may have changed sides.
    pub(super) voices: bool,
}

/// What is known of one claim without looking around.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Facts {
    pub(super) presence: Presence,
    pub(super) is_taken_back: bool,
    /// What the rules look at.
    pub(super) end: End,
}

impl Facts {
    pub(super) fn counts(&self) -> bool {
        self.presence == Presence::Counts
    }

    /// Whether it counts, or is there as an origin.
    pub(super) fn is_here(&self) -> bool {
        self.presence != Presence::Absent
    }
}

impl Live {
    /// Notes that a claim was recorded, changed or seen elsewhere.
    pub(crate) fn touch_claim(&mut self, claim: NodeIndex) {
        self.touched.claims.push(claim.index() as u32);
        self.keep_few();
    }

    /// Notes that a link was drawn or changed; it may have had another effect before.
    pub(crate) fn touch_link(&mut self, ends: [NodeIndex; 2], effects: [Effect; 2]) {
        let [from, to] = ends.map(|end| end.index() as u32);
        self.touched.ends.extend([from, to]);
        for effect in effects {
            match effect {
                Effect::Provenance => self.touched.resting.extend([from, to]),
                Effect::SameNode => {
                    self.touched.repeating.extend([from, to]);
                    self.repeating.extend([from, to]);
                }
                Effect::TakesBack => self.touched.claims.push(to),
                Effect::Confirm
                | Effect::Symmetric
                | Effect::Directed
                | Effect::Supersedes
                | Effect::Shown => {}
            }
        }
        self.keep_few();
    }

    /// Lists no more changes than are worth following.
    fn keep_few(&mut self) {
        let touched = &mut self.touched;
        let many = touched.claims.len() + touched.ends.len();
        if touched.all || many > FEW + self.facts.len() / ALL_ANEW {
            *touched = Touched { all: true, ..Touched::default() };
        }
    }

    /// Returns whether labels are right.
    pub(crate) fn is_settled(&self) -> bool {
        let Touched { all, ends, claims, voices, .. } = &self.touched;
        !all && !voices && ends.is_empty() && claims.is_empty()
    }

    /// Returns the claims with a repetition on record.
    pub(super) fn all_repeating(&self) -> impl Iterator<Item = u32> {
        self.repeating.iter().copied()
    }

    /// Notes that somebody may have changed sides.
    pub(crate) fn touch_voices(&mut self) {
        self.touched.voices = true;
    }

    /// Returns the claim that leads.
    pub(super) fn lead(&self, claim: u32) -> u32 {
        self.leads.get(&claim).copied().unwrap_or(claim)
    }

    /// Returns the claims that are one under `lead`.
    pub(super) fn pool(&self, lead: u32) -> Vec<u32> {
        self.pools.get(&lead).cloned().unwrap_or_else(|| vec![lead])
    }

    /// Returns the ring of a leading claim, if it is in one.
    pub(super) fn ring(&self, lead: u32) -> Option<&Ring> {
        self.ring_of.get(&lead).and_then(|first| self.rings.get(first))
    }

    /// Returns whether a claim leads, counts, and was not taken back: a node of the defeat graph.
    pub(super) fn is_node(&self, lead: u32) -> bool {
        let facts = &self.facts[lead as usize];
        let is_gone = |claim: &u32| self.facts[*claim as usize].is_taken_back;
        match self.pools.get(&lead) {
            Some(pool) => !pool.iter().any(is_gone),
            None => facts.is_here() && !facts.is_taken_back && self.lead(lead) == lead,
        }
    }

    /// Looks at claims anew, and at those they take back; adds the latter.
    pub(super) fn look(&mut self, graph: &ClaimsGraph, claims: &mut Vec<u32>) {
        let mut seen: HashSet<u32> = claims.iter().copied().collect();
        let mut next = 0;
        while let Some(claim) = claims.get(next).copied() {
            next += 1;
            let known = std::mem::replace(&mut self.facts[claim as usize], facts(graph, claim));
            if known.presence == self.facts[claim as usize].presence {
                continue;
            }
            for edge in graph.store.edges(NodeIndex::new(claim as usize)) {
                let target = edge.target().index() as u32;
                let takes_back = edge.weight().drawn.now().relation.effect() == Effect::TakesBack;
                if takes_back && seen.insert(target) {
                    claims.push(target);
                }
            }
        }
    }

    /// Looks at every claim anew.
    pub(super) fn look_at_all(&mut self, graph: &ClaimsGraph) {
        for (claim, known) in (0..).zip(&mut self.facts) {
            *known = facts(graph, claim);
        }
    }

    /// Draws claims together anew around those given; returns all whose company may have changed.
    pub(super) fn pool_again(&mut self, graph: &ClaimsGraph, around: &[u32]) -> Vec<u32> {
        let mut around: Vec<u32> = around
            .iter()
            .copied()
            .filter(|claim| self.repeating.contains(claim))
            .flat_map(|claim| self.pool(self.lead(claim)))
            .collect();
        if self.touched.voices {
            around.extend(&self.repeating);
        }
        around.sort_unstable();
        around.dedup();
        if around.is_empty() {
            return around;
        }
        let mut voices = Voices::on(graph, Clock::NOW);
        for claim in &around {
            self.leads.remove(claim);
            self.pools.remove(claim);
        }
        let mut changed = HashSet::new();
        for claim in around {
            if self.facts[claim as usize].counts() && !changed.contains(&claim) {
                let mut pool = self.company(graph, claim, &mut voices);
                pool.sort_unstable();
                changed.extend(&pool);
                // A claim outside may have been drawn in; what it led before is in this pool too.
                for member in &pool {
                    self.pools.remove(member);
                }
                if let [lead, _, ..] = *pool {
                    self.leads.extend(pool.iter().map(|member| (*member, lead)));
                    self.pools.insert(lead, pool);
                }
            }
            changed.insert(claim);
        }
        changed.into_iter().collect()
    }

    /// Returns the claims that one voice repeats, from one of them on.
    fn company(&self, graph: &ClaimsGraph, claim: u32, voices: &mut Voices<'_>) -> Vec<u32> {
        let mut pool = vec![claim];
        let mut spoken = |claim: u32| {
            let heard = voices.hear(&graph.store[NodeIndex::new(claim as usize)]);
            voices.voice(heard)
        };
        let voice = spoken(claim);
        let mut next = 0;
        while let Some(member) = pool.get(next).copied() {
            next += 1;
            self.links(graph, member, |other, does, _, _| {
                let repeats = does == Does::Repeat;
                if repeats && !pool.contains(&other) && spoken(other) == voice {
                    pool.push(other);
                }
            });
        }
        pool
    }

    /// Goes through the links of a claim that count, by what they do, with the claim at the other end;
    /// outgoing says that it is the target.
    pub(super) fn links(
        &self,
        graph: &ClaimsGraph,
        claim: u32,
        mut see: impl FnMut(u32, Does, &Drawn, Direction),
    ) {
        let here = self.facts[claim as usize];
        if here.presence == Presence::Absent {
            return;
        }
        for direction in [Direction::Outgoing, Direction::Incoming] {
            for edge in graph.store.edges_directed(NodeIndex::new(claim as usize), direction) {
                let drawn = edge.weight().drawn.now();
                let outgoing = direction == Direction::Outgoing;
                let other = if outgoing { edge.target() } else { edge.source() }.index();
                let there = self.facts[other];
                if drawn.status != Status::Checked || there.presence == Presence::Absent {
                    continue;
                }
                let [from, to] = if outgoing { [here, there] } else { [there, here] };
                let does = does(drawn, from.end, to.end, Ranks::default());
                if does != Does::Nothing {
                    see(other as u32, does, drawn, direction);
                }
            }
        }
    }
}

fn facts(graph: &ClaimsGraph, claim: u32) -> Facts {
    let node = NodeIndex::new(claim as usize);
    let record = &graph.store[node];
    let told = record.told.now();
    let takes_back =
        |edge: petgraph::graph::EdgeReference<'_, super::super::records::LinkRecord>| {
            let drawn = edge.weight().drawn.now();
            drawn.relation.effect() == Effect::TakesBack
                && drawn.status == Status::Checked
                && graph.store[edge.source()].told.now().status == Status::Checked
        };
    let presence = match told.status {
        Status::Checked => Presence::Counts,
        Status::Proposed => Presence::AsOrigin,
        Status::Rejected | Status::Withdrawn => Presence::Absent,
    };
    let is_taken_back = || {
        record.sightings.iter().any(|seen| seen.takes_back)
            || graph.store.edges_directed(node, Direction::Incoming).any(takes_back)
    };
    Facts {
        presence,
        is_taken_back: presence == Presence::Counts && is_taken_back(),
        end: End::of(told, record.finding_by.is_some(), presence == Presence::Counts),
    }
}
