//! What a claim *is*, and which changes are allowed.
//!
//! The words of the house, one per thing, from here to the web page:
//!
//! | word | meaning |
//! |---|---|
//! | case | one investigation: one log and what follows from it |
//! | source | where statements appear: an outlet, a feed, an account |
//! | capture | bytes of a page with the text read from them |
//! | post | one dated entry of a page; has versions |
//! | actor | who speaks: person, organisation, state, outlet, unnamed |
//! | party | the actor at the top of `speaks_for` when the words were said |
//! | claim | a statement with its attribution; one utterance, with a sighting per outlet that carries it |
//! | sighting | where an outlet carries a claim: exact words, place, time |
//! | link | a typed relation between two claims; proposed, checked or rejected |
//! | finding | a claim whose speaker is the desk, with evidence |
//! | figure | a number with measure, whose, place and period |
//! | matter | what is in dispute |
//! | standing | a claim's computed state; never a verdict |
//! | review | a person's signed rating |
//! | position | place in the log; a thing's *revision* is the position that last changed it |
//!
//! Everything here is a value or a pure function: no input, output, clock, randomness or threads.
//! A command and the [`State`] go into [`decide`]; out come events as a [`Decided`], which only this
//! crate can make and which is the only thing the log takes, or a [`Refusal`].
//!
//! ```
//! use counterclaim_model::{Actor, ActorKind, Command, State, decide};
//!
//! let state = State::default();
//! let id = Actor::id_of(ActorKind::State, "Ostrevia");
//! let actor = Actor { id, kind: ActorKind::State, name: "Ostrevia".into(), basis: "page".into() };
//! let decided = decide(&state, Command::AddActor(actor), &[])?;
//! assert_eq!(decided.events()[0].1.name(), "actor.added");
//! # Ok::<(), counterclaim_model::Refusal>(())
//! ```

mod actor;
mod affiliation;
mod claim;
mod clock;
mod command;
mod decide;
mod digest;
mod event;
mod few;
mod figure;
mod id;
mod import;
mod layered;
mod link;
mod matter;
mod names;
mod publication;
mod refusal;
mod review;
mod source;
mod state;
mod stream;
mod touched;
mod upcast;
mod when;

pub use actor::{Actor, ActorKind, Alignment, SpeaksFor};
pub use affiliation::{Affiliations, Vantage};
pub use claim::{
    About, AboutRole, Amendment, Anchor, Attribution, Claim, Form, Grounds, Mention, Modality,
    NewClaim, Origin, Sighting, Speaker, Status, Wording,
};
pub use clock::{Clock, Count};
pub use command::{Command, Expectation};
pub use decide::{Decided, decide};
pub use digest::{Digest, NotADigest};
pub use event::{
    ActorAliased, ActorMerged, ActorSplit, CaseOpened, ClaimAmended, ClaimChecked, ClaimClosed,
    ClaimProposed, CommitHeader, ContentErased, Event, FindingRecorded, LinkAdded, LinkChecked,
    LinkClosed, LinkProposed, MatterAssigned, MatterMerged, PostRecorded, QueueAction,
    QueueDecided, Recorded, SourceOwned, SourceRated, UnreadableEvent,
};
pub use few::Few;
pub use figure::{Amount, Figure, NotAnAmount, Variant, Voice};
pub use id::{
    ActorId, CaptureId, CaseId, ClaimId, CommitId, LinkId, MatterId, NotACommitId, NotASlug,
    Position, PostId, ReviewId, SourceId,
};
pub use import::{FileImported, ImportFormat, ImportKind};
pub use link::{Basis, Effect, Link, Relation};
pub use matter::Matter;
pub use names::NoSuchName;
pub use refusal::{Refusal, RefusalKind, Thing};
pub use review::{
    CommentRequest, Evidence, NormalisedRating, Note, OriginalRating, PublishedReview, RatingBasis,
    Review,
};
pub use source::{
    Capture, CapturedFrom, Fault, Ownership, Post, PostKey, PostVersion, Reliability, Source,
};
pub use state::State;
pub use stream::{NotAStream, Stream};
pub use when::{Instant, Moment, Period, Precision};
