//! An abstract claims graph by names, as in `standing --graph FILE`: no case, no clock, ranks as given.
//! The command line calls it, and so do the tests against published cases.

mod competing;
mod input;
mod preferred;
mod scores;
mod standings;

pub use competing::{matrix, versions};
pub use input::{BadGraph, NamedEdge, NamedStatement};
pub use preferred::preferred;
pub use scores::{Strengths, scores, strengths};
pub use standings::{NamedStanding, NamedStandings, assess};
