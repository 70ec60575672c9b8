//! What reading costs: processor time and wall time per word, and the most memory the process held.

use std::time::Duration;

use counterclaim_ingest::{Gazetteer, Page, extract, read, utterances};

use super::gold::Document;
use super::words::Cut;
use crate::machine::{forget_peak, mib, on_processor, peak};
use crate::sample::{repeated, timed};
use crate::table::Table;

/// Measures the way to the spans and the whole way to the claims over all `documents`.
pub(super) fn cost(documents: &[Document], repeats: usize) -> Table {
    let words: usize = documents.iter().map(|document| Cut::of(&document.text).len()).sum();
    let columns = ["way", "words per second", "CPU ms per 1,000 words", "peak memory"];
    let mut table = Table::new("Attribution: cost, one thread, median of the repeats", &columns);
    let gazetteer = Gazetteer::shipped();
    let spans: &dyn Fn(&Page) -> usize = &|page| utterances(&read(page)).len();
    let claims: &dyn Fn(&Page) -> usize = &|page| extract(&read(page), gazetteer).claims.len();
    let pages: Vec<Page> = documents
        .iter()
        .map(|document| Page { bytes: document.text.as_bytes().to_vec(), ..Page::default() })
        .collect();
    for (name, way) in [("page to attributions", spans), ("page to claims", claims)] {
        // Tables that are compiled in are parsed at the first page.
        let _ = pages.first().map(way);
        forget_peak();
        let mut spent = Vec::new();
        let walls = repeated(repeats, || {
            let before = on_processor();
            let (wall, _) = timed(|| pages.iter().map(way).sum::<usize>());
            let now = before.zip(on_processor());
            spent.push(now.map_or(wall, |(before, now)| now.saturating_sub(before)));
        });
        spent.sort_unstable();
        let cpu = spent.get(spent.len() / 2).copied().unwrap_or_default();
        let per_second = words as f64 / walls.median().as_secs_f64().max(1e-9);
        table.row([
            name.to_owned(),
            format!("{per_second:.0}"),
            format!("{:.3}", per_thousand(cpu, words)),
            mib(peak()),
        ]);
    }
    table
}

fn per_thousand(spent: Duration, words: usize) -> f64 {
    spent.as_secs_f64() * 1_000_000.0 / words.max(1) as f64
}
