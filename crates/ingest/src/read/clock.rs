//! Which day each clock stamp of a page belongs to, relative to the newest one: the order in which the
//! page runs, midnights crossed while reading down, leads pinned on top. Dating turns this into dates.

use super::found::Order;

/// Seconds of a day.
const DAY: i64 = 24 * 60 * 60;
/// A clock that runs the wrong way by no more than this is a post out of order, not a midnight.
const SLIP: i64 = 30 * 60;

/// Days of the posts of a page relative to each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Days {
    pub(super) order: Order,
    /// Days before the newest post, zero or negative, one per stamp in page order.
    pub(super) offsets: Vec<i64>,
    /// Whether the first stamp stands out of order, as a pinned lead does.
    pub(super) pinned: bool,
    /// Stamps that run the wrong way by a little; left on the day of their neighbour.
    pub(super) slips: Vec<usize>,
}

/// Works out the days of `clock` times (seconds since midnight, in page order).
///
/// Neighbours are taken to be less than a day apart. Reading down a page with the newest post on top, a
/// clock that goes up means one day back, unless it goes up by so little that a whole silent day would
/// lie between: then it is a slip, or, right under the first post, a pinned lead.
pub(super) fn days(clock: &[i64]) -> Days {
    let order = order(clock);
    let mut days = Days { order, ..Days::default() };
    let mut offset = 0;
    for (index, time) in clock.iter().enumerate() {
        if let Some(before) = index.checked_sub(1) {
            // Seconds that the clock moved in the direction the page runs.
            let moved = match order {
                Order::NewestFirst => clock[before] - time,
                Order::OldestFirst => time - clock[before],
            };
            let pinned = index == 1 && clock.len() >= 3 && moved < 0 && moved > -DAY / 2;
            if pinned {
                days.pinned = true;
            } else if moved < -SLIP {
                offset += 1;
            } else if moved < 0 {
                days.slips.push(index);
            } else if moved > DAY - SLIP && offset > 0 {
                offset -= 1;
                days.slips.push(index);
            }
        }
        days.offsets.push(offset);
    }
    settle(&mut days);
    days
}

/// Turns steps along the page into days before the newest post.
fn settle(days: &mut Days) {
    let last = days.offsets.iter().copied().max().unwrap_or(0);
    for offset in &mut days.offsets {
        *offset = match days.order {
            Order::NewestFirst => -*offset,
            Order::OldestFirst => *offset - last,
        };
    }
}

/// Returns the direction in which less time passes from post to post. A first post that may be pinned
/// has no say, unless the others leave it open.
fn order(clock: &[i64]) -> Order {
    let sure = if clock.len() >= 3 { &clock[1..] } else { clock };
    let mut lead = passed_downwards(sure) - passed_upwards(sure);
    if lead.abs() < DAY / 4 {
        lead = passed_downwards(clock) - passed_upwards(clock);
    }
    if lead < 0 { Order::OldestFirst } else { Order::NewestFirst }
}

/// Returns the seconds that pass if the page runs from old to new.
fn passed_downwards(clock: &[i64]) -> i64 {
    clock.windows(2).map(|pair| (pair[1] - pair[0]).rem_euclid(DAY)).sum()
}

/// Returns the seconds that pass if the page runs from new to old.
fn passed_upwards(clock: &[i64]) -> i64 {
    clock.windows(2).map(|pair| (pair[0] - pair[1]).rem_euclid(DAY)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(stamps: &str) -> String {
        let clock: Vec<i64> = stamps
            .split(' ')
            .filter_map(|stamp| stamp.split_once(':'))
            .filter_map(|(hour, minute)| Some((hour.parse().ok()?, minute.parse().ok()?)))
            .map(|(hour, minute): (i64, i64)| (hour * 60 + minute) * 60)
            .collect();
        let days = days(&clock);
        let offsets: Vec<String> = days.offsets.iter().map(i64::to_string).collect();
        let pinned = if days.pinned { " pinned" } else { "" };
        format!("{:?}: {}{pinned}, {} slips", days.order, offsets.join(" "), days.slips.len())
    }

    #[test]
    fn midnights_are_told_from_leads_and_slips() {
        let table = [
            ("02:26 00:19 22:55 05:03", "NewestFirst: 0 0 -1 -1, 0 slips"),
            ("00:01 23:50 12:00 23:00 22:50", "NewestFirst: 0 -1 -1 -2 -2, 0 slips"),
            ("18:59 19:31 19:13", "NewestFirst: 0 0 0 pinned, 0 slips"),
            ("09:10 10:00 22:00 01:00", "OldestFirst: -1 -1 -1 0, 0 slips"),
            ("10:00 09:50 09:55 09:40", "NewestFirst: 0 0 0 0, 1 slips"),
            ("00:05 00:01 23:59 00:00 23:40", "NewestFirst: 0 0 -1 0 -1, 1 slips"),
            ("17:48 17:48", "NewestFirst: 0 0, 0 slips"),
        ];
        for (stamps, expected) in table {
            assert_eq!(check(stamps), expected, "{stamps}");
        }
    }
}
