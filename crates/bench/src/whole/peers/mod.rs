//! Others who can do the same, or some of it.

pub(crate) mod cqrs;
pub(crate) mod postgres;
pub(crate) mod python;
pub(crate) mod sqlite;
