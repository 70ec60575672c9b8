//! A case from files to a cluster, back, or from one stream to a fresh one. What it is moved from stays as it is.

use std::path::Path;

use counterclaim_log::{
    CaseFile, EventLog, FileLog, LogError, Moved, Reaching, ReadLog, StreamLog, move_into,
};

use crate::error::DeskError;

/// Where a case is, or is to be.
#[derive(Clone, Copy, Debug)]
pub enum Home<'a> {
    /// A directory.
    Files(&'a Path),
    /// A cluster, with the directory of this machine's copy.
    Cluster(&'a Reaching, &'a Path),
}

/// Moves the case at `from` to `to`, where it is begun if it is not there yet, and goes on where an earlier move
/// was interrupted. Both are held against each other event by event, and by their roots at the end. Nobody can
/// write a case in files meanwhile; whoever writes to a cluster meanwhile is left out, and moving again takes
/// that along.
///
/// # Errors
/// If one of the two cannot be opened, or the other holds another case or another history.
pub fn move_case(from: Home<'_>, to: Home<'_>) -> Result<Moved, DeskError> {
    match from {
        Home::Files(dir) => {
            let (log, _) = FileLog::open(dir)?;
            move_to(&log, log.case_file(), to)
        }
        Home::Cluster(reaching, copy) => {
            let (log, _) = StreamLog::open(reaching, copy)?;
            move_to(&log, log.copy().case_file(), to)
        }
    }
}

fn move_to(from: &dyn ReadLog, case: &CaseFile, to: Home<'_>) -> Result<Moved, DeskError> {
    let mut into: Box<dyn EventLog> = match to {
        Home::Files(dir) => Box::new(match FileLog::open(dir) {
            Err(LogError::NotACase { .. }) => FileLog::create(dir, case)?,
            opened => opened?.0,
        }),
        Home::Cluster(reaching, copy) => Box::new(match StreamLog::open(reaching, copy) {
            Err(LogError::NotACase { .. }) => StreamLog::create(reaching, copy, case)?,
            opened => opened?.0,
        }),
    };
    Ok(move_into(from, into.as_mut())?)
}
