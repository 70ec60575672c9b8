//! The follower: one thread per log that is open for writing. It keeps index and Merkle hashes up behind
//! the log, after commits are acknowledged, and nothing that goes wrong in it touches the log.

mod catch_up;
mod handle;
mod leaves;
mod state;
mod thread;

pub(crate) use handle::{AskTheLog, Follower, Found};
pub(crate) use thread::Beginning;
