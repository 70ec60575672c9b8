//! Threads at one door, killed: commits that waited together share a sync, in an order that nobody
//! chose. Whoever was answered is in the log, whole and once, and all that is there was sent.

use std::collections::BTreeSet;
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use counterclaim_log::{AppendError, Entry, FileLog, FileReader, SharedLog};

use crate::commits::{commit, entries, keep_page, number_of, reference_in};
use crate::plan::Plan;
use crate::tally::Tally;
use crate::witness::{Writer, create};
use crate::writer::Orders;

/// Threads that wait at the door.
pub(crate) const THREADS: u32 = 16;

/// Commits that the threads of one writer send between them.
const SENT: u32 = 480;

/// Runs the part.
pub(crate) fn run(plan: &Plan) -> Vec<Tally> {
    let name = "kill -9: threads at one door";
    let mut tally = Tally::new(name);
    let mut chance = plan.chance(name);
    for number in 0..plan.of(4, 60) {
        let scratch = plan.scratch();
        let dir = scratch.path().join("case");
        create(&dir);
        let mut acknowledged = BTreeSet::new();
        for round in 0..3 {
            let orders = Orders { count: SENT, group: 0, segment: 30_000, ..Orders::default() };
            let mut writer = Writer::start(&[], &dir, &orders, 0);
            while !writer.said.opened && writer.listen_once(Duration::from_secs(20)) {}
            sleep(Duration::from_micros(chance.below(80_000) as u64));
            let said = writer.kill();
            let what = format!("{name}, case {number}, kill {round}");
            said.sober(&what, &mut tally);
            acknowledged.extend(said.each);
            tally.tried();
            judge(&dir, &acknowledged, &what, &mut tally);
        }
        retried(&dir, &acknowledged, name, &mut tally);
    }
    vec![tally.done()]
}

/// What a reader finds, commit by commit, must be what was sent, in the order that it is found in.
fn judge(dir: &Path, acknowledged: &BTreeSet<u32>, what: &str, tally: &mut Tally) {
    let read = tally.guarded(what, || FileReader::open(dir).and_then(|log| entries(&log)));
    match read {
        Some(Ok(found)) => held(&found, acknowledged, what, tally),
        Some(Err(error)) => tally.broken(format!("{what}: a reader is refused: {error}")),
        None => {}
    }
}

fn held(found: &[Entry], acknowledged: &BTreeSet<u32>, what: &str, tally: &mut Tally) {
    let mut order: Vec<u32> =
        found.iter().filter_map(|entry| number_of(&entry.commit.id)).collect();
    order.dedup();
    let once: BTreeSet<u32> = order.iter().copied().collect();
    tally.holds(once.len() == order.len(), || format!("{what}: a commit is there twice"));
    let sent = entries(&reference_in(order)).expect("memory reads");
    if sent.get(..found.len()) != Some(found) {
        tally.altered(format!("{what}: what is there is not what was sent"));
    } else if sent.len() != found.len() {
        tally.half(format!("{what}: half of the last commit"));
    }
    let lost = acknowledged.difference(&once).count();
    if lost > 0 {
        tally.lost(lost as u64, format!("{what}: {lost} of {}", acknowledged.len()));
    }
}

/// Everything sent again goes in once.
fn retried(dir: &Path, acknowledged: &BTreeSet<u32>, what: &str, tally: &mut Tally) {
    let orders = Orders { count: SENT, group: 0, segment: 30_000, ..Orders::default() };
    let said = Writer::start(&[], dir, &orders, 0).wait();
    said.sober(what, tally);
    let all: BTreeSet<u32> = (0..SENT).collect();
    tally.holds(said.each == all, || {
        format!(
            "{what}: sent again, {} of {SENT} are acknowledged: {:?}",
            said.each.len(),
            said.ended
        )
    });
    judge(dir, &all, what, tally);
    judge(dir, acknowledged, what, tally);
}

/// The child's side: threads share the log, each sends its share and tells what was acknowledged.
///
/// # Errors
/// The first failure of any thread.
pub(crate) fn together(
    log: FileLog,
    orders: &Orders,
    acknowledge: impl Fn(u32, u64, u64) + Sync,
) -> Result<(), AppendError> {
    let log = SharedLog::new(log);
    let share = |first: u32| -> Result<(), AppendError> {
        for number in (orders.from + first..orders.from + orders.count).step_by(THREADS as usize) {
            let kept = log.with(|log| keep_page(log, number))?;
            match log.append(commit(number, kept)) {
                Ok(appended) => {
                    acknowledge(number, appended.commit.first.0, appended.commit.last.0)
                }
                Err(AppendError::AlreadyDone(known)) => {
                    acknowledge(number, known.first.0, known.last.0);
                }
                Err(error) => return Err(error),
            }
        }
        Ok(())
    };
    std::thread::scope(|scope| {
        let share = &share;
        let threads: Vec<_> = (0..THREADS).map(|first| scope.spawn(move || share(first))).collect();
        threads.into_iter().try_for_each(|thread| thread.join().expect("no thread panics"))
    })
}
