//! Dates as pages print them: in stamps, in running text, in addresses. Stamps read them at a place;
//! evidence collects them from bodies to find the day a page belongs to.

use chrono::{Datelike, NaiveDate, Weekday};

/// Years a page of the web can speak of as its own.
const YEARS: std::ops::RangeInclusive<i32> = 1990..=2100;

/// A calendar date as printed, perhaps without its year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct PrintedDate {
    pub(super) year: Option<i32>,
    pub(super) month: u32,
    pub(super) day: u32,
}

impl PrintedDate {
    /// Returns the date in `year`, or in its own year if it prints one.
    pub(super) fn in_year(self, year: i32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.year.unwrap_or(year), self.month, self.day)
    }

    /// Returns the date, if it prints its year.
    pub(super) fn whole(self) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.year?, self.month, self.day)
    }
}

/// Reads a date at the beginning of `words` and returns it with the bytes it takes: `29 November 2020`,
/// `November 29, 2020`, `Nov. 29`, `29th November`, `2020-11-29`.
pub(super) fn date_at(words: &str) -> Option<(PrintedDate, usize)> {
    let (number, digits) =
        number_at(words)?.map_or((None, 0), |(number, digits)| (Some(number), digits));
    match (number, digits) {
        (Some(year), 4) => numeric(words, year),
        (Some(day), 1 | 2) => day_first(words, day, digits).or_else(|| in_numbers(words)),
        (None, _) => month_first(words),
        _ => None,
    }
}

/// Returns a leading number of up to four digits and its length; `Some(None)` if there is none, `None`
/// if it is longer.
#[expect(clippy::option_option, reason = "no number and too long a number lead different ways")]
fn number_at(words: &str) -> Option<Option<(u32, usize)>> {
    let digits = words.bytes().take(5).take_while(u8::is_ascii_digit).count();
    match digits {
        0 => Some(None),
        1..=4 => Some(words[..digits].parse().ok().map(|number| (number, digits))),
        _ => None,
    }
}

/// `2020-11-29`
fn numeric(words: &str, year: u32) -> Option<(PrintedDate, usize)> {
    let bytes = words.as_bytes();
    let pair = |at: usize| -> Option<u32> {
        let pair = words.get(at..at + 2)?;
        pair.bytes().all(|byte| byte.is_ascii_digit()).then(|| pair.parse().ok())?
    };
    if bytes.get(4) != Some(&b'-') || bytes.get(7) != Some(&b'-') {
        return None;
    }
    if bytes.get(10).is_some_and(u8::is_ascii_digit) {
        return None;
    }
    checked(Some(year), pair(5)?, pair(8)?, 10)
}

/// `29.11.2020`, which is day first everywhere; `29/11/2020` and `11/29/2020`, if only one way is a date.
fn in_numbers(words: &str) -> Option<(PrintedDate, usize)> {
    let (first, second, year, separator, length) = three_numbers(words)?;
    let day_first = checked(Some(year), second, first, length);
    if separator == '.' {
        return day_first;
    }
    let month_first = checked(Some(year), first, second, length);
    match (day_first, month_first) {
        (Some(one), Some(other)) if one != other => None,
        (one, other) => one.or(other),
    }
}

/// Returns the bytes of a date in numbers that is a date both ways, day first and month first.
pub(super) fn unclear_date(words: &str) -> Option<usize> {
    let (first, second, year, separator, length) = three_numbers(words)?;
    let both = checked(Some(year), second, first, length)?.0
        != checked(Some(year), first, second, length)?.0;
    (separator == '/' && both).then_some(length)
}

/// Reads two numbers and a year with full stops or slashes between: the three, what stands between, and
/// the bytes read.
fn three_numbers(words: &str) -> Option<(u32, u32, u32, char, usize)> {
    let digits = |at: usize| words[at..].bytes().take(5).take_while(u8::is_ascii_digit).count();
    let one = digits(0);
    let separator = words[one..].chars().next().filter(|c| matches!(c, '.' | '/'))?;
    let two = digits(one + 1);
    if !words[one + 1 + two..].starts_with(separator) {
        return None;
    }
    let start = one + two + 2;
    let fits = (1..=2).contains(&one) && (1..=2).contains(&two) && digits(start) == 4;
    let number = |from: usize, to: usize| words.get(from..to).filter(|_| fits)?.parse().ok();
    let end = start + 4;
    Some((number(0, one)?, number(one + 1, one + 1 + two)?, number(start, end)?, separator, end))
}

/// `29 November 2020`, `29th of Nov.`
fn day_first(words: &str, day: u32, digits: usize) -> Option<(PrintedDate, usize)> {
    let mut at = digits + ordinal(&words[digits..]);
    at += blank(&words[at..])?;
    if words[at..].starts_with("of ") {
        at += 3;
    }
    let (month, length) = month_at(&words[at..])?;
    at += length;
    let (year, more) = year_after(&words[at..]);
    checked(year, month, day, at + more)
}

/// `November 29, 2020`
fn month_first(words: &str) -> Option<(PrintedDate, usize)> {
    let (month, mut at) = month_at(words)?;
    at += blank(&words[at..])?;
    let (day, digits) = number_at(&words[at..])??;
    if digits > 2 {
        return None;
    }
    at += digits;
    at += ordinal(&words[at..]);
    if words[at..].starts_with([':', '.'])
        && words[at + 1..].starts_with(|c: char| c.is_ascii_digit())
    {
        return None;
    }
    let (year, more) = year_after(&words[at..]);
    checked(year, month, day, at + more)
}

fn checked(year: Option<u32>, month: u32, day: u32, length: usize) -> Option<(PrintedDate, usize)> {
    let year = match year {
        Some(year) => Some(i32::try_from(year).ok().filter(|year| YEARS.contains(year))?),
        None => None,
    };
    // A leap year stands in where no year is printed, so that 29 February passes.
    NaiveDate::from_ymd_opt(year.unwrap_or(2000), month, day)?;
    Some((PrintedDate { year, month, day }, length))
}

/// Returns the bytes of "st", "nd", "rd" or "th".
fn ordinal(words: &str) -> usize {
    let found = ["st", "nd", "rd", "th"].iter().any(|ending| words.starts_with(ending));
    if found { 2 } else { 0 }
}

fn blank(words: &str) -> Option<usize> {
    let first = words.chars().next()?;
    matches!(first, ' ' | '\u{a0}').then(|| first.len_utf8())
}

/// Reads `2020`, `, 2020` or ` 2020` and returns the year and the bytes it takes; zero bytes if none.
fn year_after(words: &str) -> (Option<u32>, usize) {
    let start = words.len() - words.trim_start_matches([',', ' ', '\u{a0}']).len();
    let digits = words[start..].bytes().take(5).take_while(u8::is_ascii_digit).count();
    if start == 0 || digits != 4 {
        return (None, 0);
    }
    match words[start..start + 4].parse::<u32>() {
        Ok(year) if (1990..=2100).contains(&year) => (Some(year), start + 4),
        _ => (None, 0),
    }
}

/// Reads the name of a month, whole or shortened, with its full stop.
pub(super) fn month_at(words: &str) -> Option<(u32, usize)> {
    let length = words.bytes().take_while(u8::is_ascii_alphabetic).count();
    if !(3..=9).contains(&length) {
        return None;
    }
    let word = words[..length].to_ascii_lowercase();
    let index = MONTHS.iter().position(|month| {
        *month == word
            || (word.len() == 3 && month.starts_with(&word))
            || (word == "sept" && *month == "september")
    })?;
    let stop = usize::from(length <= 4 && words[length..].starts_with('.'));
    Some((index as u32 + 1, length + stop))
}

/// Reads the name of a day of the week in full, or shortened if `short`.
pub(super) fn weekday_at(words: &str, short: bool) -> Option<(Weekday, usize)> {
    let length = words.bytes().take_while(u8::is_ascii_alphabetic).count();
    if !(3..=9).contains(&length) || !words.starts_with(|first: char| first.is_ascii_uppercase()) {
        return None;
    }
    let word = words[..length].to_ascii_lowercase();
    let index = DAYS
        .iter()
        .position(|day| *day == word || (short && length == 3 && day.starts_with(&word)))?;
    Weekday::try_from(index as u8).ok().map(|day| (day, length))
}

/// Returns the first date in the path of an address: `/2020/10/07/`, `/2008/may/13/`, `/20201007…`,
/// `2020-10-07`. Query and fragment are left aside.
pub(super) fn date_in_address(address: &str) -> Option<NaiveDate> {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let parts: Vec<&str> = path.split('/').collect();
    parts
        .windows(3)
        .find_map(|window| slashed(window[0], window[1], window[2]))
        .or_else(|| parts.iter().find_map(|part| run_of_digits(part)))
        .or_else(|| parts.iter().find_map(|part| dashed(part)))
}

fn slashed(year: &str, month: &str, day: &str) -> Option<NaiveDate> {
    let year: i32 = (year.len() == 4).then(|| year.parse().ok())??;
    let month = month.parse().ok().or_else(|| {
        month_at(month).filter(|(_, length)| *length == month.len()).map(|(number, _)| number)
    })?;
    let day = (day.len() <= 2).then(|| day.parse().ok())??;
    NaiveDate::from_ymd_opt(year, month, day).filter(|date| YEARS.contains(&date.year()))
}

/// Eight digits at the beginning of a run: a date glued to the number of the page. A run of exactly
/// ten digits or of nine is a number (often seconds since 1970) and no date.
fn run_of_digits(part: &str) -> Option<NaiveDate> {
    let mut rest = part;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let run = &rest[start..];
        let length = run.bytes().take_while(u8::is_ascii_digit).count();
        if length >= 8 && !(9..=10).contains(&length) {
            let date = NaiveDate::parse_from_str(&run[..8], "%Y%m%d").ok();
            if let Some(date) = date.filter(|date| YEARS.contains(&date.year())) {
                return Some(date);
            }
        }
        rest = &run[length..];
    }
    None
}

fn dashed(part: &str) -> Option<NaiveDate> {
    part.char_indices()
        .filter(|(at, c)| {
            c.is_ascii_digit() && !part[..*at].ends_with(|c: char| c.is_ascii_digit())
        })
        .find_map(|(at, _)| numeric(&part[at..], number_at(&part[at..])??.0)?.0.whole())
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const DAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_printed() {
        let read =
            |words| date_at(words).map(|(date, length)| (date.year, date.month, date.day, length));
        assert_eq!(read("29 November 2020"), Some((Some(2020), 11, 29, 16)));
        assert_eq!(read("Oct. 3, 2016 at"), Some((Some(2016), 10, 3, 12)));
        assert_eq!(read("7 October, when"), Some((None, 10, 7, 9)));
        assert_eq!(read("2020-10-07T"), Some((Some(2020), 10, 7, 10)));
        assert_eq!(read("31 June"), None);
        assert_eq!(read("May I"), None);
    }

    #[test]
    fn an_address_gives_its_date() {
        let read = |address| date_in_address(address).map(|date| date.to_string());
        let day = Some("2020-10-07".to_owned());
        assert_eq!(read("https://wire.example/world/202010071080000001-live/"), day);
        assert_eq!(read("https://wire.example/2020/oct/07/live"), day);
        assert_eq!(read("https://wire.example/live-2020-10-07.html"), day);
        assert_eq!(read("https://wire.example/live-19056312"), None);
        assert_eq!(read("https://wire.example/1602028800/x?d=2020-10-07"), None);
    }
}
