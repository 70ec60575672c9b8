//! From a page to posts and candidate claims, each with its exact words and where they stand.
//!
//! [`fetch`] brings bytes; [`read`] turns bytes into a [`Reading`]; [`extract`] turns a reading into an [`Extraction`]. The last two
//! are pure. What cannot be read comes back as a list of faults beside what was understood.
//!
//! | step | module |
//! |---|---|
//! | the one request that goes out | `fetch` |
//! | what to ask next of pages that are watched | `watch` |
//! | bytes to text, posts and dates | `read` |
//! | attributions as spans: speaker phrase, cue, content | `spans` |
//! | who speaks, for which party | `speakers`, `gazetteer` |
//! | propositions, modality, figures, matters, links | `claims` |

mod candidate;
mod claims;
mod extract;
mod fetch;
mod gazetteer;
mod hash;
mod page;
mod read;
mod spans;
mod speakers;
mod text;
mod utterance;
mod watch;

pub use candidate::{
    Candidate, CandidateLink, CandidateMention, Extraction, LeftOut, LinkAcross, NamedActor,
    Principal, RecordedClaim, Voices,
};
pub use claims::{across, left_out};
pub use extract::extract;
pub use fetch::{
    Answer, FetchError, Fetcher, HTTP_MESSAGE, MessageError, Reach, Validators, fetch,
    from_message, to_message,
};
pub use gazetteer::{Entry, Gazetteer, GazetteerError, Ownership, Status};
pub use page::{Page, ReadPost, Reading};
pub use read::{MAX_PAGE, read};
pub use spans::{Lesson, Marked, Taught, Weights, learn, utterances, utterances_by};
pub use speakers::voices;
pub use text::{Span, Text};
pub use utterance::{Place, Quoting, Utterance};
pub use watch::{Became, Errand, Memory, Next, Pace, PageMemory, Polls, Purpose, Reply, Schedule};
