//! The table of figures: a series for every scope, its rows in order of time, and the comparisons that
//! are allowed. The claims graph fills it, the desk reads it.

use std::collections::BTreeMap;

use counterclaim_model::{Amount, ClaimId, Figure, Instant, Moment};

use super::changes::{Change, changes};
use super::parts::{PartExceeds, exceeding};
use super::range::{Range, agreements};
use super::scope::{NotCompared, Scope};
use super::sweep::overlapping;
use crate::fold::Party;

/// A figure of a claim, as it comes in.
#[derive(Clone, Copy, Debug)]
pub struct FigureOf<'f> {
    /// The claim.
    pub claim: ClaimId,
    /// Which of its figures, from 0.
    pub number: usize,
    /// The figure.
    pub figure: &'f Figure,
    /// When the claim was said, or else published.
    pub said: Option<Moment>,
}

/// A figure with everything that comparing needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureRow {
    /// The claim.
    pub claim: ClaimId,
    /// Which of its figures, from 0.
    pub number: usize,
    /// For whom it was said.
    pub party: Party,
    /// As of when it holds, where that is stated.
    pub as_of: Option<Moment>,
    /// When the claim was said, or else published.
    pub said: Option<Moment>,
    /// The values it leaves possible.
    pub range: Range,
    /// The best value, where one is stated.
    pub best: Option<Amount>,
    /// Whether it is softened ("about"): the range is as stated all the same.
    pub is_approximate: bool,
    /// Whether the claim still stands as said: neither taken back nor replaced by its own party.
    pub is_current: bool,
}

/// Rows that agree, as many as can be together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureSet {
    /// The rows, by number.
    pub rows: Vec<usize>,
    /// What all of them leave possible.
    pub common: Range,
    /// Independent lines behind them.
    pub lines: usize,
}

/// The rows that hold at one time, the latest of each party, set against each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// From when to when all of them hold, the end included; none where only the period is known.
    pub as_of: Option<(Instant, Instant)>,
    /// The maximal sets that agree, ordered by what they agree on. More than one: they are contrary.
    pub sets: Vec<FigureSet>,
}

/// All figures of one scope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// What is counted.
    pub scope: Scope,
    /// The rows, in order of the time they hold at, then of saying, then by claim.
    pub rows: Vec<FigureRow>,
    /// From the least to the greatest that any claim not taken back leaves possible; none if all were.
    pub envelope: Option<Range>,
    /// The rows of each party in order of time: a step function.
    pub by_party: BTreeMap<Party, Vec<usize>>,
    /// What each party's own figures did over time.
    pub changes: Vec<Change>,
    /// What may be compared.
    pub comparisons: Vec<Comparison>,
}

/// Every figure asked about: compared where that is allowed, and otherwise with the reason why not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FigureTable {
    /// By scope.
    pub series: Vec<Series>,
    /// Parts stated to be greater than the whole.
    pub parts: Vec<PartExceeds>,
    /// Claim and number of the figures left out, each with the reason; ascending.
    pub not_compared: Vec<(ClaimId, usize, NotCompared)>,
}

/// What the claims graph knows of a claim with a figure.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Known {
    pub(crate) party: Party,
    pub(crate) is_taken_back: bool,
    pub(crate) is_superseded: bool,
}

impl FigureTable {
    /// Builds the table. A claim that `known` does not know is left out; `lines` counts the independent
    /// lines behind claims.
    pub(crate) fn new<'f>(
        figures: impl IntoIterator<Item = FigureOf<'f>>,
        known: impl Fn(ClaimId) -> Option<Known>,
        lines: impl Fn(&[ClaimId]) -> usize,
    ) -> Self {
        let mut table = Self::default();
        let mut by_scope: BTreeMap<Scope, Vec<(FigureRow, bool)>> = BTreeMap::new();
        for of in figures {
            let Some(known) = known(of.claim) else { continue };
            match row(&of, known) {
                Ok((scope, row)) => {
                    by_scope.entry(scope).or_default().push((row, known.is_taken_back));
                }
                Err(reason) => table.not_compared.push((of.claim, of.number, reason)),
            }
        }
        let series = by_scope.into_iter().map(|(scope, rows)| Series::new(scope, rows, &lines));
        table.series = series.collect();
        table.parts = exceeding(&table.series);
        table.not_compared.sort_unstable();
        table
    }
}

fn row(of: &FigureOf<'_>, known: Known) -> Result<(Scope, FigureRow), NotCompared> {
    let figure = of.figure;
    let has_number = [figure.low, figure.best, figure.high].iter().any(Option::is_some);
    let missing = if has_number { NotCompared::BoundsReversed } else { NotCompared::NoNumber };
    let range = Range::of(figure).ok_or(missing)?;
    let is_bound = range.high.is_none() || figure.low.is_none();
    let row = FigureRow {
        claim: of.claim,
        number: of.number,
        party: known.party,
        as_of: figure.as_of,
        said: of.said,
        range,
        best: figure.best,
        is_approximate: figure.qualifier.is_some() && !is_bound,
        is_current: !known.is_taken_back && !known.is_superseded,
    };
    Ok((Scope::of(figure)?, row))
}

impl Series {
    fn new(
        scope: Scope,
        mut rows: Vec<(FigureRow, bool)>,
        lines: &impl Fn(&[ClaimId]) -> usize,
    ) -> Self {
        rows.sort_by_key(|(row, _)| (row.as_of, row.said, row.claim, row.number));
        let live = rows.iter().filter(|(_, is_taken_back)| !is_taken_back);
        let envelope = live.map(|(row, _)| row.range).reduce(Range::with);
        let live: Vec<bool> = rows.iter().map(|(_, is_taken_back)| !is_taken_back).collect();
        let rows: Vec<FigureRow> = rows.into_iter().map(|(row, _)| row).collect();
        let mut by_party: BTreeMap<Party, Vec<usize>> = BTreeMap::new();
        for (number, row) in rows.iter().enumerate().filter(|(number, _)| live[*number]) {
            by_party.entry(row.party).or_default().push(number);
        }
        let is_cumulative = scope.is_cumulative();
        // Two speakers without a name may well be two: what they say is no change of mind.
        let named = by_party.iter().filter(|(party, _)| **party != Party::Unnamed);
        let changes = named.flat_map(|(_, steps)| changes(&rows, steps, is_cumulative)).collect();
        let comparisons = comparisons(&rows, lines);
        Self { scope, rows, envelope, by_party, changes, comparisons }
    }

    /// Returns the pairs of rows, one of each series, that hold at the same time.
    pub(super) fn comparable(&self, other: &Self) -> impl Iterator<Item = (usize, usize)> {
        let rows = |comparison: &Comparison| -> Vec<usize> {
            comparison.sets.iter().flat_map(|set| set.rows.iter().copied()).collect()
        };
        let overlap = |one: &Comparison, other: &Comparison| match (one.as_of, other.as_of) {
            (Some(one), Some(other)) => one.0 <= other.1 && other.0 <= one.1,
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        self.comparisons.iter().flat_map(move |one| {
            let others = other.comparisons.iter().filter(move |other| overlap(one, other));
            others.flat_map(move |other| {
                let (ones, others) = (rows(one), rows(other));
                ones.into_iter()
                    .flat_map(move |one| others.clone().into_iter().map(move |b| (one, b)))
            })
        })
    }
}

/// Sets the current rows against each other, once for each time at which several hold.
fn comparisons(rows: &[FigureRow], lines: &impl Fn(&[ClaimId]) -> usize) -> Vec<Comparison> {
    let current = || rows.iter().enumerate().filter(|(_, row)| row.is_current);
    let undated: Vec<usize> =
        current().filter(|(_, row)| row.as_of.is_none()).map(|(number, _)| number).collect();
    let dated: Vec<(usize, Moment)> =
        current().filter_map(|(number, row)| Some((number, row.as_of?))).collect();
    // A moment known to the day holds all day; the end of a moment is the first instant after it.
    let last = |moment: &Moment| moment.end() - chrono::Duration::microseconds(1);
    let windows: Vec<(Instant, Instant)> =
        dated.iter().map(|(_, moment)| (moment.at, last(moment))).collect();
    let mut found = Vec::new();
    if !undated.is_empty() {
        found.push(compare(rows, &undated, None, lines));
    }
    for (members, window) in overlapping(&windows) {
        let members: Vec<usize> = members.into_iter().map(|member| dated[member].0).collect();
        found.push(compare(rows, &members, Some(window), lines));
    }
    found
}

fn compare(
    rows: &[FigureRow],
    members: &[usize],
    as_of: Option<(Instant, Instant)>,
    lines: &impl Fn(&[ClaimId]) -> usize,
) -> Comparison {
    let mut latest: BTreeMap<Party, usize> = BTreeMap::new();
    let mut numbers = Vec::new();
    for number in members {
        match rows[*number].party {
            Party::Unnamed => numbers.push(*number),
            party @ (Party::Desk | Party::Actor(_)) => {
                latest.insert(party, *number);
            }
        }
    }
    numbers.extend(latest.into_values());
    numbers.sort_unstable();
    let ranges: Vec<Range> = numbers.iter().map(|number| rows[*number].range).collect();
    let sets = agreements(&ranges).into_iter().map(|agreement| {
        let members: Vec<usize> = agreement.members.iter().map(|n| numbers[*n]).collect();
        let claims: Vec<ClaimId> = members.iter().map(|number| rows[*number].claim).collect();
        FigureSet { lines: lines(&claims), rows: members, common: agreement.common }
    });
    Comparison { as_of, sets: sets.collect() }
}
