//! What a page itself says about people and places: "Foreign Minister Ada Lindqvist", "Hethby, the capital
//! of the Tarn Republic". Collected once per page and asked by [`resolve`](super::resolve).

use std::collections::BTreeMap;

use counterclaim_model::ActorKind;

use super::lexis::is_day;
use super::phrase::{self, Phrase};
use super::piece::{Description, Name};
use super::places;
use super::tag::{Item, Tagged, What};
use crate::gazetteer::{Gap, Gazetteer};
use crate::{ReadPost, Reading, Span, Utterance};

/// Most mentions of one person that are looked through for what they tell. Later ones on a page repeat the
/// first, and each statement of a person asks.
const MENTIONS: usize = 128;

/// Most mentions in one post that somebody is guessed from. No post of an outlet has so many, and each
/// statement asks for all of them.
const IN_POST: usize = 1_024;

/// A place on the page where somebody is described.
#[derive(Clone, Debug)]
pub(super) struct Mention {
    pub(super) post: usize,
    pub(super) description: Description,
    /// Index of the person, if a name is part of it.
    pub(super) person: Option<usize>,
}

/// A person as the page knows them.
#[derive(Clone, Debug)]
pub(super) struct Person {
    /// The fullest form of the name on the page.
    pub(super) name: Name,
    /// Index of the entry, if the case has one.
    pub(super) entry: Option<usize>,
}

/// Everything a page says about who is who.
#[derive(Debug, Default)]
pub(super) struct Known {
    pub(super) mentions: Vec<Mention>,
    pub(super) persons: Vec<Person>,
    /// For each person, the mentions of them, in page order.
    of_person: Vec<Vec<usize>>,
    /// For each person, the first mention that gives a state, and that state.
    states: Vec<Option<(usize, usize)>>,
    /// For each post, the mentions in it, in page order.
    of_post: BTreeMap<usize, Vec<usize>>,
    /// Persons by the last word of their names.
    by_last_word: BTreeMap<String, Vec<usize>>,
    /// Cities and towns by folded name, with the entry of their state.
    places: BTreeMap<String, usize>,
    /// Pairs of states "between" whom something goes on, with how often.
    pub(super) pairs: BTreeMap<(usize, usize), usize>,
}

impl Known {
    /// Collects what the page says. `posts` are its posts, `phrases` the speaker phrases of `utterances`.
    pub(super) fn new(
        gazetteer: &Gazetteer,
        posts: &[Post],
        utterances: &[Utterance],
        phrases: &[Phrase],
    ) -> Self {
        let mut known = Self::default();
        for (at, post) in posts.iter().enumerate() {
            for (_, paragraph) in &post.paragraphs {
                known.body(gazetteer, paragraph, at);
            }
            if let Some((_, headline)) = &post.headline {
                known.learn_places(gazetteer, headline);
            }
        }
        for (utterance, phrase) in utterances.iter().zip(phrases) {
            for description in &phrase.parts {
                known.mention(utterance.post, description.clone());
            }
        }
        known.number_persons(gazetteer);
        known
    }

    /// Returns the state of a place, by its folded name.
    pub(super) fn place(&self, gazetteer: &Gazetteer, key: &str) -> Option<usize> {
        self.places.get(key).copied().or_else(|| gazetteer.spelled().capital(key))
    }

    /// Returns whether the page ties a place of this folded name to a state.
    pub(super) fn is_place(&self, key: &str) -> bool {
        self.places.contains_key(key)
    }

    /// Returns the persons a name may mean: those whose fullest name ends in it.
    pub(super) fn called(&self, name: &Name) -> Vec<usize> {
        let last = name.keys.last().and_then(|last| self.by_last_word.get(last));
        let namesakes = || last.into_iter().flatten().copied();
        let exact = namesakes().find(|at| self.persons[*at].name.keys == name.keys);
        let longer = || {
            namesakes().filter(|at| {
                let keys = &self.persons[*at].name.keys;
                keys.len() > name.keys.len() && keys.ends_with(&name.keys)
            })
        };
        match exact {
            Some(exact) if longer().next().is_none() => vec![exact],
            _ => longer().collect(),
        }
    }

    /// Returns the first mentions of a person, in page order.
    pub(super) fn mentions_of(&self, person: usize) -> impl Iterator<Item = &Mention> {
        let places = self.of_person.get(person).into_iter().flatten();
        places.take(MENTIONS).map(|at| &self.mentions[*at])
    }

    /// Returns the mentions in a post, in page order, those of the sources of its utterances last; none if
    /// they are too many.
    pub(super) fn in_post(&self, post: usize) -> impl Iterator<Item = &Mention> {
        let places = self.of_post.get(&post).filter(|places| places.len() <= IN_POST);
        places.into_iter().flatten().map(|at| &self.mentions[*at])
    }

    fn body(&mut self, gazetteer: &Gazetteer, tagged: &Tagged, post: usize) {
        for chain in chains(tagged) {
            for description in phrase::parts(gazetteer, tagged, chain) {
                self.mention(post, description);
            }
        }
        self.learn_places(gazetteer, tagged);
        self.pairs(tagged, gazetteer);
    }

    fn mention(&mut self, post: usize, description: Description) {
        let says_something = !description.offices.is_empty()
            || description.institution.is_some()
            || description.body.is_some()
            || description.name.is_some()
            || description.person.is_some();
        if says_something {
            self.of_post.entry(post).or_default().push(self.mentions.len());
            self.mentions.push(Mention { post, description, person: None });
        }
    }

    /// Finds out which mentions are of the same person; longer names first, so that a surname finds its
    /// full name wherever on the page that stands.
    fn number_persons(&mut self, gazetteer: &Gazetteer) {
        for (entry, keys) in gazetteer.spelled().persons() {
            let name = Name { keys: keys.clone(), bytes: 0..0 };
            self.meet(Person { name, entry: Some(*entry) });
        }
        let mut order: Vec<usize> = (0..self.mentions.len()).collect();
        let length =
            |at: &usize| self.mentions[*at].description.name.as_ref().map_or(0, |n| n.keys.len());
        order.sort_by_key(|at| std::cmp::Reverse(length(at)));
        for at in order {
            let person = self.person_of(at);
            self.mentions[at].person = person;
            if let Some(places) = person.and_then(|person| self.of_person.get_mut(person)) {
                places.insert(places.partition_point(|place| *place < at), at);
            }
            let state = self.mentions[at].description.state().map(|state| (at, state));
            if let Some(known) = person.and_then(|person| self.states.get_mut(person)) {
                *known = match (*known, state) {
                    (Some(before), Some(now)) => Some(before.min(now)),
                    (before, now) => before.or(now),
                };
            }
        }
    }

    /// Adds a person and returns its index.
    fn meet(&mut self, person: Person) -> usize {
        let at = self.persons.len();
        if let Some(last) = person.name.keys.last() {
            self.by_last_word.entry(last.clone()).or_default().push(at);
        }
        self.persons.push(person);
        self.of_person.push(Vec::new());
        self.states.push(None);
        at
    }

    fn person_of(&mut self, mention: usize) -> Option<usize> {
        let description = &self.mentions[mention].description;
        if let Some(entry) = description.person {
            return self.persons.iter().position(|person| person.entry == Some(entry));
        }
        let name = description.name.clone()?;
        let state = description.state();
        let fits = |person: &usize| {
            self.state_of(*person).is_none_or(|other| state.is_none_or(|state| state == other))
        };
        let called = self.called(&name);
        let fitting: Vec<usize> = called.iter().copied().filter(fits).collect();
        match fitting[..] {
            [person] => Some(person),
            [] => Some(self.meet(Person { name, entry: None })),
            _ => None,
        }
    }

    /// Returns the state the page gives a person, by any mention numbered so far.
    pub(super) fn state_of(&self, person: usize) -> Option<usize> {
        self.states.get(person).copied().flatten().map(|(_, state)| state)
    }

    fn learn_places(&mut self, gazetteer: &Gazetteer, tagged: &Tagged) {
        for (place, state) in places::told(gazetteer, tagged) {
            self.places.entry(place).or_insert(state);
        }
    }

    fn pairs(&mut self, tagged: &Tagged, gazetteer: &Gazetteer) {
        for (at, item) in tagged.items.iter().enumerate() {
            if tagged.lower(item) == "between"
                && let Some(pair) = pair_after(gazetteer, tagged, at)
            {
                *self.pairs.entry(pair).or_default() += 1;
            }
        }
    }
}

/// Returns the two states of "A and B" behind the item at `at`, smaller index first.
pub(super) fn pair_after(
    gazetteer: &Gazetteer,
    tagged: &Tagged,
    at: usize,
) -> Option<(usize, usize)> {
    let state = |at: usize| tagged.items.get(at).and_then(|item| state_at(gazetteer, item));
    let and = tagged.items.get(at + 2).is_some_and(|item| item.what == What::And);
    let (one, other) = (state(at + 1)?, state(at + 3)?);
    (and && one != other).then_some((one.min(other), one.max(other)))
}

/// A post with its words tagged.
#[derive(Debug)]
pub(super) struct Post {
    pub(super) headline: Option<(Span, Tagged)>,
    pub(super) paragraphs: Vec<(Span, Tagged)>,
}

impl Post {
    /// Tags a post.
    pub(super) fn of(gazetteer: &Gazetteer, reading: &Reading, post: &ReadPost) -> Self {
        let tagged = |span: Span| (span, tag(gazetteer, reading, span));
        Self {
            headline: post.headline.map(tagged),
            paragraphs: post.paragraphs.iter().copied().map(tagged).collect(),
        }
    }
}

/// Tags the words at a span.
pub(super) fn tag(gazetteer: &Gazetteer, reading: &Reading, span: Span) -> Tagged {
    Tagged::new(gazetteer, reading.text.slice(span), reading.text.byte(span.start))
}

/// Returns the state an item names without doubt.
pub(super) fn state_at(gazetteer: &Gazetteer, item: &Item) -> Option<usize> {
    let What::Actor(meant) = &item.what else { return None };
    let (first, _) = meant.first()?;
    let same = meant.iter().all(|(entry, _)| entry == first);
    (same && gazetteer.entry(*first).kind == ActorKind::State).then_some(*first)
}

/// Cuts a paragraph into runs that may describe somebody; commas stay inside, since "N, head of X" needs them.
fn chains(tagged: &Tagged) -> Vec<&[Item]> {
    let items = &tagged.items;
    let mut chains = Vec::new();
    let mut start = 0;
    for at in 0..items.len() {
        let inside = belongs(tagged, &items[at]);
        let stop = match items[at].gap {
            Gap::Joined | Gap::Comma => false,
            Gap::Stop => items[at].what != What::Rank,
            Gap::Break => true,
        };
        if !inside || stop {
            let end = if inside { at + 1 } else { at };
            chains.push(without_prepositions(&items[start..end.max(start)]));
            start = at + 1;
        }
    }
    chains.push(without_prepositions(&items[start.min(items.len())..]));
    chains.retain(|chain| !chain.is_empty());
    chains
}

fn belongs(tagged: &Tagged, item: &Item) -> bool {
    match item.what {
        What::Actor(_) | What::Institution(_) | What::Office(_) | What::Rank | What::Small => true,
        What::And | What::Unnamed(_) | What::Correspondent => false,
        What::Word => {
            let word = tagged.lower(item);
            (item.capital && !is_day(&word)) || word == "city"
        }
    }
}

fn without_prepositions(chain: &[Item]) -> &[Item] {
    let start = chain.iter().position(|item| item.what != What::Small).unwrap_or(chain.len());
    &chain[start..]
}
