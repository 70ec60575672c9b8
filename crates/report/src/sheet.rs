//! Rows and columns: the shape of every list answer in the terminal, as CSV and as a Markdown table.

use comfy_table::{ColumnConstraint, Width};

use crate::document::{Block, Document, Inline, Table};
use crate::format::Format;
use crate::html::html;
use crate::markdown::{is_hidden, markdown};

/// Columns that hold sentences.
const READ: [&str; 4] = ["words", "statement", "why", "value"];

/// Columns that repeat in pieces what others say in a sentence: a terminal has no room for them.
const DETAIL: [&str; 4] = ["dispute", "for", "against", "lines"];

/// A table of plain text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sheet {
    /// What it shows, for the file's title.
    pub(crate) title: String,
    /// On which clocks it was asked, and what counted.
    pub(crate) asked: Option<String>,
    /// Column names.
    pub(crate) columns: Vec<&'static str>,
    /// Rows; each as long as the columns.
    pub(crate) rows: Vec<Vec<String>>,
}

/// Renders a sheet in one of the formats for rows; JSON is not one of them.
///
/// # Errors
/// Writing CSV into memory fails only if memory does.
pub(crate) fn render(
    sheet: &Sheet,
    format: Format,
    width: Option<u16>,
) -> Result<String, csv::Error> {
    match format {
        Format::Csv => csv(sheet),
        Format::Markdown => Ok(markdown(&document(sheet))),
        Format::Html => Ok(html(&document(sheet))),
        Format::Table | Format::Json | Format::Ndjson => Ok(terminal(sheet, width)),
    }
}

fn terminal(sheet: &Sheet, width: Option<u16>) -> String {
    let asked = sheet.asked.iter().map(|asked| format!("{asked}\n")).collect::<String>();
    if sheet.rows.is_empty() {
        return format!("{}: nothing\n{asked}", visible(&sheet.title));
    }
    let mut table = comfy_table::Table::new();
    table.load_style(comfy_table::presets::UTF8_HORIZONTAL_ONLY);
    table.set_content_arrangement(comfy_table::ContentArrangement::Dynamic);
    table.set_width(width.unwrap_or(120));
    let shown: Vec<usize> =
        (0..sheet.columns.len()).filter(|at| !DETAIL.contains(&sheet.columns[*at])).collect();
    table.set_header(shown.iter().map(|at| sheet.columns[*at]));
    for row in &sheet.rows {
        table.add_row(shown.iter().map(|at| visible(&row[*at])));
    }
    // What people come to read gets at least two fifths of the line, or three shared by two.
    let read: Vec<usize> =
        (0..shown.len()).filter(|at| READ.contains(&sheet.columns[shown[*at]])).collect();
    let at_least = Width::Percentage(if read.len() > 1 { 30 } else { 40 });
    for at in read.into_iter().take(2) {
        if let Some(column) = table.column_mut(at) {
            column.set_constraint(ColumnConstraint::LowerBoundary(at_least));
        }
    }
    format!("{}\n{table}\n{asked}", visible(&sheet.title))
}

/// Drops characters that could move the cursor or turn the text around.
fn visible(cell: &str) -> String {
    cell.chars().map(|c| if c == '\n' { ' ' } else { c }).filter(|c| !is_hidden(*c)).collect()
}

/// Writes a sheet as comma-separated values, guarded against formulas.
///
/// # Errors
/// Writing into memory fails only if memory does.
pub(crate) fn csv(sheet: &Sheet) -> Result<String, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&sheet.columns)?;
    for row in &sheet.rows {
        writer.write_record(row.iter().map(|cell| guarded(cell)))?;
    }
    let bytes = writer.into_inner().map_err(|error| error.into_error())?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Keeps a spreadsheet from reading a cell as a formula: a leading apostrophe, as OWASP advises.
fn guarded(cell: &str) -> String {
    match cell.trim_start_matches(|c: char| c.is_whitespace() || is_hidden(c)).chars().next() {
        Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠') => format!("'{cell}"),
        _ => cell.to_owned(),
    }
}

fn document(sheet: &Sheet) -> Document {
    let cell = |cell: &String| vec![Inline::Text(cell.clone())];
    let rows = sheet.rows.iter().map(|row| row.iter().map(cell).collect()).collect();
    let mut document = Document { title: sheet.title.clone(), ..Document::default() };
    document.heading(1, sheet.title.clone());
    if let Some(asked) = &sheet.asked {
        document.paragraph(vec![Inline::Text(asked.clone())]);
    }
    let header = sheet.columns.iter().map(|column| (*column).to_owned()).collect();
    document.blocks.push(Block::Table(Table { caption: None, header, rows }));
    document
}
