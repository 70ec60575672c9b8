//! Dates for the stamps of a feed: clock, day and zone put together, or a note where one of them is not
//! known. The reader of text feeds calls it once per page.

use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime, Timelike};
use counterclaim_model::{Moment, Precision};

use super::calendar::PrintedDate;
use super::clock::{Days, days};
use super::evidence::{Clues, Surroundings, Verdict};
use super::found::{Draft, Note, Order};
use super::stamp::Stamp;
use super::zone::{Printed, Zone};

/// A stamp with what dates it: its own line, and the heading of its day, if there is one above it.
#[derive(Clone, Debug)]
pub(super) struct Stamped {
    pub(super) stamp: Stamp,
    pub(super) heading: Option<PrintedDate>,
    /// Byte of the stamp in the text.
    pub(super) at: usize,
}

/// What the page and the caller say about time.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    /// Zone of all stamps that print none.
    pub(super) zone: Option<Printed>,
    /// Time of capture.
    pub(super) captured: Option<chrono::DateTime<chrono::Utc>>,
    /// Whether that time is our own or a person's word, not the page's.
    pub(super) witnessed: bool,
    /// Date in the address.
    pub(super) address: Option<NaiveDate>,
    /// Whether the text breaks off, so that posts may be missing at its end.
    pub(super) cut: bool,
}

/// Dates `posts`, one per stamp and in the same order, and returns the order of the page. What cannot
/// be dated stays undated, with a note.
pub(super) fn date(
    text: &str,
    stamps: &[Stamped],
    posts: &mut [Draft],
    known: &Known,
    notes: &mut Vec<Note>,
) -> Order {
    let seconds = |stamp: &Stamp| i64::from(stamp.time.num_seconds_from_midnight());
    let clock: Vec<i64> = stamps.iter().map(|stamped| seconds(&stamped.stamp)).collect();
    let mut days = days(&clock);
    let zone = zone(stamps, known, notes);
    let own = own_days(stamps, &mut days, known);
    if own.iter().all(Option::is_none) {
        remark(stamps, &days, notes);
    }
    let newest = if own.iter().any(Option::is_some) {
        None
    } else {
        newest_day(text, stamps, posts, &days, zone, known, notes)
    };
    let mut undated = None;
    for (index, (stamped, post)) in stamps.iter().zip(posts).enumerate() {
        let offset = days.offsets.get(index).copied().unwrap_or(0);
        let day = match newest {
            Some(newest) => Duration::try_days(offset).and_then(|o| newest.checked_add_signed(o)),
            None => own.get(index).copied().flatten(),
        };
        post.published = moment(&stamped.stamp, day, zone);
        if post.published.is_none() {
            undated = undated.or(Some(stamped.at));
        }
    }
    if let Some(at) = undated.filter(|_| own.iter().any(Option::is_some)) {
        notes.push(Note::new(at, "a stamp has no day of its own; its post was left undated"));
    }
    days.order
}

/// Returns the zone of stamps that print none themselves.
fn zone(stamps: &[Stamped], known: &Known, notes: &mut Vec<Note>) -> Zone {
    let at = stamps.first().map_or(0, |stamped| stamped.at);
    let printed = known.zone.or_else(|| stamps.iter().find_map(|stamped| stamped.stamp.zone));
    if let Some(remark) = printed.and_then(|printed| printed.remark) {
        notes.push(Note::new(at, remark));
    }
    let exact = stamps.iter().all(|stamped| stamped.stamp.exact.is_some());
    if printed.is_none() && !exact {
        notes.push(Note::new(at, "the page names no time zone; its stamps were read as UTC"));
    }
    printed.map_or(Zone::UTC, |printed| printed.zone)
}

/// Notes stamps that stand out of order.
fn remark(stamps: &[Stamped], days: &Days, notes: &mut Vec<Note>) {
    if let Some(first) = stamps.first().filter(|_| days.pinned) {
        notes.push(Note::new(
            first.at,
            "the first post stands out of order; it was read as a pinned lead of the same day as the next",
        ));
    }
    for stamped in days.slips.iter().filter_map(|index| stamps.get(*index)) {
        notes.push(Note::new(
            stamped.at,
            "this stamp runs against the order of the page; it was read as of the same day as its neighbour",
        ));
    }
}

/// Returns the days that stamps print or that headings above them give. Where some stamps have none, the
/// day of the nearest earlier one on the page is carried on across midnights.
fn own_days(stamps: &[Stamped], days: &mut Days, known: &Known) -> Vec<Option<NaiveDate>> {
    let mut own = Vec::with_capacity(stamps.len());
    let mut last: Option<(NaiveDate, i64)> = None;
    for (index, stamped) in stamps.iter().enumerate() {
        let offset = days.offsets.get(index).copied().unwrap_or(0);
        let printed = stamped.stamp.date.or(stamped.heading);
        let exact = stamped.stamp.exact.map(|exact| exact.date_naive());
        let day = exact.or_else(|| printed.and_then(|date| with_year(date, known))).or_else(|| {
            let (day, since) = last.filter(|_| printed.is_none())?;
            day.checked_add_signed(Duration::try_days(offset - since)?)
        });
        if let Some(day) = day {
            last = Some((day, offset));
        }
        own.push(day);
    }
    let dated: Vec<NaiveDate> = own.iter().copied().flatten().collect();
    match (dated.first(), dated.last()) {
        (Some(first), Some(last)) if first > last => days.order = Order::NewestFirst,
        (Some(first), Some(last)) if first < last => days.order = Order::OldestFirst,
        _ => {}
    }
    own
}

/// Completes a date by the latest year in which it does not lie after the capture, or by the year of
/// the address; without either it stays open.
fn with_year(date: PrintedDate, known: &Known) -> Option<NaiveDate> {
    if let Some(whole) = date.whole() {
        return Some(whole);
    }
    if let Some(address) = known.address {
        let same = date.in_year(address.year())?;
        // A page begun at the end of December goes on in January.
        return if same < address - Duration::days(180) {
            date.in_year(address.year() + 1)
        } else {
            Some(same)
        };
    }
    let captured = known.captured?.date_naive();
    let same = date.in_year(captured.year())?;
    // A day of grace: zones differ.
    if same > captured + Duration::days(1) { date.in_year(captured.year() - 1) } else { Some(same) }
}

/// Asks the evidence for the day of the newest post.
fn newest_day(
    text: &str,
    stamps: &[Stamped],
    posts: &[Draft],
    days: &Days,
    zone: Zone,
    known: &Known,
    notes: &mut Vec<Note>,
) -> Option<NaiveDate> {
    let at = stamps.first()?.at;
    let mut clues = Clues::default();
    for (post, offset) in posts.iter().zip(&days.offsets) {
        let words = post.headline.iter().chain(&post.paragraphs);
        clues.take(*offset, words.map(|range| &text[range.clone()]));
    }
    let newest_clock = stamps
        .iter()
        .zip(&days.offsets)
        .filter(|(_, offset)| **offset == 0)
        .map(|(stamped, _)| stamped.stamp.time)
        .max()?;
    let verdict = clues.weigh(&Surroundings {
        zone,
        captured: known.captured,
        witnessed: known.witnessed,
        address: known.address,
        oldest_shown: days.order == Order::OldestFirst || !known.cut,
        newest_clock,
        oldest_offset: days.offsets.iter().copied().min().unwrap_or(0),
    });
    match verdict {
        Verdict::Settled(day) => Some(day),
        Verdict::Weakly(day, reason) => {
            notes.push(Note::new(at, format!("{reason}; posts were dated by it")));
            Some(day)
        }
        Verdict::Open(reason) => {
            notes.push(Note::new(
                at,
                format!("the day of these stamps is not known ({reason}); posts were left undated"),
            ));
            None
        }
    }
}

/// Puts day, clock and zone together.
fn moment(stamp: &Stamp, day: Option<NaiveDate>, page: Zone) -> Option<Moment> {
    if let Some(exact) = stamp.exact {
        return Some(Moment { at: exact.to_utc(), precision: Precision::Second });
    }
    let zone = stamp.zone.map_or(page, |printed| printed.zone);
    zone.instant(NaiveDateTime::new(day?, stamp.time)).map(Moment::minute)
}
