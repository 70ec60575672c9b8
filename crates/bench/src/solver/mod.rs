//! The labels against an independent solver of abstract argumentation, file by file and clock by clock.

mod apx;
mod compare;
mod names;

pub(crate) use apx::{grounded, text};
pub(crate) use compare::run;
