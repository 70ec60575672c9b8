//! SHA-256 over several pieces, and bytes as hexadecimal digits. Called wherever the log derives a salt,
//! a leaf, a fingerprint or the name of a piece of evidence, and wherever it writes one into a line.

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

/// Writes bytes as lower-case hexadecimal digits behind whatever `out` holds.
pub(crate) fn push_hex(out: &mut Vec<u8>, bytes: &[u8]) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = |byte: &u8| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]];
    out.extend(bytes.iter().flat_map(digits));
}
