//! The log out as NDJSON and back into a fresh case: positions, times, salts and payload bytes stay, and
//! with them the root. Evidence is not in a dump; `verify` names what is missing afterwards.

use std::io::{BufRead, Read, Write};
use std::path::Path;

use counterclaim_log::{CaseFile, FileLog, ReadLog};
use counterclaim_model::{CaseId, Position};
use serde::Deserialize;

use crate::desk::Desk;
use crate::error::DeskError;

/// What the first line of a dump says of its case.
#[derive(Deserialize)]
struct FirstLine {
    case: CaseId,
    payload: FirstPayload,
}

/// The title, if the first event opens the case.
#[derive(Deserialize)]
struct FirstPayload {
    title: Option<String>,
}

impl Desk {
    /// Writes every event of the log, one JSON object a line. Returns their number.
    ///
    /// # Errors
    /// If the log cannot be read or `out` not be written.
    pub fn dump(&self, out: &mut impl Write) -> Result<u64, DeskError> {
        Ok(counterclaim_log::dump(self.book.log(), out)?)
    }
}

/// Loads a dump into a new case in `dir`. Returns the number of events.
///
/// # Errors
/// If `dir` holds a case already, or a line is not what a dump has there: by number. What was loaded
/// before that line stays in `dir`; remove it and begin again.
pub fn load(dir: &Path, mut dump: impl BufRead) -> Result<Position, DeskError> {
    let mut first = String::new();
    dump.read_line(&mut first).map_err(counterclaim_log::LoadError::Read)?;
    let line: FirstLine = serde_json::from_str(&first)
        .map_err(|error| DeskError::Invalid(format!("line 1 is no event of a dump: {error}")))?;
    let title = line.payload.title.unwrap_or_else(|| "loaded from a dump".to_owned());
    let mut log = FileLog::create(dir, &CaseFile::new(line.case, title))?;
    let whole = std::io::Cursor::new(first).chain(dump);
    counterclaim_log::load(whole, &mut log)?;
    Ok(log.head())
}
