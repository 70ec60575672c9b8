//! How wide columns of a table are to be, so that it reads alike on a screen, on paper and in Typst.

use crate::document::{Inline, Line, Table, marked_into};

/// Width of a page's text in points, by which shares are judged.
const PAGE: f64 = 498.0;

/// Longer words are broken anyway.
const LONGEST: usize = 24;

/// Returns the share of every column at a size of letters: the more there is to read in it the more, and
/// never less than its longest word needs.
pub(crate) fn shares(table: &Table, size: f64) -> Vec<f64> {
    if table.names_rows() && table.header.len() == 2 {
        return vec![0.22, 0.78];
    }
    let columns: Vec<(f64, f64)> = (0..table.header.len())
        .map(|column| {
            let mut read = Read::default();
            let mut cell = String::new();
            for line in table.rows.iter().filter_map(|row| row.get(column)) {
                cell.clear();
                plain_into(line, &mut cell);
                read.cell(&cell);
            }
            table.header.get(column).into_iter().for_each(|name| read.cell(name));
            let word = read.word.unwrap_or(1);
            let length = (read.squares / read.cells.max(1) as f64).sqrt();
            // Capitals and bold letters are wider than others.
            (word as f64 * size * 0.58 + 8.0, length.sqrt())
        })
        .collect();
    // By what there is to read, but for columns that would be narrower than their longest word.
    let mut narrow = vec![false; columns.len()];
    loop {
        let taken: f64 = kept(&columns, &narrow, true).map(|(least, _)| least).sum();
        let weight: f64 = kept(&columns, &narrow, false).map(|(_, weight)| weight).sum();
        let each = (PAGE - taken).max(0.0) / weight.max(1.0);
        let too_narrow = |(at, (least, weight)): (usize, &(f64, f64))| {
            (!narrow[at] && each * weight < *least).then_some(at)
        };
        match columns.iter().enumerate().find_map(too_narrow) {
            Some(at) => narrow[at] = true,
            None => {
                let width = |((least, weight), narrow): (&(f64, f64), &bool)| {
                    if *narrow { *least } else { each * weight }
                };
                let all: Vec<f64> = columns.iter().zip(&narrow).map(width).collect();
                let whole: f64 = all.iter().sum::<f64>().max(1.0);
                return all.iter().map(|width| width / whole).collect();
            }
        }
    }
}

/// What there is to read in a column.
#[derive(Default)]
struct Read {
    cells: usize,
    /// Letters of the longest word.
    word: Option<usize>,
    /// For a mean in which long cells weigh more: they make the rows high.
    squares: f64,
}

impl Read {
    fn cell(&mut self, cell: &str) {
        self.cells += 1;
        self.squares += (cell.chars().count() as f64).powi(2);
        let words = cell.split_whitespace();
        self.word = self.word.max(words.map(|word| word.chars().count().min(LONGEST)).max());
    }
}

/// Returns the columns that are narrow, or those that are not.
fn kept<'a>(
    columns: &'a [(f64, f64)],
    narrow: &'a [bool],
    which: bool,
) -> impl Iterator<Item = &'a (f64, f64)> {
    columns.iter().zip(narrow).filter(move |(_, narrow)| **narrow == which).map(|(each, _)| each)
}

/// Returns a line as text; exact words keep their marks.
pub(crate) fn plain(line: &Line) -> String {
    let mut out = String::new();
    plain_into(line, &mut out);
    out
}

fn plain_into(line: &Line, out: &mut String) {
    for piece in line {
        match piece {
            Inline::Text(text)
            | Inline::Strong(text)
            | Inline::Code(text)
            | Inline::Label(text)
            | Inline::Refer(text) => out.push_str(text),
            Inline::Words(words) => marked_into(words, out),
            Inline::Break => out.push(' '),
        }
    }
}

/// Returns whether a table is so short that it should not be parted by the end of a page.
pub(crate) fn is_short(table: &Table) -> bool {
    let letters =
        || table.rows.iter().flatten().map(|line| plain(line).chars().count()).sum::<usize>();
    table.rows.len() <= 10 && letters() < 1_200
}
