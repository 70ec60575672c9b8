//! Attributions as spans: who is said to have said what, in which words, and where they stand. Each grammar
//! has a file; `collect` is the door, called by the claims step with a whole reading.
//!
//! | what | file |
//! |---|---|
//! | tokens, quotation marks, sentences | `token`, `marks`, `line`, `sentence` |
//! | closed word classes, cue lexicon, cues in a sentence | `words`, `lexicon`, `cue` |
//! | noun phrases, the subject of a verb, times and media | `noun_phrase`, `subject`, `adjunct` |
//! | what a cue governs and where it ends | `complement`, `extent` |
//! | "Y, X said", "Y, said X" | `closing` |
//! | "X said Y", participles, verbs that share a speaker | `clause` |
//! | "according to" | `according` |
//! | quotations over sentences and paragraphs | `quotation` |
//! | headlines | `headline` |
//! | utterances inside utterances | `nested` |
//! | what weights learned from labelled articles make of all this | `learned` |

mod according;
mod adjunct;
mod clause;
mod closing;
mod collect;
mod complement;
mod cue;
mod extent;
mod found;
mod headline;
mod learned;
mod lexicon;
mod line;
mod marks;
mod nested;
mod noun_phrase;
mod quotation;
mod sentence;
mod subject;
mod token;
mod words;

#[cfg(test)]
mod tests;

pub use collect::{utterances, utterances_by};
pub use learned::{Lesson, Marked, Taught, Weights, learn};
