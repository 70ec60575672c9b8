//! Erasure by redaction: an event that says what, why and who, then the segments without it. Positions,
//! root and every proof stay; what was said is gone from these files. Called by `erase`.

use std::path::Path;

use counterclaim_model::{ContentErased, Event};

use super::unfinished::{Unfinished, finish};
use crate::files::{Lock, Paths};
use crate::{AppendError, Appended, Commit, EventLog, FileLog, LogError, ReadLog};

/// Why an erasure was not carried out.
#[derive(Debug, thiserror::Error)]
pub enum EraseError {
    /// The commit does not record an erasure, and nothing else. Nothing was done.
    #[error("the commit records no erasure")]
    NotAnErasure,
    /// The erasure was not recorded, and nothing was erased.
    #[error("could not record the erasure; nothing was erased")]
    Append(#[from] AppendError),
    /// Preparing failed; nothing was erased.
    #[error("could not prepare the erasure; nothing was erased")]
    Prepare(#[source] LogError),
    /// It was recorded, but not carried out to the end. Whoever opens the case for writing next
    /// finishes it.
    #[error("the erasure is recorded but not finished: the next command that writes finishes it")]
    Unfinished(#[source] LogError),
}

/// An erasure that was carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erased {
    /// The commit that records it.
    pub appended: Appended,
    /// Events that lost their content; less than were named if some had lost it before.
    pub events: u64,
    /// Pieces of evidence that were removed.
    pub evidence: u64,
}

/// Records an erasure in the log of the case in `dir` and carries it out. The log is closed by it: index
/// and snapshot are made again when it is opened next.
///
/// Killed at any moment, it is either not recorded and nothing is erased, or the next open for writing
/// finishes it. Readers that opened before see the case as it was.
///
/// # Errors
/// See [`EraseError`].
pub fn erase(dir: &Path, mut log: FileLog, commit: Commit) -> Result<Erased, EraseError> {
    let erasure = erasure(&commit).ok_or(EraseError::NotAnErasure)?;
    let paths = Paths::of(dir);
    let unfinished = Unfinished::of(&commit.header.id, log.head(), &erasure);
    unfinished.write(&paths).map_err(EraseError::Prepare)?;
    let appended = log.append(commit);
    drop(log);
    // From here on whoever holds the lock may have finished already; then there is nothing left to do.
    let finished = Lock::take(dir, &paths.lock).and_then(|_lock| finish(dir));
    let appended = appended?;
    let finished = finished.map_err(EraseError::Unfinished)?;
    let (events, evidence) = finished.map_or((0, 0), |done| (done.events, done.evidence));
    Ok(Erased { appended, events, evidence })
}

fn erasure(commit: &Commit) -> Option<ContentErased> {
    let [(_, event)] = commit.decided.events() else { return None };
    if let Event::ContentErased(erasure) = event { Some(erasure.clone()) } else { None }
}
