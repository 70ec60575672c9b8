//! Durable appends: the same commits to every store, in turn, so that all meet the same moods of the
//! disk. Timed is everything from event structs to the acknowledgement.

use std::path::Path;
use std::time::Duration;

use super::peers::{self, Store};
use super::world::World;
use crate::arguments::Options;
use crate::sample::{Sample, told};
use crate::table::Table;

/// Events a commit, and how many commits are timed for each repeat asked for.
const SHAPES: [(usize, usize); 3] = [(1, 200), (100, 40), (1_000, 12)];

/// Commits that are not timed, so that files and caches are there.
const WARMING: usize = 5;

/// A store and the times of its appends.
struct Subject {
    store: Box<dyn Store>,
    times: Vec<Duration>,
}

pub(crate) fn measure(dir: &Path, options: &Options) -> anyhow::Result<Table> {
    let columns =
        ["events a commit", "store", "bytes an event", "events/s", "p50", "p99", "ours is"];
    let mut table = Table::new("Durable appends, one thread", &columns);
    for (events, commits) in SHAPES {
        let dir = dir.join(format!("appends-{events}"));
        let (raced, bytes) = race(peers::all(&dir)?, events, commits * options.repeats)?;
        let ours = rate(&raced[0].1, events);
        for (name, times) in raced {
            let (rate, sample) = (rate(&times, events), Sample::of(times));
            table.row([
                events.to_string(),
                name.to_owned(),
                bytes.to_string(),
                format!("{rate:.0}"),
                told(sample.median()),
                told(sample.quantile(0.99)),
                format!("{:.2} times it", ours / rate),
            ]);
        }
        std::fs::remove_dir_all(dir)?;
    }
    Ok(table)
}

/// The names of stores with the times of their appends.
pub(crate) type Raced = Vec<(&'static str, Vec<Duration>)>;

/// Appends the same commits to all stores, each in turn going first. Returns their times, ours first,
/// and the mean size of an event as ours keeps it.
pub(crate) fn race(
    stores: Vec<Box<dyn Store>>,
    events: usize,
    commits: usize,
) -> anyhow::Result<(Raced, u64)> {
    let mut subjects: Vec<Subject> =
        stores.into_iter().map(|store| Subject { store, times: Vec::new() }).collect();
    let mut world = World::new();
    let mut written = 0;
    for round in 0..WARMING + commits {
        let commit = world.commit(events);
        let length = subjects[0].store.length()?;
        // The plain file takes the bytes that ours wrote, so ours goes first; the rest take turns.
        let (first, others) = subjects.split_at_mut(1);
        let mut order: Vec<&mut Subject> = others.iter_mut().collect();
        let turn = round % order.len();
        order.rotate_left(turn);
        let mut bytes = 0;
        for subject in first.iter_mut().chain(order) {
            let time = subject.store.append(&commit, bytes)?;
            if round >= WARMING {
                subject.times.push(time);
            }
            if bytes == 0 {
                bytes = usize::try_from(subject.store.length()? - length)?;
            }
        }
        written += bytes as u64;
    }
    let raced = subjects.into_iter().map(|subject| (subject.store.name(), subject.times));
    Ok((raced.collect(), written / ((WARMING + commits) * events) as u64))
}

/// Events a second over all appends.
fn rate(times: &[Duration], events: usize) -> f64 {
    (times.len() * events) as f64 / times.iter().sum::<Duration>().as_secs_f64()
}
