//! What lies one step around a claim in the defeat graph at the head: the rules of `gather` and of the
//! core's `compile`, asked for one claim instead of written out for all.

use counterclaim_model::Effect;
use petgraph::Direction;

use super::super::claims_graph::ClaimsGraph;
use super::facts::Live;
use crate::core::Parameters;

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
            let here = self.facts[claim as usize].can_be_disputed;
            self.links(graph, claim, |other, drawn, direction| {
                let effect = drawn.relation.effect();
                let objects = matches!(effect, Effect::Symmetric | Effect::Directed);
                let there = self.facts[other as usize].can_be_disputed;
                let leads = self.lead(other);
                if leads == lead || !(effect == Effect::Supersedes || objects && here && there) {
                    return;
                }
                let by = if direction == Direction::Outgoing { lead } else { leads };
                let is_finding = self.facts[by as usize].is_finding;
                let found = between(effect, drawn.weight, is_finding, direction);
                if let Some(found) = found {
                    seen.push((leads, found));
                }
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
            let rank = |claim: u32| self.facts[claim as usize].is_finding;
            let is_decided = all.decides != [false; 2];
            if if is_decided { all.decides[0] } else { rank(lead) >= rank(other) } {
                attacks.by_it.push(other);
            }
            if if is_decided { all.decides[1] } else { rank(other) >= rank(lead) } {
                attacks.on_it.push(other);
            }
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
            self.links(graph, claim, |other, drawn, direction| {
                let other = self.lead(other);
                let rests = drawn.relation.effect() == Effect::Provenance;
                if rests && direction == way && other != lead {
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

/// Returns what one link says; none if it is too light to count.
fn between(effect: Effect, weight: u8, by_finding: bool, direction: Direction) -> Option<Between> {
    if effect == Effect::Supersedes {
        return Some(Between { corrects: true, ..Between::default() });
    }
    let (parameters, weight) = (Parameters::default(), f64::from(weight) / 100.0);
    if weight < parameters.count_from {
        return None;
    }
    let is_directed = effect == Effect::Directed && by_finding;
    let decides = is_directed && weight >= parameters.adjudicate_from;
    let there = direction == Direction::Outgoing;
    Some(Between { objects: true, decides: [decides && there, decides && !there], corrects: false })
}
