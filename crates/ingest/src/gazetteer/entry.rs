//! Entries of the gazetteer as they are held in memory, and what a form may stand for. Built by
//! [`Gazetteer`](super::Gazetteer), read by the speakers module.

use counterclaim_model::ActorKind;
use serde::Deserialize;

/// How an entity stands to the United Nations; no statement about recognition beyond that.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// A member state.
    #[default]
    Member,
    /// A permanent observer.
    Observer,
    /// Statehood disputed or not generally recognised, now or in its time.
    Disputed,
    /// Part of a state, or claimed by one, that speaks for itself in the news.
    Territory,
}

/// Who owns or directs an outlet, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ownership {
    /// Canonical name of the state.
    pub owner: String,
    /// First year, where known.
    pub from: Option<String>,
    /// Last year, where it ended.
    pub until: Option<String>,
}

/// A state, organisation, person or outlet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Neutral canonical name.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// `gazetteer@VERSION`, or `case`.
    pub basis: String,
    /// Other names, as given.
    pub aliases: Vec<String>,
    /// Adjective forms; the first names its organisations.
    pub adjectives: Vec<String>,
    /// Seat of government, for states.
    pub capital: Option<String>,
    /// For states: how it stands to the United Nations.
    pub status: Status,
    /// Canonical name of whom it speaks for; its own party if absent.
    pub speaks_for: Option<String>,
    /// For persons: the role in words.
    pub role: Option<String>,
    /// For outlets: the state that owns it.
    pub ownership: Option<Ownership>,
}

impl Entry {
    /// Returns the word that stands before an organisation's name: "Armenian" in "Armenian Army".
    pub(crate) fn adjective(&self) -> &str {
        self.adjectives.first().unwrap_or(&self.name)
    }
}

/// A kind of organisation that every state has one of.
#[derive(Clone, Debug)]
pub(crate) struct Institution {
    pub(crate) name: String,
    /// The state's name and not its adjective stands before it.
    pub(crate) after_name: bool,
    /// The phrase means the state itself.
    pub(crate) is_state: bool,
    /// The field of a ministry.
    pub(crate) field: Option<String>,
    /// A section of another organisation.
    pub(crate) part: bool,
    /// What it is called when it is a president's.
    pub(crate) with_president: Option<String>,
}

/// Where the holder of an office sits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Seat {
    /// In a state's government.
    State,
    /// In an organisation, which must be named for the office to mean anything.
    Organisation,
    /// In a city or district.
    Place,
    /// In one international body.
    Body,
}

/// A kind of office.
#[derive(Clone, Debug)]
pub(crate) struct Office {
    pub(crate) name: String,
    pub(crate) seat: Seat,
    /// Index of the entry of the one body that has it.
    pub(crate) body: Option<usize>,
    /// The field of a minister.
    pub(crate) field: Option<String>,
    /// Words that may stand for the holder later.
    pub(crate) class: Vec<String>,
}

/// How a form names an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Form {
    /// By name or alias.
    Name,
    /// By adjective.
    Adjective,
    /// By its capital.
    Capital,
}

/// One thing a form may stand for; the numbers are indices into the gazetteer's lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Sense {
    Entry(usize, Form),
    Institution(usize),
    Office(usize),
    Unnamed(usize),
    Rank,
}
