//! What one party's figures did over time: that is no contradiction.

use super::table::FigureRow;

/// A party put another figure in the place of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// The earlier row, by number.
    pub from: usize,
    /// The later row, by number.
    pub to: usize,
    /// What that is.
    pub kind: ChangeKind,
}

/// What it is when a party's later figure excludes its earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangeKind {
    /// Brought up to date: the toll rose, or a count of the moment moved.
    Update,
    /// Revised: a toll that can only rise was lowered, or the same time was counted otherwise.
    Revision,
}

/// Returns what happened from each of a party's rows to the next; `rows` are in order of time.
pub(super) fn changes(rows: &[FigureRow], steps: &[usize], is_cumulative: bool) -> Vec<Change> {
    let pairs = steps.iter().zip(steps.iter().skip(1));
    let changes = pairs.filter_map(|(from, to)| {
        let (before, after) = (&rows[*from], &rows[*to]);
        let rose = before.range.is_below(after.range);
        let fell = after.range.is_below(before.range);
        let same_time = before.as_of.is_some() && before.as_of == after.as_of;
        let kind = match (rose, fell) {
            (false, false) => return None,
            _ if same_time => ChangeKind::Revision,
            (true, _) => ChangeKind::Update,
            (false, true) if is_cumulative => ChangeKind::Revision,
            (false, true) => ChangeKind::Update,
        };
        Some(Change { from: *from, to: *to, kind })
    });
    changes.collect()
}
