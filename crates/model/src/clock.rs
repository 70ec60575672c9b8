//! The two clocks at which a question is asked, and what counts in the answer.

use serde::{Deserialize, Serialize};

use crate::{Instant, Position};

/// Where on both clocks a question is asked: what this case had *recorded*, and what had been *published*.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Clock {
    /// Records up to and including this position count (`--as-of`).
    pub as_of: Position,
    /// Only what was published no later counts (`--public-by`); everything if absent.
    pub public_by: Option<Instant>,
}

impl Clock {
    /// Everything recorded, whenever it was published.
    pub const NOW: Clock = Clock { as_of: Position::END, public_by: None };

    /// Returns whether something published at `published` is public on this clock.
    pub fn is_public(self, published: Instant) -> bool {
        self.public_by.is_none_or(|limit| published <= limit)
    }
}

/// What enters standing, lines, matrix and summary counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Count {
    /// Only what a person has checked.
    #[default]
    Checked,
    /// Proposals too; the answer says so.
    All,
}
