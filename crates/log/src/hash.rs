//! SHA-256 over several pieces. Called wherever the log derives a salt, a leaf, a fingerprint or the
//! name of a piece of evidence.

use counterclaim_model::Digest;
use sha2::{Digest as _, Sha256};

/// Returns the SHA-256 of the pieces run together.
pub(crate) fn sha256(pieces: &[&[u8]]) -> Digest {
    let mut hasher = Sha256::new();
    for piece in pieces {
        hasher.update(piece);
    }
    Digest(hasher.finalize().into())
}
