//! Many threads at the log's door: commits that wait together pay one sync.

use std::path::Path;
use std::thread;
use std::time::Duration;

use counterclaim_log::{CaseFile, Commit, FileLog, ReadLog, SharedLog};

use super::world::World;
use crate::arguments::Options;
use crate::sample::timed;
use crate::table::Table;

const THREADS: usize = 16;

/// Commits a repeat by one thread, and by all of them.
const SINGLE: usize = 400;
const SHARED: usize = 4_000;

pub(crate) fn measure(dir: &Path, options: &Options) -> anyhow::Result<Table> {
    let columns = ["threads", "commits", "events/s", "times one thread"];
    let mut table = Table::new("Single events from threads at one door", &columns);
    let (mut single, mut shared) = (Duration::ZERO, Duration::ZERO);
    for repeat in 0..options.repeats {
        single += appended(&dir.join(format!("single-{repeat}")), 1, SINGLE)?;
        shared += appended(&dir.join(format!("shared-{repeat}")), THREADS, SHARED)?;
    }
    let rate =
        |commits: usize, time: Duration| (commits * options.repeats) as f64 / time.as_secs_f64();
    let one = rate(SINGLE, single);
    for (threads, commits, time) in [(1, SINGLE, single), (THREADS, SHARED, shared)] {
        let rate = rate(commits, time);
        let times = format!("{:.1}", rate / one);
        table.row([threads.to_string(), commits.to_string(), format!("{rate:.0}"), times]);
    }
    Ok(table)
}

/// How long `threads` threads take for so many commits of one event.
fn appended(dir: &Path, threads: usize, commits: usize) -> anyhow::Result<Duration> {
    let log = FileLog::create(dir, &CaseFile::new(World::case(), "Harbour".to_owned()))?;
    let shared = SharedLog::new(log);
    let mut world = World::new();
    let shares: Vec<Vec<Commit>> =
        (0..threads).map(|_| (0..commits / threads).map(|_| world.commit(1)).collect()).collect();
    let (time, refused) = timed(|| {
        thread::scope(|scope| {
            let append = |commits: Vec<Commit>| {
                let shared = shared.clone();
                scope.spawn(move || commits.into_iter().all(|one| shared.append(one).is_ok()))
            };
            let threads: Vec<_> = shares.into_iter().map(append).collect();
            threads.into_iter().any(|thread| !matches!(thread.join(), Ok(true)))
        })
    });
    anyhow::ensure!(!refused, "a commit was refused");
    let taken = shared.with(|log| log.head().0);
    anyhow::ensure!(taken == commits as u64, "{taken} of {commits} commits were taken");
    Ok(time)
}
