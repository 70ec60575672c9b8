//! Times with the precision they are known to. A claim carries four: when it was said, when the post
//! was published, when we captured the page, and when we recorded it.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// An instant in UTC, microsecond resolution.
pub type Instant = DateTime<Utc>;

/// How finely a moment is known. The order is from coarse to fine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// Only the year.
    Year,
    /// Year and month.
    Month,
    /// The calendar day.
    Day,
    /// The hour.
    Hour,
    /// The minute: the usual stamp of a live page.
    Minute,
    /// The second or finer.
    Second,
}

/// A moment: the earliest instant it can mean, and how finely it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Moment {
    /// The earliest instant this moment can mean.
    pub at: Instant,
    /// How finely it is known.
    pub precision: Precision,
}

impl Moment {
    /// A moment known to the minute.
    pub fn minute(at: Instant) -> Self {
        Self { at, precision: Precision::Minute }
    }

    /// A calendar day in UTC.
    pub fn day(date: NaiveDate) -> Self {
        Self { at: date.and_time(chrono::NaiveTime::MIN).and_utc(), precision: Precision::Day }
    }

    /// Returns the instant by which this moment has surely begun to hold: its own instant if it is known to
    /// the hour or finer, else the end of its day, month or year. What was published "on 7 October" is not
    /// known to have been public at midnight.
    pub fn surely_by(self) -> Instant {
        if self.precision >= Precision::Hour { self.at } else { self.end() }
    }

    /// Returns the instant just after the last one that this moment can mean.
    pub fn end(self) -> Instant {
        let width = match self.precision {
            Precision::Year => Duration::days(366),
            Precision::Month => Duration::days(31),
            Precision::Day => Duration::days(1),
            Precision::Hour => Duration::hours(1),
            Precision::Minute => Duration::minutes(1),
            Precision::Second => Duration::seconds(1),
        };
        self.at.checked_add_signed(width).unwrap_or(self.at)
    }
}

/// A span of time over which a statement about an actor holds. An open end is unbounded.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Period {
    /// First instant at which it holds; unbounded if absent.
    pub from: Option<Instant>,
    /// First instant at which it no longer holds; unbounded if absent.
    pub until: Option<Instant>,
}

impl Period {
    /// A period without bounds.
    pub const ALWAYS: Period = Period { from: None, until: None };

    /// Returns whether `at` lies in the period. An unknown time lies only in an unbounded one.
    pub fn contains(self, at: Option<Instant>) -> bool {
        match at {
            Some(at) => {
                self.from.is_none_or(|from| from <= at) && self.until.is_none_or(|end| at < end)
            }
            None => self == Self::ALWAYS,
        }
    }

    /// Returns whether the period ends no earlier than it begins.
    pub fn is_ordered(self) -> bool {
        !matches!((self.from, self.until), (Some(from), Some(until)) if from > until)
    }
}
