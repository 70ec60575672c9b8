//! What the claims of a list are of: counted by number while the list is gone through, and put into words at
//! the end for the values that are shown.

use std::collections::{BTreeMap, HashMap};

use counterclaim_model::{ActorId, Form, MatterId, Modality, Status};
use counterclaim_views::{Facts, Has};

use super::check::stable_name;
use super::lens::Lens;
use super::sieve::Sieve;
use crate::answers::{Facet, FacetValue, Named};
use crate::desk::Desk;
use crate::query::{Key, Query, Term};

/// Values of a facet that are listed; those that were chosen are listed in any case.
const LISTED: usize = 20;

const MODALITIES: [Modality; 8] = [
    Modality::Asserts,
    Modality::Denies,
    Modality::Accuses,
    Modality::Demands,
    Modality::Promises,
    Modality::Hopes,
    Modality::Announces,
    Modality::Predicts,
];
const FORMS: [Form; 5] = [Form::Direct, Form::Indirect, Form::Mixed, Form::Headline, Form::Implied];
const STATUSES: [Status; 4] =
    [Status::Proposed, Status::Checked, Status::Rejected, Status::Withdrawn];

/// The counts so far.
pub(super) struct Tally {
    /// By the number of a party that its speakers always speak for.
    parties: Vec<usize>,
    /// Of the rest.
    other_parties: HashMap<Option<ActorId>, usize>,
    /// By the number of the slug, of claims in one matter.
    slugs: Vec<usize>,
    /// Of claims in several.
    other_matters: HashMap<MatterId, usize>,
    sources: Vec<usize>,
    statuses: [usize; STATUSES.len()],
    modalities: [usize; MODALITIES.len()],
    forms: [usize; FORMS.len()],
}

impl Tally {
    pub(super) fn new() -> Self {
        Self {
            parties: Vec::new(),
            other_parties: HashMap::new(),
            slugs: Vec::new(),
            other_matters: HashMap::new(),
            sources: Vec::new(),
            statuses: [0; STATUSES.len()],
            modalities: [0; MODALITIES.len()],
            forms: [0; FORMS.len()],
        }
    }

    /// Counts a claim.
    pub(super) fn add(&mut self, number: u32, facts: &Facts, sieve: &Sieve<'_, '_>) {
        match sieve.sides.lasting(facts) {
            Some(party) => one_more(&mut self.parties, party),
            None => {
                let party = sieve.sides.party(number, facts, sieve.views, sieve.clock);
                *self.other_parties.entry(party).or_default() += 1;
            }
        }
        if facts.has.all(Has::MATTERS) {
            for matter in sieve.views.matters_of(number, sieve.clock) {
                *self.other_matters.entry(matter.clone()).or_default() += 1;
            }
        } else if let Some(slug) = facts.matter() {
            one_more(&mut self.slugs, slug);
        }
        if facts.has.all(Has::SIGHTINGS) {
            for source in sieve.views.sources_of(number, sieve.clock) {
                one_more(&mut self.sources, source);
            }
        } else if let Some(source) = facts.source() {
            one_more(&mut self.sources, source);
        }
        self.statuses[facts.status as usize] += 1;
        self.modalities[facts.modality as usize] += 1;
        self.forms[facts.form as usize] += 1;
    }

    /// Returns the statements by status: proposed, checked.
    pub(super) fn by_status(&self) -> [usize; 2] {
        [self.statuses[Status::Proposed as usize], self.statuses[Status::Checked as usize]]
    }

    /// Returns the parties with their counts.
    fn parties(&self, sieve: &Sieve<'_, '_>) -> BTreeMap<Option<ActorId>, usize> {
        let lasting = self.parties.iter().zip(sieve.sides.parties());
        let mut counts: BTreeMap<_, _> = lasting
            .filter(|(count, _)| **count > 0)
            .map(|(count, party)| (Some(*party), *count))
            .collect();
        for (party, count) in &self.other_parties {
            *counts.entry(*party).or_default() += count;
        }
        counts
    }

    /// Returns the matters, after merges, with their counts.
    pub(super) fn matters<'t>(&'t self, sieve: &'t Sieve<'_, '_>) -> BTreeMap<&'t MatterId, usize> {
        let mut counts: BTreeMap<&MatterId, usize> = BTreeMap::new();
        let single = self.slugs.iter().zip(sieve.views.slugs()).filter(|(count, _)| **count > 0);
        for (count, slug) in single {
            let matter = sieve.views.known_as(slug, sieve.clock.as_of);
            *counts.entry(matter).or_default() += count;
        }
        for (matter, count) in &self.other_matters {
            *counts.entry(matter).or_default() += count;
        }
        counts
    }
}

fn one_more(counts: &mut Vec<usize>, number: u32) {
    let at = number as usize;
    if counts.len() <= at {
        counts.resize(at + 1, 0);
    }
    counts[at] += 1;
}

/// A value with what it is called and how often it is there.
struct Value {
    typed: String,
    label: String,
    count: usize,
    /// The terms of the query that ask for it.
    chosen: Vec<Term>,
}

impl Desk {
    /// Puts counts into words. `standings` are the axes of every claim that was found, if they are known.
    pub(super) fn facets(
        &self,
        tally: &Tally,
        standings: Option<&[&'static str]>,
        query: &Query,
        sieve: &Sieve<'_, '_>,
        lens: &Lens<'_>,
    ) -> Vec<Facet> {
        let mut facets = vec![
            self.party_facet(tally, query, sieve, lens),
            self.matter_facet(tally, query, sieve, lens),
            self.outlet_facet(tally, query, sieve),
            named(Key::Status, counted(&STATUSES, &tally.statuses), query),
        ];
        let mut axes: BTreeMap<&str, usize> = BTreeMap::new();
        for name in standings.unwrap_or_default() {
            *axes.entry(name).or_default() += 1;
        }
        let axes = axes.into_iter().map(|(name, count)| (name.to_owned(), count)).collect();
        let standing = named(Key::Standing, axes, query);
        facets.push(Facet { is_counted: standings.is_some(), ..standing });
        facets.push(named(Key::Modality, counted(&MODALITIES, &tally.modalities), query));
        facets.push(named(Key::Form, counted(&FORMS, &tally.forms), query));
        facets
    }

    fn party_facet(
        &self,
        tally: &Tally,
        query: &Query,
        sieve: &Sieve<'_, '_>,
        lens: &Lens<'_>,
    ) -> Facet {
        let clock = sieve.clock;
        let means = |term: &Term, party: &Option<ActorId>| {
            let value = term.keyed().map(|(_, value)| value).unwrap_or_default();
            self.meant(Key::Party, value, clock).is_ok_and(|meant| meant.contains(party))
        };
        let value = |(party, count): (&Option<ActorId>, usize)| {
            let label = lens.named(*party).name;
            // The name is typed, unless it means others too.
            let is_unique = match party {
                Some(id) => self.views.actor_named(&label, clock) == [*id],
                None => true,
            };
            let id = party.map(|id| id.to_string()).filter(|_| !is_unique);
            let chosen = chosen(Key::Party, query).filter(|term| means(term, party));
            let chosen = chosen.cloned().collect();
            Value { typed: id.unwrap_or_else(|| label.clone()), label, count, chosen }
        };
        let counts = tally.parties(sieve);
        facet(Key::Party, counts.iter().map(|(party, count)| (party, *count)), value, query)
    }

    fn matter_facet(
        &self,
        tally: &Tally,
        query: &Query,
        sieve: &Sieve<'_, '_>,
        lens: &Lens<'_>,
    ) -> Facet {
        let value = |(matter, count): (&MatterId, usize)| {
            let means = |term: &&Term| {
                let slug = term.keyed().map(|(_, value)| value).unwrap_or_default();
                self.matter_meant(slug, sieve.clock).is_ok_and(|meant| meant == *matter)
            };
            let chosen = chosen(Key::Matter, query).filter(means).cloned().collect();
            Value { typed: matter.to_string(), label: lens.title(matter), count, chosen }
        };
        let counts = tally.matters(sieve);
        facet(Key::Matter, counts.into_iter(), value, query)
    }

    fn outlet_facet(&self, tally: &Tally, query: &Query, sieve: &Sieve<'_, '_>) -> Facet {
        let value = |(source, count): (u32, usize)| {
            let id = sieve.views.source_numbered(source);
            let at = id.and_then(|id| sieve.views.source(id, sieve.clock));
            let label = at.map(|at| at.source.name.clone()).unwrap_or_default();
            let means = |term: &&Term| {
                let name = term.keyed().map(|(_, value)| value).unwrap_or_default();
                let meant = self.sources_meant(name, sieve.clock);
                id.is_some_and(|id| meant.is_ok_and(|meant| meant.contains(&id)))
            };
            let chosen = chosen(Key::Outlet, query).filter(means).cloned().collect();
            Value { typed: label.clone(), label, count, chosen }
        };
        let counts = (0u32..).zip(&tally.sources).filter(|(_, count)| **count > 0);
        facet(Key::Outlet, counts.map(|(source, count)| (source, *count)), value, query)
    }
}

/// Returns the terms of a key that the query asks for.
fn chosen(key: Key, query: &Query) -> impl Iterator<Item = &Term> {
    let wanted = query.terms().iter().filter(|term| !term.is_not());
    wanted.filter(move |term| term.keyed().is_some_and(|(own, _)| own == key))
}

fn counted<T: serde::Serialize>(all: &[T], counts: &[usize]) -> Vec<(String, usize)> {
    let counted = all.iter().zip(counts).filter(|(_, count)| **count > 0);
    counted.map(|(value, count)| (stable_name(value), *count)).collect()
}

/// The facet of a key with a list of values; those that were chosen and found nothing are in it too.
fn named(key: Key, mut counts: Vec<(String, usize)>, query: &Query) -> Facet {
    for value in query.values(key) {
        if !counts.iter().any(|(known, _)| known == value) {
            counts.push((value.to_owned(), 0));
        }
    }
    let value = |(name, count): (String, usize)| {
        let chosen = chosen(key, query).filter(|term| term.keyed() == Some((key, name.as_str())));
        let chosen = chosen.cloned().collect();
        Value { label: name.replace('_', " "), typed: name, count, chosen }
    };
    facet(key, counts.into_iter(), value, query)
}

/// Lists the values with most claims; only these are named.
fn facet<T: Ord>(
    key: Key,
    counts: impl Iterator<Item = (T, usize)>,
    value: impl Fn((T, usize)) -> Value,
    query: &Query,
) -> Facet {
    let mut counts: Vec<(T, usize)> = counts.collect();
    counts.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    let more = counts.len().saturating_sub(LISTED);
    let is_asked = chosen(key, query).next().is_some();
    let mut values: Vec<Value> = Vec::new();
    let mut left_out = 0;
    for (place, count) in counts.into_iter().enumerate() {
        if place >= LISTED && !is_asked {
            break;
        }
        let value = value(count);
        if place < LISTED || !value.chosen.is_empty() {
            values.push(value);
        } else {
            left_out += 1;
        }
    }
    let values = values.into_iter().filter_map(|value| shown(key, value, query)).collect();
    Facet {
        key: key.name(),
        is_counted: true,
        values,
        more: if is_asked { left_out } else { more },
    }
}

fn shown(key: Key, value: Value, query: &Query) -> Option<FacetValue> {
    let toggled = match value.chosen.as_slice() {
        [] => query.with(Term::of(key, &value.typed).ok()?),
        asked => asked.iter().fold(query.clone(), |query, term| query.without(term)),
    };
    Some(FacetValue {
        is_chosen: !value.chosen.is_empty(),
        query: toggled.to_string(),
        value: value.typed,
        label: value.label,
        count: value.count,
    })
}

/// The parties that spoke, most first, in names.
pub(super) fn by_count(mut counts: Vec<(Named, usize)>) -> Vec<(Named, usize)> {
    counts.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    counts
}
