//! Times in print: weekday and date always, in the zone the asker chose, to the precision known.

use std::str::FromStr;

use chrono::TimeZone as _;
use chrono_tz::Tz;
use counterclaim_model::{Instant, Moment, Precision};

/// The zone in which times are printed. UTC is printed as GMT, the way live pages stamp.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zone(Tz);

impl Default for Zone {
    fn default() -> Self {
        Self(Tz::UTC)
    }
}

impl FromStr for Zone {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let name = if name.eq_ignore_ascii_case("gmt") { "UTC" } else { name };
        Tz::from_str(name).map(Self).map_err(|_| {
            format!("{name:?} is not a time zone (an IANA name such as Europe/Vienna, or UTC)")
        })
    }
}

impl Zone {
    /// Returns the instant of a time by the clock of this zone: the earlier, where clocks are turned back; as
    /// if it were UTC, where they are turned forward over it.
    pub(crate) fn instant(self, local: chrono::NaiveDateTime) -> Instant {
        let found = self.0.from_local_datetime(&local).earliest();
        found.map_or_else(|| local.and_utc(), |at| at.to_utc())
    }

    /// Returns the zone's own name in print.
    pub fn name(self) -> String {
        if self.0 == Tz::UTC { "GMT".to_owned() } else { self.0.name().to_owned() }
    }

    /// Returns weekday, date, time and zone: "Wed 7 Oct 2020 05:03 GMT".
    pub fn full(self, at: Instant) -> String {
        let suffix = if self.0 == Tz::UTC { "GMT" } else { "%Z" };
        at.with_timezone(&self.0).format(&format!("%a %-d %b %Y %H:%M {suffix}")).to_string()
    }

    /// Returns weekday and date: "Wed 7 Oct 2020".
    pub fn date(self, at: Instant) -> String {
        at.with_timezone(&self.0).format("%a %-d %b %Y").to_string()
    }

    /// Returns the day on which an instant falls in this zone.
    pub fn day(self, at: Instant) -> chrono::NaiveDate {
        at.with_timezone(&self.0).date_naive()
    }

    /// Returns day and month: "8 Oct".
    pub fn short_date(self, at: Instant) -> String {
        at.with_timezone(&self.0).format("%-d %b").to_string()
    }

    /// Returns the time of day: "05:03".
    pub fn time(self, at: Instant) -> String {
        at.with_timezone(&self.0).format("%H:%M").to_string()
    }

    /// Returns the day of a moment: weekday and date, or as much of it as is known.
    pub fn day_of(self, moment: Moment) -> String {
        match moment.precision {
            Precision::Year | Precision::Month | Precision::Day => self.moment(moment),
            Precision::Hour | Precision::Minute | Precision::Second => self.date(moment.at),
        }
    }

    /// Returns a moment no more precisely than it is known.
    pub fn moment(self, moment: Moment) -> String {
        match moment.precision {
            Precision::Year => moment.at.format("%Y").to_string(),
            Precision::Month => moment.at.format("%b %Y").to_string(),
            Precision::Day => moment.at.format("%a %-d %b %Y").to_string(),
            Precision::Hour | Precision::Minute | Precision::Second => self.full(moment.at),
        }
    }
}
