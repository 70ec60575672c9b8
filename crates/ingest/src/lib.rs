//! From a page to posts and candidate claims, each with its exact words and where they stand.
//!
//! [`read`] turns bytes into a [`Reading`]; [`extract`] turns a reading into an [`Extraction`]. Both are
//! pure. What cannot be read comes back as a list of faults beside what was understood.
//!
//! | step | module |
//! |---|---|
//! | bytes to text, posts and dates | `read` |
//! | attributions as spans: speaker phrase, cue, content | `spans` |
//! | who speaks, for which party | `speakers`, `gazetteer` |
//! | propositions, modality, figures, matters, links | `claims` |

mod candidate;
mod page;
mod text;
mod utterance;

pub use candidate::{
    Candidate, CandidateLink, CandidateMention, Extraction, LeftOut, NamedActor, Principal, Voices,
};
pub use page::{Page, ReadPost, Reading};
pub use text::{Span, Text};
pub use utterance::{Place, Quoting, Utterance};
