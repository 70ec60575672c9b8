//! How the time grows with the page: a page of ten times the size may take at most twelve times as long,
//! whatever is in it.

use std::time::Duration;

use counterclaim_ingest::{Gazetteer, Page, extract, read, utterances};

use crate::machine::on_processor;
use crate::sample::{timed, told};
use crate::table::Table;

/// Pieces that pages are made of, by what is mean about them.
const PIECES: [(&str, &str); 9] = [
    ("articles", "\n\n"),
    (
        "posts",
        "• 12:05\n\nHarbour Closed, Mayor Hale Says\n\nThe mayor of Hethby, Ona Hale, said on \
        Monday that the harbour was closed. \"We will not leave,\" she added.\n\n",
    ),
    ("one sentence", "the mayor said that Dell said the harbour, which Hale said was closed, "),
    ("one quotation", "“the mayor said the harbour was closed. We asked them, and they said no. "),
    ("marks", "\" ' “ ‘ \"said\" "),
    ("cues", "said added told denied claims "),
    ("commas", "Hale, Dell, Maren, Carvel, "),
    ("brackets", "(([Hale ( said "),
    ("names", "Ona Hale of Hethby and Dell of "),
];

/// Measures pages of `small` bytes and of ten times that, made of each kind of piece; `sample` is what
/// the first kind is made of.
pub(super) fn growth(sample: &str, small: usize) -> Table {
    let columns = [
        "page of",
        "1 MB, spans",
        "10 MB, spans",
        "ratio",
        "1 MB, claims",
        "10 MB, claims",
        "ratio",
    ];
    let mut table = Table::new("Attribution: growth (processor time, at most 12)", &columns);
    let gazetteer = Gazetteer::shipped();
    let spans: &dyn Fn(&Page) -> usize = &|page| utterances(&read(page)).len();
    let claims: &dyn Fn(&Page) -> usize = &|page| extract(&read(page), gazetteer).claims.len();
    for (name, piece) in PIECES {
        let piece = if name == "articles" { sample } else { piece };
        let mut row = vec![name.to_owned()];
        for way in [spans, claims] {
            let [one, ten] = [small, small * 10].map(|size| spent(way, &page(piece, size)));
            let ratio = ten.as_secs_f64() / one.as_secs_f64().max(1e-9);
            row.extend([told(one), told(ten), format!("{ratio:.1}")]);
        }
        table.row(row);
    }
    table
}

fn page(piece: &str, size: usize) -> Page {
    let mut text = piece.repeat(size / piece.len().max(1) + 1);
    let end = (0..=size.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
    text.truncate(end.unwrap_or_default());
    Page { bytes: text.into_bytes(), ..Page::default() }
}

fn spent(way: &dyn Fn(&Page) -> usize, page: &Page) -> Duration {
    let before = on_processor();
    let (wall, _) = timed(|| way(page));
    before.zip(on_processor()).map_or(wall, |(before, now)| now.saturating_sub(before))
}
