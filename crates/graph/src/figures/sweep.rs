//! The one sweep behind figures: maximal sets of intervals that all overlap.

use std::collections::BTreeSet;

/// A closed interval; the caller keeps its low end from exceeding its high one.
pub(super) type Interval<T> = (T, T);

/// Returns every maximal set of overlapping intervals, by number, each with what its members have in
/// common; ordered by that. Intervals that overlap in pairs share a point (Helly's theorem in one
/// dimension), so there are at most as many sets as intervals, and one pass over the sorted ends finds
/// them: O(n log n) beside writing the sets down.
pub(super) fn overlapping<T: Ord + Copy>(
    intervals: &[Interval<T>],
) -> Vec<(Vec<usize>, Interval<T>)> {
    let begins = intervals.iter().enumerate().map(|(n, (low, _))| (*low, false, n));
    let ends = intervals.iter().enumerate().map(|(n, (_, high))| (*high, true, n));
    // Intervals that only touch overlap: at one point, beginnings come before ends.
    let mut ends: Vec<(T, bool, usize)> = begins.chain(ends).collect();
    ends.sort_unstable();
    let mut open: BTreeSet<usize> = BTreeSet::new();
    let mut begun: Option<T> = None;
    let mut sets = Vec::new();
    for (at, is_end, number) in ends {
        if !is_end {
            open.insert(number);
            begun = Some(at);
            continue;
        }
        // Between two ends nothing was added, so only the first end after a beginning closes a set.
        if let Some(low) = begun.take() {
            sets.push((open.iter().copied().collect(), (low, at)));
        }
        open.remove(&number);
    }
    sets
}
