//! How a file is to be imported.

use counterclaim_model::{CommitId, ImportFormat, ImportKind};

/// What is done where rows are refused.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Completeness {
    /// The rest is recorded.
    #[default]
    EachRow,
    /// Nothing is recorded; and everything is one commit.
    AllOrNothing,
}

/// What becomes here of what was checked where the file comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Vouching {
    /// It waits in the queue, as every proposal does.
    #[default]
    Propose,
    /// It is checked here too: the analyst vouches for it.
    Vouch,
}

/// How a file is to be imported.
#[derive(Clone, Debug, Default)]
pub struct ImportWanted {
    /// Its name, without its folder.
    pub name: String,
    /// What its rows are; told from the content where it is not given.
    pub kind: Option<ImportKind>,
    /// How it is written; told from the content where it is not given.
    pub format: Option<ImportFormat>,
    /// What is done where rows are refused.
    pub completeness: Completeness,
    /// What becomes of what was checked elsewhere.
    pub vouching: Vouching,
    /// Idempotency key.
    pub key: Option<CommitId>,
    /// Decide, but record nothing.
    pub dry_run: bool,
}
