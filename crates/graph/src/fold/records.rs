//! What the graph keeps of a claim and of a link: only what standing depends on, every earlier value
//! with the position where it began.

use counterclaim_model::{
    ActorId, Clock, Form, Instant, Link, Modality, Moment, Position, SourceId, Status,
};

/// The values one thing had, each from a position on.
#[derive(Clone, Debug)]
pub(crate) struct Past<T>(Vec<(Position, T)>);

impl<T> Past<T> {
    pub(crate) fn since(position: Position, value: T) -> Self {
        Self(vec![(position, value)])
    }

    pub(crate) fn set(&mut self, position: Position, value: T) {
        self.0.push((position, value));
    }

    /// Returns the value at `as_of`; none before the first.
    pub(crate) fn at(&self, as_of: Position) -> Option<&T> {
        let until = self.0.partition_point(|(position, _)| *position <= as_of);
        self.0.get(until.checked_sub(1)?).map(|(_, value)| value)
    }

    /// Returns where the value at `as_of` began; the start before the first.
    pub(crate) fn since_at(&self, as_of: Position) -> Position {
        let until = self.0.partition_point(|(position, _)| *position <= as_of);
        self.0[..until].last().map_or(Position::START, |(position, _)| *position)
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

/// A claim.
#[derive(Clone, Debug)]
pub(crate) struct ClaimRecord {
    pub(crate) recorded: Position,
    pub(crate) recorded_at: Instant,
    pub(crate) status: Past<Status>,
    pub(crate) speaker: Past<Option<ActorId>>,
    pub(crate) modality: Past<Modality>,
    pub(crate) form: Past<Form>,
    pub(crate) asserted_at: Past<Option<Moment>>,
    /// The named person, if it is a finding of the desk.
    pub(crate) finding_by: Option<String>,
    pub(crate) sightings: Vec<Seen>,
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
        (self.recorded <= as_of).then(|| earliest.unwrap_or(self.recorded_at))
    }

    /// Returns when the words were said: as the page dates them, or else when first published.
    pub(crate) fn said(&self, clock: Clock) -> Option<Instant> {
        let asserted = self.asserted_at.at(clock.as_of).copied().flatten();
        let published = || self.visible(clock).filter_map(|seen| seen.published).min();
        asserted.map(|moment| moment.at).or_else(published)
    }
}

/// A link; without its words, which do not bear on standing.
#[derive(Clone, Debug)]
pub(crate) struct LinkRecord {
    pub(crate) drawn: Past<Link>,
    pub(crate) status: Past<Status>,
}

/// Returns the link without cue and reason.
pub(crate) fn bare(link: &Link) -> Link {
    let Link { id, from, to, relation, basis, stated_in, weight, .. } = *link;
    Link { id, from, to, relation, basis, stated_in, cue: None, reason: String::new(), weight }
}
