//! A log of many events, one a commit: how it opens, what its parts weigh, how fast it is proven and
//! checked.

use std::ops::ControlFlow;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::Context as _;
use counterclaim_log::{
    CaseFile, Disclosure, EventLog, FileLog, FileReader, Position, ReadLog, Signer, dump,
    last_checkpoint, rebuild, verify_all,
};

use super::world::World;
use crate::arguments::Options;
use crate::machine::has_sha;
use crate::sample::{Sample, repeated, timed, told};
use crate::table::Table;

/// Events, unless a size is asked for.
const EVENTS: usize = 1_000_000;

/// Commits of one event that are written together while the log is filled.
const GROUP: usize = 1_000;

/// The word that makes this program a writer that is killed in the middle of its work.
pub(crate) const VICTIM: &str = "append-until-killed";

/// What the victim appends before it asks to be killed.
const BEFORE_THE_KILL: usize = 6_000;

pub(crate) fn measure(dir: &Path, options: &Options) -> anyhow::Result<Table> {
    let case = dir.join("large");
    let events = options.claims.unwrap_or(EVENTS);
    let mut table =
        Table::new(&format!("A log of {events} events, one a commit"), &["what", "value"]);
    let mut row = |what: &str, value: String| table.row([what.to_owned(), value]);

    let mut file = CaseFile::new(World::case(), "Harbour".to_owned());
    let signer = Signer::generate(&file.origin, &[1; 32])?;
    file.verifier = Some(signer.verifier());
    let mut log = FileLog::create(&case, &file)?;
    let filling = fill(&mut log, events)?;
    row("filled, groups of 1,000 commits, index and hashes following", rate(events, filling));
    let (signing, signed) = timed(|| log.sign(&signer));
    let _ = signed?;
    row("sign all of it", told(signing));
    let (closing, fate) = timed(|| log.close());
    row("close: the follower catches up", format!("{} ({fate:?})", told(closing)));

    let bytes = weigh(&case.join("log"), "log")?;
    row("segments, bytes an event", per_event(bytes, events));
    let lines = bytes as f64 / dumped(&case)? as f64;
    row("segments, times the lines of a dump", format!("{lines:.3}"));
    row("hashes, bytes an event", per_event(weigh(&case.join("log"), "")? - bytes, events));
    row("index, bytes an event", per_event(weigh(&case.join("index"), "")?, events));

    let repeats = options.repeats;
    row("open for reading", repeated(repeats, || FileReader::open(&case).is_ok()).told());
    row("open for writing after a clean close", openings(&case, repeats)?);
    row("prove one event: open, find, prove", proofs(&case, repeats)?);
    row("read and decode everything, on one core", reading(&case)?);
    row("the same for a fold, on all cores", folding(&case)?);
    let scratch = tempfile::tempdir_in(dir)?;
    let (time, verified) = timed(|| verify_all(&case, scratch.path()));
    let verified = verified?;
    anyhow::ensure!(verified.problems.is_empty(), "{:?}", verified.problems);
    let rate_of =
        |time: Duration| format!("{:.0} MB/s of log", bytes as f64 / 1e6 / time.as_secs_f64());
    row(
        "verify --deep",
        format!("{}, {} (SHA instructions: {})", told(time), rate_of(time), has_sha()),
    );
    let (time, _) = timed(|| rebuild(&case));
    row("rebuild of index and hashes", format!("{}, {}", told(time), rate(events, time)));

    kill_a_writer(&case)?;
    let (time, opened) = timed(|| FileLog::open(&case));
    let (log, recovery) = opened?;
    row("open for writing after kill -9", told(time));
    let (time, fate) = timed(|| log.close());
    row("  then until the index has caught up", format!("{} ({fate:?}, {recovery:?})", told(time)));
    Ok(table)
}

/// Fills a log; returns the time that appending took.
fn fill(log: &mut FileLog, events: usize) -> anyhow::Result<Duration> {
    let (mut world, mut filling) = (World::new(), Duration::ZERO);
    let mut left = events;
    while left > 0 {
        let commits: Vec<_> = (0..GROUP.min(left)).map(|_| world.commit(1)).collect();
        left -= commits.len();
        let (time, answers) = timed(|| log.append_all(commits));
        filling += time;
        for answer in answers {
            let _ = answer?;
        }
    }
    Ok(filling)
}

/// How many bytes the dump has: one line of JSON an event.
fn dumped(case: &Path) -> anyhow::Result<u64> {
    let mut length = Length(0);
    dump(&FileReader::open(case)?, &mut length)?;
    Ok(length.0)
}

/// Takes bytes and counts them.
struct Length(u64);

impl std::io::Write for Length {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Adds up the files below `dir` whose names end so; all files with an empty ending.
pub(crate) fn weigh(dir: &Path, ending: &str) -> anyhow::Result<u64> {
    let mut bytes = 0;
    for file in std::fs::read_dir(dir)? {
        let path = file?.path();
        if path.is_dir() {
            bytes += weigh(&path, ending)?;
        } else if ending.is_empty() || path.extension().is_some_and(|found| found == ending) {
            bytes += path.metadata()?.len();
        }
    }
    Ok(bytes)
}

/// Opens for writing, and closes without being timed.
fn openings(case: &Path, repeats: usize) -> anyhow::Result<String> {
    let mut times = Vec::new();
    for _ in 0..repeats {
        let (time, opened) = timed(|| FileLog::open(case));
        opened?.0.close();
        times.push(time);
    }
    Ok(Sample::of(times).told())
}

/// Proves events all over the log, each from the beginning: open, find the event, prove it.
fn proofs(case: &Path, repeats: usize) -> anyhow::Result<String> {
    let signed = last_checkpoint(case)?.context("it was signed")?.size();
    let mut proven = 0;
    let sample = repeated(repeats * 20, || {
        proven = (proven + signed / 7) % signed;
        let reader = FileReader::open(case).ok();
        let at = Position(proven + 1);
        reader.is_some_and(|reader| reader.prove_event(at, Disclosure::Payload).is_ok())
    });
    Ok(sample.told())
}

fn reading(case: &Path) -> anyhow::Result<String> {
    let reader = FileReader::open(case)?;
    let (time, read) = timed(|| reader.read(Position::START).map_while(Result::ok).count());
    Ok(format!("{}, {}", told(time), rate(read, time)))
}

fn folding(case: &Path) -> anyhow::Result<String> {
    let reader = FileReader::open(case)?;
    let mut read = 0;
    let (time, visited) = timed(|| {
        reader.visit(Position::START, &mut |_| {
            read += 1;
            ControlFlow::Continue(())
        })
    });
    visited?;
    Ok(format!("{}, {}", told(time), rate(read, time)))
}

/// Lets another process append, and kills it while its index is behind.
fn kill_a_writer(case: &Path) -> anyhow::Result<()> {
    let mut victim = Command::new(std::env::current_exe()?);
    let mut victim = victim.arg(VICTIM).arg(case).stdout(Stdio::piped()).spawn()?;
    let mut ready = String::new();
    let out = victim.stdout.take().context("it was given a pipe")?;
    std::io::BufRead::read_line(&mut std::io::BufReader::new(out), &mut ready)?;
    victim.kill()?;
    victim.wait()?;
    anyhow::ensure!(!ready.is_empty(), "the writer that was to be killed ended by itself");
    Ok(())
}

/// Appends, says so, and goes on until it is killed.
pub(crate) fn be_killed(case: &Path) -> anyhow::Result<()> {
    let (mut log, _) = FileLog::open(case)?;
    let mut world = World::after(log.head().0);
    for group in 0.. {
        let commits = (0..GROUP).map(|_| world.commit(1)).collect();
        for answer in log.append_all(commits) {
            let _ = answer?;
        }
        if group * GROUP == BEFORE_THE_KILL {
            use std::io::Write as _;
            writeln!(std::io::stdout(), "{}", log.head())?;
        }
    }
    Ok(())
}

fn rate(events: usize, time: Duration) -> String {
    format!("{:.0} events/s", events as f64 / time.as_secs_f64())
}

fn per_event(bytes: u64, events: usize) -> String {
    format!("{:.1}", bytes as f64 / events as f64)
}
