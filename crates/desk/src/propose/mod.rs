//! Proposals from other tools, checked against the captured text.

mod batch;
mod fields;
mod places;

pub(crate) use places::is_quoted;
