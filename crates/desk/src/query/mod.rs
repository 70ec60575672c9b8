//! The one query language: what is typed at `search` and `queue --where`, asked of the API, and kept in the
//! address of a page. Text in, [`Query`] out, and the same text back; what a query finds is in `ask`.

mod date;
mod error;
mod key;
mod parse;
mod term;
mod terms;

pub(crate) use date::Date;
pub use error::{QueryError, Wrong};
pub use key::Key;
pub use term::{Term, What};
pub use terms::Query;
