//! What became different between two positions: what was recorded, event by event, and which claims stand
//! otherwise now. Reads the log from the earlier position on, and nothing before it.

use counterclaim_log::NoEvent;
use counterclaim_model::{ClaimId, Clock, Event, Position, Recorded, Thing};

use super::changed_standings::Touched;
use super::lens::Lens;
use super::question::{AsOf, Question};
use crate::answers::{ChangedItem, ChangedKind, ChangedThing, Changes, ClaimTold};
use crate::desk::Desk;
use crate::error::DeskError;

impl Desk {
    /// Returns what was recorded behind `since` and up to the question's position, and the claims that stand
    /// otherwise at the later position than at the earlier one, both asked with what the question counts.
    ///
    /// The cost follows the events between the two and the claims that links tie to them. Only where more than
    /// ten thousand are tied together the case is weighed whole, and of those the claims that the events are
    /// about, with those linked to them, are looked at. A change of affiliation or owner is followed to every
    /// claim of whom it is about.
    ///
    /// # Errors
    /// If the log cannot be read.
    pub fn changes(&self, since: Position, question: Question) -> Result<Changes, DeskError> {
        let until = self.clock(question).as_of;
        let since = since.min(until);
        let now = self.lens_on_few(question);
        let earlier = Question { as_of: AsOf::Position(since), ..question };
        let then = self.lens_on_few(earlier);
        let mut items = Vec::new();
        let mut touched = Touched::default();
        self.each_told(&now, since, until, |item, event| {
            if let Some(event) = event {
                touched.add(event);
                touched.ends(self.ends_of(event));
            }
            items.push(item);
        })?;
        Ok(Changes {
            asked: self.asked(question),
            since,
            since_at: self.views.recorded_at(since),
            items,
            standings: touched.standings(&then, &now),
        })
    }

    /// Tells what was recorded behind `after` and up to the question's position, event by event, oldest
    /// first; claims are not weighed. The cost follows the events between the two.
    ///
    /// # Errors
    /// If the log cannot be read.
    pub fn told(&self, after: Position, question: Question) -> Result<Vec<ChangedItem>, DeskError> {
        let mut items = Vec::new();
        let until = self.clock(question).as_of;
        self.each_told(&self.lens_on_few(question), after, until, |item, _| items.push(item))?;
        Ok(items)
    }

    /// Hands on each event behind `since` and up to `until` as it is told, with the event itself where it
    /// can still be read.
    fn each_told(
        &self,
        lens: &Lens<'_>,
        since: Position,
        until: Position,
        mut each: impl FnMut(ChangedItem, Option<&Event>),
    ) -> Result<(), DeskError> {
        for entry in self.book.log().read(since) {
            let entry = entry?;
            if entry.position > until {
                break;
            }
            let header = entry.header.clone();
            let (position, event) = (entry.position, entry.name.clone());
            match entry.into_recorded() {
                Ok(recorded) => each(self.changed(lens, &recorded), Some(&recorded.event)),
                Err(gone) => {
                    let (kind, told) = match gone {
                        NoEvent::Erased => (ChangedKind::Erased, format!("{event}, erased since")),
                        NoEvent::Unreadable(_) => (ChangedKind::Unknown, event),
                    };
                    let item = ChangedItem {
                        position,
                        recorded_at: header.recorded_at,
                        by: header.analyst.clone(),
                        kind,
                        of: ChangedThing::default(),
                        field: None,
                        reason: None,
                        told,
                    };
                    each(item, None);
                }
            }
        }
        Ok(())
    }

    /// Returns the position that a time means for `--since`: the last one recorded no later.
    pub fn position_of(&self, as_of: AsOf) -> Position {
        self.clock(Question { as_of, ..Question::default() }).as_of
    }

    /// Returns the ends of a known link that an event changes.
    fn ends_of(&self, event: &Event) -> Option<[ClaimId; 2]> {
        let link = event
            .things()
            .into_iter()
            .find_map(|thing| if let Thing::Link(link) = thing { Some(link) } else { None })?;
        let at = self.views.link(link, Clock::NOW)?;
        Some([at.link.from, at.link.to])
    }

    /// Tells one event. Claims, actors and sources are named as they are known at the later position.
    fn changed(&self, lens: &Lens<'_>, recorded: &Recorded) -> ChangedItem {
        let before = Position(recorded.position.0.saturating_sub(1));
        let clock = Clock { as_of: before, public_by: None };
        let mut item = ChangedItem {
            position: recorded.position,
            recorded_at: recorded.recorded_at,
            by: recorded.analyst.clone(),
            kind: ChangedKind::Unknown,
            of: ChangedThing::default(),
            field: None,
            reason: None,
            told: String::new(),
        };
        lens.tell_event(&mut item, &recorded.event, clock);
        item
    }
}

impl Lens<'_> {
    /// Tells a claim in one line; of one that is not public on the question's clock only the id.
    pub(super) fn claim_told(&self, id: ClaimId) -> ClaimTold {
        let at = self.desk.views.claim(id, self.clock);
        ClaimTold {
            id,
            who: self.told(id),
            statement: at.map(|at| at.claim.statement.clone()).unwrap_or_default(),
        }
    }
}
