//! The fold: one event in, every view brought up to date. Nothing here is ever taken out or changed
//! in place; what an event does is added with its position, so that any earlier answer stays there.

use counterclaim_model::{
    Affiliations, Event, Instant, Link, LinkId, NewClaim, Position, Recorded, Sighting, Status,
    Thing,
};

use crate::actors::Actors;
use crate::change::Change;
use crate::claims::{Birth, Claims};
use crate::columns::Columns;
use crate::ledger::Ledger;
use crate::links::{LinkChange, Links};
use crate::matters::Matters;
use crate::pages::Pages;
use crate::record::{Analysts, Stamp};
use crate::surprise::{Surprise, Surprising};
use crate::ties::Ties;

/// Per-actor, per-party, per-source and per-matter views of a case, kept up to date event by event.
///
/// ```
/// use counterclaim_model::Clock;
/// use counterclaim_views::Views;
///
/// let views = Views::default();
/// assert_eq!(views.timeline(Clock::NOW).count(), 0);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Views {
    pub(crate) claims: Claims,
    pub(crate) links: Links,
    pub(crate) actors: Actors,
    pub(crate) pages: Pages,
    pub(crate) matters: Matters,
    pub(crate) affiliations: Affiliations,
    pub(crate) columns: Columns,
    /// The places of the events that said who speaks for whom, or who is whom.
    pub(crate) side_changes: Vec<Position>,
    pub(crate) ties: Ties,
    ledger: Ledger,
    analysts: Analysts,
    surprises: Vec<Surprise>,
}

impl Views {
    /// Applies the next event. Cannot fail: what does not fit is listed by [`Views::surprises`].
    pub fn apply(&mut self, recorded: &Recorded) {
        if recorded.position <= self.head() {
            return self.wonder(recorded, Surprising::NotAfter(self.head()));
        }
        self.ledger.note(recorded.position, recorded.recorded_at);
        self.affiliations.apply(recorded);
        if changes_sides(&recorded.event) {
            self.side_changes.push(recorded.position);
        }
        let stamp = self.analysts.stamp(recorded);
        let link = linked(&recorded.event);
        let before = link.and_then(|link| self.drawn(link)).map(|(_, status)| status);
        if let Err(what) = self.fold(&stamp, &recorded.event) {
            self.wonder(recorded, what);
        }
        self.keep_columns(&recorded.event, link, before);
    }

    /// Returns the position of the last event applied.
    pub fn head(&self) -> Position {
        self.ledger.head()
    }

    /// Returns what did not fit, in the order of the log. Empty for every log the rules made.
    pub fn surprises(&self) -> &[Surprise] {
        &self.surprises
    }

    /// Returns the last position recorded no later than `at`; the start if there is none.
    pub fn position_at(&self, at: Instant) -> Position {
        self.ledger.position_at(at)
    }

    /// Returns when the event at `position` was recorded; none before the first and after the last.
    pub fn recorded_at(&self, position: Position) -> Option<Instant> {
        self.ledger.recorded_at(position)
    }

    /// Brings what is counted at the head up to date with an event that was folded.
    fn keep_columns(&mut self, event: &Event, link: Option<LinkId>, before: Option<Status>) {
        if let Some((drawn, after)) = link.and_then(|link| self.drawn(link)) {
            let ends = self.objected(drawn);
            self.columns.link(before, Some(after), &ends);
            return;
        }
        for thing in event.things() {
            if let Thing::Claim(claim) = thing {
                self.follow_claim(claim);
            }
        }
        self.ties.apply(event);
    }

    /// Returns a link as drawn last, and its status.
    fn drawn(&self, link: LinkId) -> Option<(&Link, Status)> {
        self.links.head(link)
    }

    fn wonder(&mut self, recorded: &Recorded, what: Surprising) {
        let (position, event) = (recorded.position, recorded.event.name());
        self.surprises.push(Surprise { position, event, what });
    }

    fn fold(&mut self, stamp: &Stamp, event: &Event) -> Result<(), Surprising> {
        match event {
            Event::CaseOpened(_)
            | Event::ContentErased(_)
            | Event::QueueDecided(_)
            | Event::FileImported(_) => Ok(()),
            Event::SourceRegistered(source) => self.pages.register(stamp, source),
            Event::SourceRated(rated) => self.pages.rate(stamp, rated),
            Event::SourceOwned(owned) => self.pages.own(stamp, owned.source, &owned.ownership),
            Event::CaptureRecorded(capture) => self.pages.capture(stamp, capture),
            Event::PostRecorded(new) => self.pages.post(stamp, &new.post, &new.version),
            Event::PostRevised(version) => self.pages.revise(stamp, version),
            Event::ClaimProposed(new) => {
                self.add_claim(stamp, &new.claim, Birth::Proposed(&new.origin))
            }
            Event::ClaimRecorded(new) => self.add_claim(stamp, new, Birth::Recorded),
            Event::FindingRecorded(new) => {
                let birth = Birth::Found { by: &new.by, evidence: &new.evidence };
                self.add_claim(stamp, &new.claim, birth)
            }
            Event::ClaimSighted(sighting) => self.sight_claim(stamp, sighting),
            Event::ClaimChecked(checked) => {
                self.claims.change(stamp, checked.claim, Change::Checked)
            }
            Event::ClaimRejected(closed) => {
                self.claims.change(stamp, closed.claim, Change::Rejected(closed.reason.clone()))
            }
            Event::ClaimWithdrawn(closed) => {
                self.claims.change(stamp, closed.claim, Change::Withdrawn(closed.reason.clone()))
            }
            Event::ClaimAmended(amended) => {
                self.claims.amend(stamp, amended.claim, &amended.amendment, &amended.reason)
            }
            Event::LinkProposed(new) => {
                self.links.propose(stamp, &new.link, &new.origin, &self.claims)
            }
            Event::LinkAdded(new) => self.links.add(stamp, &new.link, &new.by, &self.claims),
            Event::LinkChecked(checked) => {
                self.links.change(stamp, checked.link, LinkChange::Checked)
            }
            Event::LinkRejected(closed) => {
                self.links.change(stamp, closed.link, LinkChange::Rejected(closed.reason.clone()))
            }
            Event::LinkWithdrawn(closed) => {
                self.links.change(stamp, closed.link, LinkChange::Withdrawn(closed.reason.clone()))
            }
            Event::ActorAdded(actor) => self.actors.add(stamp, actor),
            Event::ActorAliased(aliased) => self.actors.alias(stamp, aliased),
            Event::ActorSpeaksFor(speaks_for) => self.actors.speaks_for(stamp, speaks_for),
            Event::ActorAligned(aligned) => self.actors.align(stamp, aligned),
            Event::ActorMerged(merged) => self.actors.merge(stamp, merged.actor, merged.into),
            Event::ActorSplit(split) => self.actors.split(stamp, split.actor),
            Event::MatterAdded(matter) => self.matters.add(stamp, matter),
            Event::MatterMerged(merged) => self.matters.merge(stamp, &merged.matter, &merged.into),
            Event::MatterAssigned(assigned) => {
                self.claims.assign(stamp, assigned.claim, &assigned.matter)
            }
            Event::MatterUnassigned(gone) => {
                self.claims.change(stamp, gone.claim, Change::Unassigned(gone.matter.clone()))
            }
            Event::ReviewRecorded(review) => self.claims.review(stamp, review),
            Event::NoteRecorded(note) => self.claims.note(stamp, note),
            Event::CommentRequested(request) => self.claims.request(stamp, request),
        }
    }

    fn add_claim(
        &mut self,
        stamp: &Stamp,
        new: &NewClaim,
        birth: Birth<'_>,
    ) -> Result<(), Surprising> {
        let pages = &self.pages;
        self.claims.add(stamp, new, birth, |sighting| {
            sighting.public_from(pages.captured_at(sighting.capture), stamp.recorded_at)
        })
    }

    fn sight_claim(&mut self, stamp: &Stamp, sighting: &Sighting) -> Result<(), Surprising> {
        let captured_at = self.pages.captured_at(sighting.capture);
        self.claims.sight(stamp, sighting, sighting.public_from(captured_at, stamp.recorded_at))
    }
}

/// Returns the link that an event brings or changes.
fn linked(event: &Event) -> Option<LinkId> {
    event.things().into_iter().find_map(|thing| match thing {
        Thing::Link(link) => Some(link),
        Thing::Case
        | Thing::Source(_)
        | Thing::Capture(_)
        | Thing::Post(_)
        | Thing::Claim(_)
        | Thing::Actor(_)
        | Thing::Matter(_)
        | Thing::Review(_) => None,
    })
}

/// Returns whether an event says who speaks for whom, or who is whom.
fn changes_sides(event: &Event) -> bool {
    matches!(event, Event::ActorSpeaksFor(_) | Event::ActorMerged(_) | Event::ActorSplit(_))
}
