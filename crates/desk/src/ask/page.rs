//! A page of claims: what a query finds, fifty at a time. What it costs beyond its rows is going through the
//! numbers of what was found.

use counterclaim_model::{ClaimId, Status};

use super::check::Check;
use super::lens::Lens;
use super::question::Question;
use super::sieve::Sieve;
use super::slice::{Counted, MOST, Place, Slice, cut, cut_where, place};
use super::tally::Tally;
use crate::answers::{Card, ClaimsPage, FoundClaims, Queue};
use crate::desk::Desk;
use crate::error::DeskError;
use crate::query::Query;

/// Up to so many claims are weighed to count where all that were found stand.
const COUNTED: usize = 200;

/// Up to so many are weighed for one page to find those that stand as wanted.
const WEIGHED: usize = 2_000;

/// Up to so many claims are weighed one by one; above, everything is weighed at once.
const FEW: usize = 200;

impl Desk {
    /// Returns a page of the claims that a query finds. Nothing finds everything.
    ///
    /// Where the query asks how claims stand and finds many, one page weighs 2,000 of them at most: it may be
    /// short, or empty, and still have a page behind it.
    ///
    /// # Errors
    /// If a name in the query means nothing here, the limit is 0 or more than 1,000, or the cursor is of
    /// another log.
    pub fn claims(
        &self,
        query: &Query,
        slice: &Slice,
        question: Question,
    ) -> Result<ClaimsPage, DeskError> {
        self.claims_within(query, Vec::new(), slice, question)
    }

    /// Returns every claim that a query finds, in full and in order of recording. Nothing finds nothing.
    ///
    /// # Errors
    /// If it is no query, or a name in it means nothing here.
    pub fn search(&self, query: &str, question: Question) -> Result<FoundClaims, DeskError> {
        let wanted = Query::parse(query)?;
        let mut lens = self.lens_on_few(question);
        let numbers = match wanted.is_empty() {
            true => Vec::new(),
            false => self.sieve(&wanted, Vec::new(), &lens)?.all(),
        };
        if numbers.len() > FEW {
            lens = self.lens(question);
        }
        let found =
            numbers.into_iter().filter_map(|number| self.views.numbered(number, lens.clock));
        let statements = found.map(|claim| lens.card(&claim)).collect();
        Ok(FoundClaims { asked: self.asked(question), query: query.to_owned(), statements })
    }

    /// Returns the proposals of a post, if given, that fit the query, if given. With a query, links are left
    /// out.
    ///
    /// # Errors
    /// If it is no query, or a name in it means nothing here.
    pub fn queue_where(
        &self,
        post: Option<u32>,
        query: Option<&str>,
        question: Question,
    ) -> Result<Queue, DeskError> {
        let Some(query) = query else { return Ok(self.queue(post, question)) };
        let wanted = Query::parse(query)?;
        let lens = self.lens(question);
        let sieve = self.sieve(&wanted, vec![Check::Status(Status::Proposed)], &lens)?;
        let mut queue = self.queue(post, question);
        let fits = |card: &Card| self.views.number_of(card.id).is_some_and(|n| sieve.fits(n));
        queue.claims.retain(fits);
        queue.links.clear();
        Ok(queue)
    }

    /// Returns a page of the claims that fit a query and `more`.
    pub(super) fn claims_within(
        &self,
        query: &Query,
        more: Vec<Check>,
        slice: &Slice,
        question: Question,
    ) -> Result<ClaimsPage, DeskError> {
        let limit = slice.rows(MOST)?;
        let question = self.pinned(slice, question)?;
        let lens = self.lens_on_few(question);
        let sieve = self.sieve(query, more, &lens)?;
        let found = Found::of(&sieve, slice);
        Ok(self.page_of(found, query, slice, limit, question, &sieve))
    }

    /// Returns the page of what was found.
    pub(super) fn page_of(
        &self,
        found: Found,
        query: &Query,
        slice: &Slice,
        limit: usize,
        question: Question,
        sieve: &Sieve<'_, '_>,
    ) -> ClaimsPage {
        let lens = sieve.lens;
        let as_of = lens.clock.as_of;
        let total = found.total.filter(|_| slice.counted != Counted::Nothing);
        let facets = found.tally.as_ref().filter(|_| slice.counted == Counted::Facets);
        let facets = facets.map(|tally| {
            let few = total.filter(|total| *total <= COUNTED);
            let standings = few.and_then(|_| sieve.axes(&found.places));
            self.facets(tally, standings.as_deref(), query, sieve, lens)
        });
        let cut = match found.total {
            Some(_) => cut(found.places, slice, limit, as_of),
            None => {
                cut_where(found.places, slice, limit, as_of, WEIGHED, |some| sieve.standing(some))
            }
        };
        let (statements, unweighed) = lens.listed(&cut.rows);
        ClaimsPage {
            asked: self.asked(question),
            query: query.to_string(),
            statements,
            unweighed,
            total,
            facets: facets.unwrap_or_default(),
            next: cut.next,
            previous: cut.previous,
        }
    }
}

impl Lens<'_> {
    /// Returns the cards of a page, and those whose standing is not told.
    pub(super) fn listed(&self, numbers: &[u32]) -> (Vec<Card>, Vec<ClaimId>) {
        let views = self.desk.views;
        let ids: Vec<ClaimId> = numbers.iter().filter_map(|number| views.id_of(*number)).collect();
        let unweighed = self.weigh_listed(&ids);
        (self.cards(numbers), unweighed)
    }

    /// Returns the cards of claims for a page of many.
    pub(super) fn cards(&self, numbers: &[u32]) -> Vec<Card> {
        let views = self.desk.views;
        let found = numbers.iter().filter_map(|number| views.numbered(*number, self.clock));
        found.map(|claim| self.listed_card(&claim)).collect()
    }
}

/// What a query found.
pub(super) struct Found {
    /// By place in the order asked for; unless all were weighed, whatever they stand like.
    pub(super) places: Vec<Place>,
    /// How many there are; none if that would take weighing too many.
    pub(super) total: Option<usize>,
    pub(super) tally: Option<Tally>,
}

impl Found {
    fn of(sieve: &Sieve<'_, '_>, slice: &Slice) -> Self {
        let order = slice.order();
        let is_tallied = slice.counted == Counted::Facets;
        let mut tally = (is_tallied && !sieve.asks_standing()).then(Tally::new);
        let mut places = Vec::new();
        sieve.each(|number, facts| {
            places.push(place(order, facts.public_from, number));
            if let Some(tally) = &mut tally {
                tally.add(number, facts, sieve);
            }
        });
        if !sieve.asks_standing() {
            return Self { total: Some(places.len()), places, tally };
        }
        if places.len() > COUNTED {
            return Self { places, total: None, tally: None };
        }
        places = sieve.standing(&places);
        if is_tallied {
            let mut all = Tally::new();
            for (_, number) in &places {
                if let Some(facts) = sieve.views.facts(*number, sieve.clock) {
                    all.add(*number, &facts, sieve);
                }
            }
            tally = Some(all);
        }
        Self { total: Some(places.len()), places, tally }
    }
}
