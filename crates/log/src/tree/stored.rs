//! Where the hash of each node stands once all of them are written one behind the other: a leaf, then
//! every subtree that it completes. The order is that of Go's `golang.org/x/mod/sumdb/tlog`, so that a
//! full tree of `n` leaves needs `2n - ones(n)` places and nothing written ever moves.

use counterclaim_model::Digest;

use crate::LogError;

/// The hashes of all full subtrees over a run of leaves, wherever they are kept.
pub trait Hashes {
    /// Returns the number of leaves.
    fn leaves(&self) -> u64;

    /// Returns the hash of the full subtree over the `2^level` leaves from `index * 2^level` on; level 0
    /// are the leaves. Leaves count from 0: that of position `p` has index `p - 1`.
    ///
    /// # Errors
    /// It cannot be read, or is not there.
    fn hash_at(&self, level: u32, index: u64) -> Result<Digest, LogError>;
}

/// Returns the place of a hash, in hashes from the first.
pub(super) fn place(level: u32, index: u64) -> u64 {
    // It stands behind its last leaf, after the smaller subtrees which that leaf completes too.
    let last_leaf = ((index + 1) << level) - 1;
    count(last_leaf) + u64::from(level)
}

/// Returns how many hashes a tree of `leaves` leaves has.
pub(super) fn count(leaves: u64) -> u64 {
    2 * leaves - u64::from(leaves.count_ones())
}

/// Returns the most leaves whose hashes are all among the first `hashes`.
pub(super) fn leaves_in(hashes: u64) -> u64 {
    // `count` takes at most 64 off the double, so that the answer lies within 33 of the half.
    let mut leaves = hashes / 2 + 33;
    while count(leaves) > hashes {
        leaves -= 1;
    }
    leaves
}

/// Returns the levels of the full subtrees that a span of leaves consists of, from left to right, each
/// with its index. The span begins where a subtree of its size may begin.
pub(super) fn subtrees(from: u64, to: u64) -> impl Iterator<Item = (u32, u64)> {
    let mut from = from;
    std::iter::from_fn(move || {
        let level = (to - from).checked_ilog2()?;
        let found = (level, from >> level);
        from += 1 << level;
        Some(found)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_stand_in_the_order_in_which_they_become_known() {
        let mut next = 0;
        for leaf in 0_u64..300 {
            assert_eq!(leaves_in(next), leaf);
            for level in 0..=leaf.trailing_ones() {
                assert_eq!(place(level, leaf >> level), next, "level {level} over leaf {leaf}");
                next += 1;
                let complete = level == leaf.trailing_ones();
                assert_eq!(leaves_in(next), leaf + u64::from(complete));
            }
            assert_eq!(count(leaf + 1), next);
        }
    }
}
