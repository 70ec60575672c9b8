//! Learning the tables from labelled articles. Everything happens in a fixed order, with sums, products and
//! square roots only, so that the same articles give the same bytes on every machine.
//!
//! | what | file |
//! |---|---|
//! | an article with its labels | `lesson` |
//! | its sentences with the labels on their links | `prepare` |
//! | exponentials | `arithmetic` |
//! | one answer: a logistic regression | `logistic` |
//! | labels along a chain: a conditional random field | `field` |
//! | from scores to shares of what is right | `curve` |
//! | the three tables, each on answers that the one before gave to articles it had not seen | `learn` |

mod arithmetic;
mod curve;
mod field;
mod learn;
mod lesson;
mod logistic;
mod prepare;

#[cfg(test)]
mod tests;

pub(super) use arithmetic::logistic;
pub use learn::{Taught, learn};
pub use lesson::{Lesson, Marked};
