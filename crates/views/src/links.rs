//! The fold over links, and a link as it stands on both clocks.
//! [`Views`] feeds it; the desk reads the answers.

use counterclaim_model::{
    ClaimId, Clock, Instant, Link, LinkId, Origin, Position, Relation, Status, Thing,
};

use crate::claims::Claims;
use crate::link_facts::{LinkRow, NO_LINK};
use crate::record::{Record, Stamp, until};
use crate::shelf::{Index, Shelf};
use crate::surprise::Surprising;
use crate::views::Views;

/// What an event did to a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkChange {
    /// A machine or agent proposed it.
    Proposed {
        /// The link as proposed.
        link: Link,
        /// How the proposal came about.
        origin: Origin,
    },
    /// A person drew it; also again, after it had been rejected or withdrawn.
    Added {
        /// The link as drawn.
        link: Link,
        /// Who drew it.
        by: String,
    },
    /// A person found it right.
    Checked,
    /// A person found it wrong, for this reason.
    Rejected(String),
    /// It was withdrawn by us, for this reason.
    Withdrawn(String),
}

impl LinkChange {
    fn status(&self) -> Status {
        match self {
            Self::Proposed { .. } => Status::Proposed,
            Self::Added { .. } | Self::Checked => Status::Checked,
            Self::Rejected(_) => Status::Rejected,
            Self::Withdrawn(_) => Status::Withdrawn,
        }
    }

    fn drawn(&self) -> Option<&Link> {
        match self {
            Self::Proposed { link, .. } | Self::Added { link, .. } => Some(link),
            Self::Checked | Self::Rejected(_) | Self::Withdrawn(_) => None,
        }
    }
}

/// A link as it stands on both clocks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkAt<'v> {
    /// The link as drawn last.
    pub link: &'v Link,
    /// Whether a person has looked at it.
    pub status: Status,
    /// How the proposal came about; absent if a person drew it.
    pub origin: Option<&'v Origin>,
    /// Who drew it: the named person, or for a proposal the analyst who recorded it.
    pub by: &'v str,
    /// The person who found it right, or drew it; absent while nobody did, and where it was set aside since.
    pub checked_by: Option<&'v str>,
    /// The place of its first event.
    pub recorded: Position,
    /// When it was first recorded.
    pub recorded_at: Instant,
    /// The place of the last event that changed it.
    pub revision: Position,
    /// From when on it is public; absent if a claim it hangs on was never recorded.
    pub public_from: Option<Instant>,
    /// Everything that happened to it, oldest first.
    pub history: &'v [Record<LinkChange>],
}

/// The fold over links. The first entry of a history brings the link.
#[derive(Clone, Debug, Default)]
pub(crate) struct Links {
    pub(crate) shelf: Shelf<LinkId, Vec<Record<LinkChange>>>,
    /// The first and the last link at each claim, by its number; from one to the next leads its row.
    ends: Vec<(u32, u32)>,
    pub(crate) by_relation: Index<Relation>,
    pub(crate) rows: Vec<LinkRow>,
}

impl Links {
    pub(crate) fn propose(
        &mut self,
        stamp: &Stamp,
        link: &Link,
        origin: &Origin,
        claims: &Claims,
    ) -> Result<(), Surprising> {
        let change = LinkChange::Proposed { link: link.clone(), origin: origin.clone() };
        self.bring(stamp, link, change, claims)
    }

    pub(crate) fn add(
        &mut self,
        stamp: &Stamp,
        link: &Link,
        by: &str,
        claims: &Claims,
    ) -> Result<(), Surprising> {
        let change = LinkChange::Added { link: link.clone(), by: by.to_owned() };
        if self.shelf.get(&link.id).is_some() {
            return self.change(stamp, link.id, change);
        }
        self.bring(stamp, link, change, claims)
    }

    pub(crate) fn change(
        &mut self,
        stamp: &Stamp,
        link: LinkId,
        change: LinkChange,
    ) -> Result<(), Surprising> {
        let (ordinal, history) = self.shelf.known(&link, Thing::Link)?;
        if let Some(row) = self.rows.get_mut(ordinal as usize) {
            row.set(stamp.position, change.status());
        }
        history.push(stamp.on(change));
        Ok(())
    }

    /// Returns a link as drawn last, and its status after everything recorded.
    pub(crate) fn head(&self, link: LinkId) -> Option<(&Link, Status)> {
        let history = self.shelf.get(&link)?;
        let link = history.iter().rev().find_map(|change| change.value.drawn())?;
        Some((link, history.last()?.value.status()))
    }

    fn bring(
        &mut self,
        stamp: &Stamp,
        link: &Link,
        change: LinkChange,
        claims: &Claims,
    ) -> Result<(), Surprising> {
        let row = LinkRow::new(link, claims, stamp.position, change.status());
        let ordinal = self.shelf.put(link.id, vec![stamp.on(change)], Thing::Link)?;
        self.by_relation.add(link.relation, ordinal);
        row.claims().for_each(|claim| self.tie(claim, ordinal));
        self.rows.push(row);
        Ok(())
    }

    /// Puts a link behind the others at a claim.
    fn tie(&mut self, claim: u32, link: u32) {
        let at = claim as usize;
        if self.ends.len() <= at {
            self.ends.resize(at + 1, (NO_LINK, NO_LINK));
        }
        let (first, last) = &mut self.ends[at];
        match self.rows.get_mut(*last as usize) {
            Some(row) => row.lead(claim, link),
            None => *first = link,
        }
        *last = link;
    }

    /// Returns the ordinals of the links from or to a claim, ascending.
    pub(crate) fn at(&self, claim: u32) -> impl Iterator<Item = u32> {
        let first = self.ends.get(claim as usize).map(|(first, _)| *first);
        let is_link = |link: &u32| *link != NO_LINK;
        std::iter::successors(first.filter(is_link), move |link| {
            self.rows.get(*link as usize).map(|row| row.next(claim)).filter(is_link)
        })
    }
}

impl Views {
    /// Returns the link as it stands on the clock; none if it is not visible there.
    pub fn link(&self, id: LinkId, clock: Clock) -> Option<LinkAt<'_>> {
        self.link_at(self.links.shelf.get(&id)?, clock)
    }

    /// Returns every visible link, whatever its status, in the order of recording.
    pub fn links(&self, clock: Clock) -> impl Iterator<Item = LinkAt<'_>> {
        self.links.shelf.iter().filter_map(move |history| self.link_at(history, clock))
    }

    /// Returns the visible links from or to a claim, whatever their status, in the order of recording.
    pub fn links_of(&self, claim: ClaimId, clock: Clock) -> impl Iterator<Item = LinkAt<'_>> {
        self.links_with(claim)
            .filter_map(move |ordinal| self.link_at(self.links.shelf.item(ordinal)?, clock))
    }

    /// Returns the links from or to a claim as they are drawn, with their status: those of
    /// [`Views::links_of`], without looking anything up that is not needed for these.
    pub fn drawn_at(&self, claim: ClaimId, clock: Clock) -> impl Iterator<Item = (&Link, Status)> {
        self.links_with(claim).filter_map(move |ordinal| {
            let history = self.links.shelf.item(ordinal)?;
            if clock.public_by.is_some() {
                return self.link_at(history, clock).map(|at| (at.link, at.status));
            }
            let history = until(history, clock.as_of);
            let link = history.iter().rev().find_map(|change| change.value.drawn())?;
            Some((link, history.last()?.value.status()))
        })
    }

    fn links_with(&self, claim: ClaimId) -> impl Iterator<Item = u32> {
        self.claims.shelf.number(&claim).into_iter().flat_map(|number| self.links.at(number))
    }

    pub(crate) fn link_at<'v>(
        &'v self,
        history: &'v [Record<LinkChange>],
        clock: Clock,
    ) -> Option<LinkAt<'v>> {
        let history = until(history, clock.as_of);
        let (first, last) = (history.first()?, history.last()?);
        let (drawn, link) =
            history.iter().rev().find_map(|change| Some((change, change.value.drawn()?)))?;
        let public_from = link.public_from(|claim| {
            let record = self.claims.shelf.get(&claim)?;
            (record.born.position <= clock.as_of).then(|| record.public_from(clock.as_of))
        });
        let is_public = public_from.map_or(clock.public_by.is_none(), |at| clock.is_public(at));
        let (origin, by) = match &drawn.value {
            LinkChange::Proposed { origin, .. } => (Some(origin), &*drawn.analyst),
            LinkChange::Added { by, .. } => (None, by.as_str()),
            LinkChange::Checked | LinkChange::Rejected(_) | LinkChange::Withdrawn(_) => {
                return None;
            }
        };
        let checked_by = match &last.value {
            LinkChange::Checked => Some(&*last.analyst),
            LinkChange::Added { by, .. } => Some(by.as_str()),
            LinkChange::Proposed { .. } | LinkChange::Rejected(_) | LinkChange::Withdrawn(_) => {
                None
            }
        };
        is_public.then_some(LinkAt {
            link,
            status: last.value.status(),
            origin,
            by,
            checked_by,
            recorded: first.position,
            recorded_at: first.recorded_at,
            revision: last.position,
            public_from,
            history,
        })
    }
}
