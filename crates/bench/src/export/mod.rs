//! Exports of a case of many claims: how fast rows are written, and how much memory that takes.

mod measure;
pub(crate) mod world;

pub(crate) use measure::run;
