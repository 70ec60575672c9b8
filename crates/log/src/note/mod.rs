//! Signed notes as C2SP defines them, and what this log writes in that form: checkpoints and proofs.
//! Everything but [`Checkpoints`] is a pure function of its arguments.

mod base64;
mod checkpoint;
mod file;
mod key;
mod leaf_bytes;
mod lines;
mod proof;
mod signed;

pub use checkpoint::{Checkpoint, SignedCheckpoint};
pub use file::Checkpoints;
pub use key::{BadKey, Signer, Verifier};
pub use leaf_bytes::{BadLeaf, Disclosed, LeafBytes, Sealed};
pub use proof::{ConsistencyProof, InclusionProof, Proof};
pub use signed::{BadNote, Note, Signature};
