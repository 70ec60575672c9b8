//! A query asked of a case: its names resolved, its tests in the order of what they cost, and the shortest list
//! of claims to begin with. Claims are looked at by number; none is opened that a list need not show.

use std::collections::HashSet;
use std::sync::Arc;

use counterclaim_model::{ActorId, Clock, Relation, Status};
use counterclaim_views::{Facts, Marks, Sides, Views};

use super::check::{About, Check, List, Matters, form, grounds, modality, status, thing, wording};
use super::lens::Lens;
use super::slice::Place;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::query::{Date, Key, Query, Term};
use crate::zone::Zone;

/// Claims of a list lie apart in memory; as many are fetched at the same time.
const AHEAD: usize = 64;

/// As many claims are weighed together where it is asked how they stand.
const TOGETHER: usize = 256;

/// A query, ready to be asked of claims.
pub(super) struct Sieve<'l, 'd> {
    pub(super) views: &'d Views,
    pub(super) clock: Clock,
    pub(super) sides: Arc<Sides>,
    pub(super) lens: &'l Lens<'d>,
    tests: Vec<Test>,
    standing: Vec<Test>,
}

/// One must fit, or none.
struct Test {
    is_not: bool,
    any: Vec<Check>,
}

impl Desk {
    /// Makes a query ready, with `more` to be fitted besides. Without a term for the status, only what is live
    /// fits.
    ///
    /// # Errors
    /// If a name in it means nothing here.
    pub(super) fn sieve<'l, 'd>(
        &'d self,
        query: &Query,
        more: Vec<Check>,
        lens: &'l Lens<'d>,
    ) -> Result<Sieve<'l, 'd>, DeskError> {
        let clock = lens.clock;
        let mut tests: Vec<Test> =
            more.into_iter().map(|check| Test { is_not: false, any: vec![check] }).collect();
        let mut keyed: Vec<(Key, Vec<Check>)> = Vec::new();
        for term in query.terms() {
            let checks = self.checks(term, clock, lens.zone)?;
            match term.keyed().filter(|_| !term.is_not()) {
                Some((key, _)) => match keyed.iter_mut().find(|(known, _)| *known == key) {
                    Some((_, any)) => any.extend(checks),
                    None => keyed.push((key, checks)),
                },
                None => tests.push(Test { is_not: term.is_not(), any: checks }),
            }
        }
        if !keyed.iter().any(|(key, _)| *key == Key::Status) {
            let live = [Status::Proposed, Status::Checked].map(Check::Status);
            tests.push(Test { is_not: false, any: live.into() });
        }
        tests.extend(keyed.into_iter().map(|(_, any)| Test { is_not: false, any }));
        let is_standing = |test: &Test| matches!(test.any.first(), Some(Check::Standing(_)));
        let (standing, mut tests): (Vec<_>, Vec<_>) = tests.into_iter().partition(is_standing);
        tests.sort_by_key(Test::cost);
        let sides = self.sides.at(clock.as_of, &self.views);
        Ok(Sieve { views: &self.views, clock, sides, lens, tests, standing })
    }

    fn checks(&self, term: &Term, clock: Clock, zone: Zone) -> Result<Vec<Check>, DeskError> {
        let Some((key, value)) = term.keyed() else {
            let phrase = term.words().into_iter();
            let says = phrase.map(|phrase| Check::Says {
                numbers: List::new(self.views.saying(&phrase, clock)),
                named: self.views.actors_with(&phrase, clock),
            });
            return Ok(says.collect());
        };
        let date = |value: &str| Date::read(value).map(|date| date.begins(zone).timestamp_micros());
        Ok(match key {
            Key::Party => vec![Check::Party(self.meant(key, value, clock)?)],
            Key::Speaker => vec![Check::Speaker(self.meant(key, value, clock)?)],
            Key::About => {
                let about = self.meant(key, value, clock)?;
                vec![self.about(about.into_iter().flatten().collect(), clock)]
            }
            Key::Matter => vec![Check::Matter(self.slugs_of(value, clock)?)],
            Key::Outlet => vec![Check::Outlet(self.outlets(value, clock)?)],
            Key::Status => status(value).map(Check::Status).into_iter().collect(),
            Key::Standing => vec![Check::Standing(value.to_owned())],
            Key::Modality => modality(value).map(Check::Modality).into_iter().collect(),
            Key::Form => form(value).map(Check::Form).into_iter().collect(),
            Key::Wording => wording(value).map(Check::Wording).into_iter().collect(),
            Key::Grounds => grounds(value).map(Check::Grounds).into_iter().collect(),
            Key::Relation => {
                let relation = value.parse::<Relation>().into_iter();
                let related = |relation| Check::Related(List::new(self.related(relation, clock)));
                relation.map(related).collect()
            }
            Key::Has => thing(value).into_iter().collect(),
            Key::Before => date(value).map(Check::Before).into_iter().collect(),
            Key::After => date(value).map(Check::After).into_iter().collect(),
            Key::Id => vec![Check::Numbered(List::new(self.claims_meant(value)))],
        })
    }

    /// Returns what asks whether a claim is about one of `wanted`.
    pub(super) fn about(&self, wanted: Vec<ActorId>, clock: Clock) -> Check {
        let (mut always, mut at_times) = (HashSet::new(), HashSet::new());
        let affiliations = self.views.affiliations();
        for (actor, _) in self.views.spoken_of() {
            let is_one = wanted.contains(&affiliations.canonical(actor, clock.as_of));
            match affiliations.lasting_party(actor, clock.as_of) {
                Some(party) if is_one || wanted.contains(&party) => drop(always.insert(actor)),
                None if is_one => drop(always.insert(actor)),
                None => drop(at_times.insert(actor)),
                Some(_) => {}
            }
        }
        let of_them = self.views.spoken_of().filter(|(actor, _)| always.contains(actor));
        let listed = Marks::of(of_them.map(|(_, numbers)| numbers));
        Check::About(About { wanted, always, at_times, listed })
    }

    /// Returns the claims that live links of a type lead from or to, ascending.
    fn related(&self, relation: Relation, clock: Clock) -> Vec<u32> {
        let links = self.views.links_related(relation).iter();
        let links = links.filter_map(|link| self.views.link_facts(*link, clock));
        let live = links.filter(|link| link.status.is_live());
        let mut ends: Vec<u32> = live.flat_map(|link| [link.from, link.to]).collect();
        ends.sort_unstable();
        ends.dedup();
        ends
    }

    fn slugs_of(&self, slug: &str, clock: Clock) -> Result<Matters, DeskError> {
        let id = self.matter_meant(slug, clock)?;
        let slugs = self.views.slugs().iter();
        let is_it = slugs.map(|slug| *self.views.known_as(slug, clock.as_of) == id).collect();
        Ok(Matters { id, is_it })
    }

    fn outlets(&self, name: &str, clock: Clock) -> Result<Vec<u32>, DeskError> {
        let meant = self.sources_meant(name, clock)?;
        let numbers =
            (0u32..).map_while(|number| Some((number, self.views.source_numbered(number)?)));
        Ok(numbers.filter(|(_, id)| meant.contains(id)).map(|(number, _)| number).collect())
    }
}

impl Test {
    fn cost(&self) -> u8 {
        self.any.iter().map(Check::cost).max().unwrap_or_default()
    }

    fn fits(&self, number: u32, facts: &Facts, sieve: &Sieve<'_, '_>) -> bool {
        self.any.iter().any(|check| check.fits(number, facts, sieve)) != self.is_not
    }
}

impl<'d> Sieve<'_, 'd> {
    /// Hands every claim that fits to `each`, ascending by number. Whether they stand as wanted is not asked:
    /// see [`Sieve::stands`].
    pub(super) fn each(&self, mut each: impl FnMut(u32, &Facts)) {
        let mut look = |number: u32| {
            if let Some(facts) = self.views.facts(number, self.clock)
                && self.lets(number, &facts)
            {
                each(number, &facts);
            }
        };
        let end = self.views.claims_recorded(self.clock.as_of);
        match self.shortest().as_deref() {
            None => (0..end).for_each(&mut look),
            Some([only]) if only.is_sorted_by(|one, next| one < next) => {
                let below = only.partition_point(|number| *number < end);
                only[..below].chunks(AHEAD).for_each(|ahead| self.look_at(ahead, &mut look));
            }
            Some(lists) => {
                let listed = Marks::of(lists.iter().copied());
                let mut numbers = listed.below(end);
                let mut ahead = Vec::with_capacity(AHEAD);
                loop {
                    ahead.clear();
                    ahead.extend(numbers.by_ref().take(AHEAD));
                    if ahead.is_empty() {
                        break;
                    }
                    self.look_at(&ahead, &mut look);
                }
            }
        }
    }

    /// Looks at some claims one after another, after all were brought from memory.
    fn look_at(&self, numbers: &[u32], look: impl FnMut(u32)) {
        self.views.fetch(numbers);
        numbers.iter().copied().for_each(look);
    }

    /// Returns whether a claim fits, whatever it stands like.
    pub(super) fn lets(&self, number: u32, facts: &Facts) -> bool {
        self.tests.iter().all(|test| test.fits(number, facts, self))
    }

    /// Returns whether it is asked where claims stand.
    pub(super) fn asks_standing(&self) -> bool {
        !self.standing.is_empty()
    }

    /// Returns those that stand as wanted. They are weighed together, some at a time.
    pub(super) fn standing(&self, places: &[Place]) -> Vec<Place> {
        let mut kept = Vec::new();
        for some in places.chunks(TOGETHER) {
            let ids = some.iter().filter_map(|(_, number)| self.views.id_of(*number));
            self.lens.weigh_together(&ids.collect::<Vec<_>>(), usize::MAX);
            kept.extend(some.iter().filter(|(_, number)| self.stands(*number)));
        }
        kept
    }

    fn stands(&self, number: u32) -> bool {
        let facts = self.views.facts(number, self.clock);
        facts.is_some_and(|facts| self.standing.iter().all(|test| test.fits(number, &facts, self)))
    }

    /// Returns the numbers of all that fit, ascending, their standing included.
    pub(super) fn all(&self) -> Vec<u32> {
        let mut numbers = Vec::new();
        self.each(|number, _| numbers.push(number));
        if self.asks_standing() {
            let places: Vec<Place> = numbers.into_iter().map(|number| (0, number)).collect();
            numbers = self.standing(&places).into_iter().map(|(_, number)| number).collect();
        }
        numbers
    }

    /// Returns how many fit, whatever they stand like.
    pub(super) fn many(&self) -> usize {
        let mut many = 0;
        self.each(|_, _| many += 1);
        many
    }

    /// Returns the names of both axes of every claim that counts; none if too many are tied to one.
    pub(super) fn axes(&self, places: &[Place]) -> Option<Vec<&'static str>> {
        let ids = places.iter().filter_map(|(_, number)| self.views.id_of(*number));
        let ids: Vec<_> = ids.collect();
        if !self.lens.weigh_listed(&ids).is_empty() {
            return None;
        }
        let standings = ids.into_iter().filter_map(|id| self.lens.standing_of(id));
        let axes = standings.flat_map(|standing| {
            let dispute = standing.dispute.map(|dispute| dispute.name());
            dispute.into_iter().chain([standing.support.name()])
        });
        Some(axes.collect())
    }

    /// Returns whether one claim fits, its standing included.
    pub(super) fn fits(&self, number: u32) -> bool {
        let Some(facts) = self.views.facts(number, self.clock) else { return false };
        let mut tests = self.tests.iter().chain(&self.standing);
        tests.all(|test| test.fits(number, &facts, self))
    }

    /// Returns the shortest lists that hold whatever fits; none if everything is to be looked at.
    fn shortest(&self) -> Option<Vec<&[u32]>> {
        let wanted = self.tests.iter().filter(|test| !test.is_not);
        let lists = wanted.filter_map(|test| {
            let lists: Option<Vec<_>> = test.any.iter().map(|check| self.lists(check)).collect();
            Some(lists?.concat())
        });
        lists.min_by_key(|lists| lists.iter().map(|list| list.len()).sum::<usize>())
    }

    /// Returns the lists that hold whatever passes a check, if there are such.
    fn lists<'s>(&'s self, check: &'s Check) -> Option<Vec<&'s [u32]>> {
        let views = self.views;
        let spoken = |actors: &[ActorId]| {
            let speakers = self.sides.speaking_for(actors, views).into_iter();
            speakers.map(|speaker| views.numbers_by_speaker(Some(speaker)))
        };
        let nobody = || views.numbers_by_speaker(None);
        Some(match check {
            Check::Says { numbers, named } if named.is_empty() => vec![&numbers.numbers],
            Check::Says { numbers, named } => {
                spoken(named).chain([numbers.numbers.as_slice()]).collect()
            }
            Check::Party(wanted) | Check::Speaker(wanted) => {
                let actors: Vec<ActorId> = wanted.iter().copied().flatten().collect();
                let unnamed = wanted.contains(&None).then(nobody);
                spoken(&actors).chain(unnamed).collect()
            }
            Check::Own(actor) => spoken(&[*actor]).collect(),
            Check::About(about) => {
                let spoken_of = views.spoken_of().filter(|(actor, _)| about.may_be(actor));
                spoken_of.map(|(_, numbers)| numbers).collect()
            }
            Check::Matter(matters) => {
                let slugs = views.slugs().iter().zip(&matters.is_it).filter(|(_, is_it)| **is_it);
                slugs.map(|(slug, _)| views.numbers_by_slug(slug)).collect()
            }
            Check::Outlet(sources) => {
                let ids = sources.iter().filter_map(|source| views.source_numbered(*source));
                ids.map(|id| views.numbers_by_source(id)).collect()
            }
            Check::Numbered(numbers) | Check::Related(numbers) => vec![&numbers.numbers],
            Check::NotOwn(_)
            | Check::ForItself
            | Check::Status(_)
            | Check::Modality(_)
            | Check::Form(_)
            | Check::Wording(_)
            | Check::Grounds(_)
            | Check::Linked
            | Check::Has(_)
            | Check::Before(_)
            | Check::After(_)
            | Check::Standing(_) => return None,
        })
    }

    pub(super) fn is_linked(&self, number: u32) -> bool {
        let links = self.views.links_at(number);
        let mut links = links.filter_map(|link| self.views.link_facts(link, self.clock));
        links.any(|link| link.status.is_live())
    }
}
