//! Rebuilding: everything that follows from the log is thrown away and made again. Called by `rebuild`,
//! for whoever doubts it.

use std::path::Path;

use counterclaim_model::Position;

use super::unfinished::forget_what_was_derived;
use crate::files::{Lock, Paths, case_file};
use crate::{FileLog, IndexFate, LogError, ReadLog, Recovery};

/// What was made again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rebuilt {
    /// The last event of the log it was made from.
    pub head: Position,
    /// What opening had to mend beside it.
    pub recovery: Recovery,
    /// What became of the index: rebuilt, unless it could not be.
    pub index: IndexFate,
}

/// Throws away index, hashes and snapshot of the case in `dir` and makes them again from the log.
///
/// # Errors
/// As [`FileLog::open`].
pub fn rebuild(dir: &Path) -> Result<Rebuilt, LogError> {
    case_file::read(dir)?;
    let paths = Paths::of(dir);
    {
        let _lock = Lock::take(dir, &paths.lock)?;
        forget_what_was_derived(dir, &paths)?;
        let hashes = paths.log.join("hashes");
        match std::fs::remove_file(&hashes) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(LogError::io(&hashes)(error));
            }
            _ => {}
        }
    }
    let (log, recovery) = FileLog::open(dir)?;
    log.follower().leave_nothing();
    let head = log.head();
    Ok(Rebuilt { head, recovery, index: log.close() })
}
