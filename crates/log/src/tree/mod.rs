//! The Merkle tree of RFC 6962 over everything recorded: leaves, the stored hashes, proofs and their
//! verification. Everything but [`HashFile`] and [`HashView`] is a pure function of its arguments.

mod check;
mod edge;
mod grown;
mod hash_file;
pub(crate) mod leaf;
mod node;
mod prove;
mod stored;

pub use check::{ProofError, check_consistency, check_inclusion};
pub use edge::{Tree, tree};
pub(crate) use grown::Grown;
pub use hash_file::{HashFile, HashView};
pub use prove::{consistency, inclusion, root};
pub use stored::Hashes;
