//! Kill -9 at random moments, again and again, with a witness outside: what was acknowledged stays, what
//! was sent twice is recorded once, and the case opens every time.

use std::thread::sleep;
use std::time::{Duration, Instant};

use counterclaim_log::{FileReader, MemoryLog};

use crate::commits::{entries, reference};
use crate::judge::{Known, after_crash, prefix};
use crate::plan::Plan;
use crate::tally::Tally;
use crate::witness::{Ended, Writer, create};
use crate::writer::Orders;

/// Most commits in one case.
const MOST: u32 = 1_200;

/// Runs the part.
pub(crate) fn run(plan: &Plan) -> Vec<Tally> {
    let reference = reference(MOST);
    let mut rows = Vec::new();
    for (name, group, slice, full) in
        [("kill -9: single commits", 1, 12, 300), ("kill -9: groups", 9, 8, 200)]
    {
        rows.push(torture(plan, name, group, plan.of(slice, full), &reference));
    }
    rows
}

fn torture(plan: &Plan, name: &str, group: u32, kills: u32, reference: &MemoryLog) -> Tally {
    let mut tally = Tally::new(name);
    let mut chance = plan.chance(name);
    let mut done = 0;
    while done < kills {
        let scratch = plan.scratch();
        let dir = scratch.path().join("case");
        create(&dir);
        let (mut acknowledged, mut sent) = (0, 0);
        // One case is killed until it has grown long, or a couple of dozen times.
        for round in 0..25 {
            let room = MOST - acknowledged;
            if room < group * 2 || done == kills {
                break;
            }
            let count = room.min(400);
            let orders = Orders { from: acknowledged, count, group, ..Orders::default() };
            let mut writer = Writer::start(&[], &dir, &orders, acknowledged);
            if chance.once_in(6) {
                // While it opens, before it has said a word.
                sleep(Duration::from_micros(chance.below(4_000) as u64));
            } else {
                until_open(&mut writer);
                sleep(Duration::from_micros(chance.below(60_000) as u64));
            }
            let said = writer.kill();
            done += 1;
            sent = sent.max(orders.from + count);
            let what = format!("{name}, kill {done} (round {round})");
            said.sober(&what, &mut tally);
            let unhurt = matches!(said.ended, Ended::Unsaid | Ended::Closed);
            tally.holds(unhurt, || format!("{what}: {:?}", said.ended));
            acknowledged = said.acknowledged;
            let known = Known { acknowledged, sent, reference, what: &what };
            tally.tried();
            match tally.guarded(&what, || FileReader::open(&dir).and_then(|log| entries(&log))) {
                Some(Ok(found)) => {
                    prefix(&found, known, &mut tally);
                }
                Some(Err(error)) => tally.broken(format!("{what}: a reader is refused: {error}")),
                None => {}
            }
        }
        // In the end everything is sent again, by the judge.
        let what = format!("{name}, at the end");
        let known = Known { acknowledged, sent, reference, what: &what };
        let orders = Orders::default();
        after_crash(&dir, orders.tuning(), known, &mut tally);
    }
    tally.done()
}

/// Waits until the writer has opened the log, or ended.
fn until_open(writer: &mut Writer) {
    let began = Instant::now();
    while !writer.said.opened && began.elapsed() < Duration::from_secs(20) {
        if !writer.listen_once(Duration::from_secs(20)) {
            break;
        }
    }
}
