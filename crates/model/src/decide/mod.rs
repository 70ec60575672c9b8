//! The rules: one pure function from state and command to events or a refusal, a file per subject.

mod actors;
mod claims;
mod decided;
mod links;
mod pages;
mod rules;
mod texts;

pub use decided::Decided;
pub use rules::decide;
