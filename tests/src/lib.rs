//! The harness: the built binary as a child process in a clean environment, a folder to work in, and
//! where the shipped files are. Called by the one test binary beside it, `it/main.rs`.

mod agent;
mod answer;
mod binary;
mod case;
mod places;
mod scratch;
mod serving;
mod site;

pub use agent::{Agent, Gone};
pub use answer::Answer;
pub use binary::{Campaign, binary, command, counterclaim};
pub use case::Case;
pub use places::{root, sample, shared};
pub use scratch::Scratch;
pub use serving::{Reply, Serving};
pub use site::{Asked, Served, Site};
