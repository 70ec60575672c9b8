//! Size and root of the log, checkpoints, and what became of a proof.

use counterclaim_model::{Digest, Instant, Position};
use serde::Serialize;

/// What a report carries so that a later change of what it rests on can be shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LogHead {
    /// Number of events.
    pub size: u64,
    /// Root of the Merkle tree over them.
    pub root: Digest,
    /// The last checkpoint; none in a case that is not signed.
    pub checkpoint: Option<CheckpointShown>,
}

/// A signed checkpoint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CheckpointShown {
    /// The name of the log, and of the key that signed.
    pub origin: String,
    /// Number of events.
    pub size: u64,
    /// Root over them.
    pub root: Digest,
    /// The signed note, byte for byte: what to keep.
    pub note: String,
}

/// A proof that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProofMade {
    /// The event proved, in a proof that something was recorded.
    pub position: Option<Position>,
    /// The older size, in a proof that the log was only added to.
    pub from: Option<u64>,
    /// The whole file.
    pub proof: String,
}

/// What became of checking a proof.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProofChecked {
    /// Whether all of it holds.
    pub holds: bool,
    /// Which part does not.
    pub failed: Option<String>,
    /// The checkpoint it leads to, if it holds.
    pub checkpoint: Option<CheckpointShown>,
    /// The event that was recorded, if it holds and is of one.
    pub event: Option<EventProved>,
    /// The older size, if it holds and says that the log was only added to.
    pub from: Option<u64>,
}

/// An event as a proof shows it, without the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EventProved {
    /// Its place.
    pub position: Position,
    /// The commit it came with.
    pub commit: String,
    /// When it was recorded, by the clock of who recorded it.
    pub recorded_at: Instant,
    /// Who recorded it.
    pub analyst: String,
    /// With which program.
    pub agent: String,
    /// Its stream.
    pub stream: String,
    /// Its version within the stream.
    pub stream_version: u64,
    /// The stored name.
    #[serde(rename = "type")]
    pub name: String,
    /// The stored version of the payload.
    pub type_version: u16,
    /// Hash of salt and payload.
    pub payload_hash: Digest,
    /// The payload, if the proof discloses it.
    pub payload: Option<serde_json::Value>,
}
