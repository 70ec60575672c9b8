//! Hashes of nodes (RFC 6962, §2.1), told apart from leaves by their first byte. Used by everything in
//! this folder.

use counterclaim_model::Digest;

use crate::hash::sha256;

/// Returns the hash over two subtrees.
pub(super) fn parent(left: &Digest, right: &Digest) -> Digest {
    sha256(&[&[0x01], &left.0, &right.0])
}

/// Returns the root of a tree without leaves.
pub(super) fn empty() -> Digest {
    sha256(&[])
}
