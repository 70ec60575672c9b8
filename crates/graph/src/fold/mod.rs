//! The fold over recorded events, and the way from it to the core and back to claims.

mod around;
mod because;
mod claims_graph;
mod competing;
mod echo;
mod flags;
mod gather;
mod live;
mod members;
mod nodes;
mod parties;
mod places;
mod pools;
mod records;
mod rules;
mod standing;
mod suspects;
mod tallies;
mod weighed;
mod without;

pub use around::Around;
pub use because::{Because, CutPoint, Line, Objection};
pub use claims_graph::{ClaimsGraph, Surprise};
pub use echo::Echo;
pub use flags::Flag;
pub use parties::Party;
pub use standing::{DisplayWord, Standing, Wish};
pub use suspects::SharedErrors;
pub use tallies::{Brief, LineCount};
pub use weighed::{Cycle, DefeatNode, Weighed};
pub use without::Counterfactual;
