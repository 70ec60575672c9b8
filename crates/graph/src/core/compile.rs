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
    let counts = |edge: &Edge| edge.weight >= parameters.count_from;
    let mut noted: Vec<_> = live_edges(input)
        .filter(|edge| !counts(edge))
        .map(|edge| (edge.from, edge.to, edge.kind))
        .collect();
    noted.sort_unstable();
    noted.dedup();
    let towards = |kind: Kind| {
        let edges = live_edges(input).filter(|edge| edge.kind == kind && counts(edge));
        Arcs::new(input.len(), edges.map(|edge| (edge.to, edge.from)).collect())
    };
    let (confirmers, refuters) = (towards(Kind::Confirm), towards(Kind::Refute));
    let adjudicated = adjudicated(input, parameters);
    let mut attacks = objections(input, &refuters, &adjudicated);
    let unfounded: Vec<u32> = (0..input.len() as u32)
        .filter(|statement| input.is_live(*statement) && provenance.has_parents(*statement))
        .collect();
    for (auxiliary, statement) in (input.len() as u32..).zip(&unfounded) {
        attacks.push((auxiliary, *statement));
        let parents = provenance.parents(*statement).iter().copied();
        attacks.extend(parents.filter(|p| input.is_live(*p)).map(|parent| (parent, auxiliary)));
    }
    Compiled {
        attacks: Arcs::new(input.len() + unfounded.len(), attacks),
        confirmers,
        refuters,
        adjudicated,
        unfounded,
        noted,
        self_refuting: self_refuting(input),
    }
}

/// Edges between two different live statements.
fn live_edges(input: &Input) -> impl Iterator<Item = &Edge> {
    let edges = input.edges.iter();
    edges.filter(|e| e.from != e.to && input.is_live(e.from) && input.is_live(e.to))
}

/// In the plain theory a self-attacker stays undecided for ever and drags along what it attacks;
/// the loop is dropped and told instead.
fn self_refuting(input: &Input) -> Vec<u32> {
    let loops = input.edges.iter().filter(|e| e.from == e.to && e.kind == Kind::Refute);
    let mut statements: Vec<u32> = loops.map(|e| e.from).filter(|s| input.is_live(*s)).collect();
    statements.sort_unstable();
    statements.dedup();
    statements
}

/// Returns who decided against whom, ascending and each once.
fn adjudicated(input: &Input, parameters: &Parameters) -> Vec<(u32, u32)> {
    let from = parameters.count_from.max(parameters.adjudicate_from);
    let edges = live_edges(input).filter(|edge| edge.kind == Kind::Refute && edge.by_analyst);
    let decided = edges.filter(|edge| edge.weight >= from);
    let mut pairs: Vec<(u32, u32)> = decided.map(|edge| (edge.from, edge.to)).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Decides the direction of every pair with an objection: as an analyst has it, or else by rank.
fn objections(input: &Input, refuters: &Arcs, adjudicated: &[(u32, u32)]) -> Vec<(u32, u32)> {
    let mut attacks = Vec::with_capacity(2 * refuters.pairs().count());
    attacks.extend(adjudicated);
    let decided = Arcs::new(input.len(), adjudicated.to_vec());
    for (to, from) in refuters.pairs() {
        if !decided.has(from, to) && !decided.has(to, from) {
            attacks.extend(by_rank(input, from, to));
        }
    }
    attacks
}

/// Where nobody has adjudicated, the higher rank objects; among equals both do.
fn by_rank(input: &Input, from: u32, to: u32) -> impl Iterator<Item = (u32, u32)> {
    let rank = |statement: u32| input.statements.get(statement as usize).map_or(0, |s| s.rank);
    let there = (rank(from) >= rank(to)).then_some((from, to));
    let back = (rank(to) >= rank(from)).then_some((to, from));
    there.into_iter().chain(back)
}
