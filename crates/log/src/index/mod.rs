//! The index: sled, behind one wall. It answers what the log could also find out by reading itself, and
//! is thrown away at the slightest doubt.

mod keys;
mod store;

pub(crate) use store::{Index, IndexLost, Known};
