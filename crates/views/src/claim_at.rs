//! A claim as it stands on both clocks: the answer that every list is made of.
//! Made by [`Views`], read by the desk.

use std::borrow::Cow;

use counterclaim_model::{
    Claim, ClaimId, Clock, CommentRequest, Instant, MatterId, Moment, Note, Origin, Position,
    Review, Sighting, Status,
};

use crate::change::Change;
use crate::claims::{ClaimRecord, Finding, Seen};
use crate::record::{Record, until};
use crate::views::Views;

/// A claim as it stands on both clocks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimAt<'v> {
    /// Its id.
    pub id: ClaimId,
    /// The claim as amended so far.
    pub claim: Cow<'v, Claim>,
    /// Whether a person has looked at it.
    pub status: Status,
    /// How the proposal came about; absent if a person recorded it.
    pub origin: Option<&'v Origin>,
    /// The analyst who recorded or proposed it.
    pub by: &'v str,
    /// The place of its first event.
    pub recorded: Position,
    /// When it was first recorded.
    pub recorded_at: Instant,
    /// The place of the last event that changed it.
    pub revision: Position,
    /// From when on it is public, as far as recorded: its earliest sighting, or else its recording.
    pub public_from: Instant,
    /// Where it was seen: what is public on the clock, in the order of recording.
    pub sightings: Vec<SightingAt<'v>>,
    /// The matters it is in, after merges, in the order of assignment, each once.
    pub matters: Vec<&'v MatterId>,
    /// Who stands for it, on which evidence, if it is a finding of the desk.
    pub finding: Option<&'v Finding>,
    /// Ratings, oldest first. Like everything the desk itself did, by what was recorded alone.
    pub reviews: &'v [Record<Review>],
    /// Remarks, oldest first.
    pub notes: &'v [Record<Note>],
    /// Requests for comment, oldest first.
    pub comment_requests: &'v [Record<CommentRequest>],
    /// Everything that happened to it, oldest first, its first recording included.
    pub history: &'v [Record<Change>],
}

/// As much of a claim as names it in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimNamed<'v> {
    /// The claim as amended so far.
    pub claim: Cow<'v, Claim>,
    /// When the words were said: see [`ClaimAt::said`].
    pub said: Option<Moment>,
    /// When it was first recorded.
    pub recorded_at: Instant,
    /// Who stands for it, if it is a finding of the desk.
    pub finding: Option<&'v Finding>,
}

/// One place that carries a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SightingAt<'v> {
    /// Where, when, in which words.
    pub sighting: &'v Sighting,
    /// From when on it is public: its publication, else the capture's time, else its recording.
    pub public_from: Instant,
    /// The place of its event.
    pub recorded: Position,
    /// When it was recorded.
    pub recorded_at: Instant,
}

impl ClaimAt<'_> {
    /// Returns when the claim was first published, as far as a visible sighting is dated.
    pub fn published(&self) -> Option<Moment> {
        self.sightings.iter().filter_map(|seen| seen.sighting.published).min_by_key(|m| m.at)
    }

    /// Returns when the words were said: as the page dates them, or else when first published.
    pub fn said(&self) -> Option<Moment> {
        self.claim.asserted_at.or_else(|| self.published())
    }

    /// Returns the sighting in which speaker or outlet takes the statement back, if one is visible.
    pub fn taken_back(&self) -> Option<SightingAt<'_>> {
        self.sightings.iter().copied().find(|seen| seen.sighting.takes_back)
    }
}

impl Views {
    /// Returns whether the record is there on both clocks.
    pub(crate) fn is_visible(&self, record: &ClaimRecord, clock: Clock) -> bool {
        record.born.position <= clock.as_of && clock.is_public(record.public_from(clock.as_of))
    }

    /// Returns the visible sightings of a record.
    pub(crate) fn visible(
        record: &ClaimRecord,
        clock: Clock,
    ) -> impl Iterator<Item = &Record<Seen>> {
        let sightings = record.sightings(clock.as_of).iter();
        sightings.filter(move |seen| clock.is_public(seen.value.public_from))
    }

    /// Returns when the words of a record were said: see [`ClaimAt::said`].
    pub(crate) fn said(record: &ClaimRecord, claim: &Claim, clock: Clock) -> Option<Instant> {
        let published = || {
            let dated = Self::visible(record, clock).filter_map(|s| s.value.sighting.published);
            dated.map(|moment| moment.at).min()
        };
        claim.asserted_at.map(|moment| moment.at).or_else(published)
    }

    /// Returns as much of a claim as names it, on the clock; none if it is not visible there. A sentence that
    /// names ten claims need not open them.
    pub fn claim_named(&self, id: ClaimId, clock: Clock) -> Option<ClaimNamed<'_>> {
        let record = self.claims.shelf.get(&id).filter(|record| self.is_visible(record, clock))?;
        let claim = record.claim(clock.as_of);
        let published = || {
            let seen = Self::visible(record, clock);
            seen.filter_map(|seen| seen.value.sighting.published).min_by_key(|moment| moment.at)
        };
        Some(ClaimNamed {
            said: claim.asserted_at.or_else(published),
            claim,
            recorded_at: record.born.recorded_at,
            finding: record.finding.as_ref(),
        })
    }

    /// Returns the claim as it stands on the clock; none if it is not visible there.
    pub(crate) fn claim_at<'v>(
        &'v self,
        record: &'v ClaimRecord,
        clock: Clock,
    ) -> Option<ClaimAt<'v>> {
        if !self.is_visible(record, clock) {
            return None;
        }
        let as_of = clock.as_of;
        let history = until(&record.history, as_of);
        let sightings = Self::visible(record, clock).map(|seen| SightingAt {
            sighting: &seen.value.sighting,
            public_from: seen.value.public_from,
            recorded: seen.position,
            recorded_at: seen.recorded_at,
        });
        let mut matters = Vec::new();
        for matter in record.matters(as_of) {
            let matter = self.matters.canonical(matter, as_of);
            if !matters.contains(&matter) {
                matters.push(matter);
            }
        }
        Some(ClaimAt {
            id: record.id,
            claim: record.claim(as_of),
            status: record.status(as_of),
            origin: record.origin.as_ref(),
            by: &record.born.analyst,
            recorded: record.born.position,
            recorded_at: record.born.recorded_at,
            revision: history.last().map_or(record.born.position, |change| change.position),
            public_from: record.public_from(as_of),
            sightings: sightings.collect(),
            matters,
            finding: record.finding.as_ref(),
            reviews: until(&record.reviews, as_of),
            notes: until(&record.notes, as_of),
            comment_requests: until(&record.requests, as_of),
            history,
        })
    }
}
