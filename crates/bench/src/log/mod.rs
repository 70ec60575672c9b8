//! The log beside other ways to keep the same events durably.

mod appends;
mod follower;
mod large;
mod peers;
mod run;
mod threads;
mod world;

pub(crate) use large::{VICTIM, be_killed};
pub(crate) use run::run;
