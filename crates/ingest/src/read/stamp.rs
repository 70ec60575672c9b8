//! Stamps: lines, or beginnings of lines, that say when a post was published. The grammar takes time,
//! zone, date and weekday in any order (`• 02:26`, `1931 GMT — headline`, `9.10 am (BST)`, `4:40 p.m.:`).

use chrono::{DateTime, FixedOffset, NaiveTime};

use super::calendar::{PrintedDate, date_at, weekday_at};
use super::zone::{Printed, zone_at};

/// Bytes of a line that are looked at for a stamp.
const WINDOW: usize = 96;

/// A stamp as read from a line.
#[derive(Clone, Debug, PartialEq)]
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
    if inline && !separated && bullet == 0 {
        return None;
    }
    // A number with a full stop and nothing else ("9.10") is a number.
    if scan.doubtful && !scan.sure && bullet == 0 {
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
    })
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
        }
        if self.end == self.words.trim_end_matches([')', ']', '.', ':']).len() {
            self.at = self.words.len();
        }
    }

    fn skip(&mut self, separators: &[char]) {
        self.at = self.words.len() - self.words[self.at..].trim_start_matches(separators).len();
    }

    fn part(&mut self) {
        let rest = &self.words[self.at..];
        if self.exact(rest) {
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
            self.at += clock.length;
        } else if self.time.is_some()
            && self.zone.is_none()
            && let Some(zone) = zone_at(rest)
        {
            self.zone = Some(zone);
            self.sure = true;
            self.at += zone.length;
        } else if let Some((_, length)) = weekday_at(rest, true) {
            self.at += length;
        } else if let Some(word) = FILLERS
            .iter()
            .find(|word| rest.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word)))
        {
            self.at += word.len();
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
const FILLERS: [&str; 8] =
    ["Published", "Posted", "Updated", "hrs", "at ", "on ", "local time", "Timestamp"];

/// A time of day with what its printing tells.
struct Clock {
    time: NaiveTime,
    length: usize,
    sure: bool,
    doubtful: bool,
}

/// Reads `02:26`, `02:26:07`, `9.10 am`, `7 p.m.`, `1931` (only with a zone after it), `noon`.
fn clock(words: &str) -> Option<Clock> {
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
    if words[length..].starts_with(|next: char| next.is_ascii_digit()) {
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
        Separator::Colon => true,
        Separator::Stop => true,
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
    /// The shift key held too long: `9L15 p.m.`.
    Slip,
    None,
}

/// Reads what follows an hour of one or two digits.
fn minutes(words: &str, hour: u32, digits: usize) -> Option<(u32, u32, u32, usize, Separator)> {
    let separator = match words.as_bytes().get(digits) {
        Some(b':') => Separator::Colon,
        Some(b'.') => Separator::Stop,
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
        ];
        for (line, expected) in table {
            let read = stamp(line).map(|stamp| describe(line, &stamp)).unwrap_or_default();
            assert_eq!(read, expected, "{line}");
        }
        for line in
            ["9.10", "1931", "25:00", "18:00 people met", "7 people", "• Item", "12 May", ""]
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
        if let Some(rest) = stamp.rest {
            words.push(format!("rest={}", &line[rest..]));
        }
        words.join(" ")
    }
}
