//! Short writes: the file size limit ends a write at any byte of it. With the signal that comes with the
//! limit the process dies in the middle of its write; without it the call returns short and then fails.

use std::ffi::OsString;
use std::fs;

use counterclaim_log::FileReader;

use crate::commits::{entries, reference};
use crate::judge::{Known, after_crash};
use crate::plan::Plan;
use crate::tally::Tally;
use crate::witness::{Ended, Writer, create};
use crate::writer::Orders;

const BEFORE: u32 = 3;
const SENT: u32 = 8;

/// Runs the part.
pub(crate) fn run(plan: &Plan) -> Vec<Tally> {
    vec![short(plan, false), short(plan, true)]
}

fn short(plan: &Plan, survives: bool) -> Tally {
    let name =
        if survives { "short writes: the call fails" } else { "short writes: killed by them" };
    let mut tally = Tally::new(name);
    let mut chance = plan.chance(name);
    let reference = reference(SENT);
    for _ in 0..plan.of(12, 150) {
        let scratch = plan.scratch();
        let dir = scratch.path().join("case");
        create(&dir);
        let group = 1 + chance.below(3) as u32;
        // The signal would end the index first, whose file is larger than the limit from the start.
        let bare = !survives;
        let orders = Orders { segment: 1 << 30, group, bare, ..Orders::default() };
        let first = Orders { count: BEFORE, ..orders.clone() };
        let said = Writer::start(&[], &dir, &first, 0).wait();
        assert_eq!(said.ended, Ended::Closed, "an undisturbed writer ends well: {}", said.err);
        let segment = dir.join("log/0000000000000001.log");
        let length = fs::metadata(segment).expect("there is a segment").len();
        let limit = length + chance.below(6_000) as u64;
        let line = limited(limit, survives);
        let second = Orders { from: BEFORE, count: SENT - BEFORE, ..orders };
        let said = Writer::start(&line, &dir, &second, BEFORE).wait();
        let what = format!("a segment of {length} bytes limited to {limit}");
        said.sober(&what, &mut tally);
        let known = Known {
            acknowledged: said.acknowledged,
            sent: SENT,
            reference: &reference,
            what: &what,
        };
        let seen = FileReader::open(&dir).and_then(|log| entries(&log));
        tally.holds(seen.is_ok(), || format!("{what}: a reader is refused: {:?}", seen.err()));
        after_crash(&dir, second.tuning(), known, &mut tally);
    }
    tally.done()
}

/// Returns a command line that limits the size of files for what follows it. The index is larger than
/// the log at times: that it cannot grow then is part of the trial.
fn limited(bytes: u64, survives: bool) -> Vec<OsString> {
    let script = match survives {
        true => "trap '' XFSZ; exec \"$@\"",
        false => "exec \"$@\"",
    };
    let limit = format!("--fsize={bytes}");
    ["prlimit", &limit, "bash", "-c", script, "bash"].map(OsString::from).into()
}
