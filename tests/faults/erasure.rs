//! Erasures, killed and failed at every system call in turn: afterwards one is either not recorded and
//! nothing is gone, or the next writer finishes it. Leaves, places and everything else stay.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use counterclaim_log::{
    Commit, Content, Entry, FileLog, FileReader, LogError, Position, ReadLog, erase, verify,
};
use counterclaim_model::{Command as Wish, ContentErased, Decided, State, decide};

use crate::commits::{commit, entries};
use crate::plan::Plan;
use crate::syscalls::chosen;
use crate::tally::Tally;
use crate::trace::{self, FILES};
use crate::witness::{Writer, create, myself};
use crate::writer::Orders;

/// Commits in the case, and the events of them that are erased.
const COMMITS: u32 = 14;
const GONE: [u64; 3] = [2, 9, 20];

/// Runs the part.
pub(crate) fn run(plan: &Plan) -> Vec<Tally> {
    let mut chance = plan.chance("erasure");
    let scratch = plan.scratch();
    let sound = scratch.path().join("case");
    create(&sound);
    let said = Writer::start(&[], &sound, &orders(), 0).wait();
    assert_eq!(said.acknowledged, COMMITS, "an undisturbed writer ends well: {}", said.err);
    let before = FileReader::open(&sound).and_then(|log| entries(&log)).expect("it reads");
    let copied = scratch.path().join("copy");
    crate::samples::copy(&sound, &copied);
    let file = scratch.path().join("trace");
    attempt(&trace::strace(&file, &["-e", FILES, "-e", "signal=none"]), &copied);
    let text = fs::read_to_string(&file).expect("strace wrote its trace");
    let targets = chosen(&trace::read(&text), &copied.to_string_lossy());
    let faults = ["signal=KILL", "error=EIO", "error=ENOSPC"];
    let judged = faults.map(|fault| {
        let mut tally = Tally::new(format!("erasure: {}", fault.replace('=', " ")));
        tally.holds(targets.len() > 20, || format!("only {} calls to fail", targets.len()));
        for (name, nth) in &targets {
            if plan.of(!chance.once_in(8), false) {
                continue;
            }
            let _ = fs::remove_dir_all(&copied);
            crate::samples::copy(&sound, &copied);
            let (traced, inject) =
                (format!("trace={name}"), format!("inject={name}:{fault}:when={nth}"));
            let line = trace::strace(&file, &["-e", &traced, "-e", &inject]);
            let done = attempt(&line, &copied);
            judge(&copied, &before, done, &format!("{fault} at {name} {nth}"), &mut tally);
        }
        tally.done()
    });
    judged.into()
}

fn orders() -> Orders {
    Orders { count: COMMITS, segment: 12_000, ..Orders::default() }
}

/// Runs the child behind `wrapper`; returns its exit code.
fn attempt(wrapper: &[std::ffi::OsString], dir: &Path) -> Option<i32> {
    let status = Command::new(&wrapper[0])
        .args(&wrapper[1..])
        .arg(myself())
        .arg("eraser")
        .arg(dir)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    status.expect("strace starts").code()
}

/// Returns the commit that erases.
///
/// # Errors
/// The log cannot be read.
pub(crate) fn erasing(log: &impl ReadLog) -> Result<Commit, LogError> {
    let mut state = State::default();
    for recorded in entries(log)?.into_iter().filter_map(|entry| entry.recorded()) {
        state.apply(&recorded);
    }
    let erased = ContentErased {
        positions: GONE.map(Position).into(),
        evidence: Vec::new(),
        reason: "a court asked for it".into(),
        by: "ida".into(),
    };
    let decided: Decided =
        decide(&state, Wish::EraseContent(erased), &[]).expect("the rules allow it");
    Ok(Commit { decided, ..commit(COMMITS + 1, None) })
}

/// The child's side; returns the exit code: 0 once the erasure is done.
pub(crate) fn child(dir: &Path) -> u8 {
    let Ok((log, _)) = FileLog::open_with(dir, orders().tuning()) else { return 3 };
    let Ok(commit) = erasing(&log) else { return 3 };
    u8::from(erase(dir, log, commit).is_err())
}

/// Holds a case after a disturbed erasure against what was in it before.
fn judge(dir: &Path, before: &[Entry], done: Option<i32>, what: &str, tally: &mut Tally) {
    tally.tried();
    if done == Some(101) {
        tally.panicked(format!("{what}: the erasure panicked"));
    }
    let read = tally.guarded(what, || FileReader::open(dir).and_then(|log| entries(&log)));
    match read {
        Some(Ok(found)) => same_places(before, &found, what, tally),
        Some(Err(error)) => tally.broken(format!("{what}: a reader is refused: {error}")),
        None => {}
    }
    let opened = tally.guarded(what, || {
        FileLog::open_with(dir, orders().tuning()).and_then(|(log, _)| entries(&log))
    });
    let found = match opened {
        Some(Ok(found)) => found,
        Some(Err(error)) => return tally.broken(format!("{what}: it does not open: {error}")),
        None => return,
    };
    same_places(before, &found, what, tally);
    let gone = found.iter().filter(|entry| matches!(entry.content, Content::Erased(_))).count();
    let recorded = found.len() > before.len();
    let whole = if recorded { gone == GONE.len() } else { gone == 0 };
    tally.holds(whole, || format!("{what}: recorded is {recorded}, yet {gone} are erased"));
    if done == Some(0) && !recorded {
        tally.lost(1, format!("{what}: the erasure was acknowledged and is not there"));
    }
    let problems = verify(dir).map(|verified| verified.problems);
    tally.holds(problems.as_ref().is_ok_and(Vec::is_empty), || format!("{what}: {problems:?}"));
}

/// Every event has its place and its leaf; content is what it was, or its hash where that was asked for.
fn same_places(before: &[Entry], found: &[Entry], what: &str, tally: &mut Tally) {
    if found.len() < before.len() {
        tally.lost(1, format!("{what}: {} of {} events", found.len(), before.len()));
    }
    for (was, is) in before.iter().zip(found) {
        let may_go = GONE.contains(&was.position.0);
        let erased = may_go && is.content == Content::Erased(was.content.hash());
        if is.leaf_hash() != was.leaf_hash() || !(erased || is == was) {
            tally.altered(format!("{what}: position {}", was.position));
        }
    }
}
