//! The log as it grows: what was recorded behind a position, and then what comes.

use std::path::Path;
use std::time::Duration;

use counterclaim_log::{FileReader, Follow, ReadLog};
use counterclaim_model::Position;

use super::log::shown;
use crate::answers::LogPage;
use crate::error::DeskError;

/// A log that is followed, beside whoever writes it.
#[derive(Debug)]
pub struct Following {
    follow: Follow,
}

/// Follows the log in `dir` from behind `after` on. Takes no lock, and needs nothing but the log.
///
/// # Errors
/// If there is no case, it is damaged, or `after` lies behind its end.
pub fn follow(dir: &Path, after: Position) -> Result<Following, DeskError> {
    let reader = FileReader::open(dir)?;
    let head = reader.head();
    if after > head {
        return Err(DeskError::Invalid(format!("the log ends at position {head}")));
    }
    Ok(Following { follow: Follow::behind(reader, after) })
}

impl Following {
    /// Returns what comes next: at once if there is anything, else whatever came within `patience`,
    /// which may be nothing. Every event comes once, in order.
    ///
    /// # Errors
    /// If the log cannot be read.
    pub fn next(&mut self, patience: Duration) -> Result<LogPage, DeskError> {
        let entries = self.follow.next(patience)?.into_iter().map(shown).collect();
        Ok(LogPage { entries, log: None, head: self.follow.cursor() })
    }
}
