//! What can go wrong at the desk, split by what the caller can do about it.

use counterclaim_ingest::GazetteerError;
use counterclaim_log::{
    AppendError, BackupError, BadKey, DumpError, EraseError, LoadError, LogError, MoveError,
    ProveError, RestoreError,
};
use counterclaim_model::{Refusal, RefusalKind};

use crate::query::QueryError;

/// What a caller can do about an error. Every face maps it to its own codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// The thing is not there.
    NotFound,
    /// The thing has changed, or the same was done before with other content.
    Conflict,
    /// What was asked is wrong.
    Invalid,
    /// The log is damaged and was not opened.
    Damaged,
    /// Somebody else holds it, or the machine fails.
    Unavailable,
}

/// Why the desk did not do it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DeskError {
    /// The rules said no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// No thing has this name or id.
    #[error("no {what} called {name:?} in this case")]
    NotFound {
        /// What was looked for.
        what: &'static str,
        /// The name or id given.
        name: String,
    },
    /// Several things have it.
    #[error("{name:?} may be any of {}: give more of it", .found.join(", "))]
    Ambiguous {
        /// The name or prefix given.
        name: String,
        /// What it may be.
        found: Vec<String>,
    },
    /// What was asked is wrong.
    #[error("{0}")]
    Invalid(String),
    /// One revision was given for a change of several things, or of none that is there.
    #[error("a revision can be expected only of a change of exactly one thing that is there")]
    NotOneThing,
    /// What was looked for is no query.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// The actors file is none.
    #[error("cannot take the actors file")]
    Actors(#[from] GazetteerError),
    /// Lines of a batch were refused; nothing of it was recorded.
    #[error("{} of the batch refused, nothing recorded: {}", .0.len(), .0.join("; "))]
    Batch(Vec<String>),
    /// A report is wanted as final, and something in it is unchecked.
    #[error(
        "not final: {statements} statements and {links} links in it are unchecked; check or reject them \
         (`queue`), or leave --final out for a draft"
    )]
    Unchecked {
        /// Statements.
        statements: usize,
        /// Links.
        links: usize,
    },
    /// The log could not be read or opened.
    #[error(transparent)]
    Log(#[from] LogError),
    /// The log could not be written out.
    #[error(transparent)]
    Dump(#[from] DumpError),
    /// A dump could not be loaded.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// A file to be imported could not be read.
    #[error("cannot read the file")]
    Unread(#[source] std::io::Error),
    /// There is no backup, or no newer one.
    #[error(transparent)]
    Backup(#[from] BackupError),
    /// There is no restored case.
    #[error(transparent)]
    Restore(#[from] RestoreError),
    /// The case was not moved, or not to the end.
    #[error(transparent)]
    Move(#[from] MoveError),
    /// Nothing was erased, or not to the end.
    #[error(transparent)]
    Erase(#[from] EraseError),
    /// The commit was not recorded.
    #[error("could not record")]
    Append(#[source] AppendError),
    /// Nothing was signed or proved.
    #[error(transparent)]
    Prove(#[from] ProveError),
    /// The case's name cannot be that of a key.
    #[error("the origin {0}")]
    Key(#[from] BadKey),
    /// What is known of watched pages could not be kept.
    #[error("cannot keep watch.json in the case")]
    Diary(#[source] std::io::Error),
    /// Whoever takes in what a watch brings did not, in their own words.
    #[error("{why}")]
    NotTakenIn {
        /// What they say.
        why: String,
        /// Whether it may go better later.
        may_pass: bool,
    },
    /// Another process watches for this case.
    #[error("another `watch` runs on this case")]
    Watched,
    /// This desk was opened for reading.
    #[error("this case is open for reading only")]
    ReadOnly,
    /// The machine has no randomness to give.
    #[error("no randomness from the operating system")]
    Entropy(#[from] getrandom::Error),
}

impl DeskError {
    /// Returns what the caller can do about it.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::Refused(refusal) => match refusal.kind() {
                RefusalKind::NotFound => ErrorKind::NotFound,
                RefusalKind::Conflict => ErrorKind::Conflict,
                RefusalKind::Invalid => ErrorKind::Invalid,
            },
            Self::NotFound { .. } => ErrorKind::NotFound,
            Self::Ambiguous { .. }
            | Self::Invalid(_)
            | Self::NotOneThing
            | Self::Query(_)
            | Self::Actors(_)
            | Self::Batch(_) => ErrorKind::Invalid,
            Self::Unchecked { .. } => ErrorKind::Conflict,
            Self::Log(error) => log_kind(error),
            Self::Backup(error) | Self::Restore(RestoreError::Copy(error)) => backup_kind(error),
            Self::Restore(RestoreError::Taken { .. }) => ErrorKind::Conflict,
            Self::Restore(RestoreError::NotSound(_)) => ErrorKind::Damaged,
            Self::Move(error) => move_kind(error),
            Self::Erase(error) => erase_kind(error),
            Self::Append(error) => append_kind(error),
            Self::Dump(DumpError::Log(error)) => log_kind(error),
            Self::Dump(DumpError::Payload { .. }) => ErrorKind::Damaged,
            Self::Load(LoadError::NotEmpty) => ErrorKind::Conflict,
            Self::Load(LoadError::OtherCase(_) | LoadError::BadLine { .. }) => ErrorKind::Invalid,
            Self::Load(LoadError::Append(error)) => append_kind(error),
            Self::Dump(DumpError::Write(_)) | Self::Load(LoadError::Read(_)) => {
                ErrorKind::Unavailable
            }
            Self::Prove(ProveError::Log(error)) => log_kind(error),
            Self::Prove(ProveError::NoEvent(_) | ProveError::NoCheckpoint(_)) => {
                ErrorKind::NotFound
            }
            Self::Prove(
                ProveError::Unsigned | ProveError::OtherKey { .. } | ProveError::NotCovered { .. },
            )
            | Self::Key(_) => ErrorKind::Invalid,
            Self::Diary(error) if error.kind() == std::io::ErrorKind::NotFound => {
                ErrorKind::NotFound
            }
            Self::NotTakenIn { may_pass: false, .. } => ErrorKind::Invalid,
            Self::NotTakenIn { may_pass: true, .. }
            | Self::ReadOnly
            | Self::Entropy(_)
            | Self::Unread(_)
            | Self::Diary(_)
            | Self::Watched => ErrorKind::Unavailable,
        }
    }
}

fn log_kind(error: &LogError) -> ErrorKind {
    match error {
        LogError::NotACase { .. } => ErrorKind::NotFound,
        LogError::AlreadyACase { .. } => ErrorKind::Conflict,
        LogError::TooNew { .. }
        | LogError::Preview { .. }
        | LogError::NotAnOrigin { .. }
        | LogError::EvidenceTooLarge { .. } => ErrorKind::Invalid,
        LogError::Damaged { .. }
        | LogError::EvidenceDamaged { .. }
        | LogError::Short { .. }
        | LogError::Altered { .. }
        | LogError::BadMessage { .. }
        | LogError::HistoriesPart { .. } => ErrorKind::Damaged,
        LogError::Locked { .. } | LogError::Unfit { .. } | LogError::Io { .. } => {
            ErrorKind::Unavailable
        }
    }
}

fn backup_kind(error: &BackupError) -> ErrorKind {
    match error {
        BackupError::Log(error) => log_kind(error),
        BackupError::OtherCase { .. }
        | BackupError::NotABackup { .. }
        | BackupError::HistoriesPart { .. } => ErrorKind::Conflict,
        BackupError::Erasing { .. } => ErrorKind::Unavailable,
    }
}

fn move_kind(error: &MoveError) -> ErrorKind {
    match error {
        MoveError::OtherCase(_) | MoveError::Ahead(_) | MoveError::HistoriesPart(_) => {
            ErrorKind::Conflict
        }
        MoveError::OtherRoot { .. } => ErrorKind::Damaged,
        MoveError::Log(error) => log_kind(error),
        MoveError::Append(error) => append_kind(error),
    }
}

fn erase_kind(error: &EraseError) -> ErrorKind {
    match error {
        EraseError::NotAnErasure => ErrorKind::Invalid,
        EraseError::Append(error) => append_kind(error),
        EraseError::Prepare(error) | EraseError::Unfinished(error) => log_kind(error),
    }
}

fn append_kind(error: &AppendError) -> ErrorKind {
    match error {
        AppendError::AlreadyDone(_)
        | AppendError::IdempotencyMismatch(_)
        | AppendError::Overtaken { .. } => ErrorKind::Conflict,
        AppendError::NothingToRecord
        | AppendError::TooLarge { .. }
        | AppendError::Unencodable(_) => ErrorKind::Invalid,
        AppendError::Unreadable(error) => log_kind(error),
        AppendError::DiskFull { .. } | AppendError::Poisoned | AppendError::Unknown { .. } => {
            ErrorKind::Unavailable
        }
    }
}
