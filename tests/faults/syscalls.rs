//! Every system call of opening and appending in turn fails (EIO, ENOSPC) or is the last one the process
//! makes (KILL). Afterwards the case must open, hold what was acknowledged, and go on.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use counterclaim_log::MemoryLog;

use crate::commits::reference;
use crate::judge::{Known, after_crash};
use crate::plan::Plan;
use crate::tally::Tally;
use crate::trace::{self, Call, FILES};
use crate::witness::{Ended, Testimony, Writer, create};
use crate::writer::Orders;

/// Commits that stand before the faults begin, and commits that are sent into them.
const BEFORE: u32 = 6;
const SENT: u32 = 14;

/// A call to fail: its name, and which one of that name it is in its thread.
pub(crate) type Target = (String, usize);

/// Runs the part.
pub(crate) fn run(plan: &Plan) -> Vec<Tally> {
    let mut chance = plan.chance("syscalls");
    let reference = reference(SENT);
    let targets = targets(plan);
    let mut rows = Vec::new();
    for fault in ["error=EIO", "error=ENOSPC", "signal=KILL"] {
        let mut tally = Tally::new(format!("system call: {}", fault.replace('=', " ")));
        // A slice takes one call in five, but every sync.
        let chosen = targets
            .iter()
            .filter(|(name, _)| plan.of(name.contains("sync") || chance.once_in(5), true));
        for (name, nth) in chosen {
            let what = format!("{fault} at {name} {nth}");
            trial(plan, name, *nth, fault, &reference, &what, &mut tally);
        }
        tally.holds(targets.len() > 30, || format!("only {} calls to fail", targets.len()));
        rows.push(tally.done());
    }
    rows
}

fn orders() -> Orders {
    Orders { from: BEFORE, count: SENT - BEFORE, segment: 4_000, ..Orders::default() }
}

/// A case with some commits in it, closed.
fn prepared(plan: &Plan) -> tempfile::TempDir {
    let scratch = plan.scratch();
    let dir = scratch.path().join("case");
    create(&dir);
    let first = Orders { count: BEFORE, segment: 4_000, ..Orders::default() };
    let said = Writer::start(&[], &dir, &first, 0).wait();
    assert_eq!(said.ended, Ended::Closed, "an undisturbed writer ends well: {}", said.err);
    scratch
}

/// Finds the calls that touch the case, by watching an undisturbed writer.
fn targets(plan: &Plan) -> Vec<Target> {
    let scratch = prepared(plan);
    let dir = scratch.path().join("case");
    let file = scratch.path().join("trace");
    let line = trace::strace(&file, &["-e", FILES, "-e", "signal=none"]);
    let said = Writer::start(&line, &dir, &orders(), BEFORE).wait();
    assert_eq!(said.ended, Ended::Closed, "a watched writer ends well: {}", said.err);
    let text = fs::read_to_string(&file).expect("strace wrote its trace");
    chosen(&trace::read(&text), &dir.to_string_lossy())
}

/// Numbers the calls per thread and name, as `strace` does, and keeps those on the case's files.
pub(crate) fn chosen(calls: &[Call], dir: &str) -> Vec<Target> {
    let mut counted: BTreeMap<(u32, &str), usize> = BTreeMap::new();
    let mut targets = Vec::new();
    for call in calls {
        let nth = counted.entry((call.thread, &call.name)).or_default();
        *nth += 1;
        let fails = !["close", "exit_group", "lseek", "fcntl"].contains(&call.name.as_str());
        if fails && call.below(dir).is_some() {
            targets.push((call.name.clone(), *nth));
        }
    }
    targets.sort();
    targets.dedup();
    targets
}

fn trial(
    plan: &Plan,
    name: &str,
    nth: usize,
    fault: &str,
    reference: &MemoryLog,
    what: &str,
    tally: &mut Tally,
) {
    let scratch = prepared(plan);
    let dir = scratch.path().join("case");
    let file = scratch.path().join("trace");
    let inject = format!("inject={name}:{fault}:when={nth}");
    let traced = format!("trace={name}");
    let line = trace::strace(&file, &["-e", &traced, "-e", &inject]);
    let said = Writer::start(&line, &dir, &orders(), BEFORE).wait();
    said.sober(what, tally);
    if fault != "signal=KILL" {
        unsynced(&file, &dir, &said, what, tally);
    }
    let known = Known { acknowledged: said.acknowledged, sent: SENT, reference, what };
    after_crash(&dir, orders().tuning(), known, tally);
}

/// A failed sync of the log ends the writer: it acknowledges nothing behind it.
fn unsynced(trace: &Path, dir: &Path, said: &Testimony, what: &str, tally: &mut Tally) {
    let text = fs::read_to_string(trace).unwrap_or_default();
    let dir = dir.to_string_lossy();
    let failed = trace::read(&text).into_iter().find(|call| {
        let on_log = call.below(&dir).is_some_and(|path| path.ends_with(".log"));
        on_log && !call.worked() && (call.syncs() || call.writes())
    });
    let stopped = !matches!(said.ended, Ended::Unsaid | Ended::Closed);
    tally.holds(failed.is_none() || stopped, || {
        format!("{what}: the log could not be written, and the writer went on")
    });
}
