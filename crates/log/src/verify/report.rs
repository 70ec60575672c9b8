//! What a verification returns: how much was looked at, and everything that is not as it should be.

use std::path::PathBuf;

use counterclaim_model::{Digest, Position};

use super::index::IndexChecked;

/// What verification found.
#[derive(Debug)]
pub struct Verified {
    /// Number of events; meaningful with `root` only if there are no problems.
    pub size: u64,
    /// Root of the Merkle tree over them.
    pub root: Digest,
    /// Everything that is not as it should be: in order of place, what lies beside the log last.
    pub problems: Vec<Problem>,
    /// Bytes behind the last whole line: a commit being written, or a tail that the next writer cuts.
    pub tail_bytes: u64,
    /// Events whose content was erased.
    pub erased: u64,
    /// Bytes of the log that were read.
    pub log_bytes: u64,
    /// What became of the index.
    pub index: IndexChecked,
    /// Pieces of evidence that were read through; none by [`verify`](super::verify).
    pub evidence: u64,
    /// What is there and needed by nothing: pieces that no event names, files never finished, things
    /// that are not ours. No problem; `doctor` advises.
    pub strays: Vec<PathBuf>,
}

/// Something that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file.
    pub segment: PathBuf,
    /// Where the line begins, in bytes from its start.
    pub offset: u64,
    /// The event, where the line could be read that far.
    pub position: Option<Position>,
    /// What is wrong.
    pub what: String,
}
