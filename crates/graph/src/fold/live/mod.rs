//! Labels at the head of the log, kept right edit by edit instead of found anew.

mod facts;
mod near;
mod rings;
mod settle;
mod standing;

pub(crate) use facts::Live;
