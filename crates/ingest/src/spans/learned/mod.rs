//! What the rules of `spans` leave open, decided by weights learned from labelled articles: which words are
//! cues, where speaker and content of a cue begin and end, and how sure one may be of the whole. The rules
//! come first; what they say is evidence here.
//!
//! | what | file |
//! |---|---|
//! | a sentence as a chain of tokens and quotations | `chain` |
//! | rows of the tables by hashed features | `rows` |
//! | is this word a cue? | `cues` |
//! | which words belong to a cue, as what? | `roles`, `lattice` |
//! | is the attribution right? | `judge` |
//! | the tables | `weights` |
//! | all of it for one sentence | `refine` |
//! | learning the tables | `training` |

pub(crate) mod chain;
mod cues;
mod judge;
mod lattice;
pub(crate) mod refine;
mod roles;
mod rows;
mod training;
mod weights;

pub use training::{Lesson, Marked, Taught, learn};
pub use weights::Weights;
