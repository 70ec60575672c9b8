//! Answers: plain structs with public fields, in the reader's words. What every face renders.

mod brief;
mod card;
mod extracted;
mod lists;
mod log;
mod record;

pub use brief::{
    Brief, BriefPage, FigureRow, Given, LookAt, MatterSection, PairedAccounts, PartyCount,
    SameOrigin, StatedRejection, Unanswered,
};
pub use card::{
    AboutShown, Card, FigureShown, Marks, Named, PlaceShown, StandingShown, Times, Words,
};
pub use extracted::{
    AboutLine, ClaimLine, ExtractLine, FaultLine, FigureLine, LinkLine, MentionLine, Offsets,
    PageLine, PostLine, VariantLine,
};
pub use lists::{
    ActorRow, ActorView, Asked, Comparison, ComparisonRow, Contradictions, Figures, FoundClaims,
    LeftOutPair, LinkCard, MatterRow, Queue, Timeline, UnansweredBy,
};
pub use log::{LogEntry, LogPage, ProblemShown, Verified};
pub use record::{
    Citation, ClaimRecord, HistoryLine, Ingested, PageIngested, ReviewShown, Submitted,
};
