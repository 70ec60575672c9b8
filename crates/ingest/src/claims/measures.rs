//! Words that say what a figure measures, how it is qualified, and how long a stretch of time is.
//! Tables for `figures`; nothing here looks at more than a few tokens.

use super::tokens::{Token, starts_with};
use super::word::MEASURE;

/// Verbs and nouns of measures: stem (or phrase) and the name of the measure.
const MEASURES: [(&str, &str); 48] = [
    ("killed", "killed"),
    ("killing", "killed"),
    ("dead", "killed"),
    ("died", "killed"),
    ("deaths", "killed"),
    ("fatalities", "killed"),
    ("annihilated", "killed"),
    ("casualties", "casualties"),
    ("wounded", "wounded"),
    ("wounding", "wounded"),
    ("injured", "wounded"),
    ("injuries", "wounded"),
    ("injuring", "wounded"),
    ("hurt", "wounded"),
    ("destroyed", "destroyed"),
    ("destroying", "destroyed"),
    ("eliminated", "destroyed"),
    ("took out", "destroyed"),
    ("taken out", "destroyed"),
    ("knocked out", "destroyed"),
    ("wiped out", "destroyed"),
    ("damaged", "damaged"),
    ("damaging", "damaged"),
    ("left", "left"),
    ("leave", "left"),
    ("fled", "left"),
    ("flee", "left"),
    ("displaced", "displaced"),
    ("evacuated", "evacuated"),
    ("arrived", "arrived"),
    ("captured", "captured"),
    ("seized", "captured"),
    ("shot down", "shot down"),
    ("downed", "shot down"),
    ("fell", "crashed"),
    ("crashed", "crashed"),
    ("crash", "crashed"),
    ("detained", "detained"),
    ("arrested", "arrested"),
    ("missing", "missing"),
    ("trapped", "trapped"),
    ("rescued", "rescued"),
    ("cases", "cases"),
    ("infections", "cases"),
    ("hospitalised", "hospitalised"),
    ("hospitalized", "hospitalised"),
    ("vaccinated", "vaccinated"),
    ("homeless", "homeless"),
];

/// Words before a number that bound or soften it.
const QUALIFIERS: [(&[&str], Bound); 22] = [
    (&["at", "least"], Bound::Below),
    (&["no", "fewer", "than"], Bound::Below),
    (&["no", "less", "than"], Bound::Below),
    (&["more", "than"], Bound::Below),
    (&["over"], Bound::Below),
    (&["upwards", "of"], Bound::Below),
    (&["up", "to"], Bound::Above),
    (&["as", "many", "as"], Bound::Above),
    (&["fewer", "than"], Bound::Above),
    (&["less", "than"], Bound::Above),
    (&["under"], Bound::Above),
    (&["nearly"], Bound::Near),
    (&["almost"], Bound::Near),
    (&["about"], Bound::Near),
    (&["around"], Bound::Near),
    (&["some"], Bound::Near),
    (&["approximately"], Bound::Near),
    (&["roughly"], Bound::Near),
    (&["estimated"], Bound::Near),
    (&["exactly"], Bound::Exact),
    (&["only"], Bound::Exact),
    (&["just"], Bound::Exact),
];

/// What a qualifier does to the number after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    /// Bounds it from below.
    Below,
    /// Bounds it from above.
    Above,
    /// Softens it.
    Near,
    /// Leaves it as it is.
    Exact,
}

/// Quantities without a number.
const VAGUE: [&str; 14] = [
    "many",
    "multiple",
    "several",
    "numerous",
    "dozens",
    "scores",
    "hundreds",
    "thousands",
    "countless",
    "few",
    "most",
    "heavy",
    "mass",
    "significant",
];

const TIME_UNITS: [&str; 20] = [
    "second", "seconds", "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks",
    "month", "months", "year", "years", "decade", "decades", "am", "pm", "gmt", "o'clock",
];

/// Returns the words that a measure may begin with.
pub(super) fn beginnings() -> impl Iterator<Item = &'static str> {
    MEASURES.iter().filter_map(|(words, _)| words.split(' ').next())
}

/// Returns the measure that `tokens` begin with and how many tokens name it.
pub(super) fn measure(tokens: &[Token]) -> Option<(&'static str, usize)> {
    let first = tokens.first().filter(|first| first.has(MEASURE))?;
    MEASURES.iter().find_map(|(words, measure)| match words.split_once(' ') {
        None => first.is(words).then_some((*measure, 1)),
        Some((one, two)) => starts_with(tokens, &[one, two]).then_some((*measure, 2)),
    })
}

/// Returns the qualifier that ends right before `at`, with the tokens it takes.
pub(super) fn qualifier(tokens: &[Token], at: usize) -> Option<(Bound, usize)> {
    QUALIFIERS.iter().find_map(|(words, bound)| {
        let start = at.checked_sub(words.len())?;
        starts_with(&tokens[start..at], words).then_some((*bound, words.len()))
    })
}

/// Returns whether `token` is a quantity without a number.
pub(super) fn is_vague(token: &Token) -> bool {
    token.is_any(&VAGUE)
}

/// Returns whether `token` names pictures or reports: countable, but never what is measured.
pub(super) fn is_medium(token: &Token) -> bool {
    token.is_any(&[
        "video",
        "videos",
        "photo",
        "photos",
        "images",
        "pictures",
        "reports",
        "statements",
    ])
}

/// Returns whether `token` is a unit of time.
pub(super) fn is_time_unit(token: &Token) -> bool {
    token.is_any(&TIME_UNITS)
}
