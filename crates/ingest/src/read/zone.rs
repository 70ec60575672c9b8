//! Time zones as pages print them: fixed offsets by abbreviation or name, and "ET" and its kin, whose
//! offset depends on the day. Stamps and datings use it.

use chrono::{DateTime, FixedOffset, LocalResult, NaiveDateTime, Offset, TimeZone, Utc};
use chrono_tz::Tz;

/// A zone of printed clock times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Zone {
    /// Minutes east of Greenwich.
    Fixed(i32),
    /// A place whose summer time is known.
    Place(Tz),
}

impl Zone {
    /// Coordinated universal time.
    pub(super) const UTC: Zone = Zone::Fixed(0);

    /// Returns the instant at which clocks of the zone show `local`. Of the two instants of an hour set
    /// back the earlier is returned; a time skipped by summer time counts as if it had not been.
    pub(super) fn instant(self, local: NaiveDateTime) -> Option<DateTime<Utc>> {
        match self {
            Self::Fixed(minutes) => east(minutes)?
                .from_local_datetime(&local)
                .single()
                .map(|time| time.with_timezone(&Utc)),
            Self::Place(place) => match place.from_local_datetime(&local) {
                LocalResult::Single(time) | LocalResult::Ambiguous(time, _) => {
                    Some(time.with_timezone(&Utc))
                }
                LocalResult::None => {
                    let before = local.checked_sub_signed(chrono::Duration::hours(3))?;
                    let offset = place.offset_from_utc_datetime(&before).fix();
                    offset.from_local_datetime(&local).single().map(|time| time.with_timezone(&Utc))
                }
            },
        }
    }

    /// Returns what clocks of the zone show at `instant`.
    pub(super) fn local(self, instant: DateTime<Utc>) -> NaiveDateTime {
        match self {
            Self::Fixed(minutes) => east(minutes)
                .map_or(instant.naive_utc(), |offset| instant.with_timezone(&offset).naive_local()),
            Self::Place(place) => instant.with_timezone(&place).naive_local(),
        }
    }
}

fn east(minutes: i32) -> Option<FixedOffset> {
    FixedOffset::east_opt(minutes.checked_mul(60)?)
}

/// A zone as read: its offset, the bytes it takes, and a remark if its name has several meanings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Printed {
    pub(super) zone: Zone,
    pub(super) length: usize,
    pub(super) remark: Option<&'static str>,
}

/// Reads a zone at the beginning of `words`: an abbreviation in capitals, `GMT+3`, `UTC+03:00`, or a
/// name in full ("Eastern Standard Time").
pub(super) fn zone_at(words: &str) -> Option<Printed> {
    for (name, zone) in NAMES {
        if words.get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name)) {
            return Some(Printed { zone: *zone, length: name.len(), remark: None });
        }
    }
    let length = words.bytes().take_while(u8::is_ascii_uppercase).count();
    // "GMT29 November" is printed without a blank; "GMTA" is another word.
    if words[length..].starts_with(|next: char| next.is_alphabetic()) {
        return None;
    }
    let (_, zone, remark) = ABBREVIATIONS.iter().find(|(name, ..)| *name == &words[..length])?;
    if matches!(&words[..length], "GMT" | "UTC")
        && let Some((minutes, more)) = signed(&words[length..])
    {
        return Some(Printed { zone: Zone::Fixed(minutes), length: length + more, remark: None });
    }
    Some(Printed { zone: *zone, length, remark: *remark })
}

/// Reads `+3`, `+03`, `+03:00` or `-0530` and returns minutes east and the bytes read.
fn signed(words: &str) -> Option<(i32, usize)> {
    let sign = match words.chars().next()? {
        '+' => 1,
        '-' | '−' => -1,
        _ => return None,
    };
    let start = words.chars().next().map_or(0, char::len_utf8);
    let digits = words[start..].bytes().take_while(u8::is_ascii_digit).count();
    let number: i32 = words[start..start + digits].parse().ok()?;
    let (hours, mut minutes, mut end) = match digits {
        1 | 2 => (number, 0, start + digits),
        4 => (number / 100, number % 100, start + digits),
        _ => return None,
    };
    let rest = &words[end..];
    if digits <= 2 && rest.starts_with(':') && rest.len() >= 3 && rest.is_char_boundary(3) {
        minutes = rest[1..3].parse().ok()?;
        end += 3;
    }
    (hours <= 14 && minutes < 60).then_some((sign * (hours * 60 + minutes), end))
}

const INDIAN: &str = "IST has several meanings; read as India's, UTC+05:30";
const CENTRAL: &str = "CST has several meanings; read as North America's, UTC-06:00";

const ABBREVIATIONS: &[(&str, Zone, Option<&str>)] = &[
    ("GMT", Zone::Fixed(0), None),
    ("UTC", Zone::Fixed(0), None),
    ("Z", Zone::Fixed(0), None),
    ("WET", Zone::Fixed(0), None),
    ("BST", Zone::Fixed(60), None),
    ("WEST", Zone::Fixed(60), None),
    ("CET", Zone::Fixed(60), None),
    ("WAT", Zone::Fixed(60), None),
    ("CEST", Zone::Fixed(120), None),
    ("EET", Zone::Fixed(120), None),
    ("CAT", Zone::Fixed(120), None),
    ("SAST", Zone::Fixed(120), None),
    ("EEST", Zone::Fixed(180), None),
    ("IDT", Zone::Fixed(180), None),
    ("MSK", Zone::Fixed(180), None),
    ("TRT", Zone::Fixed(180), None),
    ("EAT", Zone::Fixed(180), None),
    ("AMT", Zone::Fixed(240), Some("AMT has several meanings; read as Armenia's, UTC+04:00")),
    ("AZT", Zone::Fixed(240), None),
    ("GST", Zone::Fixed(240), None),
    ("PKT", Zone::Fixed(300), None),
    ("IST", Zone::Fixed(330), Some(INDIAN)),
    ("SGT", Zone::Fixed(480), None),
    ("HKT", Zone::Fixed(480), None),
    ("AWST", Zone::Fixed(480), None),
    ("JST", Zone::Fixed(540), None),
    ("KST", Zone::Fixed(540), None),
    ("AEST", Zone::Fixed(600), None),
    ("AEDT", Zone::Fixed(660), None),
    ("NZST", Zone::Fixed(720), None),
    ("NZDT", Zone::Fixed(780), None),
    ("EDT", Zone::Fixed(-240), None),
    ("EST", Zone::Fixed(-300), None),
    ("CDT", Zone::Fixed(-300), None),
    ("CST", Zone::Fixed(-360), Some(CENTRAL)),
    ("MDT", Zone::Fixed(-360), None),
    ("MST", Zone::Fixed(-420), None),
    ("PDT", Zone::Fixed(-420), None),
    ("PST", Zone::Fixed(-480), None),
    ("ET", Zone::Place(Tz::America__New_York), None),
    ("CT", Zone::Place(Tz::America__Chicago), None),
    ("MT", Zone::Place(Tz::America__Denver), None),
    ("PT", Zone::Place(Tz::America__Los_Angeles), None),
];

const NAMES: &[(&str, Zone)] = &[
    ("Greenwich Mean Time", Zone::Fixed(0)),
    ("British Summer Time", Zone::Fixed(60)),
    ("Central European Summer Time", Zone::Fixed(120)),
    ("Central European Time", Zone::Fixed(60)),
    ("Moscow time", Zone::Fixed(180)),
    ("Eastern Standard Time", Zone::Fixed(-300)),
    ("Eastern Daylight Time", Zone::Fixed(-240)),
    ("Central Standard Time", Zone::Fixed(-360)),
    ("Central Daylight Time", Zone::Fixed(-300)),
    ("Mountain Standard Time", Zone::Fixed(-420)),
    ("Mountain Daylight Time", Zone::Fixed(-360)),
    ("Pacific Standard Time", Zone::Fixed(-480)),
    ("Pacific Daylight Time", Zone::Fixed(-420)),
    ("Eastern Time", Zone::Place(Tz::America__New_York)),
    ("Eastern", Zone::Place(Tz::America__New_York)),
    ("Central Time", Zone::Place(Tz::America__Chicago)),
    ("Mountain Time", Zone::Place(Tz::America__Denver)),
    ("Pacific Time", Zone::Place(Tz::America__Los_Angeles)),
];
