//! What can go wrong, split by what a caller can do about it. Every door of the crate returns one of
//! the two enums here; causes are attached as sources.

use std::io;
use std::path::{Path, PathBuf};

use counterclaim_model::Digest;

use crate::CommitSummary;

/// Why a commit was not appended.
#[derive(Debug, thiserror::Error)]
pub enum AppendError {
    /// The same request was recorded before under this commit id. Answer with what it did then.
    #[error("commit {} was recorded before, at positions {} to {}", .0.id, .0.first, .0.last)]
    AlreadyDone(CommitSummary),
    /// Another request was recorded under this commit id. Choose a new id.
    #[error("commit id {} stands for another request, recorded at {}", .0.id, .0.first)]
    IdempotencyMismatch(CommitSummary),
    /// The commit has no events. Do not append it: there is nothing to make durable.
    #[error("nothing to record")]
    NothingToRecord,
    /// The commit does not fit one line. Split it.
    #[error("commit has {bytes} bytes; the limit is {limit}")]
    TooLarge {
        /// Its length as a line, in bytes.
        bytes: u64,
        /// The limit, in bytes.
        limit: u64,
    },
    /// No room on the device. The log is poisoned: free space, then open it again.
    #[error("no space left for {}", path.display())]
    DiskFull {
        /// The file that did not fit.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// An earlier write failed, so nobody knows what the disk holds. Open the log again.
    #[error("an earlier write failed: open the log again")]
    Poisoned,
    /// Writing failed. Whether the commit became durable shows after opening again: ask for its id.
    /// The log is poisoned.
    #[error("cannot write {}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// What was recorded before could not be read, so nothing new was written.
    #[error("cannot read what was recorded before")]
    Unreadable(#[from] LogError),
    /// An event has no JSON form. Never happens for values of the model.
    #[error("event has no JSON form")]
    Unencodable(#[from] serde_json::Error),
}

/// Why a log could not be opened or read.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// Somebody else writes this case. Wait, or ask them.
    #[error("{} is being written by another process", path.display())]
    Locked {
        /// The case.
        path: PathBuf,
    },
    /// There is no case here.
    #[error("{} holds no case", path.display())]
    NotACase {
        /// The directory.
        path: PathBuf,
    },
    /// There is a case here already.
    #[error("{} holds a case already", path.display())]
    AlreadyACase {
        /// The directory.
        path: PathBuf,
    },
    /// Written by a newer build. Use that one.
    #[error("{} has format {found}; this build reads format {known}", path.display())]
    TooNew {
        /// The file.
        path: PathBuf,
        /// Its format.
        found: u64,
        /// The only format this build reads.
        known: u64,
    },
    /// Something that was durable is not what it was. Nothing was changed; restore from a copy.
    #[error("{} is damaged at byte {offset}: {what}", segment.display())]
    Damaged {
        /// The file.
        segment: PathBuf,
        /// Where the first bad line begins, in bytes from the start of the file.
        offset: u64,
        /// What is wrong with it.
        what: String,
    },
    /// A piece of evidence is not what its name says. Restore it from a copy.
    #[error("evidence {digest} is damaged: its bytes hash to {found}")]
    EvidenceDamaged {
        /// What it should be.
        digest: Digest,
        /// What it is.
        found: Digest,
    },
    /// The operating system said no.
    #[error("cannot access {}", path.display())]
    Io {
        /// The file or directory.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
}

impl LogError {
    /// Attaches a path to an I/O error; for `map_err`.
    pub(crate) fn io(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io { path, source }
    }

    /// Returns whether the device has no room left.
    pub fn is_disk_full(&self) -> bool {
        matches!(self, Self::Io { source, .. } if source.kind() == io::ErrorKind::StorageFull)
    }
}

impl AppendError {
    /// Tells a full device from other failures to write `path`.
    pub(crate) fn writing(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        if source.kind() == io::ErrorKind::StorageFull {
            Self::DiskFull { path, source }
        } else {
            Self::Io { path, source }
        }
    }
}
