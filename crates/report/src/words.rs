//! Words in print for values of the model: one for each, the same in reports, tables and pages.

pub use crate::graph::label::relation;
pub use crate::phrase::{form, status, verb};
