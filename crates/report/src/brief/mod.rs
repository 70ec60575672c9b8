//! The brief as a document: head and summary first, then what a desk asks for, in that order.

mod accounts;
mod document;
mod head;
mod rest;
mod summary;

pub use document::Length;
pub(crate) use document::document;
