//! Figures set against each other: only where measure, whose, place and period are known to be the same.

use counterclaim_model::{ClaimId, Instant, Moment};
use serde::Serialize;

use super::Named;

/// Least and greatest value left possible, as decimals; the greatest is absent where it is open.
pub type RangeShown = (String, Option<String>);

/// All figures of one measure, whose, place and period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SeriesShown {
    /// What is measured.
    pub measure: String,
    /// What is counted.
    pub counts: Option<String>,
    /// Whose.
    pub whose: String,
    /// Where.
    pub place: String,
    /// Over which time; absent where the figures hold as of a stated time.
    pub period: Option<String>,
    /// The figures in order of the time they hold at.
    pub rows: Vec<SeriesRow>,
    /// From the least to the greatest that any of them leaves possible.
    pub envelope: Option<RangeShown>,
    /// What each party's own figures did over time: earlier row, later row, `update` or `revision`.
    pub changes: Vec<(usize, usize, &'static str)>,
    /// The latest of each party, set against each other.
    pub comparisons: Vec<FiguresCompared>,
}

/// A figure in a series.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SeriesRow {
    /// The claim.
    pub claim: ClaimId,
    /// Which of its figures, from 0.
    pub number: usize,
    /// For whom it was said.
    pub party: Named,
    /// As of when it holds, where that is stated.
    pub as_of: Option<Moment>,
    /// What it leaves possible.
    pub range: RangeShown,
    /// The best value, where one is stated.
    pub best: Option<String>,
    /// Whether it still stands as said: neither taken back nor replaced.
    pub is_current: bool,
}

/// Figures that hold at one time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FiguresCompared {
    /// From when to when all of them hold; absent where only the period is known.
    pub as_of: Option<(Instant, Instant)>,
    /// The largest sets that agree. More than one: they are contrary, and all may be wrong.
    pub sets: Vec<FiguresAgreeing>,
}

/// Figures that agree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FiguresAgreeing {
    /// The rows, by number.
    pub rows: Vec<usize>,
    /// What all of them leave possible.
    pub common: RangeShown,
    /// Independent lines behind them.
    pub lines: usize,
}
