//! The writer that faults happen to: this program again, as a child. It sends numbered commits to a log
//! and says on standard output what was acknowledged, one write a line, the moment it was.

use std::io::{BufRead as _, Write as _};
use std::path::Path;

use counterclaim_log::{AppendError, EventLog, FileLog, Indexing, LogError, ProveError, Tuning};

use crate::commits::{commit, keep_page};
use crate::door;
use crate::notes::signer;

/// What the child is told to do.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "orders are given or not, each for itself")]
pub(crate) struct Orders {
    /// The first commit to send.
    pub(crate) from: u32,
    /// How many to send.
    pub(crate) count: u32,
    /// How many share one sync. 0: threads bring them one by one to a shared log.
    pub(crate) group: u32,
    /// Bytes at which a segment is full.
    pub(crate) segment: u64,
    /// Wait for a line on standard input before each group.
    pub(crate) asked: bool,
    /// End without closing the log, as a crash does.
    pub(crate) abrupt: bool,
    /// Keep no index.
    pub(crate) bare: bool,
    /// Sign the log after each group.
    pub(crate) signs: bool,
}

impl Default for Orders {
    fn default() -> Self {
        Self {
            from: 0,
            count: 1,
            group: 1,
            segment: 6_000,
            asked: false,
            abrupt: false,
            bare: false,
            signs: false,
        }
    }
}

impl Orders {
    /// Returns the orders as arguments of the child.
    pub(crate) fn arguments(&self) -> Vec<String> {
        let Self { from, count, group, segment, asked, abrupt, bare, signs } = self;
        [from.to_string(), count.to_string(), group.to_string(), segment.to_string()]
            .into_iter()
            .chain([asked, abrupt, bare, signs].map(|flag| u8::from(*flag).to_string()))
            .collect()
    }

    /// Reads them back.
    pub(crate) fn read(arguments: &[String]) -> Option<Self> {
        let number = |index: usize| arguments.get(index)?.parse::<u64>().ok();
        Some(Self {
            from: number(0)?.try_into().ok()?,
            count: number(1)?.try_into().ok()?,
            group: number(2)?.try_into().ok()?,
            segment: number(3)?,
            asked: number(4)? == 1,
            abrupt: number(5)? == 1,
            bare: number(6)? == 1,
            signs: number(7)? == 1,
        })
    }

    /// Sizes so small that a handful of commits fills segments and steps.
    pub(crate) fn tuning(&self) -> Tuning {
        let indexing = if self.bare { Indexing::Off } else { Indexing::Behind };
        Tuning { segment_bytes: self.segment, step_events: 16, indexing }
    }
}

/// Why the child ended before it was done. Each has an exit code of its own.
enum Ended {
    /// The log did not open.
    Refused(LogError),
    /// The log took no more.
    Failed(AppendError),
    /// A page could not be kept.
    Page(LogError),
    /// The log could not be signed.
    Unsigned(ProveError),
}

/// Carries out the orders; returns the exit code.
pub(crate) fn run(dir: &Path, orders: &Orders) -> u8 {
    match write(dir, orders) {
        Ok(()) => 0,
        Err(Ended::Refused(error)) => {
            say(&format!("refused {}", refusal(&error)));
            3
        }
        Err(Ended::Failed(AppendError::DiskFull { .. })) => {
            say("full");
            4
        }
        Err(Ended::Page(error)) if error.is_disk_full() => {
            say("full");
            4
        }
        Err(Ended::Failed(error)) => {
            say(&format!("failed {error}"));
            5
        }
        Err(Ended::Page(error)) => {
            say(&format!("failed {error}"));
            5
        }
        Err(Ended::Unsigned(error)) => {
            say(&format!("failed {error}"));
            5
        }
    }
}

fn refusal(error: &LogError) -> String {
    let mut text = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        text.push_str(&format!(": {cause}"));
        source = cause.source();
    }
    text.replace('\n', " ")
}

fn write(dir: &Path, orders: &Orders) -> Result<(), Ended> {
    let (mut log, _) = FileLog::open_with(dir, orders.tuning()).map_err(Ended::Refused)?;
    say("open");
    if orders.group == 0 {
        return door::together(log, orders, acknowledge).map_err(Ended::Failed);
    }
    let mut requests = std::io::stdin().lock().lines();
    let end = orders.from + orders.count;
    for first in (orders.from..end).step_by(orders.group.max(1) as usize) {
        if orders.asked && !matches!(requests.next(), Some(Ok(_))) {
            break;
        }
        append(&mut log, first..end.min(first + orders.group))?;
        if orders.signs {
            let signed = log.sign(&signer()).map_err(Ended::Unsigned)?;
            say(&format!("signed {}", signed.size()));
        }
    }
    if orders.abrupt {
        std::process::exit(0);
    }
    drop(log);
    say("closed");
    Ok(())
}

/// Appends a group and says what became of each of its commits.
fn append(log: &mut FileLog, numbers: std::ops::Range<u32>) -> Result<(), Ended> {
    let mut group = Vec::new();
    for number in numbers.clone() {
        let kept = keep_page(log, number).map_err(Ended::Page)?;
        group.push(commit(number, kept));
    }
    let mut failed = None;
    for (number, answer) in numbers.zip(log.append_all(group)) {
        match answer {
            Ok(appended) => acknowledge(number, appended.commit.first.0, appended.commit.last.0),
            Err(AppendError::AlreadyDone(known)) => {
                acknowledge(number, known.first.0, known.last.0)
            }
            Err(error) => failed = failed.or(Some(error)),
        }
    }
    failed.map_or(Ok(()), |error| Err(Ended::Failed(error)))
}

fn acknowledge(number: u32, first: u64, last: u64) {
    say(&format!("ack {number} {first} {last}"));
}

/// Writes a line at once. A witness who is gone is no reason to stop.
fn say(line: &str) {
    let _ = std::io::stdout().lock().write_all(format!("{line}\n").as_bytes());
}
