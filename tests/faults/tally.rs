//! What a part of the campaign counted, and the table of all parts. Every part fills tallies; `main`
//! prints them and ends red if one of them holds a broken promise.

use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

/// Broken promises of one row that are told in words; the rest is only counted.
const TOLD: usize = 12;

/// One row of the table.
#[derive(Debug)]
pub(crate) struct Tally {
    /// What was done, as `truncations`.
    name: String,
    /// How often.
    trials: u64,
    /// How often the log refused to open, or cut a tail, and said where.
    reported: u64,
    /// Acknowledged commits that were gone without a word.
    lost: u64,
    /// Events that were not what was sent.
    altered: u64,
    /// Commits of which a part could be seen.
    half: u64,
    /// Panics, in a process of the product or in a call to its library.
    panics: u64,
    /// Promises of other kinds that were broken.
    other: u64,
    told: Vec<String>,
    /// A word beside the numbers.
    note: String,
    /// Why the part could not run here.
    impossible: Option<String>,
    began: Instant,
    took: Duration,
}

impl Tally {
    /// Begins a row.
    pub(crate) fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            trials: 0,
            reported: 0,
            lost: 0,
            altered: 0,
            half: 0,
            panics: 0,
            other: 0,
            told: Vec::new(),
            note: String::new(),
            impossible: None,
            began: Instant::now(),
            took: Duration::ZERO,
        }
    }

    /// A row for what cannot be done on this machine.
    pub(crate) fn impossible(name: &str, why: impl Into<String>) -> Self {
        Self { impossible: Some(why.into()), ..Self::new(name) }
    }

    /// Counts a trial.
    pub(crate) fn tried(&mut self) {
        self.trials += 1;
    }

    /// Puts a word beside the numbers.
    pub(crate) fn note(&mut self, note: String) {
        self.note = note;
    }

    /// Counts damage that was refused and located, or a tail that was cut and kept.
    pub(crate) fn reported(&mut self) {
        self.reported += 1;
    }

    /// Counts acknowledged commits that are gone.
    pub(crate) fn lost(&mut self, commits: u64, what: impl Into<String>) {
        self.lost += commits;
        self.tell("lost", what.into());
    }

    /// Counts an event that is not what was sent.
    pub(crate) fn altered(&mut self, what: impl Into<String>) {
        self.altered += 1;
        self.tell("altered", what.into());
    }

    /// Counts half a commit.
    pub(crate) fn half(&mut self, what: impl Into<String>) {
        self.half += 1;
        self.tell("half a commit", what.into());
    }

    /// Counts a panic.
    pub(crate) fn panicked(&mut self, what: impl Into<String>) {
        self.panics += 1;
        self.tell("panic", what.into());
    }

    /// Counts a promise of another kind that was broken.
    pub(crate) fn broken(&mut self, what: impl Into<String>) {
        self.other += 1;
        self.tell("broken", what.into());
    }

    /// Counts a broken promise unless `held`.
    pub(crate) fn holds(&mut self, held: bool, what: impl FnOnce() -> String) {
        if !held {
            self.broken(what());
        }
    }

    /// Runs a call into the library; a panic is counted and gives nothing.
    pub(crate) fn guarded<T>(&mut self, what: &str, call: impl FnOnce() -> T) -> Option<T> {
        let result = catch_unwind(AssertUnwindSafe(call));
        if result.is_err() {
            self.panicked(what);
        }
        result.ok()
    }

    fn tell(&mut self, kind: &str, what: String) {
        if self.told.len() < TOLD {
            self.told.push(format!("{kind}: {what}"));
        }
    }

    /// Adds what another thread counted under the same name.
    pub(crate) fn join(&mut self, other: Self) {
        self.trials += other.trials;
        self.reported += other.reported;
        self.lost += other.lost;
        self.altered += other.altered;
        self.half += other.half;
        self.panics += other.panics;
        self.other += other.other;
        let room = TOLD.saturating_sub(self.told.len());
        self.told.extend(other.told.into_iter().take(room));
    }

    /// Ends the row: its time stands.
    pub(crate) fn done(mut self) -> Self {
        self.took = self.began.elapsed();
        self
    }

    /// Returns whether a promise was broken.
    pub(crate) fn is_red(&self) -> bool {
        self.lost + self.altered + self.half + self.panics + self.other > 0
    }

    /// Returns why the row could not be filled here.
    pub(crate) fn is_impossible(&self) -> bool {
        self.impossible.is_some()
    }
}

/// Returns the whole table, every broken promise below it, and the four sums that must be 0.
pub(crate) fn table(rows: &[Tally], seed: u64) -> String {
    let mut text = format!(
        "{:<34}{:>9}{:>10}{:>7}{:>9}{:>7}{:>8}{:>8}{:>9}\n",
        "fault", "trials", "reported", "lost", "altered", "half", "panics", "other", "seconds"
    );
    for row in rows {
        let line = match &row.impossible {
            Some(why) => format!("{:<34} not possible here: {why}", row.name),
            None => format!(
                "{:<34}{:>9}{:>10}{:>7}{:>9}{:>7}{:>8}{:>8}{:>9.1}  {}",
                row.name,
                row.trials,
                row.reported,
                row.lost,
                row.altered,
                row.half,
                row.panics,
                row.other,
                row.took.as_secs_f64(),
                row.note,
            ),
        };
        text.push_str(line.trim_end());
        text.push('\n');
    }
    for row in rows {
        for told in &row.told {
            let _ = writeln!(text, "RED  {}: {told}", row.name);
        }
    }
    let sum = |count: fn(&Tally) -> u64| rows.iter().map(count).sum::<u64>();
    let _ = writeln!(
        text,
        "acknowledged lost unreported {} · altered {} · half-visible commits {} · panics {} · other promises broken {} · trials {} · seed {seed}",
        sum(|row| row.lost),
        sum(|row| row.altered),
        sum(|row| row.half),
        sum(|row| row.panics),
        sum(|row| row.other),
        sum(|row| row.trials),
    );
    text
}
