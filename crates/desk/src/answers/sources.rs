//! Sources as answers: every outlet with what was read of it, and one of them in full. Made by
//! `Desk::sources` and `Desk::source_page`.

use counterclaim_model::{
    CaptureId, CapturedFrom, Digest, Instant, Moment, Period, Position, PostId, Reliability,
};
use serde::Serialize;

use super::{Asked, Named, SourceShown};

/// Every source recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Sources {
    /// Where it was asked.
    pub asked: Asked,
    /// The sources, in the order of recording.
    pub rows: Vec<SourceRow>,
}

/// A source with what was read of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SourceRow {
    /// The source.
    pub source: SourceShown,
    /// The outlet as an actor, named.
    pub outlet: Named,
    /// Its reliability; absent if it is not rated, or no longer.
    pub reliability: Option<Reliability>,
    /// Who owned it when the question is asked: published by then, or else recorded by then.
    pub owned: Option<OwnershipShown>,
    /// Captures recorded.
    pub captures: usize,
    /// Posts, public on the clock.
    pub posts: usize,
    /// Checked statements it carries.
    pub checked: usize,
    /// Statements it carries that wait in the queue.
    pub proposed: usize,
    /// When its earliest capture was made, as far as captures are dated.
    pub first_captured: Option<Moment>,
    /// When its latest capture was made, as far as captures are dated.
    pub last_captured: Option<Moment>,
    /// What could not be read in its captures.
    pub faults: usize,
    /// Position of the last event that changed it.
    pub revision: Position,
}

/// Who owns a source, and for which state; dated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OwnershipShown {
    /// The owner.
    pub owner: Named,
    /// The state that owns it or its owner, if any.
    pub state: Option<Named>,
    /// When this holds.
    pub period: Period,
    /// Position of the event.
    pub position: Position,
    /// When it was recorded.
    pub recorded_at: Instant,
    /// Who recorded it.
    pub by: String,
}

/// A rating of a source, or the end of one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RatingShown {
    /// The rating; absent where an earlier one was taken off.
    pub reliability: Option<Reliability>,
    /// Why.
    pub reason: String,
    /// Position of the event.
    pub position: Position,
    /// When it was recorded.
    pub recorded_at: Instant,
    /// Who recorded it.
    pub by: String,
}

/// One source in full.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SourcePage {
    /// Where it was asked.
    pub asked: Asked,
    /// The source with its counts.
    pub row: SourceRow,
    /// Everything recorded about who owns it, oldest first.
    pub ownerships: Vec<OwnershipShown>,
    /// Every rating, oldest first.
    pub ratings: Vec<RatingShown>,
    /// Captures, recorded last first: what of them the window shows.
    pub captures: Vec<CaptureRow>,
    /// How many captures there are.
    pub captures_in_all: usize,
    /// Posts, published last first, the undated behind them: what of them the window shows.
    pub posts: Vec<PostRow>,
    /// How many posts there are.
    pub posts_in_all: usize,
}

/// A capture in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CaptureRow {
    /// The capture.
    pub id: CaptureId,
    /// Title of the page.
    pub title: Option<String>,
    /// Its address: after redirects, or else the one asked for.
    pub url: Option<String>,
    /// When it was captured.
    pub captured_at: Option<Moment>,
    /// Where that time comes from.
    pub captured_from: Option<CapturedFrom>,
    /// Position of its event.
    pub position: Position,
    /// When it was recorded.
    pub recorded_at: Instant,
    /// Who recorded it.
    pub by: String,
    /// Wordings of posts first read in it: new posts and changed ones.
    pub wordings: usize,
    /// What could not be read.
    pub faults: usize,
    /// SHA-256 of the text read from it.
    pub text: Digest,
}

/// A post in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PostRow {
    /// The post.
    pub id: PostId,
    /// When it was published; absent for an introduction and for what cannot be dated.
    pub published: Option<Moment>,
    /// Its own address.
    pub permalink: Option<String>,
    /// Its headline, in the latest wording.
    pub headline: Option<String>,
    /// Its number on the page of the latest wording, counted from the top; 0 is the introduction.
    pub number: u32,
    /// Wordings read.
    pub versions: usize,
    /// Checked statements in it.
    pub checked: usize,
    /// Statements in it that wait in the queue.
    pub proposed: usize,
    /// The capture of the latest wording.
    pub capture: CaptureId,
    /// Position of the last event that changed it.
    pub revision: Position,
}
