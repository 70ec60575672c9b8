//! Time along an axis: where an instant stands, and which times are written.

use chrono::{Datelike, Days, Duration, Months, NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use counterclaim_desk::{Instant, Zone};

/// A stretch of time laid along a line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    from: Instant,
    to: Instant,
    left: f64,
    right: f64,
}

impl Scale {
    /// Lays a stretch of time between two places, with a little room at both ends.
    pub(super) fn over(from: Instant, to: Instant, left: f64, right: f64) -> Self {
        let room = ((to - from) / 40).max(Duration::minutes(10));
        let back = from.checked_sub_signed(room).unwrap_or(from);
        Self { from: back, to: to.checked_add_signed(room).unwrap_or(to), left, right }
    }

    /// Returns the place of an instant; what lies outside is put at the end.
    pub(super) fn x(&self, at: Instant) -> f64 {
        let whole = (self.to - self.from).num_seconds().max(1) as f64;
        let part = (at - self.from).num_seconds() as f64 / whole;
        self.left + part.clamp(0.0, 1.0) * (self.right - self.left)
    }
}

/// How far apart written times are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Minutes(u32),
    Days(u32),
    Months(u32),
}

impl Step {
    const ALL: [Step; 17] = [
        Self::Minutes(5),
        Self::Minutes(15),
        Self::Minutes(30),
        Self::Minutes(60),
        Self::Minutes(120),
        Self::Minutes(180),
        Self::Minutes(360),
        Self::Minutes(720),
        Self::Days(1),
        Self::Days(2),
        Self::Days(7),
        Self::Days(14),
        Self::Months(1),
        Self::Months(3),
        Self::Months(12),
        Self::Months(60),
        Self::Months(240),
    ];

    fn minutes(self) -> i64 {
        match self {
            Self::Minutes(minutes) => i64::from(minutes),
            Self::Days(days) => i64::from(days) * 1_440,
            Self::Months(months) => i64::from(months) * 43_800,
        }
    }

    /// Returns the finest step that needs no more than this many over a stretch.
    pub(super) fn at_most(count: i64, from: Instant, to: Instant) -> Self {
        let needed = (to - from).num_minutes() / count.max(1);
        let mut fine = Self::ALL.into_iter().filter(|step| step.minutes() >= needed);
        fine.next().unwrap_or(Self::Months(240))
    }

    /// Returns the last beginning of a step that is not after a local time.
    pub(super) fn floor(self, at: NaiveDateTime) -> NaiveDateTime {
        let day = at.date();
        match self {
            Self::Minutes(minutes) => {
                let past = at.hour() * 60 + at.minute();
                midnight(day) + Duration::minutes(i64::from(past - past % minutes))
            }
            Self::Days(days) => {
                // Weeks begin on Monday.
                let past = (day.num_days_from_ce() - 1).rem_euclid(days as i32);
                midnight(day.checked_sub_days(Days::new(past as u64)).unwrap_or(day))
            }
            Self::Months(months) => {
                let past = day.year() * 12 + day.month0() as i32;
                let first = past - past.rem_euclid(months as i32);
                let date = NaiveDate::from_ymd_opt(
                    first.div_euclid(12),
                    first.rem_euclid(12) as u32 + 1,
                    1,
                );
                midnight(date.unwrap_or(day))
            }
        }
    }

    /// Returns the beginning of the next step.
    pub(super) fn next(self, at: NaiveDateTime) -> NaiveDateTime {
        let later = match self {
            Self::Minutes(minutes) => at.checked_add_signed(Duration::minutes(i64::from(minutes))),
            Self::Days(days) => at.checked_add_days(Days::new(u64::from(days))),
            Self::Months(months) => at.checked_add_months(Months::new(months)),
        };
        later.unwrap_or(NaiveDateTime::MAX)
    }

    /// Returns the step in words, as what is counted by.
    pub(super) fn name(self) -> String {
        match self {
            Self::Minutes(60) => "hour".to_owned(),
            Self::Minutes(minutes) if minutes % 60 == 0 => format!("{} hours", minutes / 60),
            Self::Minutes(minutes) => format!("{minutes} minutes"),
            Self::Days(1) => "day".to_owned(),
            Self::Days(7) => "week".to_owned(),
            Self::Days(days) => format!("{days} days"),
            Self::Months(1) => "month".to_owned(),
            Self::Months(12) => "year".to_owned(),
            Self::Months(months) if months % 12 == 0 => format!("{} years", months / 12),
            Self::Months(months) => format!("{months} months"),
        }
    }
}

fn midnight(day: NaiveDate) -> NaiveDateTime {
    day.and_time(NaiveTime::MIN)
}

/// Returns the local time of an instant, to the minute.
pub(super) fn local(zone: Zone, at: Instant) -> NaiveDateTime {
    let time = NaiveTime::parse_from_str(&zone.time(at), "%H:%M").unwrap_or(NaiveTime::MIN);
    zone.day(at).and_time(time)
}

/// Returns the instant of a local time; where clocks are put forward over it, one close by.
pub(super) fn instant(zone: Zone, at: NaiveDateTime) -> Instant {
    let guess = at.and_utc();
    let once = guess.checked_sub_signed(local(zone, guess) - at).unwrap_or(guess);
    once.checked_sub_signed(local(zone, once) - at).unwrap_or(once)
}

/// A time that is written along the axis.
#[derive(Clone, Debug)]
pub(super) struct Tick {
    /// Where.
    pub(super) at: Instant,
    /// What is written.
    pub(super) name: String,
    /// The day, where a new one begins or the axis does.
    pub(super) day: Option<String>,
}

/// Returns the times to write, no more than so many.
pub(super) fn ticks(from: Instant, to: Instant, zone: Zone, most: i64) -> Vec<Tick> {
    let step = Step::at_most(most, from, to);
    let mut out: Vec<Tick> = Vec::new();
    let mut at = step.floor(local(zone, from));
    let mut day = None;
    let end = local(zone, to);
    while at <= end && out.len() < 200 {
        let here = instant(zone, at);
        if here >= from && here <= to {
            let name = match step {
                Step::Minutes(_) => zone.time(here),
                Step::Days(_) => zone.short_date(here),
                Step::Months(months) if months < 12 => at.format("%b").to_string(),
                Step::Months(_) => at.format("%Y").to_string(),
            };
            let group = match step {
                Step::Minutes(_) => Some(zone.date(here)),
                Step::Days(_) | Step::Months(1 | 3) => Some(at.format("%Y").to_string()),
                Step::Months(_) => None,
            };
            let fresh = group.as_ref().filter(|group| day.as_ref() != Some(*group)).cloned();
            out.push(Tick { at: here, name, day: fresh });
            day = group;
        }
        at = step.next(at);
    }
    out
}
