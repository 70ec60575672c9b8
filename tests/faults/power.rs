//! Power cuts: a writer works on an ext4 in a file; at a random moment it is held, and the file is
//! copied. What was never synced is not in the copy. The copy is mounted, and the log in it must hold
//! everything that had been acknowledged outside by then.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread::sleep;
use std::time::Duration;

use counterclaim_log::{FileReader, MemoryLog};

use crate::chance::Chance;
use crate::commits::reference;
use crate::disk::Disk;
use crate::judge::{Known, after_crash};
use crate::plan::Plan;
use crate::tally::Tally;
use crate::witness::{Testimony, Writer, create_signed};
use crate::writer::Orders;

/// Most commits that one writer sends.
const MOST: u32 = 2_500;

/// Commits that a busy machine may be late to tell us of.
const AHEAD: u32 = 48;

/// Cuts while one writer runs.
const CUTS: u32 = 6;

/// Runs the part.
pub(crate) fn run(plan: &Plan) -> Vec<Tally> {
    let reference = reference(MOST);
    [("power cuts: single commits", 1), ("power cuts: groups", 7)]
        .into_iter()
        .map(|(name, group)| cuts(plan, name, group, plan.of(6, 156), &reference))
        .collect()
}

fn cuts(plan: &Plan, name: &str, group: u32, cuts: u32, reference: &MemoryLog) -> Tally {
    let mut tally = Tally::new(name);
    let mut chance = plan.chance(name);
    for round in 0..cuts.div_ceil(CUTS) {
        let scratch = plan.scratch();
        let (image, place) = (scratch.path().join("image"), scratch.path().join("disk"));
        let disk = match Disk::ext4(&image, 24, &place) {
            Ok(disk) => disk,
            Err(why) => return Tally::impossible(name, why),
        };
        let dir = disk.path().join("case");
        create_signed(&dir);
        // Segments of a few commits in one run, of many in the next; and every third writer signs.
        let segment = if round % 2 == 0 { 5_000 } else { 200_000 };
        let signs = round % 3 == 0;
        let orders = Orders { count: MOST, group, segment, signs, ..Orders::default() };
        let mut writer = Writer::start(&[], &dir, &orders, 0);
        for cut in 0..CUTS.min(cuts - round * CUTS) {
            sleep(Duration::from_micros(chance.below(40_000) as u64));
            hold(&mut writer, true);
            let copy = scratch.path().join("copy");
            let Testimony { acknowledged, signed, .. } = writer.said;
            copied(&image, &copy);
            hold(&mut writer, false);
            let what = format!("{name}, cut {cut} of round {round}");
            // Words may still be on their way to us; more than this the writer cannot be ahead of them.
            let sent = MOST.min(acknowledged + group + AHEAD);
            let known = Known { acknowledged, sent, reference, what: &what };
            let case = Copied { image: &copy, place: scratch.path().join("restored"), signed };
            restored(case, &orders, known, &mut chance, &mut tally);
        }
        let said = writer.kill();
        said.sober(name, &mut tally);
        drop(disk);
    }
    tally.done()
}

/// A disk as the power left it.
struct Copied<'a> {
    image: &'a Path,
    /// Where it is mounted.
    place: PathBuf,
    /// Events that had been signed by then.
    signed: u64,
}

/// Mounts the copy and judges the case in it.
fn restored(
    case: Copied<'_>,
    orders: &Orders,
    known: Known<'_>,
    chance: &mut Chance,
    tally: &mut Tally,
) {
    match Disk::image(case.image, &case.place) {
        Ok(disk) => {
            let dir = disk.path().join("case");
            if !dir.join("case.toml").is_file() {
                return tally.lost(1, format!("{}: the case itself is gone", known.what));
            }
            checkpoints(&dir, case.signed, known.what, tally);
            // One in four loses its index too: it lies on the same disk.
            if chance.once_in(4) {
                let _ = fs::remove_dir_all(dir.join("index"));
            }
            after_crash(&dir, orders.tuning(), known, tally);
        }
        Err(why) => tally.broken(format!("{}: the copy cannot be mounted: {why}", known.what)),
    }
}

/// Every checkpoint that was told of is there, and the log is what it says.
fn checkpoints(dir: &Path, signed: u64, what: &str, tally: &mut Tally) {
    let told = tally.guarded(what, || FileReader::open(dir).and_then(|log| log.tree_head()));
    match told {
        Some(Ok(head)) => {
            let found = head.checkpoint.map_or(0, |checkpoint| checkpoint.size());
            tally.holds(found >= signed, || format!("{what}: signed {signed}, found {found}"));
        }
        Some(Err(error)) => tally.broken(format!("{what}: it is not what was signed: {error}")),
        None => {}
    }
}

/// Copies an image, holes and all.
fn copied(image: &Path, copy: &Path) {
    let status = Command::new("cp").arg("--sparse=always").args([image, copy]).status();
    assert!(status.is_ok_and(|status| status.success()), "there is room for a copy");
}

/// Stops a writer, or lets it go on. Returns once none of its threads is inside a call any more, so
/// that the image stands still; then takes in everything it said.
fn hold(writer: &mut Writer, stop: bool) {
    let process = writer.child.id();
    let signal = if stop { "-STOP" } else { "-CONT" };
    let _ = Command::new("kill").args([signal, &process.to_string()]).status();
    if stop {
        let is_still = || {
            let tasks = fs::read_dir(format!("/proc/{process}/task"));
            tasks.is_ok_and(|tasks| {
                tasks.flatten().all(|task| {
                    let stat = fs::read_to_string(task.path().join("stat")).unwrap_or_default();
                    let state = stat.rsplit_once(") ").map(|(_, rest)| rest.to_owned());
                    state.is_none_or(|state| state.starts_with(['T', 'Z', 'X']))
                })
            })
        };
        for _ in 0..2_000 {
            if is_still() {
                break;
            }
            sleep(Duration::from_millis(1));
        }
        while writer.listen_once(Duration::from_millis(25)) {}
    }
}
