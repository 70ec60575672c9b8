//! Who takes it from whom, with citation rings drawn together: what is an origin, what still reaches
//! one, and which statements every path from the origins must pass.

use super::arcs::Arcs;
use super::rings::{Components, components};
use super::statement::Input;

/// The contracted provenance graph: knots are single statements, or rings that cite each other.
#[derive(Clone, Debug)]
pub(crate) struct Provenance {
    /// Knots, parents before children.
    knots: Components,
    /// The statements outside each knot that its members rest on, live or not.
    parents: Arcs,
}

impl Provenance {
    pub(crate) fn new(input: &Input) -> Self {
        let (nodes, mut pairs) = (input.len(), Vec::new());
        for (child, statement) in (0_u32..).zip(&input.statements) {
            let parents = statement.rests_on.iter().filter(|parent| **parent != child);
            pairs.extend(parents.map(|parent| (*parent, child)));
        }
        let arcs = Arcs::new(nodes, pairs);
        let knots = components(&arcs);
        let outside = arcs.pairs().filter(|(parent, child)| knots.of(*parent) != knots.of(*child));
        let parents = outside.map(|(parent, child)| (knots.of(child), parent)).collect();
        // There are as many numbers for knots as for statements, so that both fit.
        Self { parents: Arcs::new(nodes, parents), knots }
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

/// Which knots are reached from an origin through statements that stand, and through which last
/// single knot every such path goes (the immediate dominator; none: there is no such knot).
#[derive(Clone, Debug)]
pub(crate) struct Reach {
    /// Distance from the origins in the tree of single points; 0: not reached.
    depth: Vec<u32>,
    above: Vec<Option<u32>>,
}

impl Reach {
    /// Goes through the knots once, parents first: the contracted graph has no circles.
    pub(crate) fn new(
        provenance: &Provenance,
        stands: impl Fn(u32) -> bool,
        speaks: impl Fn(u32) -> bool,
    ) -> Self {
        let knots = provenance.knots();
        let mut reach = Self { depth: vec![0; knots], above: vec![None; knots] };
        for knot in 0..knots as u32 {
            let members = provenance.members(knot);
            if !members.iter().any(|member| stands(*member)) {
                continue;
            }
            let is_origin = provenance.is_origin(knot) && members.iter().any(|m| speaks(*m));
            let above = match is_origin {
                true => Some(None),
                false => reach.over_parents(provenance, knot, &stands),
            };
            if let Some(above) = above {
                reach.depth[knot as usize] = 1 + above.map_or(0, |knot| reach.depth[knot as usize]);
                reach.above[knot as usize] = above;
            }
        }
        reach
    }

    pub(crate) fn reaches(&self, knot: u32) -> bool {
        self.depth[knot as usize] > 0
    }

    /// Returns the last single point over the parents of a knot that stand and are reached; none if none
    /// is. A parent that fell leads nowhere, though others of its ring may stand.
    pub(crate) fn over_parents(
        &self,
        provenance: &Provenance,
        knot: u32,
        stands: impl Fn(u32) -> bool,
    ) -> Option<Option<u32>> {
        let parents = provenance.knot_parents(knot).iter().filter(|parent| stands(**parent));
        let parents = parents.map(|parent| provenance.knot(*parent));
        parents.filter(|p| self.reaches(*p)).map(Some).reduce(|one, other| self.meet(one, other))
    }

    /// Returns the last knot that all paths to either pass.
    pub(crate) fn meet(&self, mut one: Option<u32>, mut other: Option<u32>) -> Option<u32> {
        while one != other {
            let depth = |knot: Option<u32>| knot.map_or(0, |knot| self.depth[knot as usize]);
            if depth(one) >= depth(other) {
                one = self.above[one? as usize];
            } else {
                other = self.above[other? as usize];
            }
        }
        one
    }

    /// Returns `knot` and every single point over it, the origin first.
    pub(crate) fn chain(&self, knot: Option<u32>) -> Vec<u32> {
        let mut chain: Vec<u32> =
            std::iter::successors(knot, |knot| self.above[*knot as usize]).collect();
        chain.reverse();
        chain
    }
}
