//! Stores that take the same commits: ours, a plain file, and what else a good engineer might choose.

mod fjall;
mod ours;
mod plain;
mod redb;
mod row;
mod sled;
mod sqlite;
mod store;

pub(crate) use row::rows;
pub(crate) use store::{Store, all};
