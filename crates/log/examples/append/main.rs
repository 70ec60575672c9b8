//! How fast commits become durable, beside a plain file that takes the same bytes:
//! `cargo run --release -p counterclaim-log --example append -- append DIR`, or `threads DIR`, or
//! `open DIR EVENTS`. Ratios of one run count; the figures themselves are this machine's of now.

mod world;

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use counterclaim_log::{CaseFile, Commit, EventLog, FileLog, FileReader, ReadLog, SharedLog};

use world::World;

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["append", dir] => append(Path::new(dir)),
        ["threads", dir] => threads(Path::new(dir)),
        ["open", dir, events] => open(Path::new(dir), events.parse()?),
        _ => Err("append DIR | threads DIR | open DIR EVENTS".into()),
    }
}

fn say(line: &str) -> io::Result<()> {
    writeln!(io::stdout(), "{line}")
}

fn fresh(dir: &Path) -> Result<FileLog, Failure> {
    if dir.exists() {
        fs::remove_dir_all(dir)?;
    }
    Ok(FileLog::create(dir, &CaseFile::new(World::case(), "Harbour".to_owned()))?)
}

/// The log and a plain file in turn, so that both meet the same moods of the disk.
fn append(dir: &Path) -> Result<(), Failure> {
    for (events, rounds) in [(1, 1_500), (100, 200), (1_000, 60)] {
        let mut log = fresh(&dir.join("case"))?;
        let mut plain = File::create(dir.join("plain"))?;
        let mut world = World::new();
        let (mut in_log, mut in_plain) = (Duration::ZERO, Duration::ZERO);
        let mut bytes = 0;
        for _ in 0..rounds {
            let commit = world.commit(events);
            let before = length(&dir.join("case/log"))?;
            let begun = Instant::now();
            let _ = log.append(commit)?;
            in_log += begun.elapsed();
            let line = vec![b'x'; usize::try_from(length(&dir.join("case/log"))? - before)?];
            bytes += line.len();
            let begun = Instant::now();
            plain.write_all(&line)?;
            plain.sync_data()?;
            in_plain += begun.elapsed();
        }
        let rate = |time: Duration| (rounds * events) as f64 / time.as_secs_f64();
        say(&format!(
            "{events:>5} events a commit ({} bytes an event): log {:>8.0} events/s, plain file {:>8.0}, \
             ratio {:.2}",
            bytes / (rounds * events),
            rate(in_log),
            rate(in_plain),
            in_plain.as_secs_f64() / in_log.as_secs_f64()
        ))?;
    }
    Ok(())
}

/// How many bytes the segments have.
fn length(log: &Path) -> io::Result<u64> {
    let files = fs::read_dir(log)?.map(|file| Ok(file?.metadata()?.len()));
    files.sum()
}

/// One thread and sixteen, single events.
fn threads(dir: &Path) -> Result<(), Failure> {
    let mut single = 0.0;
    for count in [1, 16, 1, 16] {
        let shared = SharedLog::new(fresh(&dir.join("case"))?);
        let mut world = World::new();
        let each = 6_000 / count / if count == 1 { 4 } else { 1 };
        let shares: Vec<Vec<Commit>> =
            (0..count).map(|_| (0..each).map(|_| world.commit(1)).collect()).collect();
        let begun = Instant::now();
        thread::scope(|scope| {
            for commits in shares {
                let shared = shared.clone();
                scope.spawn(move || commits.into_iter().all(|one| shared.append(one).is_ok()));
            }
        });
        let rate = (count * each) as f64 / begun.elapsed().as_secs_f64();
        let taken = shared.with(|log| log.head().0);
        assert_eq!(taken, (count * each) as u64, "every commit was taken");
        if count == 1 {
            single = rate;
        }
        say(&format!("{count:>3} threads: {rate:>8.0} events/s, {:.1} times one", rate / single))?;
    }
    Ok(())
}

/// Opening a log of so many events, for reading and for writing.
fn open(dir: &Path, events: u64) -> Result<(), Failure> {
    let case = dir.join("case");
    if FileReader::open(&case).map(|reader| reader.head().0).ok() != Some(events) {
        fill(&case, events)?;
    }
    for _ in 0..3 {
        let begun = Instant::now();
        let reader = FileReader::open(&case)?;
        let reading = begun.elapsed();
        let begun = Instant::now();
        let (log, recovery) = FileLog::open(&case)?;
        let writing = begun.elapsed();
        assert!(recovery.is_clean());
        assert_eq!((reader.head(), log.head().0), (log.head(), events));
        let begun = Instant::now();
        let fate = log.close();
        let closing = begun.elapsed();
        say(&format!(
            "{events} events: open for reading {reading:?}, for writing {writing:?}, close \
             {closing:?}; index {fate:?}"
        ))?;
    }
    Ok(())
}

fn fill(case: &Path, events: u64) -> Result<(), Failure> {
    let mut log = fresh(case)?;
    let mut world = World::new();
    while log.head().0 < events {
        let commits = (0..1_000.min(events - log.head().0)).map(|_| world.commit(1)).collect();
        for answer in log.append_all(commits) {
            let _ = answer?;
        }
    }
    Ok(())
}
