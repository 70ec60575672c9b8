//! What happens to a case as a whole: copies, repair, the doctor's word, erasure.

use counterclaim_model::{Digest, Instant, Position};
use serde::Serialize;

/// What a backup did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct BackedUp {
    /// The last event that the backup holds.
    pub head: Position,
    /// Bytes of the log that were new to it.
    pub log_bytes: u64,
    /// Pieces of evidence that were new to it.
    pub evidence: u64,
    /// Segments replaced because the case lost content by erasure.
    pub segments_redacted: u64,
    /// Pieces of evidence removed because the case lost them by erasure.
    pub evidence_erased: u64,
}

/// What was restored, after all of it was checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Restored {
    /// The last event.
    pub head: Position,
    /// Root of the Merkle tree over all events.
    pub root: Digest,
    /// Pieces of evidence that were read through.
    pub evidence: u64,
}

/// What was made again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Rebuilt {
    /// The last event of the log it was made from.
    pub head: Position,
}

/// How something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum HealthShown {
    /// As it should be.
    Well,
    /// Worth knowing; nothing has to be done.
    Notable,
    /// Something needs doing.
    Ill,
}

/// One thing the doctor looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnosed {
    /// What was looked at.
    pub topic: String,
    /// How it is.
    pub health: HealthShown,
    /// What was found.
    pub found: String,
    /// What to do; empty if nothing.
    pub advice: String,
}

/// What the doctor says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnosis {
    /// Thing by thing.
    pub findings: Vec<Diagnosed>,
}

impl Diagnosis {
    /// Returns whether anything needs doing.
    pub fn is_ill(&self) -> bool {
        self.findings.iter().any(|finding| finding.health == HealthShown::Ill)
    }
}

/// An event that loses its content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ErasedEvent {
    /// Its place, which stays.
    pub position: Position,
    /// When it was recorded.
    pub recorded_at: Instant,
    /// Its stream.
    pub stream: String,
    /// Its stored name.
    #[serde(rename = "type")]
    pub name: String,
}

impl ErasedEvent {
    pub(crate) fn of(entry: &counterclaim_log::Entry) -> Self {
        Self {
            position: entry.position,
            recorded_at: entry.header.recorded_at,
            stream: entry.stream.to_string(),
            name: entry.name.clone(),
        }
    }
}

/// What an erasure takes, or took.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Erasure {
    /// Whether nothing was done because the caller asked only what would go.
    pub dry_run: bool,
    /// Whether this was done before, under the same key. Captures and links are not told again then.
    pub replayed: bool,
    /// Where the erasure itself is recorded.
    pub recorded: Option<Position>,
    /// Events that lose their content, in order.
    pub events: Vec<ErasedEvent>,
    /// Pieces of evidence that are removed.
    pub evidence: Vec<Digest>,
    /// Captures that lose bytes and text because erased words stand in them; their events stay.
    pub captures_redacted: Vec<String>,
    /// Links that tie a claim which is no longer there: they stay in the log and count for nothing.
    pub links_left: u64,
    /// What no erasure reaches.
    pub out_of_reach: Vec<String>,
}
