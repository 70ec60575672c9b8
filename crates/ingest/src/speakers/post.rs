//! What surrounds an utterance within its post: headline, dateline, states mentioned. Asked by
//! [`resolve`](super::resolve) where a phrase alone does not say whose ministry or president is meant.

use std::cell::OnceCell;

use super::known::{Known, Post, state_at};
use super::tag::{Tagged, What};
use crate::gazetteer::{Form, Gazetteer};
use crate::{Reading, Span};

/// A post as the speakers module sees it.
#[derive(Debug, Default)]
pub(super) struct PostView {
    pub(super) headline: Option<(Span, Tagged)>,
    pub(super) paragraphs: Vec<(Span, Tagged)>,
    /// City of the dateline, folded and as printed on the page elsewhere, with its state if known.
    pub(super) dateline: Option<Place>,
    /// What all of this suggests for a bare office, worked out when the first is asked for.
    pub(super) suggested: OnceCell<Vec<usize>>,
    states: OnceCell<Vec<StateMention>>,
}

/// A place named in a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) name: String,
    pub(super) state: Option<usize>,
}

/// A state mentioned in a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct StateMention {
    pub(super) state: usize,
    /// First byte.
    pub(super) at: usize,
    /// It stands where a place would: "in Ostrevia".
    pub(super) locative: bool,
}

impl PostView {
    /// Looks at a post, whose headline and paragraphs are tagged.
    pub(super) fn new(gazetteer: &Gazetteer, reading: &Reading, known: &Known, post: Post) -> Self {
        let Post { headline, paragraphs } = post;
        let dateline = paragraphs
            .first()
            .and_then(|(span, _)| dateline(reading.text.slice(*span)))
            .map(|city| place(gazetteer, known, city));
        Self { headline, paragraphs, dateline, ..Self::default() }
    }

    /// Returns the state the headline begins with.
    pub(super) fn subject(&self, gazetteer: &Gazetteer) -> Option<usize> {
        let (_, headline) = self.headline.as_ref()?;
        let first = headline.items.iter().find(|item| item.what != What::Small)?;
        state_at(gazetteer, first)
    }

    /// Returns all states named without doubt in headline and body, in text order.
    pub(super) fn states(&self, gazetteer: &Gazetteer) -> &[StateMention] {
        self.states.get_or_init(|| self.read_states(gazetteer))
    }

    fn read_states(&self, gazetteer: &Gazetteer) -> Vec<StateMention> {
        let headline = self.headline.iter().map(|(_, tagged)| tagged);
        let mut states: Vec<StateMention> = headline
            .chain(self.paragraphs.iter().map(|(_, tagged)| tagged))
            .flat_map(|tagged| states_in(gazetteer, tagged))
            .collect();
        states.sort_by_key(|mention| mention.at);
        states
    }

    /// Returns the paragraph or headline that holds byte `at`.
    pub(super) fn stretch_at(&self, at: usize) -> Option<&Tagged> {
        let all = self.headline.iter().chain(&self.paragraphs).map(|(_, tagged)| tagged);
        all.rev_find_holding(at)
    }

    /// Returns the nearest place named before byte `at` in its sentence, else the dateline, else a place
    /// in the headline, else one anywhere in the body.
    pub(super) fn place_near(
        &self,
        reading: &Reading,
        gazetteer: &Gazetteer,
        known: &Known,
        at: usize,
    ) -> Option<Place> {
        let places = |tagged: &Tagged| places_in(gazetteer, known, reading, tagged);
        let mut near: Vec<(usize, Place)> = self.stretch_at(at).map(places).unwrap_or_default();
        near.sort_by_key(|(place_at, _)| place_at.abs_diff(at));
        let headline = || {
            let (_, tagged) = self.headline.as_ref()?;
            places(tagged).into_iter().next().map(|(_, place)| place)
        };
        let of_city = |place: &Place| {
            place.state.is_some_and(|state| {
                gazetteer.entry(state).capital.as_deref() != Some(place.name.as_str())
            })
        };
        let nearest = near.first().map(|(_, place)| place.clone());
        let town = near.into_iter().map(|(_, place)| place).find(of_city);
        town.or(nearest).or_else(|| self.dateline.clone()).or_else(headline)
    }
}

/// Finds in which stretch a byte falls; the headline may be printed after the body's first copy.
trait Holding<'a> {
    fn rev_find_holding(self, at: usize) -> Option<&'a Tagged>;
}

impl<'a, I: Iterator<Item = &'a Tagged>> Holding<'a> for I {
    fn rev_find_holding(mut self, at: usize) -> Option<&'a Tagged> {
        self.find(|tagged| match (tagged.items.first(), tagged.items.last()) {
            (Some(first), Some(last)) => (first.bytes.start..last.bytes.end).contains(&at),
            _ => false,
        })
    }
}

/// Returns the states named without doubt in a stretch of text.
pub(super) fn states_in(gazetteer: &Gazetteer, tagged: &Tagged) -> Vec<StateMention> {
    let mut states = Vec::new();
    for (at, item) in tagged.items.iter().enumerate() {
        let Some(state) = state_at(gazetteer, item) else { continue };
        let mut before = at;
        while before > 0
            && ["the", "unrecognised", "disputed"]
                .contains(&&*tagged.lower(&tagged.items[before - 1]))
        {
            before -= 1;
        }
        let locative = before > 0
            && matches!(
                &*tagged.lower(&tagged.items[before - 1]),
                "in" | "at" | "near" | "around" | "across" | "over" | "inside" | "within" | "on"
            );
        states.push(StateMention { state, at: item.bytes.start, locative });
    }
    states
}

fn places_in(
    gazetteer: &Gazetteer,
    known: &Known,
    reading: &Reading,
    tagged: &Tagged,
) -> Vec<(usize, Place)> {
    let mut places = Vec::new();
    for (at, item) in tagged.items.iter().enumerate() {
        for count in [2, 1] {
            let Some(run) = tagged.items.get(at..at + count) else { continue };
            let key = run.iter().map(|item| tagged.lower(item)).collect::<Vec<_>>().join(" ");
            let by_capital = matches!(&item.what, What::Actor(meant) if meant.iter().any(|(_, form)| *form == Form::Capital));
            if item.capital && (known.is_place(&key) || (count == 1 && by_capital)) {
                let bytes = item.bytes.start..run[count - 1].bytes.end;
                let name = reading.text.as_str().get(bytes).unwrap_or_default().to_owned();
                places
                    .push((item.bytes.start, Place { name, state: known.place(gazetteer, &key) }));
                break;
            }
        }
    }
    places
}

/// Returns the city of a dateline such as "CARVEL (Harbour Wire) - …".
fn dateline(paragraph: &str) -> Option<&str> {
    let (city, rest) = paragraph.split_once('(')?;
    let (outlet, _) = rest.split_once(')')?;
    let city = city.split(',').next().unwrap_or(city).trim();
    let capitals = city.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    (capitals && !city.is_empty() && city.len() <= 40 && outlet.len() <= 60).then_some(city)
}

fn place(gazetteer: &Gazetteer, known: &Known, city: &str) -> Place {
    let words = crate::gazetteer::words(city, 0);
    let key = words.iter().map(|word| word.lower.as_str()).collect::<Vec<_>>().join(" ");
    Place { name: titled(city), state: known.place(gazetteer, &key) }
}

/// "PORT AUBREY" as it would be printed elsewhere.
fn titled(city: &str) -> String {
    let mut start = true;
    let mut titled = String::with_capacity(city.len());
    for letter in city.chars() {
        if start {
            titled.push(letter);
        } else {
            titled.extend(letter.to_lowercase());
        }
        start = !letter.is_alphabetic();
    }
    titled
}
