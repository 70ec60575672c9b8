//! Figures: a number with everything that says what it counts.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::{Anchor, Moment};

/// An exact decimal amount with at most three decimals; no float ever enters an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Amount {
    thousandths: i64,
}

impl Amount {
    /// A whole amount; saturates beyond ±9.2 × 10¹⁵.
    pub fn whole(units: i64) -> Self {
        Self { thousandths: units.saturating_mul(1000) }
    }

    /// Returns the amount as a float, for charts and JSON numbers.
    pub fn as_f64(self) -> f64 {
        self.thousandths as f64 / 1000.0
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.thousandths < 0 { "-" } else { "" };
        let (units, rest) =
            (self.thousandths.unsigned_abs() / 1000, self.thousandths.unsigned_abs() % 1000);
        if rest == 0 {
            write!(f, "{sign}{units}")
        } else {
            write!(f, "{sign}{units}.{}", format!("{rest:03}").trim_end_matches('0'))
        }
    }
}

impl FromStr for Amount {
    type Err = NotAnAmount;

    fn from_str(text: &str) -> Result<Self, NotAnAmount> {
        let bad = || NotAnAmount(text.to_owned());
        let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
        let (units, decimals) = digits.split_once('.').unwrap_or((digits, ""));
        let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if units.is_empty() || decimals.len() > 3 || !all_digits(units) || !all_digits(decimals) {
            return Err(bad());
        }
        let units: i64 = units.parse().map_err(|_| bad())?;
        let rest: i64 = format!("{decimals:0<3}").parse().map_err(|_| bad())?;
        let thousandths =
            units.checked_mul(1000).and_then(|t| t.checked_add(rest)).ok_or_else(bad)?;
        Ok(Self { thousandths: sign * thousandths })
    }
}

impl TryFrom<String> for Amount {
    type Error = NotAnAmount;

    fn try_from(text: String) -> Result<Self, NotAnAmount> {
        text.parse()
    }
}

impl From<Amount> for String {
    fn from(amount: Amount) -> Self {
        amount.to_string()
    }
}

/// A text that is no amount.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not an amount (digits, at most three decimals)")]
pub struct NotAnAmount(pub String);

/// Who chose a word: the speaker or the outlet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Voice {
    /// The speaker.
    Speaker,
    /// The outlet.
    Outlet,
}

/// The same figure put another way nearby ("more than a hundred" for 144).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variant {
    /// The words.
    pub text: String,
    /// Whose words they are.
    pub by: Voice,
}

/// A number with what it counts. Two figures are compared only where measure, whose, place and period
/// are known to be the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// What is measured ("killed", "destroyed").
    pub measure: String,
    /// What is counted ("civilians", "houses").
    pub counts: Option<String>,
    /// Whose they are ("Azerbaijan"); absent if the text does not say.
    pub whose: Option<String>,
    /// Where; absent if the text does not say.
    pub place: Option<String>,
    /// Over which time, in the page's words; absent if the text does not say.
    pub period: Option<String>,
    /// As of when the count holds.
    pub as_of: Option<Moment>,
    /// Lower bound; absent if open or unknown.
    pub low: Option<Amount>,
    /// Best value; absent if the text gives bounds only, or a vague quantifier.
    pub best: Option<Amount>,
    /// Upper bound; absent if open or unknown.
    pub high: Option<Amount>,
    /// Qualifier ("at least", "about", "many").
    pub qualifier: Option<String>,
    /// Whose qualifier it is.
    pub qualifier_by: Option<Voice>,
    /// The same figure in other words nearby.
    pub variants: Vec<Variant>,
    /// Where the figure stands in the text.
    pub anchor: Option<Anchor>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_exact() {
        for text in ["0", "30", "3.5", "-2.125", "144"] {
            assert_eq!(text.parse::<Amount>().map(|a| a.to_string()), Ok(text.to_owned()));
        }
        for bad in ["", ".5", "1e3", "1.2345", "9999999999999999999"] {
            assert!(bad.parse::<Amount>().is_err(), "{bad}");
        }
    }
}
