//! The thread behind the log: how fast it takes events into index and Merkle hashes, and how many bytes
//! they leave. Its rate is per second of its own processor time, which says what it does on a machine
//! that is not shared.

use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::Context as _;
use counterclaim_log::{CaseFile, EventLog, FileLog, ReadLog};

use super::large::weigh;
use super::world::World;
use crate::arguments::Options;
use crate::sample::{timed, told};
use crate::table::Table;

/// Events, unless a size is asked for.
const EVENTS: usize = 300_000;

/// Events that are appended with one sync.
const GROUP: usize = 1_000;

pub(crate) fn measure(dir: &Path, options: &Options) -> anyhow::Result<Table> {
    let columns = [
        "events a commit",
        "events/s of its own time",
        "behind at the end",
        "close",
        "index, bytes an event",
        "open, then one question about an id",
    ];
    let events = options.claims.unwrap_or(EVENTS);
    let mut table = Table::new(&format!("Index and hashes of {events} events"), &columns);
    for each in [1, 10, 100] {
        let case = dir.join(format!("follower-{each}"));
        table.row(follow(&case, events, each)?);
        fs::remove_dir_all(case)?;
    }
    Ok(table)
}

fn follow(case: &Path, events: usize, each: usize) -> anyhow::Result<[String; 6]> {
    let mut log = FileLog::create(case, &CaseFile::new(World::case(), "Harbour".to_owned()))?;
    let mut world = World::new();
    while log.head().0 < events as u64 {
        let commits = (0..GROUP / each).map(|_| world.commit(each)).collect();
        for answer in log.append_all(commits) {
            let _ = answer?;
        }
    }
    let (head, lag, busy) = (log.head().0, log.lag(), own_time()?);
    let (closing, _) = timed(|| log.close());
    let (opening, opened) = timed(|| FileLog::open(case));
    let (log, _) = opened?;
    let id = "no-such-commit".to_owned().try_into()?;
    let (asking, known) = timed(|| log.commit(&id));
    anyhow::ensure!(known?.is_none(), "a commit is known that nobody made");
    Ok([
        each.to_string(),
        format!("{:.0}", (head - lag) as f64 / busy.as_secs_f64()),
        lag.to_string(),
        told(closing),
        format!("{:.1}", weigh(&case.join("index"), "")? as f64 / head as f64),
        format!("{}, then {}", told(opening), told(asking)),
    ])
}

/// Returns the processor time that the follower has taken so far (Linux).
fn own_time() -> anyhow::Result<Duration> {
    for task in fs::read_dir("/proc/self/task")? {
        let task = task?.path();
        // Names of threads are cut to fifteen bytes.
        if fs::read_to_string(task.join("comm"))?.trim() == "counterclaim-fo" {
            let stat = fs::read_to_string(task.join("schedstat"))?;
            let nanos = stat.split(' ').next().context("an empty schedstat")?.parse()?;
            return Ok(Duration::from_nanos(nanos));
        }
    }
    anyhow::bail!("there is no follower")
}
