//! Who takes it from whom, with citation rings drawn together: what is an origin, what still reaches
//! one, and which statements every path from the origins must pass.

use super::arcs::Arcs;
use super::rings::{Components, components};
use super::statement::Input;

/// The contracted provenance graph: knots are single statements, or rings that cite each other.
#[derive(Clone, Debug)]
pub(crate) struct Provenance {
    /// Who takes its content from each statement.
    relays: Arcs,
    /// Knots, parents before children.
    knots: Components,
    /// The statements outside each knot that its members rest on, live or not.
    parents: Arcs,
}

impl Provenance {
    pub(crate) fn new(input: &Input) -> Self {
        let nodes = input.len();
        let pairs = input.rests_on.iter().filter(|(child, parent)| child != parent);
        let pairs: Vec<(u32, u32)> = pairs.map(|(child, parent)| (*parent, *child)).collect();
        let relays = Arcs::new(nodes, &pairs);
        drop(pairs);
        let knots = components(&relays);
        let outside =
            relays.pairs().filter(|(parent, child)| knots.of(*parent) != knots.of(*child));
        let parents: Vec<_> = outside.map(|(parent, child)| (knots.of(child), parent)).collect();
        // There are as many numbers for knots as for statements, so that both fit.
        let parents = Arcs::new(nodes, &parents);
        Self { relays, knots, parents }
    }

    /// Returns who takes its content from a statement, ascending.
    pub(crate) fn relays(&self, statement: u32) -> &[u32] {
        self.relays.of(statement)
    }

    pub(crate) fn knots(&self) -> usize {
        self.knots.len()
    }

    pub(crate) fn knot(&self, statement: u32) -> u32 {
        self.knots.of(statement)
    }

    pub(crate) fn members(&self, knot: u32) -> &[u32] {
        self.knots.members(knot)
    }

    /// Returns the statements that a statement, or the ring it is in, takes its content from.
    pub(crate) fn parents(&self, statement: u32) -> &[u32] {
        self.knot_parents(self.knot(statement))
    }

    pub(crate) fn knot_parents(&self, knot: u32) -> &[u32] {
        self.parents.of(knot)
    }

    pub(crate) fn has_parents(&self, statement: u32) -> bool {
        !self.parents(statement).is_empty()
    }

    /// Returns the members of the ring a statement is in; none if it is in none.
    pub(crate) fn ring(&self, statement: u32) -> Option<&[u32]> {
        Some(self.members(self.knot(statement))).filter(|members| members.len() > 1)
    }

    /// Returns every ring, ordered by first member.
    pub(crate) fn rings(&self) -> Vec<&[u32]> {
        self.knots.rings()
    }

    /// Returns whether a knot is an origin: one statement that rests on nothing. A ring never is.
    pub(crate) fn is_origin(&self, knot: u32) -> bool {
        self.members(knot).len() == 1 && self.knot_parents(knot).is_empty()
    }
}
