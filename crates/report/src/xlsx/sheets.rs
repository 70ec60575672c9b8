//! Sheets of an answer as a workbook.

use counterclaim_desk::{Instant, PIECE};

use super::book::{Book, SHEET_ROWS};
use super::cells::Cells;
use super::zip::pack;
use crate::answer::RenderError;
use crate::export::cell::Cell;
use crate::sheet::Sheet;

/// A column is never narrower nor wider than this, in letters.
const WIDTHS: (usize, usize) = (8, 60);

/// Writes sheets as a workbook whose content is of the time `at`. Every cell is text; on which clocks the
/// sheets were asked for stands on a sheet of its own behind them. `description` becomes a property of the
/// workbook, in bytes that can be found without unpacking; `head` stands above every printed page.
///
/// # Errors
/// If it grows beyond what a workbook can hold.
pub(crate) fn workbook(
    sheets: &[Sheet],
    at: Option<Instant>,
    description: Option<&str>,
    head: Option<&str>,
) -> Result<Vec<u8>, RenderError> {
    let mut out = Vec::new();
    let mut book = Book::new(&mut out, at)?;
    head.iter().for_each(|line| book.above_pages(line));
    for sheet in sheets {
        let columns: Vec<(&str, u16)> =
            (0..).zip(&sheet.columns).map(|(at, name)| (*name, width(sheet, at))).collect();
        // An empty sheet is one too: that there is nothing is an answer.
        let mut pages: Vec<&[Vec<String>]> = sheet.rows.chunks(SHEET_ROWS).collect();
        pages.extend(pages.is_empty().then_some(&[][..]));
        for page in pages {
            book.begin(&sheet.title, &columns)?;
            for (number, rows) in page.chunks(PIECE).enumerate() {
                let mut cells = Cells::new(columns.len(), true);
                for (row, at) in rows.iter().zip(number * PIECE + 2..) {
                    cells.begin(at);
                    row.iter().for_each(|cell| cells.text(cell));
                    cells.end();
                }
                book.put(rows.len(), &pack(&cells.xml))?;
            }
            book.end()?;
        }
    }
    let asked: Vec<[&str; 2]> = sheets
        .iter()
        .filter_map(|sheet| Some([sheet.title.as_str(), sheet.asked.as_deref()?]))
        .collect();
    if !asked.is_empty() {
        book.begin("Asked", &[("sheet", 24), ("asked", 60)])?;
        let mut cells = Cells::new(2, true);
        for (row, at) in asked.iter().zip(2..) {
            cells.begin(at);
            row.iter().for_each(|cell| cells.text(cell));
            cells.end();
        }
        book.put(asked.len(), &pack(&cells.xml))?;
        book.end()?;
    }
    let title = sheets.first().map_or("", |sheet| sheet.title.as_str());
    book.finish(title, at, description)?;
    Ok(out)
}

/// Returns a width that suits what stands in a column.
fn width(sheet: &Sheet, column: usize) -> u16 {
    let cells = sheet.rows.iter().take(PIECE).filter_map(|row| row.get(column));
    let longest = cells.map(|cell| cell.chars().count() + 2).max().unwrap_or_default();
    let name = sheet.columns.get(column).map_or(0, |name| name.len() + 4);
    longest.max(name).clamp(WIDTHS.0, WIDTHS.1) as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(title: &str, rows: usize) -> Sheet {
        Sheet {
            title: title.to_owned(),
            asked: (rows > 0).then(|| "As of position 3".to_owned()),
            columns: vec!["id", "words"],
            rows: (0..rows).map(|row| vec![row.to_string(), "=1+1".to_owned()]).collect(),
        }
    }

    #[test]
    fn sheets_have_legal_names_of_their_own_and_the_bytes_are_the_same() {
        let titles =
            ["Claims", "claims", "a [long] name: that? is/not\\legal *anywhere* at all", ""];
        let sheets: Vec<Sheet> =
            titles.iter().zip([2, 0, 1, 3]).map(|(title, rows)| sheet(title, rows)).collect();
        let written = workbook(&sheets, None, None, None).expect("memory takes it");
        assert_eq!(written, workbook(&sheets, None, None, None).expect("memory takes it"));
        let mut names = Vec::new();
        let mut book = Book::new(std::io::sink(), None).expect("nothing can fail");
        for title in titles {
            book.begin(title, &[("id", 8)]).expect("nothing can fail");
            book.end().expect("nothing can fail");
            names.push(book.last_name().to_owned());
        }
        let expected = ["Claims", "claims 2", "a long name that is not legal a", "Sheet"];
        assert_eq!(names, expected);
    }
}
