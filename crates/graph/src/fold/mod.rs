//! The fold over recorded events, and the way from it to the core and back to claims.

mod because;
mod claims_graph;
mod gather;
mod parties;
mod records;
mod standing;
mod weighed;

pub use because::{Because, Line, Objection};
pub use claims_graph::{ClaimsGraph, Surprise};
pub use standing::{DisplayWord, Flag, Standing};
pub use weighed::{DefeatNode, Weighed};
