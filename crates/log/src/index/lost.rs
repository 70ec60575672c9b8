//! The one thing that can go wrong with an index. Errors, panics and doubtful answers of sled all become
//! it; the follower answers it by going on without sled.

use std::panic::{AssertUnwindSafe, catch_unwind};

/// The index is of no more use, and why.
#[derive(Debug)]
pub(crate) struct IndexLost(pub(crate) String);

impl IndexLost {
    /// For `ok_or_else`: something in the index is not what a writer of ours left.
    pub(crate) fn unreadable() -> Self {
        Self("something in it cannot be read".to_owned())
    }
}

impl From<sled::Error> for IndexLost {
    fn from(error: sled::Error) -> Self {
        Self(error.to_string())
    }
}

/// Runs a call into sled; its errors and panics become one thing.
pub(crate) fn guarded<T>(call: impl FnOnce() -> Result<T, IndexLost>) -> Result<T, IndexLost> {
    catch_unwind(AssertUnwindSafe(call)).unwrap_or_else(|_| Err(IndexLost("sled panicked".into())))
}
