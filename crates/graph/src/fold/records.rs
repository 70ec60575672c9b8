//! What the graph keeps of a claim and of a link: only what standing depends on, every earlier value
//! with the position where it began. Compact, since there are millions of them: texts stay in the log.

use std::sync::Arc;

use counterclaim_model::{
    About, AboutRole, ActorId, Amendment, Basis, Claim, ClaimId, Clock, Few, Form, Instant, LinkId,
    Modality, Moment, Position, Relation, SourceId, Status,
};
use petgraph::graph::NodeIndex;

/// The values one thing had, each from a position on. Most things have one.
#[derive(Clone, Debug)]
pub(crate) struct Past<T> {
    since: Position,
    first: T,
    later: Option<Box<Later<T>>>,
}

#[derive(Clone, Debug)]
struct Later<T>(Vec<(Position, T)>);

impl<T: Copy> Past<T> {
    pub(crate) fn since(since: Position, first: T) -> Self {
        Self { since, first, later: None }
    }

    pub(crate) fn set(&mut self, position: Position, value: T) {
        let later = self.later.get_or_insert_with(|| Box::new(Later(Vec::with_capacity(1))));
        later.0.push((position, value));
    }

    /// Returns where the first value began.
    pub(crate) fn begin(&self) -> Position {
        self.since
    }

    /// Returns the value at `as_of`; none before the first.
    pub(crate) fn at(&self, as_of: Position) -> Option<&T> {
        // Most things have one value: no history is made for them.
        match self.later {
            None => (self.since <= as_of).then_some(&self.first),
            Some(_) => self.history(as_of).next().map(|(_, value)| value),
        }
    }

    /// Returns the value that holds now.
    pub(crate) fn now(&self) -> &T {
        self.later.as_ref().and_then(|later| later.0.last()).map_or(&self.first, |(_, value)| value)
    }

    /// Returns the values up to `as_of`, the latest first, each with the position where it began.
    pub(crate) fn history(&self, as_of: Position) -> impl Iterator<Item = (Position, &T)> {
        let later = self.later.as_ref().map_or(&[][..], |later| &later.0);
        let until = later.partition_point(|(position, _)| *position <= as_of);
        let later = later[..until].iter().rev().map(|(position, value)| (*position, value));
        later.chain((self.since <= as_of).then_some((self.since, &self.first)))
    }
}

/// One outlet carrying a claim.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seen {
    pub(crate) recorded: Position,
    pub(crate) public_from: Instant,
    pub(crate) published: Option<Instant>,
    pub(crate) source: SourceId,
    pub(crate) takes_back: bool,
}

/// What may be amended of a claim, as far as standing depends on it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Told {
    pub(crate) status: Status,
    /// The speaker, by the graph's number for it.
    pub(crate) speaker: Option<u32>,
    pub(crate) modality: Modality,
    pub(crate) form: Form,
    pub(crate) asserted_at: Option<Moment>,
}

impl Told {
    /// Returns it with what of an amendment bears on standing; `number` numbers a speaker.
    pub(crate) fn amended(
        self,
        amendment: &Amendment,
        number: impl FnOnce(ActorId) -> u32,
    ) -> Self {
        match amendment {
            Amendment::Speaker(speaker) => Self { speaker: speaker.map(number), ..self },
            Amendment::Modality(modality) => Self { modality: *modality, ..self },
            Amendment::Form(form) => Self { form: *form, ..self },
            Amendment::AssertedAt(moment) => Self { asserted_at: *moment, ..self },
            Amendment::Statement(_)
            | Amendment::Role(_)
            | Amendment::RelayedBy(_)
            | Amendment::Wording(_)
            | Amendment::Grounds(_)
            | Amendment::About(_)
            | Amendment::Figures(_)
            | Amendment::Language(_) => self,
        }
    }
}

/// What few claims have: whom they charge, and who passed them on. Kept apart, each value with the
/// position where it began.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rare {
    accused: Vec<(Position, Vec<ActorId>)>,
    relayed_by: Vec<(Position, Option<ActorId>)>,
}

impl Rare {
    /// Returns what of a new claim is kept here; none if there is nothing.
    pub(crate) fn of(at: Position, claim: &Claim) -> Option<Self> {
        let mut rare = Self::default();
        let accused = accused(&claim.about);
        rare.accused.extend((!accused.is_empty()).then_some((at, accused)));
        rare.relayed_by.extend(claim.relayed_by.map(|actor| (at, Some(actor))));
        Some(rare).filter(|rare| !rare.accused.is_empty() || !rare.relayed_by.is_empty())
    }

    /// Takes over what of an amendment is kept here; false if it is about something else.
    pub(crate) fn amend(&mut self, at: Position, amendment: &Amendment) -> bool {
        match amendment {
            Amendment::About(about) => self.accused.push((at, accused(about))),
            Amendment::RelayedBy(actor) => self.relayed_by.push((at, *actor)),
            Amendment::Statement(_)
            | Amendment::Speaker(_)
            | Amendment::Role(_)
            | Amendment::Modality(_)
            | Amendment::Form(_)
            | Amendment::Wording(_)
            | Amendment::Grounds(_)
            | Amendment::Figures(_)
            | Amendment::AssertedAt(_)
            | Amendment::Language(_) => return false,
        }
        true
    }

    /// Returns whom the claim charges, as of a position.
    pub(crate) fn accused(&self, as_of: Position) -> &[ActorId] {
        let until = self.accused.partition_point(|(at, _)| *at <= as_of);
        until.checked_sub(1).map_or(&[], |last| &self.accused[last].1)
    }

    /// Returns who passed the claim on, as of a position.
    pub(crate) fn relayed_by(&self, as_of: Position) -> Option<ActorId> {
        let until = self.relayed_by.partition_point(|(at, _)| *at <= as_of);
        self.relayed_by[..until].last().and_then(|(_, actor)| *actor)
    }
}

fn accused(about: &[About]) -> Vec<ActorId> {
    let accused = about.iter().filter(|about| about.role == AboutRole::Accused);
    accused.map(|about| about.actor).collect()
}

/// A claim.
#[derive(Clone, Debug)]
pub(crate) struct ClaimRecord {
    pub(crate) id: ClaimId,
    pub(crate) recorded_at: Instant,
    pub(crate) told: Past<Told>,
    /// The named person, if it is a finding of the desk.
    pub(crate) finding_by: Option<Arc<str>>,
    pub(crate) sightings: Few<Seen>,
}

impl ClaimRecord {
    /// Returns the sightings visible on the clock.
    pub(crate) fn visible(&self, clock: Clock) -> impl Iterator<Item = &Seen> {
        let so_far = self.sightings.iter().take_while(move |seen| seen.recorded <= clock.as_of);
        so_far.filter(move |seen| clock.is_public(seen.public_from))
    }

    /// Returns from when on it is public: its earliest sighting, or else its recording.
    pub(crate) fn public_from(&self, as_of: Position) -> Option<Instant> {
        let so_far = self.sightings.iter().take_while(|seen| seen.recorded <= as_of);
        let earliest = so_far.map(|seen| seen.public_from).min();
        (self.told.begin() <= as_of).then(|| earliest.unwrap_or(self.recorded_at))
    }

    /// Returns when the words were said: as the page dates them, or else when first published.
    pub(crate) fn said(&self, clock: Clock) -> Option<Instant> {
        let asserted = self.told.at(clock.as_of).and_then(|told| told.asserted_at);
        let published = || self.visible(clock).filter_map(|seen| seen.published).min();
        asserted.map(|moment| moment.at).or_else(published)
    }
}

/// What may change of a link between two claims; without its words, which do not bear on standing.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Drawn {
    pub(crate) status: Status,
    pub(crate) relation: Relation,
    pub(crate) basis: Basis,
    pub(crate) weight: u8,
    /// Whether it was drawn here; otherwise only its status changed.
    pub(crate) is_new: bool,
    pub(crate) stated_in: Option<NodeIndex>,
}

/// A link.
#[derive(Clone, Debug)]
pub(crate) struct LinkRecord {
    pub(crate) id: LinkId,
    pub(crate) drawn: Past<Drawn>,
}

impl LinkRecord {
    /// Returns where it was drawn last, as of a position.
    pub(crate) fn drawn_at(&self, as_of: Position) -> Position {
        let drawn = self.drawn.history(as_of).find(|(_, drawn)| drawn.is_new);
        drawn.map_or(Position::START, |(position, _)| position)
    }
}
