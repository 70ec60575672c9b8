//! A running server under load: pages at a given rate, writes beside them, and who listens to notices.

mod arguments;
mod calls;
mod mix;
mod notices;
mod run;

pub(crate) use arguments::USAGE;
pub(crate) use run::run;
