//! What claims are sieved, counted and sorted by: a few bytes for each, in one row after another, so that a
//! list of a million is gone through without opening a claim. [`Views`] keeps them; the desk asks by number.
//!
//! Every change of a row keeps the row before it with the position since which it held, so that an earlier
//! clock costs one step more and no other work.

use counterclaim_model::{
    ActorId, ClaimId, Clock, Form, Grounds, Instant, MatterId, Modality, Position, SourceId,
    Status, Wording,
};

use crate::claims::{ClaimRecord, Claims};
use crate::views::Views;

/// What a claim is sieved and counted by, as it stands on a clock. Forty bytes, since lists go through a million
/// of them; what few lists ask is looked up apart ([`Views::first_published`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// From when on it is public, in microseconds since 1970.
    pub public_from: i64,
    since: Position,
    speaker: Numeral,
    source: Numeral,
    matter: Numeral,
    /// Whether a person has looked at it.
    pub status: Status,
    /// What the speaker does with it.
    pub modality: Modality,
    /// How the page carries it.
    pub form: Form,
    /// Whose words the page gives.
    pub wording: Wording,
    /// How the speaker is said to know.
    pub grounds: Grounds,
    /// What else there is of it.
    pub has: Has,
}

impl Facts {
    /// Returns who speaks, by [`Views::speaker`]; none if nobody is named.
    #[inline]
    pub fn speaker(&self) -> Option<u32> {
        self.speaker.get()
    }

    /// Returns the source of its first sighting, by [`Views::source_numbered`].
    #[inline]
    pub fn source(&self) -> Option<u32> {
        self.source.get()
    }

    /// Returns its first matter as recorded, before merges, by [`Views::slug`].
    #[inline]
    pub fn matter(&self) -> Option<u32> {
        self.matter.get()
    }
}

/// A number in four bytes, or none: the largest, which nothing is ever given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Numeral(u32);

impl Numeral {
    const NONE: Self = Self(u32::MAX);

    fn of(number: Option<u32>) -> Self {
        number.map_or(Self::NONE, Self)
    }

    #[inline]
    fn get(self) -> Option<u32> {
        (self != Self::NONE).then_some(self.0)
    }
}

/// What else there is of a claim: one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Has(u8);

impl Has {
    /// Figures.
    pub const FIGURES: Has = Has(1);
    /// A rating.
    pub const REVIEW: Has = Has(2);
    /// A remark.
    pub const NOTE: Has = Has(4);
    /// A named person and evidence: it is a finding.
    pub const FINDING: Has = Has(8);
    /// More than one sighting.
    pub const SIGHTINGS: Has = Has(16);
    /// More than one matter.
    pub const MATTERS: Has = Has(32);

    /// Returns whether everything of `other` is there.
    pub fn all(self, other: Has) -> bool {
        self.0 & other.0 == other.0
    }

    fn with(self, other: Has, is_there: bool) -> Self {
        if is_there { Self(self.0 | other.0) } else { self }
    }
}

/// What is asked seldom, beside the facts: when it was first published, in microseconds, and where what held
/// before lies.
#[derive(Clone, Copy, Debug)]
struct Beside {
    published: Option<i64>,
    before: Numeral,
}

/// The facts of all claims by number; the latest first to hand, and side by side.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rows {
    latest: Vec<Facts>,
    beside: Vec<Beside>,
    past: Vec<(Facts, Beside)>,
}

impl Rows {
    /// Notes the facts of a claim. New claims come in the order of their numbers.
    fn note(&mut self, number: u32, facts: Facts, published: Option<i64>) {
        let at = number as usize;
        let Some((row, beside)) = self.latest.get_mut(at).zip(self.beside.get_mut(at)) else {
            self.latest.push(facts);
            self.beside.push(Beside { published, before: Numeral::NONE });
            return;
        };
        // Several events of one commit have places of their own; one event notes a claim once or twice.
        if row.since != facts.since {
            if (Facts { since: facts.since, ..*row }, beside.published) == (facts, published) {
                return;
            }
            let before = Numeral::of(u32::try_from(self.past.len()).ok());
            self.past.push((*row, *beside));
            beside.before = before;
        }
        *row = facts;
        beside.published = published;
    }

    #[inline]
    fn at(&self, number: u32, as_of: Position) -> Option<&Facts> {
        let latest = self.latest.get(number as usize)?;
        if latest.since <= as_of { Some(latest) } else { Some(self.earlier(number, as_of)?.0) }
    }

    fn published(&self, number: u32, as_of: Position) -> Option<i64> {
        match self.latest.get(number as usize)?.since <= as_of {
            true => self.beside.get(number as usize)?.published,
            false => self.earlier(number, as_of)?.1.published,
        }
    }

    fn earlier(&self, number: u32, as_of: Position) -> Option<(&Facts, &Beside)> {
        let mut beside = self.beside.get(number as usize)?;
        loop {
            let (facts, further) = self.past.get(beside.before.get()? as usize)?;
            if facts.since <= as_of {
                return Some((facts, further));
            }
            beside = further;
        }
    }

    fn bytes(&self) -> usize {
        let latest = self.latest.capacity() * size_of::<Facts>();
        let beside = self.beside.capacity() * size_of::<Beside>();
        latest + beside + self.past.capacity() * size_of::<(Facts, Beside)>()
    }
}

impl Claims {
    /// Brings the facts of a claim up to date after an event at `at`.
    pub(crate) fn refresh(&mut self, number: u32, at: Position) {
        let clock = Clock { as_of: at, public_by: None };
        let Some(record) = self.shelf.item(number) else { return };
        let published = first_published(record, clock).map(|at| at.timestamp_micros());
        let facts = self.facts_of(record, clock);
        self.rows.note(number, facts, published);
    }

    fn facts_of(&self, record: &ClaimRecord, clock: Clock) -> Facts {
        let as_of = clock.as_of;
        let claim = record.claim(as_of);
        let matters = record.matters(as_of);
        let seen = || Views::visible(record, clock).map(|seen| &seen.value.sighting);
        let is_before = |position: Option<Position>| position.is_some_and(|at| at <= as_of);
        let has = Has::default()
            .with(Has::FIGURES, !claim.figures.is_empty())
            .with(Has::REVIEW, is_before(record.reviews.first().map(|one| one.position)))
            .with(Has::NOTE, is_before(record.notes.first().map(|one| one.position)))
            .with(Has::FINDING, record.finding.is_some())
            .with(Has::SIGHTINGS, seen().nth(1).is_some())
            .with(Has::MATTERS, matters.len() > 1);
        let speaker = claim.speaker.actor.and_then(|actor| self.speakers.number(&actor));
        let source = seen().next().and_then(|one| self.sources.number(&one.source));
        let matter = matters.first().and_then(|matter| self.slugs.number(matter));
        Facts {
            public_from: record.public_from(as_of).timestamp_micros(),
            since: as_of,
            speaker: Numeral::of(speaker),
            source: Numeral::of(source),
            matter: Numeral::of(matter),
            status: record.status(as_of),
            modality: claim.modality,
            form: claim.form,
            wording: claim.wording,
            grounds: claim.grounds,
            has,
        }
    }
}

impl Views {
    /// Returns the facts of the claim with this number; none if it is not visible on the clock.
    #[inline]
    pub fn facts(&self, number: u32, clock: Clock) -> Option<Facts> {
        let facts = *self.claims.rows.at(number, clock.as_of)?;
        match clock.public_by {
            None => Some(facts),
            Some(_) => self.public_facts(number, facts, clock),
        }
    }

    /// Returns the facts of every claim that is visible on the clock, with its number, in the order of recording.
    pub(crate) fn each_facts(&self, clock: Clock) -> impl Iterator<Item = (u32, Facts)> {
        let numbers = 0..self.claims_recorded(clock.as_of);
        numbers.filter_map(move |number| Some((number, self.facts(number, clock)?)))
    }

    /// Has the facts of some claims brought from memory at the same time, so that what is asked of them one
    /// after another need not wait for each.
    pub fn fetch(&self, numbers: &[u32]) {
        let rows =
            numbers.iter().filter_map(|number| self.claims.rows.latest.get(*number as usize));
        std::hint::black_box(rows.map(|row| row.since).max());
    }

    fn public_facts(&self, number: u32, mut facts: Facts, clock: Clock) -> Option<Facts> {
        if facts.has.all(Has::SIGHTINGS) {
            // Some of the places may not be public yet.
            facts = self.claims.facts_of(self.claims.shelf.item(number)?, clock);
        }
        let by = clock.public_by.map(|by| by.timestamp_micros());
        by.is_none_or(|by| facts.public_from <= by).then_some(facts)
    }

    /// Returns when a claim was first published, in microseconds since 1970, as far as a visible sighting is
    /// dated.
    pub fn first_published(&self, number: u32, clock: Clock) -> Option<i64> {
        if clock.public_by.is_none() {
            return self.claims.rows.published(number, clock.as_of);
        }
        let record = self.claims.shelf.item(number)?;
        first_published(record, clock).map(|at| at.timestamp_micros())
    }

    /// Returns whether anything of a claim but its status, matters and sightings was ever changed, at any
    /// position.
    pub fn was_amended(&self, number: u32) -> bool {
        self.claims.amended.has(number)
    }

    /// Returns how many claims were recorded up to a position, whether visible or not: their numbers are
    /// those below.
    pub fn claims_recorded(&self, as_of: Position) -> u32 {
        let recorded = self.claims.shelf.up_to(|record| record.born.position <= as_of);
        u32::try_from(recorded).unwrap_or(u32::MAX)
    }

    /// Returns the id of the claim with this number.
    pub fn id_of(&self, number: u32) -> Option<ClaimId> {
        self.claims.shelf.item(number).map(|record| record.id)
    }

    /// Returns when the words of a claim were said, as far as known on the clock.
    pub fn said_by(&self, number: u32, clock: Clock) -> Option<Instant> {
        let record = self.claims.shelf.item(number)?;
        Self::said(record, &record.claim(clock.as_of), clock)
    }

    /// Returns the sources that carry a claim, as far as those sightings are visible, each once.
    pub fn sources_of(&self, number: u32, clock: Clock) -> Vec<u32> {
        let Some(record) = self.claims.shelf.item(number) else { return Vec::new() };
        let sources = Self::visible(record, clock).map(|seen| &seen.value.sighting.source);
        let mut sources: Vec<u32> =
            sources.filter_map(|source| self.claims.sources.number(source)).collect();
        sources.sort_unstable();
        sources.dedup();
        sources
    }

    /// Returns the matters of a claim after merges, each once.
    pub fn matters_of(&self, number: u32, clock: Clock) -> Vec<&MatterId> {
        let Some(record) = self.claims.shelf.item(number) else { return Vec::new() };
        let mut matters = Vec::new();
        for matter in record.matters(clock.as_of) {
            let matter = self.matters.canonical(matter, clock.as_of);
            if !matters.contains(&matter) {
                matters.push(matter);
            }
        }
        matters
    }

    /// Returns whether a claim, as amended so far, is about anybody who `fits`.
    pub fn is_about(
        &self,
        number: u32,
        as_of: Position,
        mut fits: impl FnMut(ActorId) -> bool,
    ) -> bool {
        let record = self.claims.shelf.item(number);
        record.is_some_and(|record| record.claim(as_of).about.iter().any(|about| fits(about.actor)))
    }

    /// Returns the speaker with this number.
    pub fn speaker(&self, number: u32) -> Option<ActorId> {
        self.claims.speakers.get(number).copied()
    }

    /// Returns every speaker a claim ever had, in the order of their numbers.
    pub fn speakers(&self) -> &[ActorId] {
        self.claims.speakers.all()
    }

    /// Returns the source with this number.
    pub fn source_numbered(&self, number: u32) -> Option<SourceId> {
        self.claims.sources.get(number).copied()
    }

    /// Returns the matter with this number, as recorded, before merges.
    pub fn slug(&self, number: u32) -> Option<&MatterId> {
        self.claims.slugs.get(number)
    }

    /// Returns every matter a claim was ever put under, as recorded, in the order of their numbers.
    pub fn slugs(&self) -> &[MatterId] {
        self.claims.slugs.all()
    }

    /// Returns the matter that `matter` is after the merges recorded so far.
    pub fn known_as<'v>(&'v self, matter: &'v MatterId, as_of: Position) -> &'v MatterId {
        self.matters.canonical(matter, as_of)
    }

    /// Returns the bytes that the facts of all claims take.
    pub fn facts_bytes(&self) -> usize {
        self.claims.rows.bytes()
    }
}

fn first_published(record: &ClaimRecord, clock: Clock) -> Option<Instant> {
    let seen = Views::visible(record, clock).map(|seen| &seen.value.sighting);
    seen.filter_map(|sighting| sighting.published).map(|moment| moment.at).min()
}
