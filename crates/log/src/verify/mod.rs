//! Verification: the whole log and what lies beside it, whatever is wrong with it. It changes nothing,
//! takes no lock, and goes on behind damage, so that one run names everything.

mod beside;
mod door;
mod hashes;
mod index;
mod lines;
mod report;
mod signed;
mod walk;

pub use door::{verify, verify_all, verify_deep};
pub use index::IndexChecked;
pub use report::{Problem, Verified};
