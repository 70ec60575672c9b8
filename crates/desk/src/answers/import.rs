//! What importing a file led to: the file as a whole, and row by row.

use counterclaim_model::{CommitId, Digest, ImportFormat, ImportKind, Position};
use serde::Serialize;

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RowResult {
    /// It brought something.
    Added,
    /// Everything it says is here already.
    Unchanged,
    /// It brought nothing, for a reason.
    Refused,
}

/// One row of an imported file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ImportedRow {
    /// Its line, where the file has one row a line or is CSV; else its number, from 1.
    pub at: u64,
    /// What it is: `claim`, `link`, `actor`, `matter`, `review`.
    pub what: &'static str,
    /// What became of it.
    pub result: RowResult,
    /// Id of what it is about, if it came to that.
    pub id: Option<String>,
    /// Why it was refused.
    pub why: Option<String>,
    /// What a person should know of it: where this case has something else, and keeps it.
    pub notes: Vec<String>,
    /// Everything recorded for it beside the thing itself: actors, sources, captures, posts, matters.
    pub created: Vec<String>,
}

impl ImportedRow {
    /// Returns whether a person should see the row though they did not ask for it.
    pub fn needs_a_word(&self) -> bool {
        self.result == RowResult::Refused || !self.notes.is_empty() || !self.created.is_empty()
    }
}

/// An imported file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ImportedFile {
    /// Its name, without its folder.
    pub name: String,
    /// SHA-256 of its bytes.
    pub sha256: Digest,
    /// What its rows are.
    pub kind: ImportKind,
    /// How it is written.
    pub format: ImportFormat,
    /// Rows in it.
    pub rows: u64,
    /// Rows that brought something.
    pub added: u64,
    /// Rows that brought nothing new.
    pub unchanged: u64,
    /// Rows that were refused.
    pub refused: u64,
    /// Whether what was checked where the file comes from is checked here.
    pub vouched: bool,
    /// The commit that records the import; absent if nothing was to be recorded, or on a dry run.
    pub commit: Option<CommitId>,
    /// First and last position recorded.
    pub positions: Option<(Position, Position)>,
    /// Whether this key was used before: the first result stands, and nothing was recorded.
    pub replayed: bool,
    /// Whether nothing was written because the caller asked only what would be.
    pub dry_run: bool,
    /// The rows that are told of, in the order of the file.
    pub results: Vec<ImportedRow>,
}
