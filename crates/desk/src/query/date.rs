//! Dates in queries: a year, a month, a day or a time, as much of it as is known. Each stands for its first
//! instant, so that `after:2031-06 before:2031-07` is the whole of June.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime};
use counterclaim_model::Instant;

use crate::zone::Zone;

/// A date as it was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Date {
    /// By the clock of whoever asks.
    Local(NaiveDateTime),
    /// With its own zone.
    Fixed(Instant),
}

impl Date {
    /// Reads `2031`, `2031-06`, `2031-06-14`, `2031-06-14T09:30`, or a time with its zone (RFC 3339).
    pub(crate) fn read(text: &str) -> Option<Self> {
        if let Ok(fixed) = DateTime::parse_from_rfc3339(text) {
            return Some(Self::Fixed(fixed.to_utc()));
        }
        let (day, time) = text.split_once(['T', 't']).map_or((text, None), |(d, t)| (d, Some(t)));
        let mut parts = day.split('-');
        let year = number(parts.next()?, 4)?;
        let month = parts.next().map(|month| number(month, 2)).unwrap_or(Some(1))?;
        let is_whole = day.len() == 10;
        let day = parts.next().map(|day| number(day, 2)).unwrap_or(Some(1))?;
        if parts.next().is_some() || (time.is_some() && !is_whole) {
            return None;
        }
        let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
        let time = match time {
            None => NaiveTime::MIN,
            Some(time) => ["%H:%M", "%H:%M:%S"]
                .iter()
                .find_map(|format| NaiveTime::parse_from_str(time, format).ok())?,
        };
        Some(Self::Local(date.and_time(time)))
    }

    /// Returns its first instant, on the clock of `zone` unless it names its own.
    pub(crate) fn begins(self, zone: Zone) -> Instant {
        match self {
            Self::Local(local) => zone.instant(local),
            Self::Fixed(instant) => instant,
        }
    }
}

fn number(digits: &str, many: usize) -> Option<u32> {
    let is_whole = digits.len() == many && digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_whole { digits.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn begins(text: &str) -> Option<String> {
        Some(Date::read(text)?.begins(Zone::default()).to_rfc3339())
    }

    #[test]
    fn a_date_stands_for_its_first_instant() {
        assert_eq!(begins("2031").as_deref(), Some("2031-01-01T00:00:00+00:00"));
        assert_eq!(begins("2031-06").as_deref(), Some("2031-06-01T00:00:00+00:00"));
        assert_eq!(begins("2031-06-14T09:30").as_deref(), Some("2031-06-14T09:30:00+00:00"));
        assert_eq!(
            begins("2031-06-14T09:30:00+02:00").as_deref(),
            Some("2031-06-14T07:30:00+00:00")
        );
        for wrong in ["31", "2031-6", "2031-13", "2031-02-30", "2031T09:30", "yesterday", ""] {
            assert_eq!(begins(wrong), None, "{wrong}");
        }
        let vienna: Zone = "Europe/Vienna".parse().expect("it is a zone");
        let day = Date::read("2031-06-14").expect("it is a date").begins(vienna);
        assert_eq!(day.to_rfc3339(), "2031-06-13T22:00:00+00:00");
    }
}
