//! Rows and columns: CSV with a header that names the fields.

use std::io::Read;

use csv::{ByteRecord, ReaderBuilder};

use super::cell::Record;
use super::input::Budget;
use super::row::{Given, Row};
use super::sniff::Look;
use crate::error::DeskError;

/// Reads rows from a table and hands each to `give`, under the line it begins in.
///
/// # Errors
/// If the header names a column twice or cannot be read, and whatever `give` returns.
pub(super) fn read(
    reader: impl Read,
    look: Look,
    budget: &Budget,
    give: &mut dyn FnMut(Given) -> Result<(), DeskError>,
) -> Result<(), DeskError> {
    let mut table =
        ReaderBuilder::new().flexible(true).delimiter(look.delimiter).from_reader(reader);
    let header = table.byte_headers().map_err(|error| invalid(1, &error))?.clone();
    let columns = columns(&header)?;
    // The reader counts the line feed behind a carriage return with the next row.
    let behind = u64::from(look.has_returns);
    let mut record = ByteRecord::new();
    loop {
        budget.renew();
        let line = table.position().line() + behind;
        match table.read_byte_record(&mut record) {
            Ok(false) => return Ok(()),
            Ok(true) => {
                let line = record.position().map_or(line, |position| position.line() + behind);
                give((line, row(&columns, &record)))?;
            }
            Err(error) => {
                return give((
                    line,
                    Err(format!("the table cannot be read from here on: {error}")),
                ));
            }
        }
    }
}

fn columns(header: &ByteRecord) -> Result<Vec<String>, DeskError> {
    let mut columns: Vec<String> = Vec::with_capacity(header.len());
    for name in header {
        let name = std::str::from_utf8(name)
            .map_err(|_| DeskError::Invalid("line 1: a column's name is not UTF-8".to_owned()))?;
        let name = name.trim();
        if !name.is_empty() && columns.iter().any(|known| known == name) {
            return Err(DeskError::Invalid(format!("line 1: two columns are called {name:?}")));
        }
        columns.push(name.to_owned());
    }
    Ok(columns)
}

fn row(columns: &[String], record: &ByteRecord) -> Result<Row, String> {
    if record.len() != columns.len() {
        return Err(format!("{} cells for {} columns", record.len(), columns.len()));
    }
    let mut cells = Vec::with_capacity(columns.len());
    for (column, cell) in columns.iter().zip(record) {
        let cell = std::str::from_utf8(cell).map_err(|_| format!("{column}: not UTF-8"))?;
        cells.push((column.as_str(), cell));
    }
    Ok(Row::Cells(Record::new(cells.into_iter())))
}

fn invalid(line: u64, error: &csv::Error) -> DeskError {
    DeskError::Invalid(format!("line {line}: {error}"))
}
