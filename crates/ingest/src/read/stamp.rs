//! Stamps: lines, or beginnings of lines, that say when a post was published. The grammar takes time,
//! zone, date and weekday in any order (`• 02:26`, `1931 GMT — headline`, `9.10 am (BST)`, `4:40 p.m.:`).

use chrono::{DateTime, FixedOffset, NaiveTime};

use super::calendar::{PrintedDate, date_at, unclear_date, weekday_at};
use super::time_of_day::{clock, doubled};
use super::zone::{Printed, Zone, zone_at};

/// Bytes of a line that are looked at for a stamp.
const WINDOW: usize = 96;

/// A stamp as read from a line.
#[derive(Clone, Debug, PartialEq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "what a printed line shows is independent of each other"
)]
pub(super) struct Stamp {
    /// Whether a bullet stands before it.
    pub(super) bullet: bool,
    pub(super) time: NaiveTime,
    /// Whether the time alone shows that it is one: printed with a.m. or p.m., or a zone.
    pub(super) sure: bool,
    pub(super) zone: Option<Printed>,
    pub(super) date: Option<PrintedDate>,
    /// The exact instant, where the stamp is a whole RFC 3339 time.
    pub(super) exact: Option<DateTime<FixedOffset>>,
    /// Bytes of the line that the stamp takes, bullet left out.
    pub(super) printed: std::ops::Range<usize>,
    /// Where in the line words of the post begin, if they stand on the same line.
    pub(super) rest: Option<usize>,
    /// Whether it may as well be a number with a full stop ("9.10").
    pub(super) doubtful: bool,
    /// Whether it says when the post was changed, and not when it was published.
    pub(super) updated: bool,
    /// Whether a date stands in it whose day and month cannot be told apart ("05/06/2021").
    pub(super) unclear: bool,
    /// Whether words follow it with nothing but a blank between.
    pub(super) bare: bool,
    /// Whether a date follows the zone without a blank, as in mastheads of text dumps.
    pub(super) glued: bool,
}

/// A line that is only a date, as headings between days are.
pub(super) fn date_line(line: &str) -> Option<PrintedDate> {
    if line.len() > 60 {
        return None;
    }
    let mut scan = Scan::new(line);
    scan.run();
    (scan.at == line.len() && scan.time.is_none()).then_some(scan.date)?
}

/// Reads a stamp at the beginning of `line`.
pub(super) fn stamp(line: &str) -> Option<Stamp> {
    let bullet = bullet(line);
    let mut scan = Scan::new(window(line));
    scan.at = bullet;
    scan.skip(&[' ', '\u{a0}', '[', '(']);
    let from = scan.at;
    scan.run();
    let time = scan.time?;
    let closing =
        usize::from(line[from..scan.end].contains('(') && line[scan.end..].starts_with(')'));
    let printed = from..scan.end + closing;
    let rest = line[scan.end..].trim_start_matches([')', ']']);
    let apart = rest.trim_start_matches([' ', '\u{a0}', '-', '–', '—', ':', '|', '·', '.', ',']);
    let separated = rest.trim_start().starts_with(['-', '–', '—', ':', '|', '·']);
    let inline = !apart.is_empty();
    let bare = inline && !separated && bullet == 0;
    let doubtful = scan.doubtful && !scan.sure && scan.date.is_none() && bullet == 0;
    // A number with a full stop before words ("9.10 million") is a number.
    if bare && (doubtful || !line[scan.end..].starts_with([' ', '\u{a0}', '\t'])) {
        return None;
    }
    Some(Stamp {
        bullet: bullet > 0,
        time,
        sure: scan.sure,
        zone: scan.zone,
        date: scan.date,
        exact: scan.exact,
        printed,
        rest: inline.then(|| line.len() - apart.len()),
        glued: scan.glued,
        doubtful,
        updated: scan.updated,
        unclear: scan.unclear && scan.date.is_none(),
        bare,
    })
}

/// Returns whether a line only says when something was changed ("Updated at 16.02 BST").
pub(super) fn is_revision(line: &str) -> bool {
    line.len() <= WINDOW && stamp(line).is_some_and(|stamp| stamp.updated && stamp.rest.is_none())
}

/// Reads a line that says how long ago something was: "2h ago", "14 minutes ago".
pub(super) fn ago(line: &str) -> Option<Stamp> {
    let words = line.trim_end_matches(['.', ':']);
    let said = words.strip_suffix(" ago").filter(|_| words.len() <= 32)?;
    let number = said.bytes().take_while(u8::is_ascii_digit).count();
    let unit = said[number..].trim_start();
    let counted = number > 0 || ["a ", "an "].iter().any(|one| unit.starts_with(one));
    let unit = unit.trim_start_matches("an ").trim_start_matches("a ");
    (counted && UNITS.contains(&unit)).then_some(Stamp {
        bullet: false,
        time: NaiveTime::MIN,
        sure: true,
        zone: None,
        date: None,
        exact: None,
        printed: 0..words.len(),
        rest: None,
        doubtful: false,
        updated: false,
        unclear: false,
        bare: false,
        glued: false,
    })
}

/// Units of time passed.
const UNITS: [&str; 18] = [
    "s", "sec", "second", "seconds", "m", "min", "mins", "minute", "minutes", "h", "hr", "hrs",
    "hour", "hours", "d", "day", "days", "week",
];

/// Reads a stamp at the end of a short line, after a byline or a headline and something that parts them:
/// "Jane Doe, 10:55 p.m. ET", "Shots heard | 22:55". Returns it with where words end that are no byline.
pub(super) fn closing_stamp(line: &str) -> Option<(Stamp, Option<usize>)> {
    if line.len() > WINDOW * 2 {
        return None;
    }
    let starts = line.char_indices().filter(|(_, c)| [' ', '\u{a0}', '|'].contains(c));
    for (at, part) in starts {
        let from = at + part.len_utf8();
        let rest = &line[from..];
        let Some(found) = stamp(rest).filter(|found| found.rest.is_none() && !found.doubtful)
        else {
            continue;
        };
        let before = line[..from].trim_end();
        let words = before.trim_end_matches([',', '|', '·', '-', '–', '—', ':', ' ', '\u{a0}']);
        let is_byline = ["By ", "Posted by ", "Published by ", "From "]
            .iter()
            .any(|start| words.starts_with(start));
        if words.len() == before.len() && !is_byline || words.is_empty() {
            return None;
        }
        let printed = from + found.printed.start..from + found.printed.end;
        let kept = (!is_byline && !before.ends_with(',')).then_some(words.len());
        return Some((Stamp { printed, ..found }, kept));
    }
    None
}

/// Returns the bytes of a bullet with the blanks after it.
fn bullet(line: &str) -> usize {
    let rest = line.trim_start_matches(['•', '●', '▪', '■', '◦', '‣', '∙', '·', '*']);
    if rest.len() == line.len() {
        return 0;
    }
    line.len() - rest.trim_start().len()
}

/// Returns the beginning of `line`, up to [`WINDOW`] bytes.
fn window(line: &str) -> &str {
    let mut end = line.len().min(WINDOW);
    while !line.is_char_boundary(end) {
        end -= 1;
    }
    &line[..end]
}

/// The parts of a stamp found so far.
#[expect(
    clippy::struct_excessive_bools,
    reason = "what was found so far is independent of each other"
)]
struct Scan<'a> {
    words: &'a str,
    at: usize,
    /// End of the last part.
    end: usize,
    time: Option<NaiveTime>,
    sure: bool,
    doubtful: bool,
    zone: Option<Printed>,
    date: Option<PrintedDate>,
    exact: Option<DateTime<FixedOffset>>,
    glued: bool,
    updated: bool,
    unclear: bool,
}

impl<'a> Scan<'a> {
    fn new(words: &'a str) -> Self {
        Self {
            words,
            at: 0,
            end: 0,
            time: None,
            sure: false,
            doubtful: false,
            zone: None,
            date: None,
            exact: None,
            glued: false,
            updated: false,
            unclear: false,
        }
    }

    /// Takes parts until something is none.
    fn run(&mut self) {
        loop {
            let before = self.at;
            self.part();
            if self.at == before {
                break;
            }
            self.end = self.at;
            self.skip(&[' ', '\u{a0}', ',', '(', ')', '[', ']', '|', '/']);
            self.dash();
        }
        if self.end == self.words.trim_end_matches([')', ']', '.', ':']).len() {
            self.at = self.words.len();
        }
    }

    fn skip(&mut self, separators: &[char]) {
        self.at = self.words.len() - self.words[self.at..].trim_start_matches(separators).len();
    }

    /// Skips a dash, dot or colon that stands between parts: `10 Oct 2023 - 22:55`.
    fn dash(&mut self) {
        let rest = &self.words[self.at..];
        let next = rest.trim_start_matches(['-', '–', '—', '·', '•', ':', ' ', '\u{a0}']);
        let goes_on = self.time.is_none() && clock(next).is_some()
            || self.time.is_some() && self.date.is_none() && date_at(next).is_some();
        if next.len() < rest.len() && goes_on {
            self.at += rest.len() - next.len();
        }
    }

    /// Takes the second of two clocks, `22:55 (19:55 GMT)`: the one whose zone is printed dates the post.
    fn second_clock(&mut self, rest: &str) -> bool {
        let Some(other) = clock(rest).filter(|_| self.zone.is_none()) else { return false };
        let after = rest[other.length..].trim_start_matches([' ', '\u{a0}']);
        let Some(zone) = zone_at(after) else { return false };
        match (self.time, zone.zone) {
            // The date, printed beside the first clock, is of its place: how far the two clocks are
            // apart tells its zone.
            (Some(local), Zone::Fixed(east)) => {
                let apart = (local - other.time).num_minutes() + i64::from(east);
                let apart = (apart + 720).rem_euclid(1_440) - 720;
                let minutes = i32::try_from(apart).unwrap_or(0);
                self.zone = Some(Printed { zone: Zone::Fixed(minutes), ..zone });
            }
            (_, Zone::Fixed(_) | Zone::Place(_)) => {
                self.time = Some(other.time);
                self.zone = Some(zone);
            }
        }
        self.sure = true;
        self.at += rest.len() - after.len() + zone.length;
        true
    }

    fn part(&mut self) {
        let rest = &self.words[self.at..];
        if self.exact(rest) || self.time.is_some() && self.second_clock(rest) {
            return;
        }
        if self.date.is_none()
            && let Some((date, length)) = date_at(rest)
        {
            self.glued = self.at > 0 && self.at == self.end;
            self.date = Some(date);
            self.at += length;
        } else if self.time.is_none()
            && let Some(clock) = clock(rest)
        {
            self.time = Some(clock.time);
            self.sure = clock.sure;
            self.doubtful = clock.doubtful;
            self.at += clock.length + doubled(rest, clock.length);
        } else if self.time.is_some()
            && self.zone.is_none()
            && let Some(zone) = zone_at(rest)
        {
            self.zone = Some(zone);
            self.sure = true;
            self.at += zone.length;
        } else if let Some((_, length)) = weekday_at(rest, true) {
            self.at += length;
        } else if self.date.is_none()
            && let Some(length) = unclear_date(rest)
        {
            self.unclear = true;
            self.at += length;
        } else if let Some(word) = FILLERS
            .iter()
            .find(|word| rest.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word)))
        {
            self.updated |= CHANGED.contains(word);
            self.at += word.len();
            self.skip(&[':']);
        }
    }

    /// Takes `2020-10-06T21:22:53.212+01:00`.
    fn exact(&mut self, rest: &str) -> bool {
        let length = rest.find([' ', ',', ')', ']']).unwrap_or(rest.len());
        let Ok(exact) = DateTime::parse_from_rfc3339(&rest[..length]) else { return false };
        if self.time.is_some() || length < 20 {
            return false;
        }
        self.time = Some(exact.time());
        self.exact = Some(exact);
        self.sure = true;
        self.at += length;
        true
    }
}

/// Words that stand in stamps and say nothing.
const FILLERS: [&str; 15] = [
    "Published",
    "Posted",
    "Last updated",
    "Last modified",
    "Updated",
    "Modified",
    "Edited",
    "hrs",
    "Uhr",
    "at ",
    "at\u{a0}",
    "on ",
    "local time",
    "Timestamp",
    "time: ",
];

/// Those of them that tell of a change.
const CHANGED: [&str; 5] = ["Last updated", "Last modified", "Updated", "Modified", "Edited"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_are_read_as_printed() {
        let table = [
            ("• 02:26", "bullet 02:26:00"),
            ("• 02:26 Shots Heard", "bullet 02:26:00 rest=Shots Heard"),
            ("1931 GMT — Talks go on", "19:31:00 zone rest=Talks go on"),
            ("9.10 am (BST)", "09:10:00 zone"),
            ("9.10am: A tremor", "09:10:00 rest=A tremor"),
            ("4:40 p.m.:", "16:40:00"),
            ("12:05 a.m.", "00:05:00"),
            ("7 p.m.", "19:00:00"),
            ("9L15 p.m.", "21:15:00"),
            ("11:22 GMT29 November 2020", "11:22:00 zone 2020-11-29 glued"),
            ("8 Oct 2020 15.36 BST", "15:36:00 zone 2020-10-08"),
            ("2020-10-06T21:22:53.212+01:00", "21:22:53.212"),
            ("[10:24]", "10:24:00"),
            ("22:5522:55", "22:55:00"),
            ("10 Oct 2023 - 22:55(19:55 GMT)", "22:55:00 zone 2023-10-10"),
            ("11:26 p.m. ET, April 19, 2024", "23:26:00 zone 2024-04-19"),
            ("Oct. 10, 2023, 10:55 p.m. ET", "22:55:00 zone 2023-10-10"),
            ("22:55 · 10.11.2023", "22:55:00 2023-11-10"),
            ("23/10/2023 22h55", "22:55:00 2023-10-23"),
            ("05/06/2023 22:55", "22:55:00 unclear"),
            ("Posted at 22:55 8 Oct", "22:55:00"),
            ("Updated at 16.02 BST", "16:02:00 zone updated"),
            ("9.10", "09:10:00 doubtful"),
            ("18:00 people met", "18:00:00 bare rest=people met"),
        ];
        for (line, expected) in table {
            let read = stamp(line).map(|stamp| describe(line, &stamp)).unwrap_or_default();
            assert_eq!(read, expected, "{line}");
        }
        for line in ["1931", "25:00", "7 people", "9.10 million", "3:10pmx", "• Item", "12 May", ""]
        {
            assert_eq!(stamp(line), None, "{line}");
        }
        assert!(date_line("Wednesday, 7 October 2020").is_some());
        assert!(date_line("Wednesday, 7 October 2020 was calm").is_none());
    }

    fn describe(line: &str, stamp: &Stamp) -> String {
        let mut words = vec![stamp.time.to_string()];
        if stamp.bullet {
            words.insert(0, "bullet".to_owned());
        }
        if stamp.zone.is_some() {
            words.push("zone".to_owned());
        }
        if let Some(date) = stamp.date.and_then(PrintedDate::whole) {
            words.push(date.to_string());
        }
        if stamp.glued {
            words.push("glued".to_owned());
        }
        for (is_so, word) in [
            (stamp.doubtful, "doubtful"),
            (stamp.updated, "updated"),
            (stamp.unclear, "unclear"),
            (stamp.bare, "bare"),
        ] {
            words.extend(is_so.then(|| word.to_owned()));
        }
        if let Some(rest) = stamp.rest {
            words.push(format!("rest={}", &line[rest..]));
        }
        words.join(" ")
    }
}
