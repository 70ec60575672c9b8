//! Party against party: a row for who speaks, a column for of whom. Objections and confirmations are
//! told by word and by sign; a cell that is empty says that nothing is recorded, not that nothing was said.

use counterclaim_desk::answers::{MatrixCell, MatrixShown};

use super::canvas::{Anchor, Canvas, Drawing, WIDTH};
use super::measure::{bold, plain, width, wrap};
use super::style::{
    AGAINST_WORDS, AXIS, BAND, CROSS, FOR, FOR_WORDS, INK, RULE, Role, SOFT, STRONG,
};
use crate::caption::CARRIED;
use crate::document::Picture;
use crate::phrase::{count, counted};

/// More parties than this have no room for their numbers; those with most links are drawn.
const MOST: usize = 7;
const NAMES: f64 = 130.0;
const TOP: f64 = 84.0;
const ROW: f64 = 52.0;

/// Draws the matrix; nothing where no link is recorded.
pub(crate) fn matrix(matrix: &MatrixShown, drawing: &Drawing<'_>) -> Option<Picture> {
    let (parties, left_out) = parties(matrix);
    if parties.is_empty() {
        return None;
    }
    let mut canvas = Canvas::new();
    let column = ((WIDTH - NAMES - 16.0) / parties.len() as f64).min(132.0);
    let right = NAMES + 8.0 + column * parties.len() as f64;
    canvas.text((10.0, 20.0), SOFT, Anchor::Start, "row: who speaks");
    canvas.text((10.0, 34.0), SOFT, Anchor::Start, "column: of whose statements");
    for (number, party) in parties.iter().enumerate() {
        let x = NAMES + 8.0 + column * number as f64;
        let (lines, _) = wrap(party, bold(12.0), column - 8.0, 3);
        // Names stand on the line below them.
        let first = TOP - 22.0 - 13.0 * (lines.len() as f64 - 1.0);
        for (at, line) in lines.iter().enumerate() {
            canvas.text((x + 4.0, first + 13.0 * at as f64), STRONG, Anchor::Start, line);
        }
        let of = matrix.parties.iter().find(|each| each.party.name == **party);
        let of = of.map_or(0, |each| each.statements);
        let of = if column < 92.0 { format!("of {of}") } else { count(of, "statement") };
        canvas.text((x + 4.0, TOP - 8.0), SOFT, Anchor::Start, &of);
    }
    for (row, from) in parties.iter().enumerate() {
        let y = TOP + ROW * row as f64;
        canvas.line((8.0, y), (right, y), RULE);
        let (lines, _) = wrap(from, bold(12.0), NAMES - 10.0, 3);
        let first = y + ROW / 2.0 + 4.0 - 7.0 * (lines.len() as f64 - 1.0);
        for (at, line) in lines.iter().enumerate() {
            canvas.text((10.0, first + 14.0 * at as f64), STRONG, Anchor::Start, line);
        }
        for (number, to) in parties.iter().enumerate() {
            let at = (NAMES + 8.0 + column * number as f64, y);
            cell(matrix, (from, to), at, column, &mut canvas);
        }
    }
    let bottom = TOP + ROW * parties.len() as f64;
    canvas.line((8.0, TOP), (right, TOP), AXIS);
    canvas.line((8.0, bottom), (right, bottom), AXIS);
    let told = told(left_out);
    let lines = canvas.paragraph((8.0, bottom + 20.0), SOFT, &told);
    let height = bottom + 20.0 + 14.0 * lines as f64;
    let described = described(matrix, &told);
    Some(canvas.finish(
        drawing,
        (WIDTH, height),
        "Who objects to whom, and who confirms whom",
        &described,
    ))
}

/// Returns the parties that have links, in the order of the answer, and how many have no room.
fn parties(matrix: &MatrixShown) -> (Vec<&str>, usize) {
    let links = |name: &str| -> usize {
        let of = matrix.cells.iter().filter(|cell| cell.from.name == name || cell.to.name == name);
        of.map(|cell| cell.links).sum()
    };
    let mut named: Vec<&str> = Vec::new();
    let with = matrix.parties.iter().map(|each| each.party.name.as_str());
    for name in
        with.chain(matrix.cells.iter().flat_map(|c| [c.from.name.as_str(), c.to.name.as_str()]))
    {
        if !named.contains(&name) && links(name) > 0 {
            named.push(name);
        }
    }
    let mut by_links = named.clone();
    by_links.sort_by_key(|name| std::cmp::Reverse(links(name)));
    by_links.truncate(MOST);
    let left_out = named.len() - by_links.len();
    named.retain(|name| by_links.contains(name));
    (named, left_out)
}

fn cell(
    matrix: &MatrixShown,
    (from, to): (&str, &str),
    (x, y): (f64, f64),
    wide: f64,
    canvas: &mut Canvas,
) {
    if from == to {
        canvas.rect((x + 1.0, y + 1.0), (wide - 2.0, ROW - 2.0), BAND);
    }
    let cells: Vec<&MatrixCell> =
        matrix.cells.iter().filter(|cell| cell.from.name == from && cell.to.name == to).collect();
    let first = y + ROW / 2.0 + 4.0 - 10.0 * (cells.len() as f64 - 1.0);
    for (at, cell) in cells.iter().enumerate() {
        let y = first + 20.0 * at as f64;
        canvas.part(&sentence(cell), None, |canvas| {
            let words: Role = if is_objection(cell) { AGAINST_WORDS } else { FOR_WORDS };
            sign(cell, (x + 10.0, y - 4.0), canvas);
            canvas.text((x + 19.0, y), INK, Anchor::Start, &cell.links.to_string());
            let after = x + 22.0 + width(&cell.links.to_string(), plain(12.0));
            // Where there is no room for the word, the sign below the matrix says it.
            if after + width(word(cell), bold(10.5)) < x + wide {
                canvas.text((after, y), words, Anchor::Start, word(cell));
            }
        });
    }
}

fn is_objection(cell: &MatrixCell) -> bool {
    cell.kind == "objects"
}

fn word(cell: &MatrixCell) -> &'static str {
    if is_objection(cell) { "objects" } else { "confirms" }
}

/// Draws a cross for an objection and a tick for a confirmation.
fn sign(cell: &MatrixCell, (x, y): (f64, f64), canvas: &mut Canvas) {
    let (left, right, top, bottom) = (x - 4.0, x + 4.0, y - 4.0, y + 4.0);
    let (at, role) = if is_objection(cell) {
        let falls = format!("M{left:.1} {top:.1}L{right:.1} {bottom:.1}");
        (format!("{falls}M{right:.1} {top:.1}L{left:.1} {bottom:.1}"), CROSS)
    } else {
        let down = format!("M{left:.1} {y:.1}L{:.1} {bottom:.1}", x - 1.0);
        (format!("{down}L{:.1} {top:.1}", x + 5.0), FOR)
    };
    canvas.path(&at, role);
}

fn sentence(cell: &MatrixCell) -> String {
    let to = if cell.is_itself { "its own" } else { &cell.to.name };
    let verb = if is_objection(cell) { "objects to" } else { "confirms" };
    let of = if cell.is_itself { String::new() } else { " of".to_owned() };
    format!(
        "{} {verb} {} of {} statements{of} {to} ({})",
        cell.from.name,
        cell.targets,
        cell.of,
        counted(cell.links, "link", "links")
    )
}

fn told(left_out: usize) -> String {
    let more = match left_out {
        0 => String::new(),
        more => {
            let more = counted(more, "party with fewer links is", "parties with fewer links are");
            format!(" {more} not drawn; the table has them.")
        }
    };
    format!(
        "A cross: objects; a tick: confirms. Numbers are recorded links. An empty cell: no link recorded.{more} {CARRIED}"
    )
}

fn described(matrix: &MatrixShown, told: &str) -> String {
    let all: Vec<String> =
        matrix.cells.iter().take(40).map(|cell| format!("{}.", sentence(cell))).collect();
    let more = matrix.cells.len().saturating_sub(40);
    let more = if more > 0 { format!(" {more} more in the table.") } else { String::new() };
    format!("{}{more} {told}", all.join(" "))
}
