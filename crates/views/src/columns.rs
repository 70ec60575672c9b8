//! What holds of every claim at the head of the log, in columns: a few bytes a claim, side by side, so that a
//! million of them are counted in milliseconds. [`Views`](crate::Views) keeps them beside the records they
//! follow from; at an earlier position, or limited to what was published, the records themselves are asked.

use std::collections::BTreeMap;

use counterclaim_model::{ActorId, Form, Instant, Link, Position, Relation, Status};

use crate::claims::ClaimRecord;
use crate::views::Views;

/// What is counted of one claim.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    /// When it was said, in microseconds; the least number if that is not known.
    said: i64,
    /// From when on it is public, in microseconds.
    pub(crate) public_from: i64,
    /// Number of the speaker; of nobody named, the first.
    pub(crate) speaker: u32,
    /// Checked and live objections linked to it.
    pub(crate) objections: [u32; 2],
    pub(crate) status: Status,
    /// Whether it is known only through others.
    pub(crate) is_implied: bool,
}

impl Row {
    /// Returns when it was said.
    pub(crate) fn said(&self) -> Option<Instant> {
        if self.said == UNKNOWN { None } else { Instant::from_timestamp_micros(self.said) }
    }
}

const UNKNOWN: i64 = i64::MIN;

/// The columns, and who speaks by number.
#[derive(Clone, Debug, Default)]
pub(crate) struct Columns {
    pub(crate) rows: Vec<Row>,
    pub(crate) speakers: Vec<Option<ActorId>>,
    numbers: BTreeMap<Option<ActorId>, u32>,
    /// How many links have which status.
    pub(crate) links: [usize; 4],
}

/// Returns the place of a status in counts.
pub(crate) fn place(status: Status) -> usize {
    match status {
        Status::Proposed => 0,
        Status::Checked => 1,
        Status::Rejected => 2,
        Status::Withdrawn => 3,
    }
}

impl Columns {
    /// Brings the row of a claim up to date with its record.
    pub(crate) fn follow(&mut self, ordinal: u32, record: &ClaimRecord) {
        let claim = record.claim(Position::END);
        let seen = record.sightings(Position::END).iter();
        let published = seen.filter_map(|seen| seen.value.sighting.published).map(|m| m.at).min();
        let said = claim.asserted_at.map(|moment| moment.at).or(published);
        let next = u32::try_from(self.speakers.len()).unwrap_or(u32::MAX);
        let speaker = *self.numbers.entry(claim.speaker.actor).or_insert_with(|| {
            self.speakers.push(claim.speaker.actor);
            next
        });
        let before = self.rows.get(ordinal as usize);
        let row = Row {
            said: said.map_or(UNKNOWN, |said| said.timestamp_micros()),
            public_from: record.public_from(Position::END).timestamp_micros(),
            speaker,
            objections: before.map_or([0; 2], |row| row.objections),
            status: record.status(Position::END),
            is_implied: claim.form == Form::Implied,
        };
        match self.rows.get_mut(ordinal as usize) {
            Some(known) => *known = row,
            None => self.rows.push(row),
        }
    }

    /// Notes that a link has another status than before, for the claims it objects to.
    pub(crate) fn link(&mut self, before: Option<Status>, after: Option<Status>, ends: &[u32]) {
        for (status, sign) in [(before, -1), (after, 1)] {
            let Some(status) = status else { continue };
            let links = &mut self.links[place(status)];
            *links = links.saturating_add_signed(sign);
            for row in ends {
                let Some(row) = self.rows.get_mut(*row as usize) else { continue };
                let counted = [status == Status::Checked, status.is_live()];
                for (number, counts) in row.objections.iter_mut().zip(counted) {
                    *number = number.saturating_add_signed(if counts { sign as i32 } else { 0 });
                }
            }
        }
    }
}

impl Views {
    /// Brings the columns up to date with a claim that an event changed.
    pub(crate) fn follow_claim(&mut self, claim: counterclaim_model::ClaimId) {
        let Some(ordinal) = self.claims.shelf.number(&claim) else { return };
        if let Some(record) = self.claims.shelf.item(ordinal) {
            self.columns.follow(ordinal, record);
        }
    }

    /// Returns the numbers of the claims that a link objects to: what is denied or refuted, and either side
    /// of a contradiction.
    pub(crate) fn objected(&self, link: &Link) -> Vec<u32> {
        let ends = match link.relation {
            Relation::Denies | Relation::Refutes => vec![link.to],
            Relation::Contradicts => vec![link.from, link.to],
            Relation::Confirms
            | Relation::RestsOn
            | Relation::Repeats
            | Relation::Corrects
            | Relation::Updates
            | Relation::Retracts
            | Relation::Rejects
            | Relation::Qualifies
            | Relation::ConsistentWith => Vec::new(),
        };
        ends.iter().filter_map(|end| self.claims.shelf.number(end)).collect()
    }
}
