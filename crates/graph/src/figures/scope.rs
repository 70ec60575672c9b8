//! What a figure counts. Two figures are set against each other only where all of that is known to be
//! the same; whatever is unknown is a reason not to compare.

use counterclaim_model::Figure;

/// What is counted, of whom, where, over which time; case and white space do not matter.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Scope {
    /// What is measured ("killed").
    pub measure: String,
    /// What is counted ("civilians"); none for people in general.
    pub counts: Option<String>,
    /// Whose they are.
    pub whose: String,
    /// Where.
    pub place: String,
    /// Over which time; none where the figures hold as of a stated time instead.
    pub period: Option<String>,
}

/// Why a figure is not compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NotCompared {
    /// It has no number ("many").
    NoNumber,
    /// Its lower bound is above its upper one.
    BoundsReversed,
    /// It is not said what is measured.
    MeasureUnknown,
    /// It is not said whose they are.
    WhoseUnknown,
    /// It is not said where.
    PlaceUnknown,
    /// It is neither said over which time nor as of when.
    PeriodUnknown,
}

impl NotCompared {
    /// Returns the reason as the rest of a sentence: "not compared: …".
    pub fn reason(self) -> &'static str {
        match self {
            Self::NoNumber => "no number is given",
            Self::BoundsReversed => "its lower bound is above its upper bound",
            Self::MeasureUnknown => "what is measured is not said",
            Self::WhoseUnknown => "whose they are is not said",
            Self::PlaceUnknown => "the place is not said",
            Self::PeriodUnknown => "neither the period nor the time of the count is said",
        }
    }
}

/// Counts of what is there now, which rise and fall. Everything else is taken for a toll that only rises.
const COUNTS_OF_THE_MOMENT: [&str; 6] =
    ["missing", "trapped", "hospitalised", "homeless", "present", "held"];

/// Names for people in general.
const PEOPLE: [&str; 4] = ["people", "persons", "human beings", "lives"];

impl Scope {
    /// Returns the scope of a figure, or what of it is unknown.
    pub(super) fn of(figure: &Figure) -> Result<Self, NotCompared> {
        let known =
            |text: &Option<String>| text.as_deref().map(plain).filter(|text| !text.is_empty());
        let measure = Some(plain(&figure.measure)).filter(|measure| !measure.is_empty());
        let period = known(&figure.period);
        let scope = Self {
            measure: measure.ok_or(NotCompared::MeasureUnknown)?,
            counts: known(&figure.counts).filter(|counts| !PEOPLE.contains(&counts.as_str())),
            whose: known(&figure.whose).ok_or(NotCompared::WhoseUnknown)?,
            place: known(&figure.place).ok_or(NotCompared::PlaceUnknown)?,
            period,
        };
        if scope.period.is_none() && figure.as_of.is_none() {
            return Err(NotCompared::PeriodUnknown);
        }
        Ok(scope)
    }

    /// Returns whether the count only ever rises, so that a later, higher one is an update.
    pub fn is_cumulative(&self) -> bool {
        !COUNTS_OF_THE_MOMENT.contains(&self.measure.as_str())
    }
}

fn plain(text: &str) -> String {
    text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}
