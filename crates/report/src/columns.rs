//! How wide columns of a table are to be, so that it reads alike on a screen, on paper and in Typst.

use crate::document::{Inline, Line, Table, marked};

/// Width of a page's text in points, by which shares are judged.
const PAGE: f64 = 498.0;

/// Longer words are broken anyway.
const LONGEST: usize = 24;

/// Returns the share of every column at a size of letters: room for its longest word, and of what is left
/// the more, the more there is to read in it.
pub(crate) fn shares(table: &Table, size: f64) -> Vec<f64> {
    if table.names_rows() && table.header.len() == 2 {
        return vec![0.22, 0.78];
    }
    let columns: Vec<(f64, f64)> = (0..table.header.len())
        .map(|column| {
            let cells = table.rows.iter().filter_map(|row| row.get(column)).map(plain);
            let cells: Vec<String> = cells.chain(table.header.get(column).cloned()).collect();
            let words = cells.iter().flat_map(|cell| cell.split_whitespace());
            let word = words.map(|word| word.chars().count().min(LONGEST)).max().unwrap_or(1);
            let all: usize = cells.iter().map(|cell| cell.chars().count()).sum();
            // Capitals and bold letters are wider than others.
            (word as f64 * size * 0.58 + 8.0, (all as f64 / cells.len().max(1) as f64).sqrt())
        })
        .collect();
    let least: f64 = columns.iter().map(|(word, _)| word).sum();
    let weight: f64 = columns.iter().map(|(_, weight)| weight).sum::<f64>().max(1.0);
    let free = (PAGE - least).max(0.0);
    let whole = least.max(PAGE);
    columns.iter().map(|(word, share)| (word + free * share / weight) / whole).collect()
}

/// Returns a line as text; exact words keep their marks.
pub(crate) fn plain(line: &Line) -> String {
    let piece = |piece: &Inline| match piece {
        Inline::Text(text)
        | Inline::Strong(text)
        | Inline::Code(text)
        | Inline::Label(text)
        | Inline::Refer(text) => text.clone(),
        Inline::Words(words) => marked(words),
        Inline::Break => " ".to_owned(),
    };
    line.iter().map(piece).collect()
}

/// Returns whether a table is so short that it should not be parted by the end of a page.
pub(crate) fn is_short(table: &Table) -> bool {
    let letters: usize = table.rows.iter().flatten().map(|line| plain(line).chars().count()).sum();
    table.rows.len() <= 10 && letters < 1_200
}
