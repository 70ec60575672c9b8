//! Verification of proofs (RFC 9162, §2.1.3.2 and §2.1.4.2): what anybody can compute who has nothing but
//! a proof and two roots. Pure; called by `verify-proof` and before anything is signed.

use counterclaim_model::Digest;

use super::node::{empty, parent};

/// Why a proof does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// It speaks of a leaf, or of an older tree, that lies beyond the tree.
    #[error("the tree has {size} leaves, so that {asked} lies beyond it")]
    Beyond {
        /// What is asked for: the leaf's position, or the older size.
        asked: u64,
        /// The tree.
        size: u64,
    },
    /// It has more or fewer hashes than a proof for these sizes.
    #[error("the proof has {found} hashes, which is no number for these sizes")]
    WrongLength {
        /// How many it has.
        found: usize,
    },
    /// It leads to another root than that of the tree.
    #[error("the proof leads to the root {found}")]
    WrongRoot {
        /// Where it leads.
        found: Digest,
    },
    /// It leads to another root than that of the older tree: history was altered.
    #[error("the proof leads to the older root {found}")]
    WrongOldRoot {
        /// Where it leads.
        found: Digest,
    },
}

/// Checks that the leaf with the hash `leaf` stands at `index` (from 0) in the tree of `size` leaves
/// under `root`.
///
/// # Errors
/// See [`ProofError`].
pub fn check_inclusion(
    leaf: Digest,
    index: u64,
    size: u64,
    path: &[Digest],
    root: Digest,
) -> Result<(), ProofError> {
    if index >= size {
        return Err(ProofError::Beyond { asked: index.saturating_add(1), size });
    }
    let wrong_length = ProofError::WrongLength { found: path.len() };
    let mut way = Way { inner: index, last: size - 1 };
    let mut found = leaf;
    for sibling in path {
        found = match way.up().ok_or(wrong_length)? {
            Side::Left => parent(sibling, &found),
            Side::Right => parent(&found, sibling),
        };
    }
    match way.last {
        0 if found == root => Ok(()),
        0 => Err(ProofError::WrongRoot { found }),
        _ => Err(wrong_length),
    }
}

/// Checks that the tree of `old` leaves under `old_root` is the beginning of the tree of `new` leaves
/// under `new_root`.
///
/// # Errors
/// See [`ProofError`].
pub fn check_consistency(
    (old, old_root): (u64, Digest),
    (new, new_root): (u64, Digest),
    path: &[Digest],
) -> Result<(), ProofError> {
    let wrong_length = ProofError::WrongLength { found: path.len() };
    if old > new {
        return Err(ProofError::Beyond { asked: old, size: new });
    }
    if old == 0 || old == new {
        return match path {
            [] if old == 0 && old_root != empty() => {
                Err(ProofError::WrongOldRoot { found: empty() })
            }
            [] if old == 0 || old_root == new_root => Ok(()),
            [] => Err(ProofError::WrongRoot { found: old_root }),
            [_, ..] => Err(wrong_length),
        };
    }
    let mut way = Way { inner: old - 1, last: new - 1 };
    way.shift(way.inner.trailing_ones());
    let mut path = path.iter();
    // Where the old tree is one full subtree, its root is where the proof begins.
    let start = if way.inner == 0 { old_root } else { *path.next().ok_or(wrong_length)? };
    let (mut found_old, mut found_new) = (start, start);
    for sibling in path {
        match way.up().ok_or(wrong_length)? {
            Side::Left => {
                found_old = parent(sibling, &found_old);
                found_new = parent(sibling, &found_new);
            }
            Side::Right => found_new = parent(&found_new, sibling),
        }
    }
    if way.last != 0 {
        Err(wrong_length)
    } else if found_old != old_root {
        Err(ProofError::WrongOldRoot { found: found_old })
    } else if found_new != new_root {
        Err(ProofError::WrongRoot { found: found_new })
    } else {
        Ok(())
    }
}

/// On which side of the node the next hash of a proof stands.
enum Side {
    Left,
    Right,
}

/// The way from a node to the root: where it stands on its level, and where the level ends.
struct Way {
    inner: u64,
    last: u64,
}

impl Way {
    /// Goes up to the next level that has a sibling; says on which side it stood. Nothing at the root.
    fn up(&mut self) -> Option<Side> {
        if self.last == 0 {
            return None;
        }
        if self.inner & 1 == 1 || self.inner == self.last {
            // At the end of an uneven level a node stands for its parent as well.
            self.shift(self.inner.trailing_zeros());
            self.shift(1);
            Some(Side::Left)
        } else {
            self.shift(1);
            Some(Side::Right)
        }
    }

    fn shift(&mut self, levels: u32) {
        self.inner = self.inner.checked_shr(levels).unwrap_or(0);
        self.last = self.last.checked_shr(levels).unwrap_or(0);
    }
}
