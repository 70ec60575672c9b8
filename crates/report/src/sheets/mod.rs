//! Every answer as rows and columns, a file for each family.

mod changed;
mod changes;
mod claims;
mod front;
mod graph;
mod import;
mod life;
mod links;
mod lists;
mod logs;
mod paged;
mod pages;
mod proofs;
mod standings;
mod watched;

pub use import::imported;
pub use proofs::log_head;
pub use watched::poll_line;
