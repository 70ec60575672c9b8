//! The log beside other ways to keep the same events durably.

mod appends;
mod follower;
mod large;
mod peers;
mod run;
mod threads;
mod world;

pub(crate) use appends::race;
pub(crate) use large::{VICTIM, be_killed, weigh};
pub(crate) use peers::{Store, all as stores, rows};
pub(crate) use run::run;
