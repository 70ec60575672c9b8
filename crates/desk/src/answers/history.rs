//! One recorded event as an answer: with its commit, its place in the tree of hashes, and the proof that
//! it was recorded. Made by `Desk::log_entry`.

use counterclaim_model::{Digest, Instant, Position};
use serde::Serialize;

use super::LogEntry;

/// One recorded event in full.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LogEntryPage {
    /// The event.
    pub entry: LogEntry,
    /// The commit it came with.
    pub commit: CommitShown,
    /// Its hash as a leaf of the log's Merkle tree.
    pub leaf: Digest,
    /// The proof that it stands in the log under the last checkpoint, as a whole file: it shows the event's
    /// header and only the salted hash of what it says. Absent where nothing is signed, or nothing signed
    /// reaches this far.
    pub proof: Option<String>,
    /// Why there is no proof.
    pub no_proof: Option<String>,
    /// The last position there is.
    pub head: Position,
}

/// A commit: what was recorded in one piece.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CommitShown {
    /// Its id, which is also its idempotency key.
    pub id: String,
    /// Position of its first event.
    pub first: Position,
    /// Position of its last event.
    pub last: Position,
    /// When it was recorded.
    pub recorded_at: Instant,
    /// Who recorded it.
    pub analyst: String,
    /// With which program.
    pub agent: String,
    /// What ties it to other commits of one piece of work, if given.
    pub correlation: Option<String>,
    /// The commit that led to it, if given.
    pub causation: Option<String>,
}
