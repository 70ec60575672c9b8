//! Pairs that object to each other, a page at a time: what was recorded last first.

use std::collections::BTreeSet;

use counterclaim_model::{ClaimId, Relation, Status};

use super::lens::Lens;
use super::question::Question;
use super::slice::{Counted, Cut, MOST, Order, Place, Slice, cut, cut_where};
use crate::answers::{Card, LinkCard, LinksPage, PairsPage};
use crate::desk::Desk;
use crate::error::DeskError;
use crate::query::Query;

/// The links that say that two statements object to each other.
const OPPOSED: [Relation; 4] =
    [Relation::Contradicts, Relation::Denies, Relation::Refutes, Relation::Rejects];

impl Desk {
    /// Returns a page of the pairs of which one contradicts, denies, refutes or rejects the other, where either
    /// fits the query. In the order in which the links were recorded: the last first, unless the first is asked
    /// for.
    ///
    /// # Errors
    /// As [`claims`](Self::claims).
    pub fn contradictions_page(
        &self,
        query: &Query,
        slice: &Slice,
        question: Question,
    ) -> Result<PairsPage, DeskError> {
        let limit = slice.rows(MOST)?;
        let question = self.pinned(slice, question)?;
        let lens = self.lens_on_few(question);
        let numbers = if query.is_empty() {
            OPPOSED
                .iter()
                .flat_map(|relation| self.views.links_related(*relation))
                .copied()
                .collect()
        } else {
            let sieve = self.sieve(query, Vec::new(), &lens)?;
            let found = sieve.all().into_iter().flat_map(|claim| self.views.links_at(claim));
            let mut numbers: Vec<u32> = found.collect();
            numbers.sort_unstable();
            numbers.dedup();
            numbers
        };
        let is_opposed = |number: u32| {
            self.views.link_facts(number, lens.clock).is_some_and(|link| {
                OPPOSED.contains(&link.relation)
                    && link.status.is_live()
                    && [link.from, link.to].into_iter().all(|claim| lens.is_live(claim))
            })
        };
        let (cut, total) = lens.cut_links(numbers, slice, limit, is_opposed);
        let (pairs, unweighed) = lens.pairs(&cut.rows);
        Ok(PairsPage {
            asked: self.asked(question),
            query: query.to_string(),
            pairs,
            unweighed,
            total,
            next: cut.next,
            previous: cut.previous,
        })
    }

    /// Returns a page of the links that wait to be checked, between whichever statements; in the order in which
    /// they were recorded: the last first, unless the first is asked for.
    ///
    /// # Errors
    /// If the limit is 0 or more than 1,000, or the cursor is of another log.
    pub fn links_waiting(&self, slice: &Slice, question: Question) -> Result<LinksPage, DeskError> {
        let limit = slice.rows(MOST)?;
        let question = self.pinned(slice, question)?;
        let lens = self.lens_on_few(question);
        let numbers = (0..self.views.links_recorded(lens.clock.as_of)).collect();
        let (cut, total) = lens.cut_links(numbers, slice, limit, |number| lens.waits(number));
        let (links, unweighed) = lens.pairs(&cut.rows);
        Ok(LinksPage {
            asked: self.asked(question),
            links,
            unweighed,
            total,
            next: cut.next,
            previous: cut.previous,
        })
    }
}

impl Lens<'_> {
    /// Returns how many links wait to be checked.
    pub(super) fn links_waiting(&self) -> usize {
        let recorded = self.desk.views.links_recorded(self.clock.as_of);
        (0..recorded).filter(|number| self.waits(*number)).count()
    }

    fn waits(&self, link: u32) -> bool {
        let facts = self.desk.views.link_facts(link, self.clock);
        facts.is_some_and(|link| link.status == Status::Proposed)
    }

    fn is_live(&self, claim: u32) -> bool {
        self.desk.views.facts(claim, self.clock).is_some_and(|facts| facts.status.is_live())
    }

    /// Cuts a page out of links. What is not counted is not looked at either, but for the page.
    fn cut_links(
        &self,
        numbers: Vec<u32>,
        slice: &Slice,
        limit: usize,
        fits: impl Fn(u32) -> bool,
    ) -> (Cut<u32>, Option<usize>) {
        let as_of = self.clock.as_of;
        let order =
            if slice.order().is_downwards() { Order::LatestRecorded } else { Order::FirstRecorded };
        let slice = Slice { order, ..*slice };
        let mut places: Vec<Place> = numbers.into_iter().map(|number| (0, number)).collect();
        if slice.counted == Counted::Nothing {
            let all = places.len();
            let fit =
                |some: &[Place]| some.iter().filter(|(_, number)| fits(*number)).copied().collect();
            return (cut_where(places, &slice, limit, as_of, all, fit), None);
        }
        places.retain(|(_, number)| fits(*number));
        let total = places.len();
        (cut(places, &slice, limit, as_of), Some(total))
    }

    /// Returns links with their claims, and the claims whose standing is not told.
    fn pairs(&self, links: &[u32]) -> (Vec<(LinkCard, Card, Card)>, Vec<ClaimId>) {
        let views = self.desk.views;
        let links = links.iter().filter_map(|number| views.link_numbered(*number, self.clock));
        let links: Vec<_> = links.collect();
        let ends: BTreeSet<ClaimId> =
            links.iter().flat_map(|link| [link.link.from, link.link.to]).collect();
        let unweighed = self.weigh_listed(&ends.into_iter().collect::<Vec<_>>());
        let card = |id| views.claim(id, self.clock).map(|claim| self.listed_card(&claim));
        let pairs = links
            .iter()
            .filter_map(|link| Some((self.link(link), card(link.link.from)?, card(link.link.to)?)));
        (pairs.collect(), unweighed)
    }
}
