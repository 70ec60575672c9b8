//! The one door for every face: commands in, answers out, on both clocks.
//!
//! A [`Desk`] is a log with everything folded from it. Pages go in by [`Desk::ingest`], a person's
//! changes by [`Desk::change`]; both answer only after the commit is durable. Questions are methods
//! that take a [`Question`] (as of when, public by when, counting what) and return plain structs from
//! [`answers`]. Nothing here prints; time and chance enter through [`Rim`] alone.
//!
//! | what | module |
//! |---|---|
//! | the log with its folds | `desk`, `rim`, `identity`, `error` |
//! | in: what a person asks for | [`change`], `by_hand` |
//! | in: commands, pages, proposals | `submit`, `staging`, `shared`, `ingest`, `intake`, `propose` |
//! | links between a page and what others said before | `across`, `sayings` |
//! | in, by itself: pages that are polled | `watching` |
//! | what to look for | [`query`] |
//! | out: one question a file | `ask` |
//! | what is returned | [`answers`] |
//! | reading without a case | `extracted` |
//! | the log out and back | `dump` |
//! | files of other cases and tools | `import` |
//! | copies, repair, erasure | `life` |
//! | signing, proofs and their check | `prove` |
//! | a case on a cluster (feature `cluster`), and on its way there and back | `clustered`, `moving` |

mod across;
pub mod answers;
mod ask;
mod by_hand;
pub mod change;
#[cfg(feature = "cluster")]
mod clustered;
mod desk;
mod dump;
mod error;
mod extracted;
mod gate;
mod identity;
mod import;
mod ingest;
mod intake;
mod life;
#[cfg(feature = "cluster")]
mod moving;
mod parts;
mod propose;
mod prove;
pub mod query;
mod rim;
mod sayings;
mod shared;
mod staging;
mod submit;
mod watching;
mod zone;

pub use ask::{
    AsOf, Counted, Cursor, Every, Following, MOST, Order, PAGE, PIECE, Piece, Portion, Question,
    ReportAgain, ReportWanted, ScoreKind, Slice, Sort, Told, Wanted, follow, standing_by_name,
};
pub use by_hand::{instant, moment};
pub use change::{Change, ChangeOptions, Prepared};
pub use counterclaim_ingest::{
    FetchError, Fetcher, HTTP_MESSAGE, MAX_PAGE, MessageError, Pace, Page, Polls, Reach, fetch,
    from_message, to_message,
};
#[cfg(feature = "cluster")]
pub use counterclaim_log::{
    Access, Acknowledgement, BadAddress, Durability, Reaching, StreamAddress, server_config,
};
pub use counterclaim_log::{Disclosure, Signer, Verifier};
pub use counterclaim_model::{
    AboutRole, Actor, ActorId, ActorKind, Alignment, Amendment, Amount, Anchor, Attribution, Basis,
    Capture, CaptureId, CapturedFrom, Claim, ClaimId, Clock, Command, CommentRequest, CommitId,
    Count, Digest, Effect, Evidence, Expectation, Figure, Form, Grounds, ImportFormat, ImportKind,
    Instant, Link, LinkId, Matter, MatterId, Mention, Modality, Moment, NewClaim, Note,
    OriginalRating, Ownership, Period, Position, Post, PostId, PostKey, PostVersion, Precision,
    PublishedReview, QueueAction, QueueDecided, RatingBasis, Refusal, Relation, Reliability,
    Review, ReviewId, Sighting, Source, SourceId, Speaker, SpeaksFor, Status, Thing, Voice,
    Wording,
};
pub use desk::{Desk, Room};
pub use dump::load;
pub use error::{DeskError, ErrorKind};
pub use extracted::{Extracted, Extractor};
pub use identity::Identity;
pub use import::{Completeness, ImportWanted, RowsOf, Vouching, rows_of_file};
pub use ingest::IngestOptions;
pub use intake::Reread;
pub use life::{ErasureWanted, backup, doctor, rebuild, restore, verify};
#[cfg(feature = "cluster")]
pub use moving::{Home, move_case};
pub use prove::{check_proof, checkpoint, claimed_origin, prove_growth, prove_position, verifier};
pub use rim::{FixedRim, Rim, SystemRim};
pub use shared::SharedDesk;
pub use submit::{Refused, Request};
pub use watching::{Diary, Ending, Intake, Stop, Watcher, Watching};
pub use zone::Zone;
