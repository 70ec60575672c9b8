//! What lies one step around a claim in the defeat graph at the head: the rules that `gather` and the
//! core's `compile` ask for all links, asked for those of one claim.

use petgraph::Direction;

use super::super::claims_graph::ClaimsGraph;
use super::super::rules::Does;
use super::facts::Live;
use crate::core::{Parameters, Ranks, attacks_between};

/// What is on record between a claim and one other.
#[derive(Clone, Copy, Debug, Default)]
struct Between {
    objects: bool,
    /// A finding decides, from here to there or back.
    decides: [bool; 2],
    /// One corrects the other: between them there is no dispute.
    corrects: bool,
}

/// The attacks of one claim and on it, by leading claims.
#[derive(Clone, Debug, Default)]
pub(super) struct Attacks {
    pub(super) on_it: Vec<u32>,
    pub(super) by_it: Vec<u32>,
}

/// What a claim, or the ring it is in, rests on.
#[derive(Clone, Debug, Default)]
pub(super) struct Parents {
    /// Whether there is anything at all.
    pub(super) any: bool,
    /// Those that were not taken back.
    pub(super) live: Vec<u32>,
}

impl Live {
    /// Returns the attacks around a leading claim.
    pub(super) fn attacks(&self, graph: &ClaimsGraph, lead: u32) -> Attacks {
        let mut seen: Vec<(u32, Between)> = Vec::new();
        for claim in self.pool(lead) {
            self.links(graph, claim, |other, does, drawn, direction| {
                let leads = self.lead(other);
                let found = between(does, drawn.weight, direction).filter(|_| leads != lead);
                seen.extend(found.map(|found| (leads, found)));
            });
        }
        seen.sort_unstable_by_key(|(other, _)| *other);
        let mut attacks = Attacks::default();
        for links in seen.chunk_by(|(one, _), (other, _)| one == other) {
            let other = links[0].0;
            let all = links.iter().fold(Between::default(), |all, (_, link)| all.with(*link));
            if !all.objects || all.corrects || !self.is_node(other) {
                continue;
            }
            let rank = |claim: u32| self.facts[claim as usize].end.rank(Ranks::default());
            let [there, back] = attacks_between(all.decides, [rank(lead), rank(other)]);
            attacks.by_it.extend(there.then_some(other));
            attacks.on_it.extend(back.then_some(other));
        }
        attacks
    }

    /// Returns what a leading claim rests on.
    pub(super) fn parents(&self, graph: &ClaimsGraph, lead: u32) -> Parents {
        let mut parents = match self.ring(lead) {
            Some(ring) => ring.parents.clone(),
            None => self.outside(graph, &[lead]),
        };
        let any = !parents.is_empty();
        parents.retain(|parent| self.is_node(*parent));
        Parents { any, live: parents }
    }

    /// Returns the leading claims whose labels depend on that of `lead` as on an origin.
    pub(super) fn relays(&self, graph: &ClaimsGraph, lead: u32) -> Vec<u32> {
        let mut children = Vec::new();
        self.rests_on(graph, lead, Direction::Incoming, &mut children);
        children.sort_unstable();
        children.dedup();
        let mut relays = Vec::new();
        for child in children {
            match self.ring(child) {
                Some(ring) => relays.extend(&ring.members),
                None => relays.push(child),
            }
        }
        relays.sort_unstable();
        relays.dedup();
        relays
    }

    /// Returns what leading claims rest on outside of themselves; the claims and the result ascend.
    pub(super) fn outside(&self, graph: &ClaimsGraph, claims: &[u32]) -> Vec<u32> {
        let mut parents = Vec::new();
        for claim in claims {
            self.rests_on(graph, *claim, Direction::Outgoing, &mut parents);
        }
        parents.sort_unstable();
        parents.dedup();
        parents.retain(|parent| claims.binary_search(parent).is_err());
        parents
    }

    /// Adds the leading claims that `lead` rests on (outgoing), or that rest on it.
    pub(super) fn rests_on(
        &self,
        graph: &ClaimsGraph,
        lead: u32,
        way: Direction,
        found: &mut Vec<u32>,
    ) {
        for claim in self.pool(lead) {
            self.links(graph, claim, |other, does, _, direction| {
                let other = self.lead(other);
                if does == Does::RestOn && direction == way && other != lead {
                    found.push(other);
                }
            });
        }
    }
}

impl Between {
    fn with(self, other: Self) -> Self {
        let [there, back] = [0, 1].map(|way| self.decides[way] || other.decides[way]);
        Self {
            objects: self.objects || other.objects,
            decides: [there, back],
            corrects: self.corrects || other.corrects,
        }
    }
}

/// Returns what one link says; none if it is too light to count, or about something else.
fn between(does: Does, weight: u8, direction: Direction) -> Option<Between> {
    let (parameters, weight) = (Parameters::default(), f64::from(weight) / 100.0);
    match does {
        Does::Supersede => Some(Between { corrects: true, ..Between::default() }),
        Does::Object { by_finding } if parameters.counts(weight) => {
            let decides = by_finding && parameters.decides(weight);
            let there = direction == Direction::Outgoing;
            let decides = [decides && there, decides && !there];
            Some(Between { objects: true, decides, corrects: false })
        }
        Does::Object { .. }
        | Does::Nothing
        | Does::Confirm
        | Does::StandBeside
        | Does::RestOn
        | Does::Repeat
        | Does::TakeBack
        | Does::Reject => None,
    }
}
