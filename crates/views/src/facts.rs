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

/// What a claim is sieved and counted by, as it stands on a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// From when on it is public.
    pub public_from: Instant,
    /// When it was first published, as far as a visible sighting is dated.
    pub published: Option<Instant>,
    /// Who speaks, by [`Views::speaker`]; none if nobody is named.
    pub speaker: Option<u32>,
    /// The source of its first sighting, by [`Views::source_numbered`].
    pub source: Option<u32>,
    /// Its first matter as recorded, before merges, by [`Views::slug`].
    pub matter: Option<u32>,
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

/// The facts since a position, and where those before them lie.
#[derive(Clone, Copy, Debug)]
struct Row {
    since: Position,
    facts: Facts,
    before: Option<u32>,
}

/// The facts of all claims by number; the latest first to hand.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rows {
    latest: Vec<Row>,
    past: Vec<Row>,
}

impl Rows {
    /// Notes the facts of a claim since `at`. New claims come in the order of their numbers.
    fn note(&mut self, number: u32, at: Position, facts: Facts) {
        match self.latest.get_mut(number as usize) {
            None => self.latest.push(Row { since: at, facts, before: None }),
            Some(row) if row.facts == facts => {}
            // Several events of one commit have places of their own; one event notes a claim once or twice.
            Some(row) if row.since == at => row.facts = facts,
            Some(row) => {
                let before = u32::try_from(self.past.len()).ok();
                self.past.push(*row);
                *row = Row { since: at, facts, before };
            }
        }
    }

    fn at(&self, number: u32, as_of: Position) -> Option<&Facts> {
        let mut row = self.latest.get(number as usize)?;
        while row.since > as_of {
            row = self.past.get(row.before? as usize)?;
        }
        Some(&row.facts)
    }

    fn bytes(&self) -> usize {
        (self.latest.capacity() + self.past.capacity()) * size_of::<Row>()
    }
}

impl Claims {
    /// Brings the facts of a claim up to date after an event at `at`.
    pub(crate) fn refresh(&mut self, number: u32, at: Position) {
        let clock = Clock { as_of: at, public_by: None };
        if let Some(facts) = self.shelf.item(number).map(|record| self.facts_of(record, clock)) {
            self.rows.note(number, at, facts);
        }
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
        Facts {
            public_from: record.public_from(as_of),
            published: seen().filter_map(|one| one.published).map(|moment| moment.at).min(),
            speaker: claim.speaker.actor.and_then(|actor| self.speakers.number(&actor)),
            source: seen().next().and_then(|one| self.sources.number(&one.source)),
            matter: matters.first().and_then(|matter| self.slugs.number(matter)),
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
    pub fn facts(&self, number: u32, clock: Clock) -> Option<Facts> {
        let mut facts = *self.claims.rows.at(number, clock.as_of)?;
        if clock.public_by.is_some() && facts.has.all(Has::SIGHTINGS) {
            // Some of the places may not be public yet.
            facts = self.claims.facts_of(self.claims.shelf.item(number)?, clock);
        }
        clock.is_public(facts.public_from).then_some(facts)
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
