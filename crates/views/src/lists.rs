//! Lists of claims: all, by actor, party, source and matter, about a party, and the timeline.
//! Every list is in the order of recording unless it says otherwise; every status is in it.

use counterclaim_model::{ActorId, ClaimId, Clock, Instant, MatterId, SourceId, Status, Vantage};

use crate::claim_at::ClaimAt;
use crate::claims::ClaimRecord;
use crate::views::Views;

impl Views {
    /// Returns a claim as it stands on the clock; none if it is not visible there.
    pub fn claim(&self, id: ClaimId, clock: Clock) -> Option<ClaimAt<'_>> {
        self.claim_at(self.claims.shelf.get(&id)?, clock)
    }

    /// Returns every visible claim, whatever its status.
    pub fn claims(&self, clock: Clock) -> impl Iterator<Item = ClaimAt<'_>> {
        let recorded = self.claims.shelf.iter();
        let recorded = recorded.take_while(move |record| record.born.position <= clock.as_of);
        recorded.filter_map(move |record| self.claim_at(record, clock))
    }

    /// Returns the claims whose speaker is known as the same actor as `actor`.
    pub fn by_actor(&self, actor: ActorId, clock: Clock) -> impl Iterator<Item = ClaimAt<'_>> {
        let known_as = move |id: ActorId| self.affiliations.canonical(id, clock.as_of);
        let wanted = known_as(actor);
        let ordinals = self
            .claims
            .by_speaker
            .where_key(|speaker| speaker.is_some_and(|speaker| known_as(speaker) == wanted));
        self.at(ordinals, clock)
            .filter(move |claim| claim.claim.speaker.actor.map(known_as) == Some(wanted))
    }

    /// Returns the claims that count for `party`: those whose speaker stood under it when the words
    /// were said. Linear in the number of claims.
    pub fn by_party(&self, party: ActorId, clock: Clock) -> impl Iterator<Item = ClaimAt<'_>> {
        let wanted = self.affiliations.canonical(party, clock.as_of);
        self.matching(clock, move |record| self.party(record, clock) == Some(wanted))
    }

    /// Returns the claims about `party`, or about anyone who stood under it when the words were said.
    /// Linear in the number of claims.
    pub fn about_party(&self, party: ActorId, clock: Clock) -> impl Iterator<Item = ClaimAt<'_>> {
        let wanted = self.affiliations.canonical(party, clock.as_of);
        self.matching(clock, move |record| {
            let claim = record.claim(clock.as_of);
            let vantage = Vantage { said: Self::said(record, &claim, clock), as_of: clock.as_of };
            claim.about.iter().any(|about| self.affiliations.party(about.actor, vantage) == wanted)
        })
    }

    /// Returns the claims that `source` carries, as far as those sightings are visible.
    pub fn by_source(&self, source: SourceId, clock: Clock) -> impl Iterator<Item = ClaimAt<'_>> {
        let carries = move |claim: &ClaimAt<'_>| {
            claim.sightings.iter().any(|seen| seen.sighting.source == source)
        };
        self.at(self.claims.by_source.under(&source), clock).filter(carries)
    }

    /// Returns the claims in a matter, named by its own slug or that of one merged into it.
    pub fn by_matter(&self, matter: &MatterId, clock: Clock) -> impl Iterator<Item = ClaimAt<'_>> {
        let wanted = self.matters.canonical(matter, clock.as_of).clone();
        let ordinals = self
            .claims
            .by_matter
            .where_key(|known| *self.matters.canonical(known, clock.as_of) == wanted);
        self.at(ordinals, clock).filter(move |claim| claim.matters.contains(&&wanted))
    }

    /// Returns every visible claim in the order of publication; of equal times, of recording.
    pub fn timeline(&self, clock: Clock) -> impl Iterator<Item = ClaimAt<'_>> {
        let numbers = self.timeline_numbers(clock).into_iter();
        numbers.filter_map(move |number| self.numbered(number, clock))
    }

    /// Returns the numbers of the claims of [`Views::timeline`] in its order: four bytes for each, where
    /// the claims themselves are asked for one by one with [`Views::numbered`].
    pub fn timeline_numbers(&self, clock: Clock) -> Vec<u32> {
        let recorded = (0..).zip(self.claims.shelf.iter());
        let recorded = recorded.take_while(|(_, record)| record.born.position <= clock.as_of);
        let mut order: Vec<(Instant, u32)> = recorded
            .map(|(number, record)| (record.public_from(clock.as_of), number))
            .filter(|(public_from, _)| clock.is_public(*public_from))
            .collect();
        order.sort_unstable();
        order.into_iter().map(|(_, number)| number).collect()
    }

    /// Returns the claim with this number as it stands on the clock; none if it is not visible there.
    pub fn numbered(&self, number: u32, clock: Clock) -> Option<ClaimAt<'_>> {
        self.claim_at(self.claims.shelf.item(number)?, clock)
    }

    /// Returns the numbers of the claims that a speaker, by number, ever had; nobody named, if none. As all
    /// lists of numbers, to be looked at on the clock: some were amended.
    pub fn numbers_by_speaker(&self, speaker: Option<u32>) -> &[u32] {
        match speaker {
            Some(number) => {
                self.speaker(number).map_or(&[], |id| self.claims.by_speaker.listed(&Some(id)))
            }
            None => self.claims.by_speaker.listed(&None),
        }
    }

    /// Returns the numbers of the claims ever put under a matter, by its own slug, before merges.
    pub fn numbers_by_slug(&self, slug: &MatterId) -> &[u32] {
        self.claims.by_matter.listed(slug)
    }

    /// Returns the numbers of the claims that a source carries.
    pub fn numbers_by_source(&self, source: SourceId) -> &[u32] {
        self.claims.by_source.listed(&source)
    }

    /// Returns everyone a claim was ever about, in no particular order, each with the numbers of those claims.
    pub fn spoken_of(&self) -> impl Iterator<Item = (ActorId, &[u32])> {
        self.claims.by_about.lists().map(|(actor, numbers)| (*actor, numbers))
    }

    /// Returns whether the claim with this number is there on the clock.
    pub fn is_there(&self, number: u32, clock: Clock) -> bool {
        self.claims.shelf.item(number).is_some_and(|record| self.is_visible(record, clock))
    }

    /// Returns the status of the claim with this number as recorded so far.
    pub fn status_of(&self, number: u32, clock: Clock) -> Option<Status> {
        Some(self.claims.shelf.item(number)?.status(clock.as_of))
    }

    /// Returns the number of a claim in the order of recording.
    pub fn number_of(&self, id: ClaimId) -> Option<u32> {
        self.claims.shelf.number(&id)
    }

    /// Returns the party that a claim counts for: the top of its speaker's `speaks_for` when the words
    /// were said. None if nobody is named.
    pub fn party_of(&self, claim: &ClaimAt<'_>, clock: Clock) -> Option<ActorId> {
        let said = claim.said().map(|moment| moment.at);
        let vantage = Vantage { said, as_of: clock.as_of };
        claim.claim.speaker.actor.map(|speaker| self.affiliations.party(speaker, vantage))
    }

    fn party(&self, record: &ClaimRecord, clock: Clock) -> Option<ActorId> {
        let claim = record.claim(clock.as_of);
        let vantage = Vantage { said: Self::said(record, &claim, clock), as_of: clock.as_of };
        claim.speaker.actor.map(|speaker| self.affiliations.party(speaker, vantage))
    }

    fn matching<'v>(
        &'v self,
        clock: Clock,
        fits: impl Fn(&ClaimRecord) -> bool + 'v,
    ) -> impl Iterator<Item = ClaimAt<'v>> {
        let recorded = self.claims.shelf.iter();
        let recorded = recorded.take_while(move |record| record.born.position <= clock.as_of);
        recorded
            .filter(move |record| fits(record))
            .filter_map(move |record| self.claim_at(record, clock))
    }

    fn at(&self, ordinals: Vec<u32>, clock: Clock) -> impl Iterator<Item = ClaimAt<'_>> {
        let records = ordinals.into_iter().filter_map(|ordinal| self.claims.shelf.item(ordinal));
        records.filter_map(move |record| self.claim_at(record, clock))
    }
}
