//! What surprises the views. Applying an event cannot fail; what does not fit is counted here, shown
//! by the desk's `doctor`, and changes nothing else.

use std::fmt;

use counterclaim_model::{Position, Thing};

/// An event that did not fit what was applied before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Surprise {
    /// The place of the event.
    pub position: Position,
    /// Its stored name.
    pub event: &'static str,
    /// What does not fit.
    pub what: Surprising,
}

/// What does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Surprising {
    /// The event changes something never recorded.
    NotRecorded(Thing),
    /// The event records something for a second time; the first record stands.
    RecordedBefore(Thing),
    /// The event's place is not after the last one applied; the event is left out.
    NotAfter(Position),
}

impl fmt::Display for Surprising {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotRecorded(thing) => write!(f, "{thing} was never recorded"),
            Self::RecordedBefore(thing) => write!(f, "{thing} was recorded before"),
            Self::NotAfter(head) => write!(f, "does not come after position {head}"),
        }
    }
}
