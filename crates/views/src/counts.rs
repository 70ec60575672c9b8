//! How many: claims and links by status, statements by party, what is newest, what is most objected to. At
//! the head of the log these are read off the columns; on any other clock every record is asked, which
//! costs as much as a list of all claims.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use counterclaim_model::{
    ActorId, ClaimId, Clock, Count, Form, Instant, SourceId, Status, Vantage,
};

use crate::columns::{Row, place};
use crate::views::Views;

/// How many records have which status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StatusCounts {
    /// Waiting in the queue.
    pub proposed: usize,
    /// Found right by a person, or recorded by one.
    pub checked: usize,
    /// Found wrong.
    pub rejected: usize,
    /// Withdrawn by us.
    pub withdrawn: usize,
}

impl StatusCounts {
    /// Returns how many are live: proposed or checked.
    pub fn live(self) -> usize {
        self.proposed + self.checked
    }

    pub(crate) fn add(&mut self, status: Status) {
        match status {
            Status::Proposed => self.proposed += 1,
            Status::Checked => self.checked += 1,
            Status::Rejected => self.rejected += 1,
            Status::Withdrawn => self.withdrawn += 1,
        }
    }

    fn add_all(&mut self, other: Self) {
        let Self { proposed, checked, rejected, withdrawn } = other;
        self.proposed += proposed;
        self.checked += checked;
        self.rejected += rejected;
        self.withdrawn += withdrawn;
    }

    fn of(statuses: impl Iterator<Item = Status>) -> Self {
        let mut counts = Self::default();
        statuses.for_each(|status| counts.add(status));
        counts
    }
}

impl Views {
    /// Returns the columns, if they are what holds on the clock.
    pub(crate) fn rows(&self, clock: Clock) -> Option<&[Row]> {
        let is_head = clock.as_of >= self.head() && clock.public_by.is_none();
        is_head.then_some(&self.columns.rows)
    }

    /// Returns how many visible claims have which status.
    pub fn claim_counts(&self, clock: Clock) -> StatusCounts {
        match self.rows(clock) {
            Some(rows) => StatusCounts::of(rows.iter().map(|row| row.status)),
            None => StatusCounts::of(self.each_facts(clock).map(|(_, facts)| facts.status)),
        }
    }

    /// Returns how many visible links have which status.
    pub fn link_counts(&self, clock: Clock) -> StatusCounts {
        if self.rows(clock).is_none() {
            return StatusCounts::of(self.links(clock).map(|link| link.status));
        }
        let of = |status| self.columns.links[place(status)];
        StatusCounts {
            proposed: of(Status::Proposed),
            checked: of(Status::Checked),
            rejected: of(Status::Rejected),
            withdrawn: of(Status::Withdrawn),
        }
    }

    /// Returns how many visible claims of each party have which status; what is known only through others
    /// counts for nobody. No party means that nobody is named.
    pub fn party_counts(&self, clock: Clock) -> BTreeMap<Option<ActorId>, StatusCounts> {
        let mut counts: BTreeMap<Option<ActorId>, StatusCounts> = BTreeMap::new();
        let Some(rows) = self.rows(clock) else {
            let sides = self.sides(clock.as_of);
            let own = self.each_facts(clock).filter(|(_, facts)| facts.form != Form::Implied);
            for (number, facts) in own {
                let party = sides.party(number, &facts, self, clock);
                counts.entry(party).or_default().add(facts.status);
            }
            return counts;
        };
        let mut sides = Sides { views: self, by_speaker: Vec::new() };
        for row in rows.iter().filter(|row| !row.is_implied) {
            sides.add(row);
        }
        for (actor, side) in self.columns.speakers.iter().zip(sides.by_speaker) {
            for (said, counted) in side.iter().flat_map(|side| &side.stretches).flatten() {
                let vantage = Vantage { said: *said, as_of: clock.as_of };
                let party = actor.map(|actor| self.affiliations().party(actor, vantage));
                counts.entry(party).or_default().add_all(*counted);
            }
        }
        counts
    }

    /// Returns how many visible claims that a source carries have which status.
    pub fn source_counts(&self, source: SourceId, clock: Clock) -> StatusCounts {
        match self.rows(clock) {
            Some(rows) => {
                let numbers = self.claims.by_source.each_once(&source);
                StatusCounts::of(numbers.iter().filter_map(|n| Some(rows.get(*n as usize)?.status)))
            }
            None => StatusCounts::of(self.by_source(source, clock).map(|claim| claim.status)),
        }
    }

    /// Returns the numbers of the `most` live claims published last, the last one first; of equal times, the
    /// one recorded last.
    pub fn newest(&self, most: usize, clock: Clock) -> Vec<u32> {
        let Some(rows) = self.rows(clock) else {
            let live = self.each_facts(clock).filter(|(_, facts)| facts.status.is_live());
            return greatest(most, live.map(|(number, facts)| (facts.public_from, number)));
        };
        let live = (0..).zip(rows).filter(|(_, row)| row.status.is_live());
        greatest(most, live.map(|(number, row)| (row.public_from, number)))
    }

    /// Returns the `most` live claims that the most objections are linked to, with how many: denials,
    /// contradictions and refutations that are checked, or live where all count. Those with none are left
    /// out, and those known only through others, which often are known through the very denial; of equal
    /// numbers, the claim recorded last comes first.
    pub fn most_objected(&self, most: usize, count: Count, clock: Clock) -> Vec<(ClaimId, usize)> {
        let place = usize::from(count == Count::All);
        let counts = |status: Status| match count {
            Count::Checked => status == Status::Checked,
            Count::All => status.is_live(),
        };
        let objected: Vec<(u32, u32)> = match self.rows(clock) {
            Some(rows) => (0..)
                .zip(rows)
                .filter(|(_, row)| row.objections[place] > 0 && counts(row.status))
                .filter(|(_, row)| !row.is_implied)
                .map(|(number, row)| (row.objections[place], number))
                .collect(),
            None => {
                let mut found: BTreeMap<u32, u32> = BTreeMap::new();
                for link in self.links(clock).filter(|link| counts(link.status)) {
                    for number in self.objected(link.link) {
                        *found.entry(number).or_default() += 1;
                    }
                }
                let there = |number: u32| {
                    self.numbered(number, clock)
                        .is_some_and(|at| counts(at.status) && at.claim.form != Form::Implied)
                };
                found.into_iter().filter(|(n, _)| there(*n)).map(|(n, many)| (many, n)).collect()
            }
        };
        top(most, objected.into_iter())
            .into_iter()
            .filter_map(|(many, n)| Some((self.claims.shelf.item(n)?.id, many as usize)))
            .collect()
    }
}

/// Returns the numbers with the greatest values, the greatest first.
fn greatest<T: Ord + Copy>(most: usize, items: impl Iterator<Item = (T, u32)>) -> Vec<u32> {
    top(most, items).into_iter().map(|(_, number)| number).collect()
}

fn top<T: Ord + Copy>(most: usize, items: impl Iterator<Item = (T, u32)>) -> Vec<(T, u32)> {
    let mut kept: BinaryHeap<Reverse<(T, u32)>> = BinaryHeap::new();
    for item in items {
        let is_greater = kept.peek().is_none_or(|Reverse(least)| item > *least);
        if kept.len() < most {
            kept.push(Reverse(item));
        } else if is_greater && most > 0 {
            kept.pop();
            kept.push(Reverse(item));
        }
    }
    let mut kept: Vec<(T, u32)> = kept.into_iter().map(|Reverse(item)| item).collect();
    kept.sort_unstable_by(|one, other| other.cmp(one));
    kept
}

/// The claims of each speaker by stretches of time: between two turns of its affiliation nobody changes sides, so
/// that each is asked for its party once for each stretch.
struct Sides<'v> {
    views: &'v Views,
    by_speaker: Vec<Option<Side>>,
}

/// One speaker's turns, ascending, and in each stretch between them some time and how many claims; the first
/// stretch is "not known when".
struct Side {
    turns: Vec<Instant>,
    stretches: Vec<Option<(Option<Instant>, StatusCounts)>>,
}

impl Sides<'_> {
    fn add(&mut self, row: &Row) {
        let said = row.said();
        let speaker = row.speaker as usize;
        if self.by_speaker.len() <= speaker {
            self.by_speaker.resize_with(speaker + 1, || None);
        }
        let side = self.by_speaker[speaker].get_or_insert_with(|| {
            let actor = self.views.columns.speakers.get(speaker).copied().flatten();
            let turns = actor.map(|actor| self.views.ties.turns_of(actor)).unwrap_or_default();
            Side { stretches: vec![None; turns.len() + 2], turns }
        });
        let stretch = said.map_or(0, |at| 1 + side.turns.partition_point(|turn| *turn <= at));
        let (_, counted) = side.stretches[stretch].get_or_insert((said, StatusCounts::default()));
        counted.add(row.status);
    }
}
