//! A workbook that is being written: one sheet after the other, rows as they come.

use std::io::{self, Write};

use counterclaim_desk::{Instant, PIECE};

use super::cells::Cells;
use super::parts::{self, Written};
use super::zip::{Packed, Zip, pack};

/// Rows a sheet holds at most, without its header: whole pieces.
pub(crate) const SHEET_ROWS: usize = (1_048_576 / PIECE - 1) * PIECE;

/// Letters a sheet's name has at most.
const LONGEST_NAME: usize = 31;

/// Returns how many rows of so many columns go on a sheet: a sheet's file must stay below 4 GiB.
pub(crate) fn rows_of_a_sheet(columns: usize) -> usize {
    if columns <= 24 { SHEET_ROWS } else { SHEET_ROWS / PIECE / 2 * PIECE }
}

/// A workbook that is being written.
pub(crate) struct Book<W> {
    zip: Zip<W>,
    sheets: Vec<Written>,
    /// What stands above every printed page.
    head: Option<String>,
}

impl<W: Write> Book<W> {
    /// Begins a workbook whose content is of this time.
    pub(crate) fn new(out: W, at: Option<Instant>) -> io::Result<Self> {
        let mut zip = Zip::new(out, at);
        zip.file("_rels/.rels", &parts::relations())?;
        Ok(Self { zip, sheets: Vec::new(), head: None })
    }

    /// Puts a line above every printed page of every sheet that ends from now on.
    pub(crate) fn above_pages(&mut self, line: &str) {
        self.head = Some(line.to_owned());
    }

    /// Begins a sheet with its header; the name is made legal and its own.
    pub(crate) fn begin(&mut self, name: &str, columns: &[(&str, u16)]) -> io::Result<()> {
        let name = self.legal(name);
        let number = self.sheets.len() + 1;
        self.sheets.push(Written { name, columns: columns.len(), rows: 1 });
        self.zip.begin(&format!("xl/worksheets/sheet{number}.xml"))?;
        let widths: Vec<u16> = columns.iter().map(|(_, width)| *width).collect();
        let mut cells = Cells::new(columns.len(), false);
        cells.xml = parts::before_rows(&widths, number == 1).into_bytes();
        cells.begin(1);
        columns.iter().for_each(|(column, _)| cells.header(column));
        cells.end();
        self.zip.put(&pack(&cells.xml))
    }

    /// Returns the name that the last sheet got.
    #[cfg(test)]
    pub(super) fn last_name(&self) -> &str {
        self.sheets.last().map_or("", |sheet| &sheet.name)
    }

    /// Adds rows to the sheet.
    pub(crate) fn put(&mut self, rows: usize, run: &Packed) -> io::Result<()> {
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.rows += rows;
        }
        self.zip.put(run)
    }

    /// Ends the sheet.
    pub(crate) fn end(&mut self) -> io::Result<()> {
        if let Some(sheet) = self.sheets.last() {
            let behind = parts::behind_rows(sheet.columns, sheet.rows, self.head.as_deref());
            self.zip.put(&pack(behind.as_bytes()))?;
        }
        self.zip.end()
    }

    /// Ends the workbook.
    pub(crate) fn finish(
        mut self,
        title: &str,
        at: Option<Instant>,
        description: Option<&str>,
    ) -> io::Result<()> {
        let sheets = self.sheets.len();
        self.zip.file("[Content_Types].xml", &parts::content_types(sheets))?;
        self.zip.plain_file("docProps/core.xml", &parts::core(title, at, description))?;
        self.zip.file("xl/_rels/workbook.xml.rels", &parts::workbook_relations(sheets))?;
        self.zip.file("xl/styles.xml", &parts::styles())?;
        self.zip.file("xl/workbook.xml", &parts::workbook(&self.sheets))?;
        self.zip.finish()
    }

    /// Makes a name that a sheet may have and no other here has.
    fn legal(&self, name: &str) -> String {
        let allowed = |c: char| {
            let is_forbidden = matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'');
            if is_forbidden || c.is_control() || crate::markdown::is_hidden(c) { ' ' } else { c }
        };
        let name: String = name.chars().map(allowed).collect();
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        // The name of a sheet that spreadsheets keep for themselves.
        let is_taken_name = name.is_empty() || name.eq_ignore_ascii_case("history");
        let name = if is_taken_name { "Sheet".to_owned() } else { name };
        let is_taken = |name: &str| {
            self.sheets.iter().any(|sheet| sheet.name.to_lowercase() == name.to_lowercase())
        };
        let numbered = (1..).map(|number| match number {
            1 => cut(&name, ""),
            number => cut(&name, &format!(" {number}")),
        });
        numbered.into_iter().find(|name| !is_taken(name)).unwrap_or(name.clone())
    }
}

/// Cuts a name so that it and what follows it have room.
fn cut(name: &str, behind: &str) -> String {
    let mut room = LONGEST_NAME - behind.len();
    let fits = |c: &char| {
        let fits = c.len_utf16() <= room;
        room = room.saturating_sub(c.len_utf16());
        fits
    };
    let kept: String = name.chars().take_while(fits).collect();
    format!("{}{behind}", kept.trim_end())
}
