//! The Merkle tree over all leaves (RFC 6962), kept as the few hashes on its right edge. Fed by `verify`,
//! by whatever writes stored hashes, and by whoever needs a root without them.

use counterclaim_model::Digest;

use super::node::{empty, parent};
use super::stored::{Hashes, subtrees};
use crate::{LogError, Position, ReadLog};

/// A tree that grows by one leaf at a time. Holds at most 64 hashes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    size: u64,
    /// Roots of the full subtrees, largest first: one per set bit of `size`.
    edge: Vec<Digest>,
}

impl Tree {
    /// Returns the tree over the first `size` leaves of stored hashes, from at most 64 of them.
    ///
    /// # Errors
    /// A hash cannot be read; so with every size beyond the leaves.
    pub fn of(hashes: &(impl Hashes + ?Sized), size: u64) -> Result<Self, LogError> {
        let parts = subtrees(0, size).map(|(level, index)| hashes.hash_at(level, index));
        Ok(Self { size, edge: parts.collect::<Result<_, _>>()? })
    }

    /// Adds a leaf, given its hash.
    pub fn push(&mut self, leaf: Digest) {
        self.push_stored(leaf, |_| {});
    }

    /// Adds a leaf, and hands on every hash that is known from then on: the leaf's own, then those of
    /// the subtrees it completes, smallest first. That is the order of stored hashes.
    pub(crate) fn push_stored(&mut self, leaf: Digest, mut store: impl FnMut(Digest)) {
        let mut node = leaf;
        store(node);
        // Every trailing one bit of the size is a full subtree that this leaf completes.
        for _ in 0..self.size.trailing_ones() {
            let left = self.edge.pop().expect("the edge has one hash per set bit of the size");
            node = parent(&left, &node);
            store(node);
        }
        self.edge.push(node);
        self.size += 1;
    }

    /// Returns the number of leaves.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Returns the root; of an empty tree the hash of nothing.
    pub fn root(&self) -> Digest {
        let mut right_to_left = self.edge.iter().rev();
        match right_to_left.next() {
            Some(last) => right_to_left.fold(*last, |right, left| parent(left, &right)),
            None => empty(),
        }
    }
}

/// Returns the tree over everything a log holds.
///
/// # Errors
/// The first place that cannot be read.
pub fn tree(log: &(impl ReadLog + ?Sized)) -> Result<Tree, LogError> {
    let mut tree = Tree::default();
    for entry in log.read(Position::START) {
        tree.push(entry?.leaf_hash());
    }
    Ok(tree)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::sha256;

    /// The eight leaves and the roots that every Certificate Transparency implementation is tested with.
    #[test]
    fn roots_are_those_of_rfc_6962() {
        let leaves: [&[u8]; 8] = [
            b"",
            &[0x00],
            &[0x10],
            &[0x20, 0x21],
            &[0x30, 0x31],
            &[0x40, 0x41, 0x42, 0x43],
            &[0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57],
            &[
                0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d,
                0x6e, 0x6f,
            ],
        ];
        let roots = [
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        ];
        let mut tree = Tree::default();
        assert_eq!(tree.root().to_string(), roots[0]);
        for (leaf, root) in leaves.iter().zip(&roots[1..]) {
            tree.push(sha256(&[&[0x00], leaf]));
            assert_eq!(tree.root().to_string(), *root, "size {}", tree.size());
        }
    }
}
