//! Attribution beside labelled articles: who is said to have said what, in which words. Run as
//! `counterclaim-bench attribution [options]`.
//!
//! | what | file |
//! |---|---|
//! | the command line | `arguments` |
//! | labelled articles and the annotated live blog, from their folders | `standoff`, `seed` |
//! | words, and attributions as sets of words | `words`, `gold` |
//! | one attribution of ours for each of theirs | `matching` |
//! | counts, and precision, recall and F1 made of them | `score`, `measures` |
//! | what counts as a cue of speech or writing | `speech` |
//! | what our reader finds | `ours` |
//! | time, memory and growth | `cost`, `growth` |
//! | all of it as tables | `run` |
//! | learning the weights that ship | `train` |

mod arguments;
mod cost;
mod gold;
mod growth;
mod matching;
mod measures;
mod ours;
mod run;
mod score;
mod seed;
mod speech;
mod standoff;
mod train;
mod words;

#[cfg(test)]
mod tests_outside;

pub(crate) use arguments::USAGE;
pub(crate) use run::run;
pub(crate) use train::{TRAIN_USAGE, train};
