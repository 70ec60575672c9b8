//! The day a page with bare clock stamps belongs to, from what the page itself says: dates and names of
//! weekdays in its posts, the date in its address, its time of capture. Dating asks; a day is either
//! settled, with the reason, or not.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike, Duration, NaiveDate, NaiveDateTime, Utc, Weekday};

use super::calendar::{PrintedDate, date_at, weekday_at};
use super::zone::Zone;

/// Most mentions of dates and weekdays that are weighed.
const MAX_CLUES: usize = 4_000;
/// Most days that are tried, those of the most frequent dates first.
const MAX_DAYS: usize = 96;
/// A page captured within this time after its newest post was live then.
const LIVE: Duration = Duration::hours(3);
/// By how much the best day must lead.
const LEAD: i64 = 3;

/// What is known of a page beside its posts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Surroundings {
    pub(super) zone: Zone,
    /// Time of capture.
    pub(super) captured: Option<DateTime<Utc>>,
    /// Whether that time is our own or a person's word, not the page's.
    pub(super) witnessed: bool,
    /// Date in the address.
    pub(super) address: Option<NaiveDate>,
    /// Whether the oldest posts are on the page, so that the first of them is of the address's day.
    pub(super) oldest_shown: bool,
    /// What the clock showed at the newest post.
    pub(super) newest_clock: chrono::NaiveTime,
    /// Days from the newest post back to the oldest, zero or negative.
    pub(super) oldest_offset: i64,
}

/// A date or weekday named in a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Mention {
    Date(PrintedDate),
    Weekday(u8),
}

/// A mention and the day of its post relative to the newest, counted once per post.
#[derive(Debug, Default)]
pub(super) struct Clues {
    counts: BTreeMap<(i64, Mention), i64>,
    taken: usize,
}

/// How well a day fits.
#[derive(Clone, Copy, Debug, Default)]
struct Fit {
    points: i64,
    dates: i64,
    weekdays: i64,
    by_address: bool,
    live: bool,
}

/// The outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The day of the newest post.
    Settled(NaiveDate),
    /// As above, on evidence that a person should look at.
    Weakly(NaiveDate, &'static str),
    /// No day, and why.
    Open(&'static str),
}

impl Clues {
    /// Takes the mentions of a post that stands `offset` days from the newest.
    pub(super) fn take<'a>(&mut self, offset: i64, words: impl Iterator<Item = &'a str>) {
        let mut own = BTreeSet::new();
        for words in words {
            if self.taken >= MAX_CLUES {
                break;
            }
            mentions(words, MAX_CLUES - self.taken, &mut own);
        }
        self.taken += own.len();
        for mention in own {
            *self.counts.entry((offset, mention)).or_default() += 1;
        }
    }

    /// Weighs the days that the page may belong to.
    pub(super) fn weigh(&self, around: &Surroundings) -> Verdict {
        let mut fits: Vec<(NaiveDate, Fit)> = self
            .days(around)
            .into_iter()
            .filter(|day| possible(*day, around))
            .map(|day| (day, self.fit(day, around)))
            .collect();
        // Stable: of equal days the earlier stays first.
        fits.sort_by_key(|(_, fit)| -fit.points);
        let Some((day, best)) = fits.first().copied() else {
            return Verdict::Open("neither the address nor a date in the posts gives a day");
        };
        let second = fits.get(1).map_or(i64::MIN / 2, |(_, fit)| fit.points);
        if best.points - second < LEAD {
            return Verdict::Open("several days fit equally well");
        }
        if best.by_address && (around.oldest_shown || best.dates + best.weekdays > 0)
            || best.dates > 0 && best.weekdays > 0
        {
            Verdict::Settled(day)
        } else if best.dates > 1 {
            Verdict::Weakly(day, "the day rests on dates in the posts alone")
        } else if best.live && best.weekdays > 0 {
            Verdict::Weakly(day, "the day rests on the time of capture and weekdays in the posts")
        } else {
            Verdict::Open("too little in the posts speaks for one day")
        }
    }

    /// Days of the newest post worth trying.
    fn days(&self, around: &Surroundings) -> BTreeSet<NaiveDate> {
        let mut days = BTreeSet::new();
        if let Some(address) = around.address {
            days.extend((0..=2).filter_map(|more| shift(address, more - around.oldest_offset)));
        }
        if let Some(captured) = around.captured {
            days.extend(live_day(captured, around));
        }
        let mut dates: Vec<(i64, i64, PrintedDate)> = Vec::new();
        for ((offset, mention), count) in &self.counts {
            if let Mention::Date(date) = mention {
                dates.push((-count, *offset, *date));
            }
        }
        dates.sort_unstable();
        for (_, offset, date) in dates {
            for year in years(around) {
                let Some(date) = date.in_year(year) else { continue };
                days.extend((-1..=1).filter_map(|step| shift(date, step - offset)));
            }
            if let Some(date) = date.whole() {
                days.extend((-1..=1).filter_map(|step| shift(date, step - offset)));
            }
            if days.len() >= MAX_DAYS {
                break;
            }
        }
        days
    }

    fn fit(&self, newest: NaiveDate, around: &Surroundings) -> Fit {
        let mut fit = Fit::default();
        for ((offset, mention), count) in &self.counts {
            let Some(day) = shift(newest, *offset) else { continue };
            match mention {
                Mention::Date(date) => {
                    match date.in_year(day.year()).map(|date| (date - day).num_days()) {
                        Some(0) => {
                            fit.points += 6 * count;
                            fit.dates += count;
                        }
                        Some(-1 | 1) => fit.points += 2 * count,
                        _ => {}
                    }
                }
                Mention::Weekday(weekday) => match apart(*weekday, day.weekday()) {
                    0 => {
                        fit.points += 4 * count;
                        fit.weekdays += count;
                    }
                    1 | 6 => fit.points += count,
                    _ => fit.points -= count,
                },
            }
        }
        let oldest = shift(newest, around.oldest_offset);
        let late =
            around.address.zip(oldest).map(|(address, oldest)| (oldest - address).num_days());
        fit.by_address =
            late.is_some_and(|days| if around.oldest_shown { days == 0 } else { days <= 1 });
        fit.points += match (fit.by_address, around.oldest_shown) {
            (true, true) => 12,
            (true, false) => 3,
            (false, _) => 0,
        };
        fit.live = around.captured.and_then(|captured| live_day(captured, around)) == Some(newest);
        fit.points += if fit.live { 6 } else { 0 };
        fit
    }
}

/// A post precedes its capture, and no post of a page is older than the address of the page.
fn possible(newest: NaiveDate, around: &Surroundings) -> bool {
    let instant = around.zone.instant(NaiveDateTime::new(newest, around.newest_clock));
    let before = match (instant, around.captured) {
        (Some(instant), Some(captured)) => instant <= captured,
        _ => true,
    };
    let since = match (shift(newest, around.oldest_offset), around.address) {
        (Some(oldest), Some(address)) => (0..=7).contains(&(oldest - address).num_days()),
        _ => true,
    };
    before && since
}

/// Returns the day of the newest post if the page was live when it was captured by somebody's clock.
fn live_day(captured: DateTime<Utc>, around: &Surroundings) -> Option<NaiveDate> {
    let local = around.zone.local(captured);
    let same = local.date();
    let day = if around.newest_clock <= local.time() { same } else { same.pred_opt()? };
    let newest = NaiveDateTime::new(day, around.newest_clock);
    (around.witnessed && local - newest <= LIVE).then_some(day)
}

/// Years for dates printed without one: of the address, or else of the capture and the year before.
fn years(around: &Surroundings) -> Vec<i32> {
    match (around.address, around.captured) {
        (Some(address), _) => vec![address.year(), address.year() + 1],
        (None, Some(captured)) => {
            let year = around.zone.local(captured).year();
            vec![year, year - 1]
        }
        (None, None) => Vec::new(),
    }
}

/// Days from one weekday forward to another.
fn apart(from: u8, to: Weekday) -> u32 {
    (to.num_days_from_monday() + 7 - u32::from(from)) % 7
}

fn shift(day: NaiveDate, days: i64) -> Option<NaiveDate> {
    day.checked_add_signed(Duration::try_days(days)?)
}

/// Collects dates and weekdays named in `words`, at most `limit`.
fn mentions(words: &str, limit: usize, found: &mut BTreeSet<Mention>) {
    let mut before: [&str; 2] = ["", ""];
    let mut from = 0;
    while from < words.len() && found.len() < limit {
        let rest = &words[from..];
        let length = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
        if length == 0 {
            from += rest.chars().next().map_or(1, char::len_utf8);
            continue;
        }
        let mut step = length;
        if let Some((day, _)) = weekday_at(rest, false) {
            found.insert(Mention::Weekday(day.num_days_from_monday() as u8));
        } else if rest.starts_with(|c: char| c.is_ascii_digit() || c.is_ascii_uppercase())
            && let Some((date, length)) = date_at(rest)
        {
            if !before.iter().any(|word| BACKGROUND.contains(&word.to_ascii_lowercase().as_str())) {
                found.insert(Mention::Date(date));
            }
            step = length;
        }
        before = [before[1], &rest[..length]];
        from += step;
    }
}

/// Words before a date that tell of the past or of a span ("erupted on", "since", "until"): such a date
/// is history, not the day of the post.
const BACKGROUND: [&str; 16] = [
    "since",
    "erupted",
    "began",
    "begun",
    "started",
    "starting",
    "escalated",
    "broke",
    "out",
    "from",
    "until",
    "till",
    "between",
    "after",
    "before",
    "dated",
];
