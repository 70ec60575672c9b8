//! A post as an answer: its wordings, what differs between them, and what was drawn from each; and a
//! page read now against what is recorded of it. Made by `Desk::post` and `Desk::page_against_case`.

use counterclaim_model::{
    CaptureId, ClaimId, Digest, Instant, Moment, Position, PostId, PostKey, Status,
};
use serde::Serialize;

use super::{Asked, Card, SourceShown};

/// A post in full.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PostPage {
    /// Where it was asked.
    pub asked: Asked,
    /// The post.
    pub id: PostId,
    /// Where it appeared.
    pub source: SourceShown,
    /// What identifies it within its source.
    pub key: PostKey,
    /// When it was published.
    pub published: Option<Moment>,
    /// Its own address.
    pub permalink: Option<String>,
    /// Its wordings, oldest first; never empty.
    pub versions: Vec<PostWording>,
    /// What differs between two wordings: those asked for, or else the last two. Absent where there is
    /// one only, or where the text of one is not kept.
    pub difference: Option<WordingDifference>,
    /// The live statements drawn from it, in the order of recording.
    pub claims: Vec<ClaimOfPost>,
}

/// One wording of a post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PostWording {
    /// Counted from 1, oldest first.
    pub version: usize,
    /// Where it was first read.
    pub capture: CaptureId,
    /// When that page was captured.
    pub captured_at: Option<Moment>,
    /// Position of its event.
    pub position: Position,
    /// When it was recorded.
    pub recorded_at: Instant,
    /// Who recorded it.
    pub by: String,
    /// Its headline.
    pub headline: Option<String>,
    /// Its number on that page, counted from the top; 0 is the introduction.
    pub number: u32,
    /// Start in the captured text, in code points.
    pub start: u32,
    /// End (exclusive) in the captured text, in code points.
    pub end: u32,
    /// The text that the offsets point into; absent where the record of its capture was erased.
    pub text: Option<Digest>,
    /// The wording; absent where that text is not kept, or no longer (erased).
    pub wording: Option<String>,
}

/// What differs between two wordings, word by word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WordingDifference {
    /// The earlier wording, by its number.
    pub from: usize,
    /// The later wording, by its number.
    pub to: usize,
    /// Stretches in order. Those that are not `added` are the earlier wording, those that are not `gone`
    /// the later one.
    pub pieces: Vec<DifferencePiece>,
}

/// A stretch of words in a comparison of two wordings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DifferencePiece {
    /// Where it stands.
    pub kind: PieceKind,
    /// The words with the white space behind them.
    pub text: String,
}

/// In which of two wordings a stretch stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PieceKind {
    /// In both.
    Same,
    /// In the earlier one only.
    Gone,
    /// In the later one only.
    Added,
}

/// A statement drawn from a post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ClaimOfPost {
    /// The statement.
    pub card: Card,
    /// The wordings it was drawn from, by number.
    pub versions: Vec<usize>,
    /// Whether its words, piece by piece, stand in the latest wording, white space apart; absent where that
    /// text is not kept.
    pub stands_in_latest: Option<bool>,
}

/// A page read now against what the case has of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PageDifference {
    /// Where it was asked.
    pub asked: Asked,
    /// The page as the caller named it.
    pub page: String,
    /// The name of its source.
    pub source: String,
    /// Whether the source is recorded.
    pub source_is_known: bool,
    /// Whether this very text was captured before.
    pub text_is_known: bool,
    /// The captures of the same page that it was set against, by address or else by title.
    pub captures: usize,
    /// Posts that differ, new and changed ones in page order, then those not there.
    pub posts: Vec<PostDifference>,
    /// Posts that are as recorded.
    pub unchanged: usize,
    /// What could not be read now: place and sentence.
    pub faults: Vec<String>,
}

/// How a post on the page differs from what is recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PostDifference {
    /// The post.
    pub post: PostId,
    /// How it differs.
    pub kind: PostDiffers,
    /// Its number on the page: as read now, or as last recorded for one that is not there.
    pub number: u32,
    /// When it was published.
    pub published: Option<Moment>,
    /// Its headline: as read now, or as last recorded for one that is not there.
    pub headline: Option<String>,
    /// For a changed post: from the latest recorded wording to the one read now.
    pub pieces: Vec<DifferencePiece>,
    /// Live statements drawn from it so far, with status.
    pub claims: Vec<(ClaimId, Status)>,
}

/// How a post read now differs from what is recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PostDiffers {
    /// Not recorded yet.
    New,
    /// Recorded with another wording.
    Changed,
    /// Recorded, and not on the page now. A page that shows only its newest posts drops the older ones:
    /// this is no sign of a deletion.
    NotThere,
}
