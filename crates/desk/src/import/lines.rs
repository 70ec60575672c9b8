//! One object a line: a line that is wrong does not touch the others.

use std::io::{BufRead, Read as _};

use serde_json::Value;

use super::input::{Budget, ROW_BYTES};
use super::row::{Given, Row};
use crate::error::DeskError;

/// Reads rows line by line and hands each to `give`.
///
/// # Errors
/// The file's, and whatever `give` returns.
pub(super) fn read(
    mut reader: impl BufRead,
    budget: &Budget,
    give: &mut dyn FnMut(Given) -> Result<(), DeskError>,
) -> Result<(), DeskError> {
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        // The line's own limit below counts; a long one is passed over, not held.
        budget.lift(u64::MAX);
        let mut limited = reader.by_ref().take(ROW_BYTES + 1);
        if limited.read_until(b'\n', &mut line).map_err(unread)? == 0 {
            break;
        }
        if line.len() as u64 > ROW_BYTES {
            if line.last() != Some(&b'\n') {
                pass_over(&mut reader).map_err(unread)?;
            }
            give((number, Err("the line is too long (the limit is 4 MiB)".to_owned())))?;
        } else if !line.trim_ascii().is_empty() {
            give((number, row(line.trim_ascii())))?;
        }
    }
    Ok(())
}

fn row(line: &[u8]) -> Result<Row, String> {
    let text = std::str::from_utf8(line)
        .map_err(|error| format!("byte {} of the line is not UTF-8", error.valid_up_to() + 1))?;
    serde_json::from_str::<Value>(text).map(Row::Json).map_err(|error| {
        // The reader saw one line and counts from it.
        format!("no JSON: {error}").replace(" at line 1 column ", " at column ")
    })
}

/// Reads to the end of the line without keeping it.
fn pass_over(reader: &mut impl BufRead) -> std::io::Result<()> {
    loop {
        let part = reader.fill_buf()?;
        let end = part.iter().position(|byte| *byte == b'\n');
        let (used, is_done) = (end.map_or(part.len(), |end| end + 1), end.is_some());
        let is_empty = part.is_empty();
        reader.consume(used);
        if is_done || is_empty {
            return Ok(());
        }
    }
}

/// Says that the file could not be read.
pub(super) fn unread(error: std::io::Error) -> DeskError {
    DeskError::Unread(error)
}
