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

/// Stands where there is no link.
pub(crate) const NO_LINK: u32 = u32::MAX;

/// The facts of a link, with where it was recorded, since when its status holds, and the links that come next
/// at its claims.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LinkRow {
    born: Position,
    since: Position,
    facts: LinkFacts,
    /// At the claim it leads from, and at the one it leads to.
    next: [u32; 2],
}

impl LinkRow {
    /// Returns the row of a new link; a claim that was never recorded has no number, and the largest stands
    /// for it.
    pub(crate) fn new(link: &Link, claims: &Claims, at: Position, status: Status) -> Self {
        let [from, to] =
            [link.from, link.to].map(|claim| claims.shelf.number(&claim).unwrap_or(u32::MAX));
        let facts = LinkFacts { from, to, relation: link.relation, status };
        Self { born: at, since: at, facts, next: [NO_LINK; 2] }
    }

    /// Returns the numbers of its claims, each once, as far as they were recorded.
    pub(crate) fn claims(&self) -> impl Iterator<Item = u32> + use<> {
        let LinkFacts { from, to, .. } = self.facts;
        let to = (to != from).then_some(to);
        [Some(from), to].into_iter().flatten().filter(|claim| *claim != u32::MAX)
    }

    /// Has `link` come next at a claim of this one.
    pub(crate) fn lead(&mut self, claim: u32, link: u32) {
        self.next[usize::from(self.facts.from != claim)] = link;
    }

    /// Returns what comes next at a claim of this one.
    pub(crate) fn next(&self, claim: u32) -> u32 {
        self.next[usize::from(self.facts.from != claim)]
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
    pub fn links_at(&self, claim: u32) -> impl Iterator<Item = u32> {
        self.links.at(claim)
    }
}
