//! The fold over matters and their merges, and a matter with its counts on a clock.
//! [`Views`] feeds it; the desk reads the answers.

use std::collections::BTreeMap;

use counterclaim_model::{Clock, Instant, Matter, MatterId, Position, Status, Thing};

use crate::counts::StatusCounts;
use crate::facts::Has;
use crate::record::{Record, Stamp, until};
use crate::shelf::Shelf;
use crate::surprise::Surprising;
use crate::views::Views;

/// A matter with what is in it on a clock. Matters merged into it are counted here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatterAt<'v> {
    /// Its slug and title.
    pub matter: &'v Matter,
    /// The matters found to be this one, in the order of recording.
    pub also: Vec<&'v Matter>,
    /// How many checked claims are in it.
    pub checked: usize,
    /// How many claims in it wait in the queue.
    pub proposed: usize,
    /// The place of its first event.
    pub recorded: Position,
    /// When it was first recorded.
    pub recorded_at: Instant,
}

/// The fold over matters.
#[derive(Clone, Debug, Default)]
pub(crate) struct Matters {
    shelf: Shelf<MatterId, Record<Matter>>,
    /// What was found to be another, with those others: few, so that asking for the rest costs next to nothing.
    merged: BTreeMap<MatterId, Vec<Record<MatterId>>>,
}

impl Matters {
    pub(crate) fn add(&mut self, stamp: &Stamp, matter: &Matter) -> Result<(), Surprising> {
        self.shelf.put(matter.id.clone(), stamp.on(matter.clone()), Thing::Matter).map(|_| ())
    }

    pub(crate) fn merge(
        &mut self,
        stamp: &Stamp,
        matter: &MatterId,
        into: &MatterId,
    ) -> Result<(), Surprising> {
        self.shelf.known(matter, Thing::Matter)?;
        self.merged.entry(matter.clone()).or_default().push(stamp.on(into.clone()));
        Ok(())
    }

    /// Returns what a matter was found to be up to a position, oldest first.
    fn merges(&self, matter: &MatterId, as_of: Position) -> &[Record<MatterId>] {
        self.merged.get(matter).map_or(&[], |merges| until(merges, as_of))
    }

    /// Returns the matter that `matter` is after merges. A circle is cut where it closes.
    pub(crate) fn canonical<'v>(&'v self, matter: &'v MatterId, as_of: Position) -> &'v MatterId {
        let (mut top, mut path) = (matter, Vec::new());
        while let Some(next) = self.merges(top, as_of).last() {
            path.push(top);
            if path.contains(&&next.value) {
                break;
            }
            top = &next.value;
        }
        top
    }
}

/// Something that happened to a matter: it was opened, or found to be another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatterChange {
    /// The matter it happened to.
    pub matter: MatterId,
    /// The matter it was found to be; absent where it was opened.
    pub merged_into: Option<MatterId>,
}

impl Views {
    /// Returns what happened to a matter and to those found to be it, in the order of recording.
    pub fn matter_history(&self, id: &MatterId, clock: Clock) -> Vec<Record<MatterChange>> {
        let wanted = self.matters.canonical(id, clock.as_of);
        let mut changes = Vec::new();
        for record in self.recorded_matters(clock.as_of) {
            let matter = &record.value.id;
            if self.matters.canonical(matter, clock.as_of) != wanted {
                continue;
            }
            let change = |merged_into| MatterChange { matter: matter.clone(), merged_into };
            changes.push(record.with(change(None)));
            let merges = self.matters.merges(matter, clock.as_of).iter();
            changes.extend(merges.map(|into| into.with(change(Some(into.value.clone())))));
        }
        changes.sort_by_key(|change| change.position);
        changes
    }

    /// Returns the matters found to be this one, in the order of recording, each with the visible claims that
    /// were put under its own name.
    pub fn merged_into(&self, id: &MatterId, clock: Clock) -> Vec<(&Matter, StatusCounts)> {
        let wanted = self.matters.canonical(id, clock.as_of);
        let Some(record) = self.matters.shelf.get(wanted) else { return Vec::new() };
        let counts = |matter: &Matter| {
            let mut counts = StatusCounts::default();
            for number in self.claims.by_matter.under(&matter.id) {
                let Some(record) = self.claims.shelf.item(number) else { continue };
                let is_in = || record.matters(clock.as_of).contains(&&matter.id);
                if self.is_visible(record, clock) && is_in() {
                    counts.add(record.status(clock.as_of));
                }
            }
            counts
        };
        let also = self.also(&record.value, clock.as_of).into_iter();
        also.map(|matter| (matter, counts(matter))).collect()
    }

    /// Returns every matter that is not merged into another, in the order of recording, with the
    /// number of live claims visible on the clock.
    pub fn matters(&self, clock: Clock) -> impl Iterator<Item = MatterAt<'_>> {
        let mut counts = self.count_by_matter(clock);
        self.recorded_matters(clock.as_of).filter_map(move |record| {
            let matter = &record.value;
            if self.matters.canonical(&matter.id, clock.as_of) != &matter.id {
                return None;
            }
            let (checked, proposed) = counts.remove(&matter.id).unwrap_or_default();
            Some(MatterAt {
                matter,
                also: self.also(matter, clock.as_of),
                checked,
                proposed,
                recorded: record.position,
                recorded_at: record.recorded_at,
            })
        })
    }

    /// Returns a matter by its slug or that of one merged into it.
    pub fn matter(&self, id: &MatterId, clock: Clock) -> Option<&Matter> {
        let record = self.matters.shelf.get(self.matters.canonical(id, clock.as_of))?;
        (record.position <= clock.as_of).then_some(&record.value)
    }

    fn recorded_matters(&self, as_of: Position) -> impl Iterator<Item = &Record<Matter>> {
        self.matters.shelf.iter().take_while(move |record| record.position <= as_of)
    }

    fn also<'v>(&'v self, matter: &'v Matter, as_of: Position) -> Vec<&'v Matter> {
        let Matters { shelf, merged } = &self.matters;
        let is_other =
            |id: &&MatterId| **id != matter.id && self.matters.canonical(id, as_of) == &matter.id;
        let others = merged.keys().filter(is_other);
        let mut numbers: Vec<u32> = others.filter_map(|id| shelf.number(id)).collect();
        numbers.sort_unstable();
        let others = numbers.into_iter().filter_map(|number| shelf.item(number));
        others.map(|record| &record.value).collect()
    }

    /// Counts checked and proposed claims by matter, after merges.
    fn count_by_matter(&self, clock: Clock) -> BTreeMap<&MatterId, (usize, usize)> {
        let mut by_slug = vec![(0, 0); self.slugs().len()];
        let mut counts: BTreeMap<&MatterId, (usize, usize)> = BTreeMap::new();
        for (number, facts) in self.each_facts(clock) {
            let add = |(checked, proposed): &mut (usize, usize)| match facts.status {
                Status::Checked => *checked += 1,
                Status::Proposed => *proposed += 1,
                Status::Rejected | Status::Withdrawn => {}
            };
            if facts.has.all(Has::MATTERS) {
                let matters = self.matters_of(number, clock);
                matters.into_iter().for_each(|matter| add(counts.entry(matter).or_default()));
            } else if let Some(slug) = facts.matter() {
                add(&mut by_slug[slug as usize]);
            }
        }
        for (slug, (more_checked, more_proposed)) in self.slugs().iter().zip(by_slug) {
            let matter = self.matters.canonical(slug, clock.as_of);
            let (checked, proposed) = counts.entry(matter).or_default();
            *checked += more_checked;
            *proposed += more_proposed;
        }
        counts
    }
}
