//! Answers: plain structs with public fields, in the reader's words. What every face renders.

mod brief;
mod by_name;
mod card;
mod extracted;
mod graph;
mod import;
mod life;
mod lists;
mod log;
mod matrix;
mod pages;
mod proof;
mod record;
mod report;
mod rows;
mod series;
mod sighted;
mod standings;
mod versions;

pub use brief::{
    Brief, BriefPage, FigureRow, Given, LookAt, MatterSection, PairedAccounts, PartyCount,
    SameOrigin, StatedRejection, Unanswered,
};
pub use by_name::{NamedClaim, NamedGraph, NamedParams};
pub use card::{
    AboutShown, Card, FigureShown, Marks, Named, PlaceShown, StandingShown, Times, Words,
};
pub use extracted::{
    AboutLine, ClaimLine, ExtractLine, FaultLine, FigureLine, LinkLine, MentionLine, Offsets,
    PageLine, PostLine, VariantLine,
};
pub use graph::{Argument, DefeatShown, GraphEdge, GraphNode, GraphShown, ParametersShown};
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
pub use pages::{
    ActorPage, ActorTab, ClaimsPage, ComparePage, CompareRow, CompareSide, Facet, FacetValue,
    LinksPage, PairsPage, QueuePage,
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
pub use standings::{CutShown, StandingRow, Standings, Step, WithoutShown};
pub use versions::{DisputeShown, VersionLimits, VersionShown, VersionsShown};
