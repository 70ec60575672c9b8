//! Help: for whoever comes new, and what the words, the query, the keys and the problems mean.

mod answers;
mod keys;
mod words;

pub(crate) use answers::ROUTES;
