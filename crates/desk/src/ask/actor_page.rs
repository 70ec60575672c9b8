//! An actor's page: who it is, who speaks for it, and one page of what it said or others said of it.

use counterclaim_model::{ActorId, Clock, Count, Form, Status};

use super::check::Check;
use super::page::Found;
use super::question::Question;
use super::sieve::Sieve;
use super::slice::{MOST, Order, Place, Slice, place};
use super::tally::Tally;
use crate::answers::{ActorPage, ActorTab, Named};
use crate::desk::Desk;
use crate::error::DeskError;
use crate::query::Query;

impl Desk {
    /// Returns the actor called `name` with a page of statements: of the tab asked for, within the query.
    ///
    /// # Errors
    /// If no actor, or several, have that name; else as [`claims`](Self::claims).
    pub fn actor_page(
        &self,
        name: &str,
        tab: ActorTab,
        query: &Query,
        slice: &Slice,
        question: Question,
    ) -> Result<ActorPage, DeskError> {
        let limit = slice.rows(MOST)?;
        let pinned = self.pinned(slice, question)?;
        let lens = self.lens_on_few(pinned);
        let id = self.actor_at(name, lens.clock)?;
        let id = self.views.affiliations().canonical(id, lens.clock.as_of);
        let everything = Query::default();
        let said = self.sieve(&everything, vec![Check::Own(id)], &lens)?;
        let own = Own::of(&said, question.count, slice.order());
        let about = self.tab(ActorTab::About, id, lens.clock);
        let about = self.sieve(&everything, about, &lens)?.many();
        let matters = own.tally.matters(&said).into_iter();
        let mut by_matter: Vec<_> =
            matters.map(|(matter, many)| (lens.title(matter), matter, many)).collect();
        by_matter.sort_by(|one, other| other.2.cmp(&one.2).then_with(|| one.1.cmp(other.1)));
        let by_matter = by_matter.into_iter().map(|(title, id, many)| (id.clone(), title, many));
        let by_matter = by_matter.collect();
        let spoke: Vec<(Named, usize)> =
            own.spoke(&said).into_iter().map(|(id, many)| (lens.named(id), many)).collect();
        let (many, through, by_status) = (own.places.len(), own.through, own.tally.by_status());
        let page = match tab {
            // What was gone through to count is the page already.
            ActorTab::Statements if query.is_empty() => {
                let (total, tally) = (Some(many), Some(own.tally));
                let found = Found { places: own.places, total, tally };
                self.page_of(found, query, slice, limit, pinned, &said)
            }
            ActorTab::Statements | ActorTab::KnownThroughOthers | ActorTab::About => {
                self.claims_within(query, self.tab(tab, id, lens.clock), slice, question)?
            }
        };
        Ok(ActorPage {
            asked: self.asked(pinned),
            actor: lens.actor_row(id, spoke.iter().map(|(_, many)| many).sum()),
            spoke: super::tally::by_count(spoke),
            by_status,
            by_matter,
            tabs: [many, through, about],
            tab,
            page,
        })
    }

    /// Returns what the statements of a tab have in common.
    fn tab(&self, tab: ActorTab, actor: ActorId, clock: Clock) -> Vec<Check> {
        match tab {
            ActorTab::Statements => vec![Check::Own(actor), Check::ForItself],
            ActorTab::KnownThroughOthers => vec![Check::Own(actor), Check::Form(Form::Implied)],
            ActorTab::About => vec![self.about(vec![actor], clock), Check::NotOwn(actor)],
        }
    }
}

/// What an actor's own statements are.
struct Own {
    /// By place in the order asked for.
    places: Vec<Place>,
    /// Others that are known only through somebody else.
    through: usize,
    tally: Tally,
    /// By the number of the speaker: those that count.
    spoke: Vec<usize>,
}

impl Own {
    fn of(sieve: &Sieve<'_, '_>, count: Count, order: Order) -> Self {
        let mut own =
            Self { places: Vec::new(), through: 0, tally: Tally::new(), spoke: Vec::new() };
        sieve.each(|number, facts| {
            if facts.form == Form::Implied {
                own.through += 1;
                return;
            }
            own.places.push(place(order, facts.public_from, number));
            own.tally.add(number, facts, sieve);
            let counts = count == Count::All || facts.status == Status::Checked;
            if let Some(speaker) = facts.speaker().filter(|_| counts) {
                let at = speaker as usize;
                if own.spoke.len() <= at {
                    own.spoke.resize(at + 1, 0);
                }
                own.spoke[at] += 1;
            }
        });
        own
    }

    /// Returns the speakers, as they are known, with their counts.
    fn spoke(&self, sieve: &Sieve<'_, '_>) -> Vec<(Option<ActorId>, usize)> {
        let mut spoke: std::collections::BTreeMap<Option<ActorId>, usize> = Default::default();
        for (speaker, many) in (0u32..).zip(&self.spoke).filter(|(_, many)| **many > 0) {
            *spoke.entry(sieve.sides.known_as(speaker, sieve.views)).or_default() += many;
        }
        spoke.into_iter().collect()
    }
}
