//! From statements and edges to a plain defeat graph (research/graph.md A.3 in code): objections
//! between two parties go both ways unless an analyst or a rank decides; a relay falls with its origins.

use super::arcs::Arcs;
use super::provenance::Provenance;
use super::statement::{Edge, Input, Kind, Parameters};

/// The defeat graph. Nodes `0..statements` are the statements; node `statements + i` says
/// "no origin of `unfounded[i]` stands".
#[derive(Clone, Debug)]
pub(crate) struct Compiled {
    pub(crate) attacks: Arcs,
    pub(crate) unfounded: Vec<u32>,
    /// Who confirms each statement, by edges that count.
    pub(crate) confirmers: Arcs,
    /// Who objects to each statement, by edges that count; the implicit way back is not among them.
    pub(crate) refuters: Arcs,
    /// Objections an analyst decided, ascending.
    pub(crate) adjudicated: Vec<(u32, u32)>,
    /// Edges between live statements that weigh too little to count.
    pub(crate) noted: Vec<(u32, u32, Kind)>,
    /// Statements that object to themselves.
    pub(crate) self_refuting: Vec<u32>,
}

pub(crate) fn compile(input: &Input, provenance: &Provenance, parameters: &Parameters) -> Compiled {
    let sorted = Sorted::of(input, parameters);
    let confirmers = Arcs::new(input.len(), &sorted.confirming);
    let refuters = Arcs::new(input.len(), &sorted.objecting);
    let Sorted { adjudicated, noted, self_refuting, confirming, objecting } = sorted;
    drop((confirming, objecting));
    let mut attacks = objections(input, &refuters, &adjudicated);
    let unfounded: Vec<u32> = (0..input.len() as u32)
        .filter(|statement| input.is_live(*statement) && provenance.has_parents(*statement))
        .collect();
    attacks.reserve_exact(2 * unfounded.len());
    for (auxiliary, statement) in (input.len() as u32..).zip(&unfounded) {
        attacks.push((auxiliary, *statement));
        let parents = provenance.parents(*statement).iter().copied();
        attacks.extend(parents.filter(|p| input.is_live(*p)).map(|parent| (parent, auxiliary)));
    }
    Compiled {
        attacks: Arcs::new(input.len() + unfounded.len(), &attacks),
        confirmers,
        refuters,
        adjudicated,
        unfounded,
        noted,
        self_refuting,
    }
}

/// The edges between live statements, by what they are; pairs of confirming and objecting ones begin with
/// the target.
#[derive(Default)]
struct Sorted {
    confirming: Vec<(u32, u32)>,
    objecting: Vec<(u32, u32)>,
    adjudicated: Vec<(u32, u32)>,
    noted: Vec<(u32, u32, Kind)>,
    /// In the plain theory a self-attacker stays undecided for ever and drags along what it attacks; the
    /// loop is dropped and told instead.
    self_refuting: Vec<u32>,
}

impl Sorted {
    fn of(input: &Input, parameters: &Parameters) -> Self {
        let room = || Vec::with_capacity(input.edges.len());
        let mut sorted = Self { confirming: room(), objecting: room(), ..Self::default() };
        for edge in &input.edges {
            if input.is_live(edge.from) && input.is_live(edge.to) {
                sorted.put(edge, parameters);
            }
        }
        sorted.adjudicated.sort_unstable();
        sorted.adjudicated.dedup();
        sorted.noted.sort_unstable();
        sorted.noted.dedup();
        sorted.self_refuting.sort_unstable();
        sorted.self_refuting.dedup();
        sorted
    }

    fn put(&mut self, edge: &Edge, parameters: &Parameters) {
        let Edge { from, to, kind, by_analyst, weight } = *edge;
        if from == to {
            self.self_refuting.extend((kind == Kind::Refute).then_some(from));
        } else if !parameters.counts(weight) {
            self.noted.push((from, to, kind));
        } else if kind == Kind::Confirm {
            self.confirming.push((to, from));
        } else {
            self.objecting.push((to, from));
            if by_analyst && parameters.decides(weight) {
                self.adjudicated.push((from, to));
            }
        }
    }
}

/// Returns which way the attacks between two statements go, there and back, where one at least objects to
/// the other by an edge that counts: as analysts decided, or else from the higher rank; among equals both
/// ways. Every objection that becomes an attack does so here.
pub(crate) fn attacks_between(decided: [bool; 2], ranks: [i32; 2]) -> [bool; 2] {
    match decided {
        [false, false] => [ranks[0] >= ranks[1], ranks[1] >= ranks[0]],
        decided => decided,
    }
}

/// Decides the direction of every pair with an objection.
fn objections(input: &Input, refuters: &Arcs, adjudicated: &[(u32, u32)]) -> Vec<(u32, u32)> {
    let mut attacks = Vec::with_capacity(2 * refuters.arrows());
    let mut has_decided = vec![false; input.len()];
    adjudicated.iter().for_each(|(from, _)| has_decided[*from as usize] = true);
    let decided = |from: u32, to: u32| {
        has_decided[from as usize] && adjudicated.binary_search(&(from, to)).is_ok()
    };
    for (to, from) in refuters.pairs() {
        let ranks = [input.rank(from), input.rank(to)];
        let [there, back] = attacks_between([decided(from, to), decided(to, from)], ranks);
        attacks.extend(there.then_some((from, to)));
        attacks.extend(back.then_some((to, from)));
    }
    attacks
}
