//! The server: what it holds, how a call is answered, and where it listens.

mod answering;
mod headers;
mod holdings;
mod inside;
mod journal;
mod limits;
mod listening;
mod metrics;
mod notices;
mod patient;
mod sending;
mod serving;
mod signing;

pub(crate) use holdings::Server;
pub(crate) use inside::Within;
pub use journal::{Journal, Line, Logged};
pub(crate) use serving::told_to_end;
pub use serving::{Ended, ServeError, ServeOptions, Serving, serve};
