//! Limits: how many calls anybody may make, and how often anybody may show a wrong secret.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use crate::problem::{Kind, Problem};

/// A rate with a reserve that fills up again.
#[derive(Clone, Copy, Debug)]
struct Rate {
    per_second: f64,
    reserve: f64,
}

/// Calls of one address. A page with everything it needs is about five.
const CALLS: Rate = Rate { per_second: 400.0, reserve: 800.0 };
/// Wrong secrets of one address: a person may mistype, and nobody may guess.
const WRONG: Rate = Rate { per_second: 0.2, reserve: 10.0 };
/// Addresses remembered; beyond, those that have rested longest are forgotten.
const REMEMBERED: usize = 4_096;

/// What an address has left of a rate.
#[derive(Clone, Copy, Debug)]
struct Left {
    amount: f64,
    at: Instant,
}

/// The limits, per address.
#[derive(Debug, Default)]
pub(crate) struct Limits {
    calls: Mutex<HashMap<IpAddr, Left>>,
    wrong: Mutex<HashMap<IpAddr, Left>>,
}

impl Limits {
    /// Counts a call.
    ///
    /// # Errors
    /// If it is one too many.
    pub(crate) fn call(&self, from: IpAddr) -> Result<(), Problem> {
        spend(&self.calls, CALLS, from, 1.0, Instant::now())
    }

    /// Asks whether an address may still show a secret.
    ///
    /// # Errors
    /// If it has shown too many wrong ones.
    pub(crate) fn may_try(&self, from: IpAddr) -> Result<(), Problem> {
        spend(&self.wrong, WRONG, from, 0.0, Instant::now())
    }

    /// Counts a wrong secret.
    pub(crate) fn was_wrong(&self, from: IpAddr) {
        let _ = spend(&self.wrong, WRONG, from, 1.0, Instant::now());
    }
}

/// Takes an amount of what an address has left.
fn spend(
    all: &Mutex<HashMap<IpAddr, Left>>,
    rate: Rate,
    from: IpAddr,
    amount: f64,
    now: Instant,
) -> Result<(), Problem> {
    let mut all = all.lock().unwrap_or_else(PoisonError::into_inner);
    if all.len() >= REMEMBERED && !all.contains_key(&from) {
        all.retain(|_, left| filled(*left, rate, now) < rate.reserve);
        if all.len() >= REMEMBERED {
            all.clear();
        }
    }
    let left = all.entry(from).or_insert(Left { amount: rate.reserve, at: now });
    let has = filled(*left, rate, now);
    if has < 1.0 {
        let wait = ((1.0 - has) / rate.per_second).ceil();
        let detail = format!("too many calls: wait {wait} s");
        return Err(Problem::new(Kind::TooMany, detail).retry_after(wait as u64));
    }
    *left = Left { amount: has - amount, at: now };
    Ok(())
}

/// Returns what is left by now.
fn filled(left: Left, rate: Rate, now: Instant) -> f64 {
    let rested = now.duration_since(left.at).as_secs_f64();
    (left.amount + rested * rate.per_second).min(rate.reserve)
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;
    use std::net::{IpAddr, Ipv4Addr};
    use std::sync::Mutex;
    use std::time::{Duration, Instant};

    use super::{WRONG, spend};

    #[test]
    fn guessing_ends_after_a_few_and_may_go_on_after_a_rest() {
        let (all, now) = (Mutex::new(HashMap::new()), Instant::now());
        let from = IpAddr::V4(Ipv4Addr::LOCALHOST);
        let tried = |at| spend(&all, WRONG, from, 1.0, at);
        for _ in 0..10 {
            assert_eq!(tried(now), Ok(()));
        }
        let refused = tried(now).expect_err("one too many");
        assert_eq!(refused.retry_after, Some(5));
        assert_eq!(tried(now + Duration::from_secs(5)), Ok(()));
        let other = IpAddr::V4(Ipv4Addr::new(10, 0, 0, 1));
        assert_eq!(spend(&all, WRONG, other, 1.0, now), Ok(()));
    }
}
