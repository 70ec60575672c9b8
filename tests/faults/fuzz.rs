//! Fuzzed readers: every reader of stored bytes gets valid bytes with changes in them, by the thousand,
//! in a child whose memory and time are bounded. None may panic, hang or swell.

use std::ffi::OsString;
use std::io::Read as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::chance::Chance;
use crate::notes::{NOTES, Notes};
use crate::plan::Plan;
use crate::readers::{Fed, READERS};
use crate::tally::Tally;
use crate::witness::myself;

/// Address space of the child, in bytes: some threads' stacks, sled's cache, and a few times what a
/// reader is promised to hold.
const MEMORY: u64 = 1 << 30;

/// Longest time for one input.
const PATIENCE: Duration = Duration::from_secs(10);

/// Runs the part.
pub(crate) fn run(plan: &Plan) -> Vec<Tally> {
    READERS.iter().chain(NOTES).map(|reader| fuzz(plan, reader)).collect()
}

fn fuzz(plan: &Plan, reader: &str) -> Tally {
    let mut tally = Tally::new(format!("fuzzed: {reader}"));
    // Opening sled for every input is slow, and little is read of it.
    let count = if reader == "seal" { plan.of(10, 300) } else { plan.of(400, 20_000) };
    let scratch = plan.in_memory();
    let limit = format!("--as={MEMORY}");
    let seconds = plan.of("120", "1200");
    let line = ["timeout", "--signal=KILL", seconds, "prlimit", &limit];
    let mut line: Vec<OsString> = line.map(OsString::from).into();
    line.extend([myself().into(), "reader".into(), reader.into()]);
    line.extend([plan.seed.to_string().into(), count.to_string().into()]);
    let child = Command::new(&line[0])
        .args(&line[1..])
        .arg(scratch.path().join("case"))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let mut child = child.expect("this program starts");
    let mut said = String::new();
    let out = child.stdout.as_mut().expect("it is a pipe");
    out.read_to_string(&mut said).expect("the child writes UTF-8");
    let status = child.wait().expect("a child can be waited for");
    let mut last = "none";
    for line in said.lines() {
        match line.split_once(' ') {
            Some(("fed", number)) => {
                last = number;
                tally.tried();
            }
            Some(("panic", what)) => tally.panicked(format!("{reader}: {what}")),
            Some(("slow", what)) => tally.broken(format!("{reader}: {what}")),
            _ => {}
        }
    }
    // A child that runs out of memory or time dies at the input behind the last one it told of.
    if !status.success() {
        tally.panicked(format!("{reader}: ended by {status} behind input {last}"));
    }
    tally.done()
}

/// The child: feeds `count` inputs to a reader and tells of each.
pub(crate) fn child(reader: &str, seed: u64, count: u64, dir: &Path, mut say: impl FnMut(&str)) {
    let (fed, notes) = (Fed::new(dir), Notes::new(&dir.with_extension("signed")));
    for number in 0..count {
        // Every input has a seed of its own, so that one can be fed again alone.
        let mut chance = Chance::of(seed.wrapping_add(number), reader);
        let began = Instant::now();
        if catch_unwind(AssertUnwindSafe(|| match NOTES.contains(&reader) {
            true => notes.feed(reader, &mut chance),
            false => fed.feed(reader, &mut chance),
        }))
        .is_err()
        {
            say(&format!("panic at input {number} of seed {seed}"));
        }
        if began.elapsed() > PATIENCE {
            say(&format!("slow at input {number}: {:.0?}", began.elapsed()));
        }
        say(&format!("fed {number}"));
    }
}
