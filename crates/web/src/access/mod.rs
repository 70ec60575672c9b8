//! Who may what: tokens, sessions, and what a call must show before it is let in.

mod door;
mod secret;
mod sessions;
mod tokens;
mod visitor;

pub(crate) use door::{Access, Entry, hosts, is_only_here};
pub use secret::Secret;
pub(crate) use sessions::Sessions;
pub use tokens::{Token, TokenError, Tokens};
pub(crate) use visitor::Visitor;
