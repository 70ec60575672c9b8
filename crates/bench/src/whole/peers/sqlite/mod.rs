//! SQLite as a good engineer would do the same job: normalised tables with the indexes that the questions
//! need, parties worked out when a claim is written, words in FTS5, prepared statements, whole pages fetched
//! in a handful of statements.

mod ask;
mod fill;
mod schema;

pub(crate) use ask::{Ask, PAGE_OF_SPEAKER, Questions, cards, list};
pub(crate) use fill::Fill;
pub(crate) use schema::{INDEXES, TABLES, durable, opened, quick, words};
