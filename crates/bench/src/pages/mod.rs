//! Pages of a large case: what each question costs, and what many readers wait while somebody writes.

mod measure;
mod together;

pub(crate) use measure::run;
