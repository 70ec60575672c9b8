//! A full disk: the writer names it, loses nothing that it acknowledged, and works again once there is
//! room, whether the disk lies in memory or is an ext4.

use std::fs;
use std::path::Path;

use counterclaim_log::{FileReader, MemoryLog};

use counterclaim_tests::command;

use crate::commits::{entries, reference};
use crate::disk::Disk;
use crate::judge::{Known, after_crash, prefix};
use crate::plan::Plan;
use crate::tally::Tally;
use crate::witness::{Ended, Writer, create};
use crate::writer::Orders;

const MOST: u32 = 4_000;

/// Runs the part.
pub(crate) fn run(plan: &Plan) -> Vec<Tally> {
    let reference = reference(MOST);
    let scratch = plan.scratch();
    let place = scratch.path().join("disk");
    let image = scratch.path().join("image");
    let memory = |kilobytes| Disk::memory(kilobytes, &place);
    let ext4 = |kilobytes: u64| Disk::ext4(&image, kilobytes >> 10, &place);
    vec![
        full("full disk: tmpfs", plan, memory, &reference),
        full("full disk: ext4", plan, ext4, &reference),
    ]
}

fn full(
    name: &str,
    plan: &Plan,
    disk: impl Fn(u64) -> Result<Disk, String>,
    reference: &MemoryLog,
) -> Tally {
    let mut tally = Tally::new(name);
    let mut chance = plan.chance(name);
    for round in 0..plan.of(2, 20) {
        let disk = match disk(4_096 + 1_024 * (round % 4)) {
            Ok(disk) => disk,
            Err(why) => return Tally::impossible(name, why),
        };
        let dir = disk.path().join("case");
        create(&dir);
        let ballast = disk.path().join("ballast");
        fs::write(&ballast, vec![1; 1_000_000 + chance.below(900_000)]).expect("there is room");
        let group = 1 + chance.below(6) as u32;
        let orders = Orders { count: MOST, group, segment: 50_000, ..Orders::default() };
        let said = Writer::start(&[], &dir, &orders, 0).wait();
        let what = format!("{name}, round {round}");
        said.sober(&what, &mut tally);
        tally.holds(said.ended == Ended::Full, || {
            format!("{what}: a full disk is not named: {:?} {}", said.ended, said.err)
        });
        let sent = MOST.min(said.acknowledged + group);
        let known = Known { acknowledged: said.acknowledged, sent, reference, what: &what };
        while_full(&dir, known, &orders, &mut tally);
        fs::remove_file(&ballast).expect("it can be removed");
        after_crash(&dir, orders.tuning(), known, &mut tally);
    }
    tally.done()
}

/// While the disk is full, everything acknowledged can be read, and a writer that cannot open says why.
fn while_full(dir: &Path, known: Known<'_>, orders: &Orders, tally: &mut Tally) {
    let what = known.what;
    match tally.guarded(what, || FileReader::open(dir).and_then(|log| entries(&log))) {
        Some(Ok(found)) => {
            prefix(&found, known, tally);
        }
        Some(Err(error)) => tally.broken(format!("{what}: a reader is refused: {error}")),
        None => {}
    }
    let from = known.acknowledged;
    let count = (known.sent - from).max(1);
    let again = Orders { from, count, ..orders.clone() };
    let said = Writer::start(&[], dir, &again, from).wait();
    said.sober(what, tally);
    let named = match &said.ended {
        Ended::Full | Ended::Closed => true,
        Ended::Refused(why) => why.contains("No space left"),
        Ended::Failed(_) | Ended::Unsaid => false,
    };
    tally.holds(named, || format!("{what}: opened while full: {:?} {}", said.ended, said.err));
    let case = dir.to_string_lossy();
    let add = ["actor", "add", "Harbour Office", "--kind", "organisation", "--dry-run"];
    let output = command(&[&add[..], &["--case", &case]].concat()).output();
    let output = output.expect("the binary starts");
    let err = String::from_utf8_lossy(&output.stderr);
    let clear = output.status.success() || err.to_lowercase().contains("no space left");
    let code = output.status.code();
    tally.holds(clear && matches!(code, Some(0 | 7)), || {
        format!("{what}: while the disk was full, a command ended with {code:?}: {err}")
    });
}
