//! What can go wrong, split by what a caller can do about it. Every door of the crate returns one of
//! the enums here; causes are attached as sources.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use counterclaim_model::{CommitId, Digest, Position};

use crate::CommitSummary;
use crate::note::{BadLeaf, BadNote};
use crate::staging::MAX_COMMIT_BYTES;
use crate::stored::FORMAT;
use crate::tree::ProofError;

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
    #[error("commit {id} is longer than {limit} bytes, the most that fits one line: split it")]
    TooLarge {
        /// The commit.
        id: CommitId,
        /// The most bytes that a line may have; on a cluster, what its servers take as one message.
        limit: u64,
    },
    /// Another writer recorded something first, so what this commit was decided on is no longer all there
    /// is: it was not recorded. Catch up, and decide again. Only a log with several writers says this.
    #[error(
        "commit {id} was not recorded, since another writer recorded something first: decide it again"
    )]
    Overtaken {
        /// The commit.
        id: CommitId,
    },
    /// No room on the device: the commit was not recorded. The log is poisoned: free space, then open it
    /// again.
    #[error("no space left in {} for commit {id}: it was not recorded", path.display())]
    DiskFull {
        /// The commit.
        id: CommitId,
        /// The file that could not grow.
        path: PathBuf,
        /// The cause.
        source: Arc<io::Error>,
    },
    /// An earlier write failed, so nothing is taken any more. Open the log again.
    #[error("an earlier write failed: open the log again")]
    Poisoned,
    /// Writing or syncing failed, and nobody knows whether the commit became durable. The log is
    /// poisoned: open it again, then ask for the commit's id, or simply append it once more.
    #[error(
        "nobody knows whether commit {id} was recorded, since {} could not be written: \
         open the log again and ask for the commit",
        path.display()
    )]
    Unknown {
        /// The commit.
        id: CommitId,
        /// The file.
        path: PathBuf,
        /// The cause.
        source: Arc<io::Error>,
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
    /// Written by a build older than the first format that is kept readable. Use that build to export it.
    #[error(
        "{} has format {found}, that of a preview; this build reads format {known}: \
         export the case with the build that wrote it, and import it here",
        path.display()
    )]
    Preview {
        /// The file.
        path: PathBuf,
        /// Its format.
        found: u64,
        /// The only format this build reads.
        known: u64,
    },
    /// The name under which checkpoints would be signed is none. Choose another.
    #[error(
        "{origin:?} is no origin: it must not be empty, nor hold spaces, control characters or `+`"
    )]
    NotAnOrigin {
        /// The name given.
        origin: String,
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
    /// A checkpoint was signed over more than the log holds: its end is gone. Nothing was changed;
    /// restore from a copy.
    #[error(
        "the log ends at {head}, but a checkpoint of {signed} was signed: restore it from a copy"
    )]
    Short {
        /// Where the log ends.
        head: Position,
        /// What was signed.
        signed: u64,
    },
    /// The log is not what was signed: its history was altered. Nothing was changed; restore from a
    /// copy, and find out by whom.
    #[error(
        "history was altered: of {size} events the root was signed as {signed}, and is {found}"
    )]
    Altered {
        /// How many events.
        size: u64,
        /// The root in the checkpoint.
        signed: Digest,
        /// The root of what the log holds.
        found: Digest,
    },
    /// A piece of evidence is not what its name says. Restore it from a copy.
    #[error("evidence {digest} is damaged: {what}")]
    EvidenceDamaged {
        /// What it should be.
        digest: Digest,
        /// What it is.
        what: String,
    },
    /// The bytes are more than one piece of evidence may have. Keep them elsewhere, and name that place.
    #[error("evidence of {bytes} bytes is too large; the limit is {limit}")]
    EvidenceTooLarge {
        /// Their number.
        bytes: u64,
        /// The limit.
        limit: u64,
    },
    /// A cluster holds the case in a way that breaks what this log promises. Change it, or use another.
    #[error("{address} cannot be used: {what}")]
    Unfit {
        /// The case's address.
        address: String,
        /// What is wrong, and what to do about it.
        what: String,
    },
    /// A message of a cluster's stream is not what it must be: the stream was altered, or a replica of it
    /// tells another story. Nothing was taken from there; keep the local copy, and compare the replicas.
    #[error("{address} is damaged at message {sequence}: {what}")]
    BadMessage {
        /// The case's address.
        address: String,
        /// Its number in the stream.
        sequence: u64,
        /// What is wrong with it.
        what: String,
    },
    /// The local copy and the cluster hold different histories. Nothing was changed. If the copy is the
    /// stale one, remove it, and it is made again.
    #[error("the copy in {} and {address} tell different stories: {what}", copy.display())]
    HistoriesPart {
        /// The directory of the copy.
        copy: PathBuf,
        /// The case's address.
        address: String,
        /// Where they part.
        what: String,
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

/// Why no checkpoint was signed, or no proof made.
#[derive(Debug, thiserror::Error)]
pub enum ProveError {
    /// The case has no key, so nothing of it is ever signed.
    #[error("this case has no key, so its log is not signed")]
    Unsigned,
    /// The key is not that of the case.
    #[error("this key is {found}; the case is signed with {wanted}")]
    OtherKey {
        /// The verifier in `case.toml`.
        wanted: String,
        /// The verifier of the key at hand.
        found: String,
    },
    /// No checkpoint covers what is asked for.
    #[error("no checkpoint reaches position {position}: the last one signed is of {signed}")]
    NotCovered {
        /// What was asked for.
        position: Position,
        /// Size of the last checkpoint; 0 without one.
        signed: u64,
    },
    /// The log has no such event.
    #[error("the log has no position {0}")]
    NoEvent(Position),
    /// There is no checkpoint of this size to prove anything from.
    #[error("no checkpoint of {0} events was signed")]
    NoCheckpoint(u64),
    /// The log cannot be read, or is not what was signed.
    #[error(transparent)]
    Log(#[from] LogError),
}

/// Why a proof does not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Disproof {
    /// It is no proof.
    #[error("the file is no proof: {0}")]
    Form(&'static str),
    /// Its checkpoint is not signed, or not by whom it should be.
    #[error("the checkpoint {0}")]
    Checkpoint(#[from] BadNote),
    /// The older checkpoint, which the proof is held against, is not signed by whom it should be.
    #[error("the older checkpoint {0}")]
    Older(#[source] BadNote),
    /// The event it shows is none, or not the one that was recorded.
    #[error(transparent)]
    Leaf(#[from] BadLeaf),
    /// The event it shows stands elsewhere than the proof says.
    #[error("the event is that of position {says}, the proof one of index {index}")]
    OtherPlace {
        /// What the event's bytes say.
        says: Position,
        /// What the proof says, from 0.
        index: u64,
    },
    /// It begins at another size than the older checkpoint.
    #[error("the older checkpoint is of {kept} events, the proof from {proof}")]
    OtherSize {
        /// Size of the checkpoint that was kept.
        kept: u64,
        /// Where the proof begins.
        proof: u64,
    },
    /// Its hashes do not lead from the one to the other.
    #[error("the hashes do not fit: {0}")]
    Path(#[from] ProofError),
}

impl LogError {
    /// Attaches a path to an I/O error; for `map_err`.
    pub(crate) fn io(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io { path, source }
    }

    /// Refuses another format than this build's.
    pub(crate) fn other_format(path: &Path, found: u64) -> Self {
        let (path, known) = (path.to_owned(), FORMAT);
        if found > known {
            Self::TooNew { path, found, known }
        } else {
            Self::Preview { path, found, known }
        }
    }

    /// Returns whether the device has no room left.
    pub fn is_disk_full(&self) -> bool {
        matches!(self, Self::Io { source, .. } if source.kind() == io::ErrorKind::StorageFull)
    }
}

impl AppendError {
    /// Refuses a commit that does not fit a line.
    pub(crate) fn too_large(id: &CommitId) -> Self {
        Self::larger_than(id, MAX_COMMIT_BYTES)
    }

    /// Refuses a commit that does not fit a line of `limit` bytes.
    pub(crate) fn larger_than(id: &CommitId, limit: u64) -> Self {
        Self::TooLarge { id: id.clone(), limit }
    }
}

/// A group of commits that could not be written, or only in part, and why.
#[derive(Debug)]
pub(crate) struct Unwritten {
    path: PathBuf,
    source: Arc<io::Error>,
    fate: Fate,
    /// Commits up to here were recorded all the same.
    recorded: Position,
}

/// What became of the commits that were not recorded for certain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// Nobody knows.
    Unknown,
    /// Nothing of them stays, because the device was full and the file was cut back.
    Gone,
    /// Nothing of them stays, because another writer was first.
    #[cfg(feature = "cluster")]
    Overtaken,
}

impl Unwritten {
    fn of(path: &Path, source: io::Error, fate: Fate) -> Self {
        let (path, source) = (path.to_owned(), Arc::new(source));
        Self { path, source, fate, recorded: Position::START }
    }

    /// Nobody knows what stays.
    pub(crate) fn unknown(path: &Path, source: io::Error) -> Self {
        Self::of(path, source, Fate::Unknown)
    }

    /// Nothing stays; counts only for a device without room, since any other that fails may lie.
    pub(crate) fn gone(path: &Path, source: io::Error) -> Self {
        let is_full = source.kind() == io::ErrorKind::StorageFull;
        Self::of(path, source, if is_full { Fate::Gone } else { Fate::Unknown })
    }

    /// Nothing stays, since another writer was first.
    #[cfg(feature = "cluster")]
    pub(crate) fn overtaken(path: &Path) -> Self {
        Self::of(path, io::Error::other("another writer was first"), Fate::Overtaken)
    }

    /// Commits up to `recorded` stand.
    #[cfg(feature = "cluster")]
    pub(crate) fn behind(self, recorded: Position) -> Self {
        Self { recorded, ..self }
    }

    /// Tells what it means for one commit of the group; nothing, if it stands all the same.
    pub(crate) fn for_commit(&self, commit: &CommitSummary) -> Option<AppendError> {
        if commit.last <= self.recorded {
            return None;
        }
        let (id, path) = (commit.id.clone(), self.path.clone());
        let source = Arc::clone(&self.source);
        Some(match self.fate {
            Fate::Gone => AppendError::DiskFull { id, path, source },
            Fate::Unknown => AppendError::Unknown { id, path, source },
            #[cfg(feature = "cluster")]
            Fate::Overtaken => AppendError::Overtaken { id },
        })
    }
}
