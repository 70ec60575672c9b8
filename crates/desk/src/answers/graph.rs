//! The claims graph as it leaves the house: statements, links between them, and the compiled graph of
//! objections that their standing was read from.

use counterclaim_model::{ClaimId, Instant};
use serde::Serialize;

use super::{Asked, Card, LinkCard};

/// The named parameters a standing was computed with. With the position they determine the result.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ParametersShown {
    /// The least weight at which a link counts, 1 for full.
    pub count_from: f64,
    /// The least weight at which an analyst's objection goes one way only.
    pub adjudicate_from: f64,
    /// Which statement prevails where nobody has adjudicated: `findings_above` or `equal`.
    pub ranks: &'static str,
}

/// They are named constants, and numbers like any other.
impl Eq for ParametersShown {}

/// The claims graph on one clock.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GraphShown {
    /// Where it was asked.
    pub asked: Asked,
    /// What the standings were computed with.
    pub parameters: ParametersShown,
    /// The statements that count, in order of publication; the undated first.
    pub nodes: Vec<GraphNode>,
    /// The links that count and have both ends among them, in order of recording.
    pub edges: Vec<GraphEdge>,
    /// The compiled graph of objections.
    pub defeat: DefeatShown,
    /// Live statements that are not in it, since nobody has checked them.
    pub unchecked_claims: usize,
    /// Live links that are not in it, since nobody has checked them or one of their ends.
    pub unchecked_links: usize,
}

/// A statement in the graph.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GraphNode {
    /// As much of its id as tells it from the others here; eight digits or more.
    pub key: String,
    /// The statement with its standing.
    pub card: Card,
    /// From when on it is in the graph: its publication, or else its recording.
    pub from: Instant,
    /// Until when, if it was taken back and the place where that happened is dated.
    pub until: Option<Instant>,
}

/// A link in the graph.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GraphEdge {
    /// The link.
    pub link: LinkCard,
    /// Number of the statement it leads from, in `nodes`.
    pub from: usize,
    /// Number of the statement it leads to.
    pub to: usize,
    /// Whether a named person's finding draws it.
    pub by_finding: bool,
}

/// The compiled graph of objections: a plain abstract argumentation framework. Its grounded labelling
/// is where the standings come from, so any solver can recheck them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DefeatShown {
    /// The arguments, by name.
    pub arguments: Vec<Argument>,
    /// Who attacks whom: numbers in `arguments`, ascending.
    pub attacks: Vec<(usize, usize)>,
}

/// An argument of the compiled graph.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Argument {
    /// A name that every solver takes: `c1`, or `o1` for "no origin of c1 stands".
    pub name: String,
    /// The claim it is, or about whose origins it speaks.
    pub claim: ClaimId,
    /// Whether it says that no origin of the claim stands.
    pub is_no_origin: bool,
    /// Its label in the grounded reading: `IN`, `OUT` or `UNDEC`.
    pub label: &'static str,
}
