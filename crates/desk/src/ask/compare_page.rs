//! Parties side by side, a page of matters at a time: of each side the statements
//! that links tie to another side, the latest of the others, and how many more.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use counterclaim_model::{ActorId, ClaimId, MatterId};
use counterclaim_views::{Facts, Has};

use super::check::Check;
use super::lens::Lens;
use super::question::Question;
use super::sieve::Sieve;
use super::slice::{Order, Place, Slice, cut, place};
use crate::answers::{ComparePage, CompareRow, CompareSide, LinkCard, ToCompare};
use crate::desk::Desk;
use crate::error::DeskError;
use crate::query::{Key, Query};

/// The most matters of a page.
const MATTERS: usize = 50;

/// Of one side, the latest statements that are looked at for links to another side.
const LOOKED_AT: usize = 500;

/// How many statements of one side are shown: those that links tie to another side, and others.
#[derive(Clone, Copy)]
struct Shown {
    tied: usize,
    others: usize,
}

impl Shown {
    /// What a page of as many matters shows: with fewer matters there is room for more of each.
    fn of(matters: usize) -> Self {
        let each = |all: usize| all / matters.max(1);
        Self { tied: each(48).max(2), others: each(24).max(1) }
    }
}

/// What each party says on a matter, by place in the order of publication.
type Sides = Vec<Vec<Place>>;

impl Desk {
    /// Returns a page of matters on which at least one of `parties` speaks, with what they say within the query:
    /// those on which all speak first, and of these those on which most is said. Unchecked proposals are shown
    /// and marked. A page has fifty matters at most.
    ///
    /// # Errors
    /// If a party is not known here, fewer than two are named, a name in the query means nothing here, or the
    /// limit is 0 or more than 50.
    pub fn compare_page(
        &self,
        parties: &[String],
        query: &Query,
        slice: &Slice,
        question: Question,
    ) -> Result<ComparePage, DeskError> {
        if parties.len() < 2 {
            return Err(DeskError::Invalid("compare needs two parties or more".to_owned()));
        }
        let limit = slice.rows(MATTERS)?;
        let question = self.pinned(slice, question)?;
        let lens = self.lens_on_few(question);
        let actor = |name: &String| self.actor_at(name, lens.clock);
        let ids: Vec<_> = parties.iter().map(actor).collect::<Result<_, _>>()?;
        // Whoever is named stands for the party spoken for.
        let vantage = lens.vantage(None);
        let named: Vec<_> = ids.iter().map(|id| lens.party(Some(*id), vantage)).collect();
        let sides: Vec<Option<ActorId>> = named.iter().map(|party| party.id).collect();
        let sieve =
            self.sieve(query, vec![Check::Party(sides.clone()), Check::ForItself], &lens)?;
        let only: Vec<MatterId> = query
            .values(Key::Matter)
            .map(|slug| self.matter_meant(slug, lens.clock))
            .collect::<Result<_, _>>()?;
        let said = Said::of(&sieve, &sides);
        let rows = said.rows(&only);
        let total = rows.len();
        let places = (0u32..).zip(&rows).map(|(number, _)| (0, number)).collect();
        let slice = Slice { order: Order::FirstRecorded, ..*slice };
        let cut = cut(places, &slice, limit, lens.clock.as_of);
        let shown: Vec<&Row> =
            cut.rows.iter().filter_map(|number| rows.get(*number as usize)).collect();
        let how_many = Shown::of(shown.len());
        let latest = said.on(&shown).into_iter().map(|sides| lens.latest(sides, how_many));
        let shown: Vec<_> = shown.iter().map(|(matter, _)| matter.as_ref()).zip(latest).collect();
        let numbers = shown.iter().flat_map(|(_, sides)| sides.iter().flat_map(|(_, some)| some));
        let ids: BTreeSet<ClaimId> =
            numbers.filter_map(|number| self.views.id_of(*number)).collect();
        let unweighed = lens.weigh_listed(&ids.into_iter().collect::<Vec<_>>());
        Ok(ComparePage {
            asked: self.asked(question),
            query: query.to_string(),
            rows: shown.iter().map(|(matter, sides)| lens.compare_row(*matter, sides)).collect(),
            unweighed,
            parties: named,
            total,
            next: cut.next,
            previous: cut.previous,
        })
    }
}

impl Desk {
    /// Returns what can be compared, by name: the parties that some speaker always speaks for, and the matters,
    /// those with most statements first; so many of each at most. Nothing is counted for it.
    pub fn to_compare(&self, most: usize, question: Question) -> ToCompare {
        let lens = self.lens_on_few(question);
        let as_of = lens.clock.as_of;
        let sides = self.sides.at(as_of, &self.views);
        let mut parties: Vec<String> =
            sides.parties().iter().map(|party| lens.named(Some(*party)).name).collect();
        parties.sort();
        parties.truncate(most);
        let is_itself = |slug: &&MatterId| self.views.known_as(slug, as_of) == *slug;
        let mut slugs: Vec<&MatterId> = self.views.slugs().iter().filter(is_itself).collect();
        slugs.sort_by_key(|slug| Reverse(self.views.numbers_by_slug(slug).len()));
        slugs.truncate(most);
        let matters = slugs.into_iter().map(|slug| (slug.clone(), lens.title(slug))).collect();
        ToCompare { parties, matters }
    }
}

/// What some parties say, by matter.
struct Said<'s, 'l, 'd> {
    sieve: &'s Sieve<'l, 'd>,
    sides: &'s [Option<ActorId>],
    /// Of claims in one matter: the number of its slug with the side, and its own. Places are looked up for
    /// the matters that are shown.
    by_slug: Vec<(u32, u32)>,
    /// Of claims in several, or none, by side.
    others: BTreeMap<Option<MatterId>, Sides>,
}

/// A matter, and how much every side says on it.
type Row = (Option<MatterId>, Vec<usize>);

impl<'s, 'l, 'd> Said<'s, 'l, 'd> {
    fn of(sieve: &'s Sieve<'l, 'd>, sides: &'s [Option<ActorId>]) -> Self {
        let mut said = Self { sieve, sides, by_slug: Vec::new(), others: BTreeMap::new() };
        if sieve.asks_standing() {
            for number in sieve.all() {
                if let Some(facts) = sieve.views.facts(number, sieve.clock) {
                    said.note(number, &facts);
                }
            }
        } else {
            sieve.each(|number, facts| said.note(number, facts));
        }
        said
    }

    fn note(&mut self, number: u32, facts: &Facts) {
        let Sieve { views, clock, sides, .. } = self.sieve;
        let party = sides.party(number, facts, views, *clock);
        let Some(side) = self.sides.iter().position(|own| *own == party) else { return };
        if let Some(slug) = facts.matter().filter(|_| !facts.has.all(Has::MATTERS)) {
            self.by_slug.push((slug * self.sides.len() as u32 + side as u32, number));
            return;
        }
        let place = place(Order::Newest, facts.public_from, number);
        let matters = views.matters_of(number, *clock).into_iter().cloned().map(Some);
        let none = facts.matter().is_none().then_some(None);
        for matter in matters.chain(none) {
            let sides = self.others.entry(matter);
            sides.or_insert_with(|| vec![Vec::new(); self.sides.len()])[side].push(place);
        }
    }

    /// Returns the matters in the order of their rows, after merges, each with how much every side says.
    fn rows(&self, only: &[MatterId]) -> Vec<Row> {
        let Sieve { views, clock, .. } = self.sieve;
        let many = self.sides.len();
        let mut by_slug = vec![0; views.slugs().len() * many];
        self.by_slug.iter().for_each(|(slot, _)| by_slug[*slot as usize] += 1);
        let counted = |(matter, sides): (&Option<MatterId>, &Sides)| {
            (matter.clone(), sides.iter().map(Vec::len).collect())
        };
        let mut rows: BTreeMap<_, Vec<usize>> = self.others.iter().map(counted).collect();
        for (slug, counts) in views.slugs().iter().zip(by_slug.chunks(many)) {
            if counts.iter().all(|count| *count == 0) {
                continue;
            }
            let matter = views.known_as(slug, clock.as_of).clone();
            let row = rows.entry(Some(matter)).or_insert_with(|| vec![0; many]);
            row.iter_mut().zip(counts).for_each(|(known, more)| *known += more);
        }
        let mut rows: Vec<_> = rows.into_iter().collect();
        if !only.is_empty() {
            rows.retain(|(matter, _)| matter.as_ref().is_some_and(|own| only.contains(own)));
        }
        // By matter already; what is equal otherwise stays so.
        rows.sort_by_key(|(matter, counts)| {
            let silent = counts.iter().filter(|count| **count == 0).count();
            (matter.is_none(), silent, Reverse(counts.iter().sum::<usize>()))
        });
        rows
    }

    /// Returns what each side says on each of some matters.
    fn on(&self, rows: &[&Row]) -> Vec<Sides> {
        let Sieve { views, clock, .. } = self.sieve;
        let many = self.sides.len();
        let others = |(matter, _): &&Row| self.others.get(matter).cloned();
        let mut all: Vec<Sides> =
            rows.iter().map(|row| others(row).unwrap_or_else(|| vec![Vec::new(); many])).collect();
        let shown = rows.iter().zip(0..).filter_map(|((own, _), row)| Some((own.as_ref()?, row)));
        let shown: HashMap<&MatterId, usize> = shown.collect();
        let row_of = |slug: &MatterId| shown.get(views.known_as(slug, clock.as_of)).copied();
        let row_of: Vec<Option<usize>> = views.slugs().iter().map(row_of).collect();
        for (slot, number) in &self.by_slug {
            let (slug, side) = (*slot as usize / many, *slot as usize % many);
            if let Some(row) = row_of[slug]
                && let Some(facts) = views.facts(*number, *clock)
            {
                all[row][side].push(place(Order::Newest, facts.public_from, *number));
            }
        }
        all
    }
}

/// Returns which of a side's statements are shown: those tied to another side before others. Their order
/// stays.
fn chosen(numbers: &[u32], tied: &BTreeSet<u32>, how_many: Shown) -> Vec<u32> {
    let (mut of_tied, mut of_others) = (how_many.tied, how_many.others);
    let mut has_room = |number: &u32| {
        let left = if tied.contains(number) { &mut of_tied } else { &mut of_others };
        let has_room = *left > 0;
        *left = left.saturating_sub(1);
        has_room
    };
    numbers.iter().filter(|number| has_room(number)).copied().collect()
}

/// How many statements a side has, and those of them that are shown.
type Latest = Vec<(usize, Vec<u32>)>;

impl Lens<'_> {
    /// Returns what is shown of each side: of the latest, those tied to another side before others.
    fn latest(&self, sides: Sides, how_many: Shown) -> Latest {
        let newest = Slice { order: Order::Newest, ..Slice::default() };
        let said: Vec<usize> = sides.iter().map(Vec::len).collect();
        let latest = |side: Vec<Place>| cut(side, &newest, LOOKED_AT, self.clock.as_of).rows;
        let looked_at: Vec<Vec<u32>> = sides.into_iter().map(latest).collect();
        let tied = self.tied_across(&looked_at);
        let shown = looked_at.iter().map(|numbers| chosen(numbers, &tied, how_many));
        said.into_iter().zip(shown).collect()
    }

    fn compare_row(&self, matter: Option<&MatterId>, sides: &Latest) -> CompareRow {
        let side = |(total, shown): &(usize, Vec<u32>)| CompareSide {
            statements: self.cards(shown),
            total: *total,
        };
        let sides: Vec<CompareSide> = sides.iter().map(side).collect();
        let title = matter.map(|matter| self.title(matter));
        CompareRow {
            matter: matter.cloned(),
            title: title.unwrap_or_else(|| "No matter assigned".to_owned()),
            between: self.links_across(&sides),
            sides,
        }
    }

    /// Returns the statements that a live link ties to one of another side.
    fn tied_across(&self, sides: &[Vec<u32>]) -> BTreeSet<u32> {
        let views = self.desk.views;
        let sided = sides.iter().enumerate();
        let sided = sided.flat_map(|(side, all)| all.iter().map(move |number| (*number, side)));
        let mut linked: Vec<(u32, usize)> =
            sided.filter(|(number, _)| views.links_at(*number).next().is_some()).collect();
        linked.sort_unstable();
        let side_of = |number: u32| {
            let found = linked.binary_search_by_key(&number, |(own, _)| *own).ok()?;
            linked.get(found).map(|(_, side)| *side)
        };
        let is_across = |link: u32, number: u32, side: usize| {
            views.link_facts(link, self.clock).is_some_and(|link| {
                let other = if link.from == number { link.to } else { link.from };
                link.status.is_live() && side_of(other).is_some_and(|other| other != side)
            })
        };
        let tied = linked.iter().filter(|(number, side)| {
            views.links_at(*number).any(|link| is_across(link, *number, *side))
        });
        tied.map(|(number, _)| *number).collect()
    }

    /// Returns the live links between statements of different sides.
    fn links_across(&self, sides: &[CompareSide]) -> Vec<LinkCard> {
        let shown = || {
            let sides = sides.iter().enumerate();
            sides.flat_map(|(side, all)| all.statements.iter().map(move |card| (card.id, side)))
        };
        let side_of: BTreeMap<_, _> = shown().collect();
        let mut seen = BTreeSet::new();
        let mut found = Vec::new();
        for (id, side) in shown() {
            for link in self.desk.views.links_of(id, self.clock) {
                let other = if link.link.from == id { link.link.to } else { link.link.from };
                let crosses = side_of.get(&other).is_some_and(|other| *other != side);
                if link.status.is_live() && crosses && seen.insert(link.link.id) {
                    found.push((link.recorded, self.link(&link)));
                }
            }
        }
        found.sort_by_key(|(recorded, link)| (*recorded, link.id));
        found.into_iter().map(|(_, link)| link).collect()
    }
}
