//! The index: sled, behind one wall. It answers what the log could also find out by reading itself, and
//! is thrown away at the slightest doubt.

mod compare;
mod filter;
mod keys;
mod lost;
mod question;
mod seal;
mod step;
mod tree;
mod writer;

pub(crate) use compare::Compare;
pub(crate) use lost::IndexLost;
pub(crate) use question::{Index, hash_of};
pub(crate) use seal::{Known, Seal};
pub(crate) use step::BLOCK_COMMITS;
pub(crate) use writer::Writer;
