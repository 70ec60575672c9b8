//! The values a figure leaves possible, exactly as stated: no tolerance is added to "about", and a range
//! is the speaker's, not a confidence interval.

use counterclaim_model::{Amount, Figure};

use super::sweep::overlapping;

/// The values a figure leaves possible, ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Range {
    /// The least.
    pub low: Amount,
    /// The greatest; none where it is open ("at least 30").
    pub high: Option<Amount>,
}

impl Range {
    /// Returns the range of a figure: a lone best value is a point, a lone lower bound is open above, a
    /// lone upper bound begins at nothing. None without a number, or where the bounds are reversed.
    pub fn of(figure: &Figure) -> Option<Self> {
        let range = match (figure.low, figure.best, figure.high) {
            (None, None, None) => return None,
            (None, Some(best), None) => Self { low: best, high: Some(best) },
            (Some(low), _, high) => Self { low, high },
            (None, _, Some(high)) => Self { low: high.min(Amount::whole(0)), high: Some(high) },
        };
        range.high.is_none_or(|high| range.low <= high).then_some(range)
    }

    /// Returns whether every value of it is below every value of the other.
    pub fn is_below(self, other: Self) -> bool {
        self.high.is_some_and(|high| high < other.low)
    }

    /// Returns whether no value is in both.
    pub fn excludes(self, other: Self) -> bool {
        self.is_below(other) || other.is_below(self)
    }

    /// Returns the least range that holds both.
    pub fn with(self, other: Self) -> Self {
        let high = self.high.zip(other.high).map(|(one, other)| one.max(other));
        Self { low: self.low.min(other.low), high }
    }
}

/// Where a range ends: the open end is beyond every amount.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    At(Amount),
    Open,
}

/// Ranges that all overlap, as many as can be together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreement {
    /// Which of the ranges, by number.
    pub members: Vec<usize>,
    /// What all of them leave possible.
    pub common: Range,
}

/// Returns every maximal set of ranges that agree, ordered by what they agree on. One range can be in
/// several: agreement is not transitive.
///
/// ```
/// use counterclaim_graph::{Range, agreements};
/// use counterclaim_model::Amount;
///
/// let range = |low, high| Range { low: Amount::whole(low), high: Some(Amount::whole(high)) };
/// let found = agreements(&[range(1, 4), range(3, 7), range(6, 9)]);
/// assert_eq!(found.iter().map(|a| a.members.clone()).collect::<Vec<_>>(), [[0, 1], [1, 2]]);
/// assert_eq!(found[0].common, range(3, 4));
/// ```
pub fn agreements(ranges: &[Range]) -> Vec<Agreement> {
    let end = |high: Option<Amount>| high.map_or(End::Open, End::At);
    let intervals: Vec<(End, End)> =
        ranges.iter().map(|range| (End::At(range.low), end(range.high))).collect();
    let sets = overlapping(&intervals).into_iter();
    sets.filter_map(|(members, (low, high))| {
        let amount = |end: End| match end {
            End::At(amount) => Some(amount),
            End::Open => None,
        };
        Some(Agreement { members, common: Range { low: amount(low)?, high: amount(high) } })
    })
    .collect()
}
