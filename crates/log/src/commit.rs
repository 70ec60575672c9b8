//! A commit as it is asked for, and what is known of it afterwards. The desk makes the first; every
//! backend returns the second.

use counterclaim_model::{CommitHeader, CommitId, Decided, Digest, Instant, Position, Recorded};

use crate::AppendError;
use crate::staging::MAX_COMMIT_BYTES;

/// What is to be recorded as a whole: either all of it becomes visible, or nothing.
#[derive(Clone, Debug)]
pub struct Commit {
    /// Id, time and people. The time is cut to microseconds and clamped up to the previous commit's:
    /// time never runs backwards along the log, even where the machine's clock does.
    pub header: CommitHeader,
    /// Hash of what was asked, so that the same id for another request can be told apart.
    pub request: Digest,
    /// The events, as the rules allowed them.
    pub decided: Decided,
    /// Fresh randomness. Every event's salt is derived from it; never use the same bytes twice.
    pub entropy: [u8; 32],
}

impl Commit {
    /// Refuses a commit that may not fit a line, a little before the log does, and without the log: for
    /// whoever lets other commits lean on this one before it is appended.
    ///
    /// # Errors
    /// [`AppendError::TooLarge`].
    pub fn check_size(&self) -> Result<(), AppendError> {
        let texts = self.header.analyst.len() + self.header.agent.len();
        // Escaped, a byte of a text is six at most; names, digits and punctuation are well below these.
        let mut bytes = 2_048 + 6 * texts as u64;
        for (_, event) in self.decided.events() {
            bytes += event.payload()?.len() as u64 + 512;
            if bytes > MAX_COMMIT_BYTES {
                return Err(AppendError::too_large(&self.header.id));
            }
        }
        Ok(())
    }
}

/// What is known of a recorded commit without reading its events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommitSummary {
    /// Its id.
    pub id: CommitId,
    /// Position of its first event.
    pub first: Position,
    /// Position of its last event.
    pub last: Position,
    /// Hash of what was asked.
    pub request: Digest,
    /// When it was recorded, in microseconds.
    pub recorded_at: Instant,
}

/// A commit that is recorded, as durably as its backend records anything.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "views and graph have not seen these events yet"]
pub struct Appended {
    /// The commit.
    pub commit: CommitSummary,
    /// Its events with their places, ready to be applied.
    pub recorded: Vec<Recorded>,
}
