//! How fast the follower takes events into index and Merkle hashes, and how many bytes they leave:
//! `cargo run --release -p counterclaim-log --example index -- DIR EVENTS`. The rate is per second of the
//! follower's own processor time (Linux), which says what it does on a machine that is not shared; wall
//! times are those of the whole log, its appends included.

#[path = "append/world.rs"]
mod world;

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use counterclaim_log::{CaseFile, EventLog, FileLog, IndexFate, ReadLog};

use world::World;

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [dir, events] = &arguments[..] else { return Err("DIR EVENTS".into()) };
    for each in [1, 10, 100] {
        measure(Path::new(dir), events.parse()?, each)?;
    }
    Ok(())
}

fn measure(dir: &Path, events: u64, each: usize) -> Result<(), Failure> {
    let case = dir.join("case");
    if case.exists() {
        fs::remove_dir_all(&case)?;
    }
    let mut log = FileLog::create(&case, &CaseFile::new(World::case(), "Harbour".to_owned()))?;
    let mut world = World::new();
    let begun = Instant::now();
    while log.head().0 < events {
        let commits = (0..1_000_usize.div_ceil(each)).map(|_| world.commit(each)).collect();
        for answer in log.append_all(commits) {
            let _ = answer?;
        }
    }
    let appended = begun.elapsed();
    let (lag, busy) = (log.lag(), follower_time()?);
    let begun = Instant::now();
    let head = log.head().0;
    assert_eq!(log.close(), IndexFate::Kept);
    let closed = begun.elapsed();
    let bytes = |path: &str| Ok::<_, io::Error>(size(&case.join(path))? as f64 / head as f64);
    writeln!(
        io::stdout(),
        "{each:>4} events a commit, {head} events: appended in {appended:.1?}, {lag} behind, closed in \
         {closed:.1?}; follower {:.0} events per second of its own; index {:.1}, hashes {:.1} bytes an \
         event",
        (head - lag) as f64 / busy.as_secs_f64(),
        bytes("index")?,
        bytes("log/hashes")?
    )?;
    let begun = Instant::now();
    let (log, _) = FileLog::open(&case)?;
    let opened = begun.elapsed();
    let known = log.commit(&"no-such-commit".to_owned().try_into()?)?;
    assert_eq!(known, None);
    writeln!(
        io::stdout(),
        "     opened in {opened:.1?}, first question answered after {:.1?}",
        begun.elapsed()
    )?;
    Ok(())
}

/// Returns the processor time that the follower has taken so far.
fn follower_time() -> Result<Duration, Failure> {
    for task in fs::read_dir("/proc/self/task")? {
        let task = task?.path();
        // Names of threads are cut to fifteen bytes.
        if fs::read_to_string(task.join("comm"))?.trim() == "counterclaim-fo" {
            let stat = fs::read_to_string(task.join("schedstat"))?;
            let nanos = stat.split(' ').next().unwrap_or_default().parse()?;
            return Ok(Duration::from_nanos(nanos));
        }
    }
    Err("there is no follower".into())
}

/// Returns how many bytes a file, or a directory with all that is in it, has.
fn size(path: &Path) -> io::Result<u64> {
    let found = fs::metadata(path)?;
    if found.is_file() {
        return Ok(found.len());
    }
    fs::read_dir(path)?.map(|entry| size(&entry?.path())).sum()
}
