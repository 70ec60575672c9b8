//! Times as feeds write them: those of Atom and JSON Feed as schema.org has them, those of RSS as mail
//! has them. A time without its zone is none: nothing is guessed.

use chrono::{FixedOffset, NaiveDate, NaiveTime, TimeZone};
use counterclaim_model::{Moment, Precision};

use super::super::live_blog;

/// Returns the time that `words` say.
pub(super) fn moment(words: &str) -> Option<Moment> {
    live_blog::moment(words).or_else(|| mail(words))
}

/// "Tue, 10 Jun 2031 04:05:06 +0200": the day of the week may be missing or wrong, seconds may be missing.
fn mail(words: &str) -> Option<Moment> {
    let words = words.split_once(',').map_or(words, |(_, rest)| rest);
    let mut parts = words.split_whitespace();
    let day = parts.next()?.parse().ok()?;
    let month = month(parts.next()?)?;
    let year = year(parts.next()?)?;
    let (time, precision) = time(parts.next()?)?;
    let zone = offset(parts.next()?)?;
    let local = NaiveDate::from_ymd_opt(year, month, day)?.and_time(time);
    let at = zone.from_local_datetime(&local).single()?.to_utc();
    Some(Moment { at, precision })
}

fn month(name: &str) -> Option<u32> {
    const NAMES: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let start = name.get(..3)?.to_ascii_lowercase();
    NAMES.iter().position(|own| *own == start).and_then(|at| u32::try_from(at + 1).ok())
}

/// Years of two digits are of 1950 to 2049, as mail has it.
fn year(digits: &str) -> Option<i32> {
    let year: i32 = digits.parse().ok()?;
    match (digits.len(), year) {
        (4, _) => Some(year),
        (2, 0..50) => Some(2_000 + year),
        (2, 50..) => Some(1_900 + year),
        _ => None,
    }
}

fn time(words: &str) -> Option<(NaiveTime, Precision)> {
    match words.matches(':').count() {
        1 => Some((NaiveTime::parse_from_str(words, "%H:%M").ok()?, Precision::Minute)),
        _ => Some((NaiveTime::parse_from_str(words, "%H:%M:%S").ok()?, Precision::Second)),
    }
}

/// The zones of RFC 822 by name, or an offset.
fn offset(zone: &str) -> Option<FixedOffset> {
    let hours = match zone {
        "Z" | "UT" | "UTC" | "GMT" => 0,
        "EDT" => -4,
        "EST" | "CDT" => -5,
        "CST" | "MDT" => -6,
        "MST" | "PDT" => -7,
        "PST" => -8,
        offset => return offset.parse().ok(),
    };
    FixedOffset::east_opt(hours * 3_600)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_written_or_not_at_all() {
        let read = |words: &str| moment(words).map(|moment| moment.at.to_rfc3339());
        for words in [
            "Tue, 10 Jun 2031 04:05:00 +0200",
            "Wed, 10 June 2031 02:05 GMT",
            "10 Jun 31 02:05:00 UT",
            "9 Jun 2031 22:05:00 EDT",
            "2031-06-10T04:05:00+02:00",
        ] {
            assert_eq!(read(words).as_deref(), Some("2031-06-10T02:05:00+00:00"), "{words}");
        }
        for words in
            ["", "Tue, 10 Jun 2031 04:05:00", "10 Jun 2031 04:05 BST", "31 Jun 2031 00:00 Z"]
        {
            assert_eq!(read(words), None, "{words}");
        }
    }
}
