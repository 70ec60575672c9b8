//! Stored hashes that go beyond what the file has: its own, and behind them those of leaves that were
//! read from the log since. For readers, who do not write.

use counterclaim_model::Digest;

use super::edge::Tree;
use super::hash_file::HashView;
use super::node::parent;
use super::stored::{Hashes, count, place, subtrees};
use crate::LogError;

/// Stored hashes, partly in a file, partly in memory.
#[derive(Debug)]
pub(crate) struct Grown {
    base: Option<HashView>,
    /// How many hashes are taken from the file.
    kept: u64,
    tree: Tree,
    /// The hashes behind those.
    behind: Vec<Digest>,
}

impl Grown {
    /// Begins with at most `most` leaves of `base`.
    ///
    /// The file is derived and carries no checksum. What can be said cheaply is said: that each subtree
    /// at its end is what its two halves make it. Everything else the caller holds against checkpoints.
    ///
    /// # Errors
    /// It cannot be read, or its end is not sound.
    pub(crate) fn over(base: Option<HashView>, most: u64) -> Result<Self, LogError> {
        let leaves = base.as_ref().map_or(0, |base| base.leaves().min(most));
        let tree = match &base {
            Some(base) => {
                refuse_unsound(base, leaves)?;
                Tree::of(base, leaves)?
            }
            None => Tree::default(),
        };
        Ok(Self { base, kept: count(leaves), tree, behind: Vec::new() })
    }

    /// Adds a leaf.
    pub(crate) fn push(&mut self, leaf: Digest) {
        let Self { tree, behind, .. } = self;
        tree.push_stored(leaf, |hash| behind.push(hash));
    }
}

fn refuse_unsound(base: &HashView, leaves: u64) -> Result<(), LogError> {
    for (level, index) in subtrees(0, leaves).filter(|(level, _)| *level > 0) {
        let (left, right) = (2 * index, 2 * index + 1);
        let (left, right) = (base.hash_at(level - 1, left)?, base.hash_at(level - 1, right)?);
        if base.hash_at(level, index)? != parent(&left, &right) {
            return Err(base.unsound(level, index));
        }
    }
    Ok(())
}

impl Hashes for Grown {
    fn leaves(&self) -> u64 {
        self.tree.size()
    }

    fn hash_at(&self, level: u32, index: u64) -> Result<Digest, LogError> {
        let place = place(level, index);
        match (place.checked_sub(self.kept), &self.base) {
            (None, Some(base)) => base.hash_at(level, index),
            (Some(behind), _) if (behind as usize) < self.behind.len() => {
                Ok(self.behind[behind as usize])
            }
            (None | Some(_), _) => Err(LogError::io(std::path::Path::new("log/hashes"))(
                std::io::Error::new(std::io::ErrorKind::UnexpectedEof, "no such hash"),
            )),
        }
    }
}
