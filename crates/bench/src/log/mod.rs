//! The log beside other ways to keep the same events durably.

mod appends;
mod peers;
mod run;
mod threads;
mod world;

pub(crate) use run::run;
