//! What a recorded event says: its payload with the salt it is hashed with, or, once it was erased, the
//! hash that stands in its place. Part of every entry; proofs and dumps look at it.

use counterclaim_model::Digest;

use crate::Salt;
use crate::hash::sha256;

/// The content of a recorded event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// It is there.
    Kept {
        /// The salt the payload is hashed with.
        salt: Salt,
        /// The exact stored bytes of the payload: JSON.
        payload: String,
    },
    /// It was erased; what is left is the hash that [`hash`](Self::hash) gave before.
    Erased(Digest),
}

impl Content {
    /// Returns `SHA-256(salt ‖ payload)`: what a leaf holds of the content, erased or not.
    pub fn hash(&self) -> Digest {
        match self {
            Self::Kept { salt, payload } => sha256(&[&salt.0, payload.as_bytes()]),
            Self::Erased(digest) => *digest,
        }
    }

    /// Returns the payload, unless it was erased.
    pub fn payload(&self) -> Option<&str> {
        match self {
            Self::Kept { payload, .. } => Some(payload),
            Self::Erased(_) => None,
        }
    }
}
