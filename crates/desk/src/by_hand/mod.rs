//! What a person types in one line: a field with its value, a time, a query to the queue, an id.
//! `change` and whoever else reads such text uses these, so that the same words mean the same everywhere.

mod fields;
mod queue;

pub use fields::{instant, moment};
