//! Times of day as pages print them. Stamps read them at a place.

use chrono::NaiveTime;

use super::zone::zone_at;

/// A time of day with what its printing tells.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clock {
    pub(super) time: NaiveTime,
    /// Bytes it takes.
    pub(super) length: usize,
    /// Whether it can be nothing but a time.
    pub(super) sure: bool,
    /// Whether it may as well be a number.
    pub(super) doubtful: bool,
}

/// Reads `02:26`, `02:26:07`, `9.10 am`, `7 p.m.`, `1931` (only with a zone after it), `noon`.
pub(super) fn clock(words: &str) -> Option<Clock> {
    for (word, hour) in [("noon", 12), ("midnight", 0)] {
        if words.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word)) {
            let time = NaiveTime::from_hms_opt(hour, 0, 0)?;
            return Some(Clock { time, length: word.len(), sure: true, doubtful: false });
        }
    }
    let digits = words.bytes().take(5).take_while(u8::is_ascii_digit).count();
    let number: u32 = words.get(..digits).filter(|_| (1..=4).contains(&digits))?.parse().ok()?;
    let (hour, minute, second, mut length, separator) = match digits {
        1 | 2 => minutes(words, number, digits)?,
        4 => (number / 100, number % 100, 0, 4, Separator::None),
        _ => return None,
    };
    if words[length..].starts_with(|next: char| next.is_ascii_digit())
        && doubled(words, length) == 0
    {
        return None;
    }
    let half = half_of_day(&words[length..]);
    length += half.map_or(0, |(_, more)| more);
    let hour = match half {
        Some((half, _)) if (1..=12).contains(&hour) => hour % 12 + half,
        Some(_) => return None,
        None => hour,
    };
    let zoned = zone_at(words[length..].trim_start_matches([' ', '\u{a0}', '('])).is_some();
    let military = digits == 4 && (zoned || words[length..].trim_start().starts_with("hrs"));
    let accepted = match separator {
        Separator::Colon | Separator::Stop | Separator::Hour => true,
        Separator::Slip => half.is_some(),
        Separator::None => half.is_some() && digits <= 2 || military,
    };
    let time = NaiveTime::from_hms_opt(hour, minute, second).filter(|_| accepted)?;
    let sure = half.is_some() || military;
    Some(Clock { time, length, sure, doubtful: matches!(separator, Separator::Stop) })
}

/// What stands between hours and minutes.
enum Separator {
    Colon,
    Stop,
    /// `22h55`.
    Hour,
    /// The shift key held too long: `9L15 p.m.`.
    Slip,
    None,
}

/// Reads what follows an hour of one or two digits.
fn minutes(words: &str, hour: u32, digits: usize) -> Option<(u32, u32, u32, usize, Separator)> {
    let separator = match words.as_bytes().get(digits) {
        Some(b':') => Separator::Colon,
        Some(b'.') => Separator::Stop,
        Some(b'h') => Separator::Hour,
        Some(b'L') => Separator::Slip,
        _ => return Some((hour, 0, 0, digits, Separator::None)),
    };
    let pair = |at: usize| -> Option<u32> {
        words.get(at..at + 2).filter(|p| p.bytes().all(|b| b.is_ascii_digit()))?.parse().ok()
    };
    let minute = pair(digits + 1)?;
    let end = digits + 3;
    match pair(end + 1) {
        Some(second) if words[end..].starts_with(':') => {
            Some((hour, minute, second, end + 3, separator))
        }
        _ => Some((hour, minute, 0, end, separator)),
    }
}

/// Reads a.m. or p.m. in its spellings; returns the hours it adds and the bytes it takes.
fn half_of_day(words: &str) -> Option<(u32, usize)> {
    let rest = words.trim_start_matches([' ', '\u{a0}']);
    let blanks = words.len() - rest.len();
    for (spelling, hours) in
        [("a.m.", 0), ("p.m.", 12), ("a.m", 0), ("p.m", 12), ("am", 0), ("pm", 12)]
    {
        let head = rest.get(..spelling.len());
        let ends =
            !rest[head.map_or(0, str::len)..].starts_with(|next: char| next.is_alphanumeric());
        if ends && head.is_some_and(|head| head.eq_ignore_ascii_case(spelling)) {
            return Some((hours, blanks + spelling.len()));
        }
    }
    None
}

/// Returns the bytes of a second printing of the first `length` bytes of `words` right behind them, as in
/// `22:5522:55`: once for eyes, once for machines.
pub(super) fn doubled(words: &str, length: usize) -> usize {
    let (first, rest) = words.split_at(length);
    let again = rest.strip_prefix(first);
    let ends = again.is_some_and(|rest| !rest.starts_with(|next: char| next.is_ascii_digit()));
    if length > 3 && ends { length } else { 0 }
}
