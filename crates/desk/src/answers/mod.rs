//! Answers: plain structs with public fields, in the reader's words. What every face renders.

mod brief;
mod by_name;
mod captures;
mod card;
mod changes;
mod extracted;
mod graph;
mod history;
mod import;
mod life;
mod lists;
mod log;
mod matrix;
mod matter;
mod overview;
mod pages;
mod posts;
mod proof;
mod record;
mod report;
mod rows;
mod series;
mod sighted;
mod sources;
mod standings;
mod versions;
mod watched;
mod window;

pub use brief::{
    Brief, BriefPage, FigureRow, Given, LookAt, MatterSection, PairedAccounts, PartyCount,
    SameOrigin, StatedRejection, Unanswered,
};
pub use by_name::{NamedClaim, NamedGraph, NamedParams};
pub use captures::{CaptureFull, CapturePage, PartOfClaim, Section, SectionPost, Segment};
pub use card::{
    AboutShown, Card, FigureShown, Marks, Named, PlaceShown, StandingShown, Times, Words,
};
pub use changes::{
    ChangedField, ChangedItem, ChangedKind, ChangedStanding, ChangedThing, Changes, ClaimTold,
};
pub use extracted::{
    AboutLine, ClaimLine, ExtractLine, FaultLine, FigureLine, LinkLine, MentionLine, Offsets,
    PageLine, PostLine, VariantLine,
};
pub use graph::{Argument, DefeatShown, GraphEdge, GraphNode, GraphShown, ParametersShown};
pub use history::{CommitShown, LogEntryPage};
pub use import::{ImportedFile, ImportedRow, RowResult};
pub use life::{
    BackedUp, Diagnosed, Diagnosis, ErasedEvent, Erasure, HealthShown, Rebuilt, Restored,
};
pub use lists::{
    ActorRow, ActorView, Asked, CircleShown, Comparison, ComparisonRow, Contradictions, Figures,
    FoundClaims, LeftOutPair, LinkCard, MatterRow, Queue, Timeline, UnansweredBy,
};
pub use log::{IndexShown, LogEntry, LogPage, ProblemShown, Verified};
pub use matrix::{MatrixCell, MatrixParty, MatrixShown};
pub use matter::{MatterCount, MatterEvent, MatterPage, MatterSide, Parties, PartyStatements};
pub use overview::{LastRecorded, Overview, OverviewCounts};
pub use pages::{
    ActorPage, ActorTab, ClaimsPage, ComparePage, CompareRow, CompareSide, Facet, FacetValue,
    LinksPage, PairsPage, QueuePage, ToCompare,
};
pub use posts::{
    ClaimOfPost, DifferencePiece, PageDifference, PieceKind, PostDifference, PostDiffers, PostPage,
    PostWording, WordingDifference,
};
pub use proof::{CheckpointShown, EventProved, LogHead, ProofChecked, ProofMade};
pub use record::{
    Citation, ClaimRecord, HistoryLine, Ingested, PageIngested, ReviewShown, Submitted,
};
pub use report::{
    Between, CheckedOf, Firmness, OurCorrection, Report, ReportBasis, ReportChange, ReportClash,
    ReportEvidence, ReportFigure, ReportMatter, ReportOrigin, ReportPair, ReportParty, ReportReply,
    ReportSource, ReportStatement, ReportSubject, ReportUnanswered, SpokeFor,
};
pub use rows::{AboutRow, ClaimRow, FindingRow, NamedRow, PlaceRow, ReviewRow, SightedRow};
pub use series::{FiguresAgreeing, FiguresCompared, RangeShown, SeriesRow, SeriesShown};
pub use sighted::{CaptureShown, FindingShown, PostShown, SightingShown, SourceShown};
pub use sources::{
    CaptureRow, OwnershipShown, PostRow, RatingShown, SourcePage, SourceRow, Sources,
};
pub use standings::{CutShown, StandingRow, Standings, Step, WithoutShown};
pub use versions::{DisputeShown, VersionLimits, VersionShown, VersionsShown};
pub use watched::{PollOutcome, PollReport, Watched, WatchedPage};
pub use window::Window;
