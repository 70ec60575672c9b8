//! Ratings of other publishers: as they are written, and where they lie between worst and best.

use std::fmt;

use counterclaim_model::{Amount, NormalisedRating, OriginalRating, RatingBasis};
use serde::de::{Deserialize, Deserializer, Error, Visitor};

/// A number or word as it is written, whichever way JSON carries it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Written(pub(super) String);

impl<'de> Deserialize<'de> for Written {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Scalar)
    }
}

struct Scalar;

impl Visitor<'_> for Scalar {
    type Value = Written;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text or a number")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Written, E> {
        Ok(Written(text.trim().to_owned()))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Written, E> {
        Ok(Written(number.to_string()))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Written, E> {
        Ok(Written(number.to_string()))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Written, E> {
        Ok(Written(number.to_string()))
    }
}

/// Words that publishers use for five steps from false to true, in thousandths.
const STEPS: &[(&str, &str)] = &[
    ("false", "0"),
    ("mostly false", "0.25"),
    ("half true", "0.5"),
    ("half-true", "0.5"),
    ("mixture", "0.5"),
    ("mixed", "0.5"),
    ("mostly true", "0.75"),
    ("true", "1"),
];

/// Returns where a rating lies between worst (0) and best (1): by its numbers if they say so, else by its
/// words if they are one of five steps; none if neither does. It says nothing of the statement itself.
pub(super) fn normalised(original: &OriginalRating) -> Option<NormalisedRating> {
    let by_numbers =
        || Some(NormalisedRating { value: share(original)?, basis: RatingBasis::Numbers });
    let words = original.words.as_ref().map(|words| words.trim().to_lowercase());
    let by_words = || {
        let step = STEPS.iter().find(|(name, _)| Some(*name) == words.as_deref())?;
        Some(NormalisedRating { value: step.1.parse().ok()?, basis: RatingBasis::Words })
    };
    by_numbers().or_else(by_words)
}

/// Returns how far the value is from worst to best, in whole thousandths. Where a publisher gives no
/// bounds, they are 1 and 5, as schema.org has it.
fn share(original: &OriginalRating) -> Option<Amount> {
    let thousandths = |text: &str| -> Option<i128> {
        let amount: Amount = text.parse().ok()?;
        Some((amount.as_f64() * 1000.0).round() as i128)
    };
    let value = thousandths(original.value.as_deref()?)?;
    let best = thousandths(original.best.as_deref().unwrap_or("5"))?;
    let worst = thousandths(original.worst.as_deref().unwrap_or("1"))?;
    let (width, at) = (best - worst, value - worst);
    // Publishers write values beyond their own bounds for "not rated".
    let is_within = width != 0 && (0..=width.abs()).contains(&(at * width.signum()));
    if !is_within {
        return None;
    }
    let share = (at.abs() * 1000 + width.abs() / 2) / width.abs();
    format!("{}.{:03}", share / 1000, share % 1000).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rated(words: &str, value: &str, worst: &str, best: &str) -> Option<(String, RatingBasis)> {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let original = OriginalRating {
            words: some(words),
            value: some(value),
            best: some(best),
            worst: some(worst),
        };
        normalised(&original).map(|found| (found.value.to_string(), found.basis))
    }

    #[test]
    fn numbers_come_before_words_and_bounds_may_be_left_out() {
        let numbers = |share: &str| Some((share.to_owned(), RatingBasis::Numbers));
        let words = |share: &str| Some((share.to_owned(), RatingBasis::Words));
        assert_eq!(rated("False", "1", "1", "5"), numbers("0"));
        assert_eq!(rated("Mostly false", "2", "", ""), numbers("0.25"));
        assert_eq!(rated("Falso", "2", "0", "6"), numbers("0.333"));
        assert_eq!(rated("Good", "1", "10", "0"), numbers("0.9"));
        assert_eq!(rated("HALF TRUE", "", "", ""), words("0.5"));
        assert_eq!(rated("True", "-1", "1", "5"), words("1"));
        for (value, worst, best) in
            [("3", "5", "5"), ("9", "1", "5"), ("a", "1", "5"), ("1e3", "1", "5")]
        {
            assert_eq!(rated("Pants on fire", value, worst, best), None, "{value}");
        }
    }
}
