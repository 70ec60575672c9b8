//! The follower: one thread per log that is open for writing. It fills the index behind the log, after
//! commits are acknowledged, and nothing that goes wrong in it touches the log.

mod catch_up;
mod handle;
mod state;
mod thread;

pub(crate) use handle::{AskTheLog, Follower, Found};
pub(crate) use thread::Beginning;
