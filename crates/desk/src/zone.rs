//! Times in print: weekday and date always, in the zone the asker chose, to the precision known.

use std::str::FromStr;

use chrono::{Datelike as _, TimeZone as _, Timelike as _};
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
        if self.0 == Tz::UTC {
            return format!(
                "{} {:02}:{:02} GMT",
                day_told(at.date_naive()),
                at.hour(),
                at.minute()
            );
        }
        at.with_timezone(&self.0).format("%a %-d %b %Y %H:%M %Z").to_string()
    }

    /// Returns weekday and date: "Wed 7 Oct 2020".
    pub fn date(self, at: Instant) -> String {
        day_told(self.day(at))
    }

    /// Returns the day on which an instant falls in this zone.
    pub fn day(self, at: Instant) -> chrono::NaiveDate {
        // Most ask for UTC, where nothing is to be looked up.
        if self.0 == Tz::UTC {
            return at.date_naive();
        }
        at.with_timezone(&self.0).date_naive()
    }

    /// Returns day and month: "8 Oct".
    pub fn short_date(self, at: Instant) -> String {
        let day = self.day(at);
        format!("{} {}", day.day(), MONTHS[day.month0() as usize])
    }

    /// Returns the time of day: "05:03".
    pub fn time(self, at: Instant) -> String {
        let at = at.with_timezone(&self.0);
        format!("{:02}:{:02}", at.hour(), at.minute())
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
            Precision::Day => day_told(moment.at.date_naive()),
            Precision::Hour | Precision::Minute | Precision::Second => self.full(moment.at),
        }
    }
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// Returns weekday and date. Every sentence and row names days; reading a pattern each time would cost more
/// than all else in it.
fn day_told(day: chrono::NaiveDate) -> String {
    let weekday = WEEKDAYS[day.weekday().num_days_from_monday() as usize];
    let month = MONTHS[day.month0() as usize];
    match day.year() {
        year @ 0..=9999 => format!("{weekday} {} {month} {year:04}", day.day()),
        _ => day.format("%a %-d %b %Y").to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_told_as_the_library_tells_them() {
        let first = chrono::NaiveDate::from_ymd_opt(-3, 1, 1).expect("a day");
        for days in (0..4_000_000).step_by(997) {
            let Some(day) = first.checked_add_days(chrono::Days::new(days)) else { break };
            assert_eq!(day_told(day), day.format("%a %-d %b %Y").to_string());
            let at = day.and_hms_opt(7, 5, 9).expect("a time").and_utc();
            let expected = at.format("%a %-d %b %Y %H:%M GMT").to_string();
            assert_eq!(Zone::default().full(at), expected);
        }
    }
}
