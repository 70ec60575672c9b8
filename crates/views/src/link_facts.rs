//! Links by number: what lists of links are sieved and counted by, without opening one.
//! [`Views`] keeps them beside the fold over links; the desk asks by number.

use counterclaim_model::{Clock, Link, Position, Relation, Status};

use crate::claims::Claims;
use crate::links::LinkAt;
use crate::views::Views;

/// What a link is sieved and counted by, as it stands on a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkFacts {
    /// The number of the claim that denies, confirms, rests on.
    pub from: u32,
    /// The number of the claim it is about.
    pub to: u32,
    /// The type.
    pub relation: Relation,
    /// Whether a person has looked at it.
    pub status: Status,
}

/// The facts of a link, with where it was recorded and since when its status holds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LinkRow {
    born: Position,
    since: Position,
    facts: LinkFacts,
}

impl LinkRow {
    /// Returns the row of a new link; a claim that was never recorded has no number, and the largest stands
    /// for it.
    pub(crate) fn new(link: &Link, claims: &Claims, at: Position, status: Status) -> Self {
        let [from, to] =
            [link.from, link.to].map(|claim| claims.shelf.number(&claim).unwrap_or(u32::MAX));
        let facts = LinkFacts { from, to, relation: link.relation, status };
        Self { born: at, since: at, facts }
    }

    /// Returns the numbers of both claims, as far as they were recorded.
    pub(crate) fn ends(&self) -> [Option<u32>; 2] {
        [self.facts.from, self.facts.to].map(|claim| (claim != u32::MAX).then_some(claim))
    }

    /// Notes the status since `at`.
    pub(crate) fn set(&mut self, at: Position, status: Status) {
        self.since = at;
        self.facts.status = status;
    }
}

impl Views {
    /// Returns how many links were recorded up to a position, whether visible or not: their numbers are those
    /// below.
    pub fn links_recorded(&self, as_of: Position) -> u32 {
        let recorded = self.links.rows.partition_point(|row| row.born <= as_of);
        u32::try_from(recorded).unwrap_or(u32::MAX)
    }

    /// Returns the facts of the link with this number; none if it is not visible on the clock.
    pub fn link_facts(&self, number: u32, clock: Clock) -> Option<LinkFacts> {
        let row = self.links.rows.get(number as usize)?;
        if row.born > clock.as_of {
            return None;
        }
        if row.since <= clock.as_of && clock.public_by.is_none() {
            return Some(row.facts);
        }
        Some(LinkFacts { status: self.link_numbered(number, clock)?.status, ..row.facts })
    }

    /// Returns the link with this number as it stands on the clock; none if it is not visible there.
    pub fn link_numbered(&self, number: u32, clock: Clock) -> Option<LinkAt<'_>> {
        self.link_at(self.links.shelf.item(number)?, clock)
    }

    /// Returns the numbers of the links of a type, ascending.
    pub fn links_related(&self, relation: Relation) -> &[u32] {
        self.links.by_relation.listed(&relation)
    }

    /// Returns the numbers of the links from or to a claim, by its number, ascending.
    pub fn links_at(&self, claim: u32) -> &[u32] {
        if !self.links.linked.has(claim) && !self.links.is_ahead {
            return &[];
        }
        self.id_of(claim).map_or(&[], |id| self.links.by_claim.listed(&id))
    }
}
