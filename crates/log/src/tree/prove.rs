//! Roots and proofs out of stored hashes (RFC 6962, §2.1.1 and §2.1.2), each with a number of reads that
//! grows with the logarithm of the size. Called for checkpoints and by `prove`.

use counterclaim_model::Digest;

use super::node::{empty, parent};
use super::stored::{Hashes, subtrees};
use crate::LogError;

/// Returns the root over the first `size` leaves.
///
/// # Errors
/// A hash cannot be read; so with every size beyond the leaves.
pub fn root(hashes: &(impl Hashes + ?Sized), size: u64) -> Result<Digest, LogError> {
    span(hashes, 0, size)
}

/// Returns the audit path of the leaf at `index` (from 0) in the tree over the first `size` leaves, from
/// the leaf upwards. `index` is smaller than `size`.
///
/// # Errors
/// A hash that is needed cannot be read. A size beyond the leaves needs one that is not there, except
/// that nobody asks for the hash of the leaf at `index` itself.
pub fn inclusion(
    hashes: &(impl Hashes + ?Sized),
    index: u64,
    size: u64,
) -> Result<Vec<Digest>, LogError> {
    let (mut from, mut to) = (0, size);
    let mut path = Vec::new();
    while to - from > 1 {
        let middle = from + left_part(to - from);
        if index < middle {
            path.push(span(hashes, middle, to)?);
            to = middle;
        } else {
            path.push(span(hashes, from, middle)?);
            from = middle;
        }
    }
    path.reverse();
    Ok(path)
}

/// Returns the proof that the tree over the first `old` leaves is the beginning of the one over the
/// first `new`. `old` is at most `new`; with 0 and with equal sizes there is nothing to prove, and the
/// proof is empty.
///
/// # Errors
/// A hash that is needed cannot be read; so with every size beyond the leaves.
pub fn consistency(
    hashes: &(impl Hashes + ?Sized),
    old: u64,
    new: u64,
) -> Result<Vec<Digest>, LogError> {
    if old == 0 {
        return Ok(Vec::new());
    }
    let (mut from, mut to) = (0, new);
    let mut path = Vec::new();
    while to > old {
        let middle = from + left_part(to - from);
        if old <= middle {
            path.push(span(hashes, middle, to)?);
            to = middle;
        } else {
            path.push(span(hashes, from, middle)?);
            from = middle;
        }
    }
    // The verifier knows the old root; a smaller subtree at its end it has to be told.
    if from > 0 {
        path.push(span(hashes, from, to)?);
    }
    path.reverse();
    Ok(path)
}

/// Returns the largest power of two smaller than `size`, which is at least 2.
fn left_part(size: u64) -> u64 {
    1 << (size - 1).ilog2()
}

/// Returns the hash over a span of leaves.
fn span(hashes: &(impl Hashes + ?Sized), from: u64, to: u64) -> Result<Digest, LogError> {
    let parts: Vec<(u32, u64)> = subtrees(from, to).collect();
    let mut right_to_left = parts.into_iter().rev();
    let Some((level, index)) = right_to_left.next() else { return Ok(empty()) };
    right_to_left.try_fold(hashes.hash_at(level, index)?, |right, (level, index)| {
        Ok(parent(&hashes.hash_at(level, index)?, &right))
    })
}
