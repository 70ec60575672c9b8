//! Days named in words, resolved against the day a post was published. `asserted_at` takes only dates
//! of the utterance itself; `pairing` compares the days that two statements speak of.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use counterclaim_model::Moment;

use super::tokens::{Kind, Token, starts_with};

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Mon),
    ("tuesday", Weekday::Tue),
    ("wednesday", Weekday::Wed),
    ("thursday", Weekday::Thu),
    ("friday", Weekday::Fri),
    ("saturday", Weekday::Sat),
    ("sunday", Weekday::Sun),
];
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

/// Which way a weekday looks from the day of the post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    /// The day itself or the last such day before it.
    Past,
    /// The day itself or the next such day.
    Future,
}

/// Returns the day of an utterance whose sentence, content left out, is `around`; `None` where the page
/// does not date it, or only vaguely ("earlier").
pub(super) fn asserted_at(around: &[Token], published: Option<Moment>) -> Option<Moment> {
    let day = days(around, published?, Direction::Past).into_iter().next_back()?;
    Some(Moment::day(day))
}

/// Returns the days that `words` name.
pub(super) fn days(
    words: &[Token],
    published: Moment,
    direction: Direction,
) -> BTreeSet<NaiveDate> {
    let base = published.at.date_naive();
    (0..words.len()).filter_map(|at| day_at(&words[at..], base, direction)).collect()
}

fn day_at(words: &[Token], base: NaiveDate, direction: Direction) -> Option<NaiveDate> {
    let first = words.first()?;
    let before = |days: u64| base.checked_sub_days(Days::new(days));
    match first.bare() {
        "today" | "tonight" => return Some(base),
        "tomorrow" => return base.checked_add_days(Days::new(1)),
        "yesterday" => return before(1),
        "a" | "the"
            if ["prior", "earlier", "before"]
                .iter()
                .any(|end| starts_with(&words[1..], &["day", end])) =>
        {
            return before(1);
        }
        _ => {}
    }
    if let Some((_, weekday)) = WEEKDAYS.iter().find(|(name, _)| *name == first.bare()) {
        return first.capital.then(|| nearest(base, *weekday, direction)).flatten();
    }
    calendar_day(words, base)
}

fn nearest(base: NaiveDate, weekday: Weekday, direction: Direction) -> Option<NaiveDate> {
    let here = base.weekday().num_days_from_monday();
    let there = weekday.num_days_from_monday();
    match direction {
        Direction::Past => base.checked_sub_days(Days::new(u64::from((here + 7 - there) % 7))),
        Direction::Future => base.checked_add_days(Days::new(u64::from((there + 7 - here) % 7))),
    }
}

/// "7 October", "October 7", with the year of the post: a live page seldom prints one.
fn calendar_day(words: &[Token], base: NaiveDate) -> Option<NaiveDate> {
    let month = |t: &Token| {
        let month = MONTHS.iter().position(|name| t.is(name)).filter(|_| t.capital);
        month.map(|at| at as u32 + 1)
    };
    let number = |t: &Token| t.word.parse::<u32>().ok().filter(|_| t.kind == Kind::Number);
    let (first, second) = (words.first()?, words.get(1)?);
    let (day, month) = match (number(first), month(second)) {
        (Some(day), Some(month)) => (day, month),
        _ => (number(second)?, month(first)?),
    };
    NaiveDate::from_ymd_opt(base.year(), month, day)
}

/// Returns whether `token` names a weekday or month: never part of a figure.
pub(super) fn is_calendar_word(token: &Token) -> bool {
    token.capital
        && (MONTHS.contains(&token.bare())
            || WEEKDAYS.iter().any(|(name, _)| *name == token.bare()))
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokens;
    use super::*;
    use crate::{Span, Text};

    #[test]
    fn days_are_read_from_the_day_of_the_post() {
        let date = |d| NaiveDate::from_ymd_opt(2031, 10, d).expect("a day of October");
        let published = Moment::day(date(8));
        for (words, direction, expected) in [
            ("said on late Wednesday", Direction::Past, date(8)),
            ("said on Tuesday", Direction::Past, date(7)),
            ("talks on Friday", Direction::Future, date(10)),
            ("a visit on 9 October", Direction::Future, date(9)),
            ("A day prior, the court", Direction::Past, date(7)),
            ("Tomorrow there will be", Direction::Future, date(9)),
        ] {
            let text = Text::new(words.to_owned());
            let words = tokens(&text, Span::new(0, text.len()));
            assert_eq!(days(&words, published, direction).into_iter().next(), Some(expected));
        }
    }
}
