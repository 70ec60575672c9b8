//! The doors: claims and other lists, written as they are read.

use std::io::{self, Write};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use counterclaim_desk::answers::ClaimRow;
use counterclaim_desk::{Every, Instant, Piece};

use super::column::ClaimColumn;
use super::csv::Csv;
use super::json::Json;
use super::listing::{FIGURES, FigureOfClaim, List, Listed};
use super::{flat, record};
use crate::xlsx::{Book, Cells, Packed, pack, rows_of_a_sheet};

/// A form of rows that is written as it comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowFormat {
    /// One JSON object a line.
    Ndjson,
    /// The same objects in one array.
    Json,
    /// Comma-separated values.
    Csv,
    /// A workbook.
    Xlsx,
}

/// How rows are written.
#[derive(Clone, Debug, Default)]
pub struct RowStyle {
    /// The columns by name, in this order; all that the format shows if absent.
    pub fields: Option<Vec<String>>,
    /// CSV without the guard against formulas, every character as it is.
    pub raw: bool,
    /// What the rows rest on, for a workbook's last sheet: names and values.
    pub about: Vec<(String, String)>,
    /// When the last of it was recorded.
    pub recorded: Option<Instant>,
}

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Rows.
    pub rows: usize,
    /// Cells of a workbook that were cut, since a cell holds no more.
    pub cut: u64,
}

/// Writes claims; `progress` is told after every thousand or so how many were written.
///
/// # Errors
/// If a field is unknown, or `out` fails.
pub fn claims(
    every: &Every<'_>,
    format: RowFormat,
    style: &RowStyle,
    out: &mut dyn Write,
    progress: &mut dyn FnMut(usize),
) -> io::Result<Written> {
    let columns = style.fields.as_deref().map(ClaimColumn::several).transpose();
    let columns = columns.map_err(|told| io::Error::new(io::ErrorKind::InvalidInput, told))?;
    let room = Room::default();
    let mut rows = 0;
    let mut count = |more: usize| {
        rows += more;
        progress(rows);
    };
    let mut cut = 0;
    match format {
        RowFormat::Csv => {
            let columns = columns.unwrap_or_else(|| ClaimColumn::ALL.to_vec());
            let names: Vec<&str> = columns.iter().map(|column| column.name()).collect();
            out.write_all(names.join(",").as_bytes())?;
            out.write_all(b"\n")?;
            every.in_pieces(
                |piece| text(piece, csv_rows(piece, &columns, style.raw, &room)),
                |(rows, bytes)| {
                    count(rows);
                    out.write_all(&bytes)?;
                    room.back(bytes);
                    Ok::<(), io::Error>(())
                },
            )?;
        }
        RowFormat::Ndjson => every.in_pieces(
            |piece| text(piece, json_rows(piece, columns.as_deref(), &room)),
            |(rows, bytes)| {
                count(rows);
                out.write_all(&bytes)?;
                room.back(bytes);
                Ok::<(), io::Error>(())
            },
        )?,
        RowFormat::Json => {
            let mut before: &[u8] = b"[\n";
            every.in_pieces(
                |piece| text(piece, json_rows(piece, columns.as_deref(), &room)),
                |(rows, bytes)| {
                    count(rows);
                    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
                        out.write_all(before)?;
                        out.write_all(line.strip_suffix(b"\n").unwrap_or(line))?;
                        before = b",\n";
                    }
                    room.back(bytes);
                    Ok::<(), io::Error>(())
                },
            )?;
            out.write_all(if every.is_empty() { b"[]\n" } else { b"\n]\n" })?;
        }
        RowFormat::Xlsx => {
            let columns = columns.unwrap_or_else(|| ClaimColumn::READ.to_vec());
            cut = claims_book(every, &columns, style, out, &mut count)?;
        }
    }
    Ok(Written { rows, cut })
}

fn text(piece: &Piece<'_, '_>, bytes: Vec<u8>) -> (usize, Vec<u8>) {
    (piece.len(), bytes)
}

/// Lends every claim of a piece to something that cannot fail.
fn each(piece: &Piece<'_, '_>, mut each: impl FnMut(&ClaimRow<'_>)) {
    let all = piece.each(|row| {
        each(row);
        Ok::<(), std::convert::Infallible>(())
    });
    match all {
        Ok(()) => {}
        Err(never) => match never {},
    }
}

/// Memory for pieces: what was written out is filled again, and large enough.
#[derive(Default)]
struct Room {
    /// What a piece took at most.
    most: AtomicUsize,
    spare: Mutex<Vec<Vec<u8>>>,
}

impl Room {
    fn empty(&self) -> Vec<u8> {
        let spare = self.spare.lock().unwrap_or_else(|broken| broken.into_inner()).pop();
        spare.unwrap_or_else(|| Vec::with_capacity(self.most.load(Ordering::Relaxed)))
    }

    fn took(&self, out: Vec<u8>) -> Vec<u8> {
        // A little more, since pieces differ a little.
        self.most.fetch_max(out.len() + out.len() / 16, Ordering::Relaxed);
        out
    }

    fn back(&self, mut written: Vec<u8>) {
        written.clear();
        self.spare.lock().unwrap_or_else(|broken| broken.into_inner()).push(written);
    }
}

fn csv_rows(piece: &Piece<'_, '_>, columns: &[ClaimColumn], raw: bool, room: &Room) -> Vec<u8> {
    let mut csv = Csv::new(raw);
    csv.out = room.empty();
    each(piece, |row| {
        columns.iter().for_each(|column| column.put(row, &mut csv));
        csv.end();
    });
    room.took(csv.out)
}

fn json_rows(piece: &Piece<'_, '_>, columns: Option<&[ClaimColumn]>, room: &Room) -> Vec<u8> {
    let mut json = Json::default();
    json.out = room.empty();
    each(piece, |row| match columns {
        Some(columns) => flat::line(&mut json, row, columns),
        None => record::line(&mut json, row),
    });
    room.took(json.out)
}

/// Rows of a sheet, packed.
struct Rows {
    first: usize,
    many: usize,
    packed: Packed,
    cut: u64,
}

fn claims_book(
    every: &Every<'_>,
    columns: &[ClaimColumn],
    style: &RowStyle,
    out: &mut dyn Write,
    count: &mut dyn FnMut(usize),
) -> io::Result<u64> {
    let mut book = Book::new(out, style.recorded)?;
    let header: Vec<(&str, u16)> =
        columns.iter().map(|column| (column.name(), column.width())).collect();
    let a_sheet = rows_of_a_sheet(columns.len());
    let mut cut = 0;
    book.begin("claims", &header)?;
    every.in_pieces(
        |piece| {
            let mut cells = Cells::new(columns.len(), false);
            // Below the header, which is row 1.
            let mut at = piece.first() % a_sheet + 2;
            each(piece, |row| {
                cells.begin(at);
                columns.iter().for_each(|column| column.put(row, &mut cells));
                cells.end();
                at += 1;
            });
            let packed = pack(&cells.xml);
            Rows { first: piece.first(), many: piece.len(), packed, cut: cells.cut }
        },
        |rows| {
            if rows.first > 0 && rows.first % a_sheet == 0 {
                book.end()?;
                book.begin("claims", &header)?;
            }
            cut += rows.cut;
            count(rows.many);
            book.put(rows.many, &rows.packed)
        },
    )?;
    book.end()?;
    about(&mut book, style, cut)?;
    book.finish("claims", style.recorded, None)?;
    Ok(cut)
}

/// Adds the sheet that says what the rows rest on.
fn about<W: Write>(book: &mut Book<W>, style: &RowStyle, cut: u64) -> io::Result<()> {
    use super::cell::Cell;

    book.begin("method", &[("what", 24), ("value", 60)])?;
    let mut cells = Cells::new(2, true);
    let was_cut = ("cells cut, since a cell holds 32,767 characters".to_owned(), cut.to_string());
    let rows = style.about.iter().chain((cut > 0).then_some(&was_cut));
    let mut at = 1;
    for (what, value) in rows {
        at += 1;
        cells.begin(at);
        cells.text(what);
        cells.text(value);
        cells.end();
    }
    book.put(at - 1, &pack(&cells.xml))?;
    book.end()
}

/// Bytes that are gathered before they are written.
const GATHERED: usize = 1 << 16;

/// Takes the rows of a list, one at a time.
pub type Take<'t> = dyn FnMut(Listed<'_>) -> io::Result<()> + 't;

/// Writes another list: `fill` puts its rows, one at a time.
///
/// # Errors
/// If a field is unknown, `fill` fails, or `out` does.
pub fn list(
    list: List,
    format: RowFormat,
    style: &RowStyle,
    out: &mut dyn Write,
    fill: &mut dyn FnMut(&mut Take<'_>) -> io::Result<()>,
) -> io::Result<Written> {
    let columns = style.fields.as_deref().map(|names| list.several(names)).transpose();
    let columns = columns.map_err(|told| io::Error::new(io::ErrorKind::InvalidInput, told))?;
    let columns = columns.unwrap_or_else(|| list.columns.to_vec());
    let mut rows = 0;
    let mut cut = 0;
    match format {
        RowFormat::Csv => {
            let names: Vec<&str> = columns.iter().map(|(column, _)| *column).collect();
            out.write_all(names.join(",").as_bytes())?;
            out.write_all(b"\n")?;
            let mut csv = Csv::new(style.raw);
            fill(&mut |item| {
                rows += 1;
                columns.iter().for_each(|(column, _)| item.0.put(column, &mut csv));
                csv.end();
                written(&mut csv.out, out, GATHERED)
            })?;
            written(&mut csv.out, out, 1)?;
        }
        RowFormat::Ndjson | RowFormat::Json => {
            let is_array = format == RowFormat::Json;
            let mut json = Json::default();
            json.out.extend_from_slice(if is_array { b"[" } else { b"" });
            fill(&mut |item| {
                if is_array {
                    json.out.extend_from_slice(if rows > 0 { b",\n" } else { b"\n" });
                }
                rows += 1;
                json.object(|json| {
                    for (column, _) in &columns {
                        json.key(column);
                        item.0.put(column, json);
                    }
                });
                json.over();
                if !is_array {
                    json.line();
                }
                written(&mut json.out, out, GATHERED)
            })?;
            json.out.extend_from_slice(match (is_array, rows) {
                (false, _) => b"",
                (true, 0) => b"]\n",
                (true, _) => b"\n]\n",
            });
            written(&mut json.out, out, 1)?;
        }
        RowFormat::Xlsx => {
            let mut book = Book::new(out, style.recorded)?;
            let a_sheet = rows_of_a_sheet(columns.len());
            let mut cells = Cells::new(columns.len(), false);
            let mut gathered = 0;
            book.begin(list.name, &columns)?;
            fill(&mut |item| {
                if rows > 0 && rows % a_sheet == 0 {
                    book.put(std::mem::take(&mut gathered), &pack(&cells.xml))?;
                    cells.xml.clear();
                    book.end()?;
                    book.begin(list.name, &columns)?;
                }
                cells.begin(rows % a_sheet + 2);
                columns.iter().for_each(|(column, _)| item.0.put(column, &mut cells));
                cells.end();
                rows += 1;
                gathered += 1;
                if cells.xml.len() > GATHERED {
                    book.put(std::mem::take(&mut gathered), &pack(&cells.xml))?;
                    cells.xml.clear();
                }
                Ok(())
            })?;
            book.put(gathered, &pack(&cells.xml))?;
            book.end()?;
            cut = cells.cut;
            about(&mut book, style, cut)?;
            book.finish(list.name, style.recorded, None)?;
        }
    }
    Ok(Written { rows, cut })
}

/// Writes the figures of claims.
///
/// # Errors
/// If a field is unknown, or `out` fails.
pub fn figures(
    every: &Every<'_>,
    format: RowFormat,
    style: &RowStyle,
    out: &mut dyn Write,
) -> io::Result<Written> {
    list(FIGURES, format, style, out, &mut |take| {
        every.each(|row| {
            let numbered = (1..).zip(row.figures);
            numbered
                .map(|(number, figure)| FigureOfClaim { row, number, figure })
                .try_for_each(|figure| take(Listed(&figure)))
        })
    })
}

/// Writes what was gathered, if it is enough.
fn written(gathered: &mut Vec<u8>, out: &mut dyn Write, enough: usize) -> io::Result<()> {
    if gathered.len() >= enough {
        out.write_all(gathered)?;
        gathered.clear();
    }
    Ok(())
}
