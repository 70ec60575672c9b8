//! Damage: small logs are cut at every byte and get bits flipped everywhere. Opening them gives exactly a
//! prefix of what was recorded that holds everything known durable, or refuses and says where. Readers
//! never panic and never show half a commit.

use std::fs;
use std::path::Path;
use std::thread;

use counterclaim_log::{Entry, FileLog, FileReader, LogError, ReadLog, verify};

use crate::chance::Chance;
use crate::plan::Plan;
use crate::samples::{Sample, copy, make};
use crate::tally::Tally;

/// What is done to one byte of a segment.
#[derive(Clone, Copy, Debug)]
enum Damage {
    /// The file ends before it.
    Cut,
    /// One of its bits is another.
    Flip(u8),
}

/// One trial: sample, segment, byte, damage.
type Trial = (usize, usize, usize, Damage);

/// Runs the part.
pub(crate) fn run(plan: &Plan) -> Vec<Tally> {
    let scratch = plan.in_memory();
    let samples = make(scratch.path());
    let mut chance = plan.chance("damage");
    let cuts = trials(&samples, plan.of(500, 12_000), &mut chance, |_| Damage::Cut);
    let flips = trials(&samples, plan.of(500, 12_000), &mut chance, |chance| {
        Damage::Flip(1 << chance.below(8))
    });
    vec![all("truncations", plan, &samples, &cuts), all("bit flips", plan, &samples, &flips)]
}

/// Draws `count` trials over all samples; every byte once where that many are asked for.
fn trials(
    samples: &[Sample],
    count: usize,
    chance: &mut Chance,
    damage: impl Fn(&mut Chance) -> Damage,
) -> Vec<Trial> {
    let mut places = Vec::new();
    for (index, sample) in samples.iter().enumerate() {
        for (segment, (_, bytes)) in sample.segments.iter().enumerate() {
            places.extend((0..bytes.len()).map(|byte| (index, segment, byte)));
        }
    }
    for place in (1..places.len()).rev() {
        places.swap(place, chance.below(place + 1));
    }
    let rounds = places.iter().cycle().take(count);
    rounds.map(|(sample, segment, byte)| (*sample, *segment, *byte, damage(chance))).collect()
}

/// Carries out trials on two threads, each with copies of its own.
fn all(name: &str, plan: &Plan, samples: &[Sample], trials: &[Trial]) -> Tally {
    let mut all = Tally::new(name);
    let half = trials.len().div_ceil(2);
    let tallies: Vec<Tally> = thread::scope(|scope| {
        let threads: Vec<_> = trials
            .chunks(half.max(1))
            .map(|trials| scope.spawn(|| some(name, plan, samples, trials)))
            .collect();
        threads.into_iter().map(|one| one.join().expect("trials are guarded")).collect()
    });
    tallies.into_iter().for_each(|tally| all.join(tally));
    all.done()
}

fn some(name: &str, plan: &Plan, samples: &[Sample], trials: &[Trial]) -> Tally {
    let mut tally = Tally::new(name);
    let scratch = plan.in_memory();
    for (index, sample) in samples.iter().enumerate() {
        copy(&sample.dir, &scratch.path().join(index.to_string()));
    }
    for (index, segment, byte, damage) in trials {
        let sample = &samples[*index];
        let dir = scratch.path().join(index.to_string());
        let (file, sound) = &sample.segments[*segment];
        let damaged = match damage {
            Damage::Cut => sound[..*byte].to_vec(),
            Damage::Flip(bit) => {
                let mut bytes = sound.clone();
                bytes[*byte] ^= bit;
                bytes
            }
        };
        let what = format!("{}: {damage:?} at byte {byte} of {file}", sample.name);
        let path = dir.join("log").join(file);
        fs::write(&path, &damaged).expect("there is room");
        let trial = Judged { sample, segment: *segment, byte: *byte, damage: *damage, what: &what };
        trial.judge(&dir, &mut tally);
        fs::write(&path, sound).expect("there is room");
        // Opening may have cut a tail and kept it; a sample that was cut is put back whole above.
        let _ = fs::remove_dir_all(dir.join("recovered"));
    }
    tally
}

/// A trial under judgement.
struct Judged<'a> {
    sample: &'a Sample,
    segment: usize,
    byte: usize,
    damage: Damage,
    what: &'a str,
}

impl Judged<'_> {
    fn judge(&self, dir: &Path, tally: &mut Tally) {
        tally.tried();
        let read = tally.guarded(self.what, || FileReader::open(dir).map(|log| run_through(&log)));
        let Some(read) = read else { return };
        self.outcome("a reader", read, tally);
        let checked = tally.guarded(self.what, || verify(dir).map(|found| found.problems.len()));
        let written = tally.guarded(self.what, || {
            FileLog::open_with(dir, self.sample.tuning).map(|(log, _)| run_through(&log))
        });
        let Some(written) = written else { return };
        let refused = self.outcome("the writer", written, tally);
        if refused {
            tally.reported();
            let named = matches!(checked, Some(Ok(problems)) if problems > 0)
                || matches!(checked, Some(Err(_)));
            tally
                .holds(named, || format!("{}: refused, but verification finds nothing", self.what));
        }
    }

    /// Judges what one door showed; returns whether it refused.
    fn outcome(
        &self,
        door: &str,
        outcome: Result<(Vec<Entry>, Option<LogError>), LogError>,
        tally: &mut Tally,
    ) -> bool {
        let (found, error) = match outcome {
            Ok((found, error)) => (found, error),
            Err(error) => (Vec::new(), Some(error)),
        };
        let what = format!("{}: {door}", self.what);
        if self.sample.entries.get(..found.len()) != Some(&found[..]) {
            tally.altered(format!("{what}: what it shows is no prefix of what was recorded"));
        }
        if found.last().is_some_and(|last| last.position != last.commit.last) {
            tally.half(format!("{what}: shows half of the last commit"));
        }
        match &error {
            Some(error) => self.located(error, &what, tally),
            None => {
                let missing = self.durable().saturating_sub(found.len());
                if missing > 0 {
                    tally.lost(1, format!("{what}: {missing} durable events gone without a word"));
                }
            }
        }
        error.is_some()
    }

    /// Number of events that the log itself knows were durable, whatever happened to this byte: all
    /// before the last segment, and in it what later whole lines say.
    fn durable(&self) -> usize {
        let (name, bytes) = &self.sample.segments[self.segment];
        let first = name.trim_end_matches(".log").parse::<usize>().expect("a segment's name") - 1;
        let is_last = self.segment + 1 == self.sample.segments.len();
        match self.damage {
            Damage::Cut if self.sample.signed => self.sample.durable,
            // A shorter last segment is what a crash leaves: the whole lines that are left.
            Damage::Cut if is_last => {
                first + events_in(&self.sample.entries, first, bytes, self.byte)
            }
            Damage::Cut => self.sample.entries.len(),
            Damage::Flip(_) => self.sample.durable,
        }
    }

    fn located(&self, error: &LogError, what: &str, tally: &mut Tally) {
        let (name, _) = &self.sample.segments[self.segment];
        if self.sample.signed && matches!(error, LogError::Short { .. }) {
            return;
        }
        let LogError::Damaged { segment, offset, .. } = error else {
            return tally.broken(format!("{what}: not told as damage: {error}"));
        };
        let at = segment.file_name().map(|name| name.to_string_lossy().into_owned());
        // Damage that ends a segment too early shows where the next one begins.
        let here = at.as_ref() == Some(name) && *offset <= self.byte as u64;
        let next = self.sample.segments.get(self.segment + 1).map(|(name, _)| name);
        tally.holds(here || at.as_ref() == next, || {
            format!("{what}: located at {at:?} {offset}: {error}")
        });
    }
}

/// Returns how many events the whole lines before `byte` hold.
fn events_in(entries: &[Entry], first: usize, bytes: &[u8], byte: usize) -> usize {
    let lines = bytes[..byte].iter().filter(|byte| **byte == b'\n').count();
    let mut ends: Vec<u64> = entries[first..].iter().map(|entry| entry.commit.last.0).collect();
    ends.dedup();
    match lines {
        0 => 0,
        lines => ends[lines - 1] as usize - first,
    }
}

/// Reads until the end or the first error.
fn run_through(log: &impl ReadLog) -> (Vec<Entry>, Option<LogError>) {
    let mut found = Vec::new();
    for entry in log.read(counterclaim_log::Position::START) {
        match entry {
            Ok(entry) => found.push(entry),
            Err(error) => return (found, Some(error)),
        }
    }
    (found, None)
}
