//! How fast: the interval between polls of a page, which follows how often it changes, the pause
//! between requests to a host, and the backoff when something goes wrong. The schedule asks here.

use chrono::TimeDelta;

/// The longest that anything but the interval itself makes us wait: a day.
pub(super) const DAY: TimeDelta = TimeDelta::days(1);

/// The bounds within which a page is polled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// Shortest time between two polls of a page.
    least: TimeDelta,
    /// Longest, while all goes well; backoff ends here too.
    most: TimeDelta,
    /// Time between the end of a request to a host and the next.
    pause: TimeDelta,
}

impl Default for Pace {
    fn default() -> Self {
        Self::new(TimeDelta::minutes(1), TimeDelta::hours(1), TimeDelta::seconds(5))
    }
}

impl Pace {
    /// Polls between `least` and `most` apart, with a `pause` at each host. A `most` below `least` is
    /// `least`; nothing is below a millisecond or above a year.
    pub fn new(least: TimeDelta, most: TimeDelta, pause: TimeDelta) -> Self {
        let sane = |time: TimeDelta| time.clamp(TimeDelta::milliseconds(1), TimeDelta::days(365));
        let least = sane(least);
        Self { least, most: sane(most).max(least), pause: sane(pause) }
    }

    /// Returns the longest interval.
    pub(super) fn most(self) -> TimeDelta {
        self.most
    }

    /// Returns the pause at a host.
    pub(super) fn pause(self) -> TimeDelta {
        self.pause
    }

    /// Brings an interval within the bounds.
    pub(super) fn within(self, interval: TimeDelta) -> TimeDelta {
        interval.clamp(self.least, self.most)
    }

    /// Returns the interval after a poll that found nothing new.
    pub(super) fn grown(self, interval: TimeDelta) -> TimeDelta {
        let interval = self.within(interval);
        self.within(interval + interval / 2)
    }

    /// Returns the interval after a poll that found something.
    pub(super) fn shrunk(self, interval: TimeDelta) -> TimeDelta {
        self.within(self.within(interval) / 2)
    }

    /// Returns how long to wait after so many failures in a row: twice as long each time, never longer
    /// than the longest interval, never shorter than if all went well.
    pub(super) fn backoff(self, interval: TimeDelta, failures: u32) -> TimeDelta {
        let interval = self.within(interval);
        let doubled = interval.checked_mul(1_i32 << failures.min(20)).unwrap_or(self.most);
        self.within(doubled)
    }
}
