//! What the rules allowed. Only this crate can make one, and the log takes nothing else.

use crate::{Event, Stream};

/// Events that the rules allowed, each with its stream. May be empty: then nothing is to be recorded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use = "what was decided is not recorded until it is appended"]
pub struct Decided {
    events: Vec<(Stream, Event)>,
}

impl Decided {
    /// Nothing is to be recorded: the command asks for what is already so.
    pub(crate) fn nothing() -> Self {
        Self::default()
    }

    pub(crate) fn one(stream: Stream, event: Event) -> Self {
        Self { events: vec![(stream, event)] }
    }

    pub(crate) fn and(mut self, stream: Stream, event: Event) -> Self {
        self.events.push((stream, event));
        self
    }

    /// Puts the events of a later decision behind these, to be recorded in one commit.
    pub fn join(&mut self, later: Decided) {
        self.events.extend(later.events);
    }

    /// Returns the events in order.
    pub fn events(&self) -> &[(Stream, Event)] {
        &self.events
    }

    /// Gives the events away, in order.
    pub fn into_events(self) -> Vec<(Stream, Event)> {
        self.events
    }

    /// Returns whether nothing is to be recorded.
    pub fn is_empty(&self) -> bool {
        self.events.is_empty()
    }
}
