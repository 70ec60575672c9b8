//! What is measured in processes of their own, by the words the parent says.

use std::ffi::OsString;
use std::path::Path;

use anyhow::Context as _;
use counterclaim_desk::{Desk, SystemRim};
use counterclaim_graph::{ClaimsGraph, Parameters};
use counterclaim_log::{FileReader, Position, ReadLog};
use counterclaim_model::{Clock, Count, Event, Recorded};
use counterclaim_views::Views;

use crate::machine::resident;
use crate::sample::timed;
use crate::whole::case::each;
use crate::whole::child::Numbers;
use crate::whole::peers::cqrs;
use crate::whole::peers::sqlite::{Fill, INDEXES, Questions, opened, quick, words};

const MIB: f64 = 1024.0 * 1024.0;

/// Measures what the words say.
///
/// # Errors
/// The work's own, or words that say nothing.
pub(crate) fn alone(words: &[OsString]) -> anyhow::Result<Numbers> {
    let what = words.first().and_then(|word| word.to_str()).unwrap_or_default();
    let path = |number: usize| words.get(number).map(Path::new).context("a path is missing");
    match what {
        "fold" => fold(path(1)?),
        "read" => part(path(1)?, &mut |_| {}),
        "views" => {
            let mut views = Views::default();
            part(path(1)?, &mut |recorded| views.apply(recorded))
        }
        "graph" => {
            let mut graph = ClaimsGraph::default();
            part(path(1)?, &mut |recorded| graph.apply(recorded))
        }
        "desk" => desk(path(1)?),
        "decode" => decode(path(1)?),
        "sqlite" => sqlite(path(1)?, path(2)?),
        "cqrs" => replay(path(1)?, path(2)?),
        "sqlite-view" => {
            let name = words.get(2).and_then(|word| word.to_str()).context("who is missing")?;
            let db = opened(path(1)?)?;
            let shown = Questions::of(&db).view(name)?;
            Ok(numbers([("shown", shown as f64)]))
        }
        _ => anyhow::bail!("nothing is measured alone under the name {what:?}"),
    }
}

fn numbers<const N: usize>(pairs: [(&str, f64); N]) -> Numbers {
    pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// Views and graph from the log, then the standing of every claim once.
fn fold(case: &Path) -> anyhow::Result<Numbers> {
    let before = resident();
    let (mut views, mut graph) = (Views::default(), ClaimsGraph::default());
    let (folding, folded) = timed(|| {
        each(case, &mut |recorded| {
            views.apply(recorded);
            graph.apply(recorded);
            Ok(())
        })
    });
    folded?;
    let held = resident().zip(before).map_or(0.0, |(now, before)| now - before) * MIB;
    let weigh =
        || graph.weigh(Clock::NOW, Count::Checked, &Parameters::default()).standings().len();
    let (standing, weighed) = timed(weigh);
    anyhow::ensure!(weighed > 0, "no claim counts");
    anyhow::ensure!(views.surprises().is_empty(), "the views were surprised");
    Ok(numbers([
        ("seconds", (folding + standing).as_secs_f64()),
        ("folding", folding.as_secs_f64()),
        ("standing", standing.as_secs_f64()),
        ("held", held),
        ("words", views.words_bytes() as f64),
        ("rows", views.facts_bytes() as f64),
    ]))
}

/// A part of the rebuild by itself: the log read and decoded, and each event handed to one fold or none.
fn part(case: &Path, fold: &mut dyn FnMut(&Recorded)) -> anyhow::Result<Numbers> {
    let (time, folded) = timed(|| {
        each(case, &mut |recorded| {
            fold(recorded);
            Ok(())
        })
    });
    folded?;
    Ok(numbers([("seconds", time.as_secs_f64())]))
}

/// The whole desk, as every command opens it.
fn desk(case: &Path) -> anyhow::Result<Numbers> {
    let before = resident();
    let (time, desk) = timed(|| Desk::open_to_read(case, Box::new(SystemRim)));
    let desk = desk?;
    let held = resident().zip(before).map_or(0.0, |(now, before)| now - before) * MIB;
    let words = desk.room().words as f64;
    Ok(numbers([("seconds", time.as_secs_f64()), ("held", held), ("words", words)]))
}

/// The limit: the stored payloads, in memory already, decoded into events on one core, and dropped.
fn decode(case: &Path) -> anyhow::Result<Numbers> {
    let mut stored = Vec::new();
    for entry in FileReader::open(case)?.read(Position::START) {
        let entry = entry?;
        let payload = entry.content.payload().context("nothing was erased")?.to_owned();
        stored.push((entry.name, entry.version, payload));
    }
    let (time, decoded) = timed(|| {
        let mut many = 0;
        for (name, version, payload) in &stored {
            many += usize::from(Event::from_stored(name, *version, payload).is_ok());
        }
        many
    });
    anyhow::ensure!(decoded == stored.len(), "an event could not be decoded");
    Ok(numbers([("seconds", time.as_secs_f64())]))
}

/// The events, decoded already, into tables and indexes; then the index of words.
fn sqlite(case: &Path, path: &Path) -> anyhow::Result<Numbers> {
    let mut events: Vec<Recorded> = Vec::new();
    each(case, &mut |recorded| {
        events.push(recorded.clone());
        Ok(())
    })?;
    let db = quick(path)?;
    let (time, filled) = timed(|| {
        db.execute_batch("BEGIN")?;
        let mut fill = Fill::of(&db);
        events.iter().try_for_each(|recorded| fill.apply(recorded))?;
        db.execute_batch(INDEXES)?;
        db.execute_batch("COMMIT; ANALYZE;")?;
        anyhow::Ok(())
    });
    filled?;
    let (indexing, indexed) = timed(|| words(&db));
    indexed?;
    db.execute_batch("PRAGMA wal_checkpoint(TRUNCATE);")?;
    Ok(numbers([("seconds", time.as_secs_f64()), ("words", indexing.as_secs_f64())]))
}

fn replay(store: &Path, views: &Path) -> anyhow::Result<Numbers> {
    let (time, many) = cqrs::replay(store, views)?;
    Ok(numbers([("seconds", time.as_secs_f64()), ("views", many as f64)]))
}
