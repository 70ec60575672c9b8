//! The log as it is shown: entries, and what a check found.

use counterclaim_model::{Digest, Instant, Position};
use serde::Serialize;

use super::{CheckpointShown, LogHead};

/// One recorded event.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LogEntry {
    /// Its place.
    pub position: Position,
    /// Its id, derived from commit and place.
    pub id: String,
    /// The commit it belongs to.
    pub commit: String,
    /// When it was recorded.
    pub recorded_at: Instant,
    /// Who recorded it.
    pub analyst: String,
    /// Which program.
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
    /// The payload; none once it was erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payload: Option<serde_json::Value>,
    /// The hash that an erasure left in place of salt and payload.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub erased: Option<Digest>,
}

/// A stretch of the log.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LogPage {
    /// The entries, in order.
    pub entries: Vec<LogEntry>,
    /// The last position there is.
    pub head: Position,
    /// Size, root and last checkpoint of the whole log; none for a case in memory, nor on the pages of a
    /// log that is followed.
    pub log: Option<LogHead>,
}

/// Something a check found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProblemShown {
    /// Where: file and byte, or position.
    pub place: String,
    /// What.
    pub what: String,
}

/// What a check of the log found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Verified {
    /// Events read.
    pub size: u64,
    /// Root of the Merkle tree over them.
    pub root: Digest,
    /// Whether everything beside the log was read through too.
    pub deep: bool,
    /// Events whose content was erased.
    pub erased: u64,
    /// Pieces of evidence that were read through.
    pub evidence: u64,
    /// What became of the index: none unless everything beside the log was asked for.
    pub index: Option<IndexShown>,
    /// The last checkpoint whose signature holds; none in a case that is not signed.
    pub checkpoint: Option<CheckpointShown>,
    /// Everything that is not as it should be.
    pub problems: Vec<ProblemShown>,
}
/// What a check found of the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum IndexShown {
    /// There is none yet; the next command that writes makes it.
    None,
    /// Not looked at: somebody writes the case, and it changes meanwhile.
    Busy,
    /// It, or the log, has problems; they are listed.
    Problems,
    /// All of it is what follows from the log.
    Agrees {
        /// Up to this position.
        position: Position,
    },
}
