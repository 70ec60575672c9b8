//! What a change led to, and one claim in full.

use counterclaim_model::{
    CaptureId, ClaimId, CommitId, Digest, Instant, Position, PublishedReview, Review, ReviewId,
};
use serde::{Deserialize, Serialize};

use super::{Asked, Card, LinkCard};

/// What submitting commands led to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Submitted {
    /// The commit; absent if nothing was to be recorded, or on a dry run.
    pub commit: Option<CommitId>,
    /// First and last position recorded.
    pub positions: Option<(Position, Position)>,
    /// Names of the events, in order.
    pub events: Vec<String>,
    /// What they change or bring ("claim 1f0c…"), each once, in order.
    pub things: Vec<String>,
    /// Whether this key was used before: the first result is returned and nothing is recorded.
    pub replayed: bool,
    /// Whether nothing was written because the caller asked only what would be.
    pub dry_run: bool,
}

/// What reading one page led to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageIngested {
    /// The page as the caller named it.
    pub page: String,
    /// The capture.
    pub capture: CaptureId,
    /// Outlet.
    pub outlet: String,
    /// Posts on the page.
    pub posts: usize,
    /// Posts not seen before.
    pub added: usize,
    /// Posts with another wording than before.
    pub revised: usize,
    /// Posts known as they are.
    pub unchanged: usize,
    /// Claims proposed.
    pub claims: usize,
    /// Links proposed.
    pub links: usize,
    /// Ratings of claims on the page (schema.org ClaimReview) that were not known; left out where there is
    /// none.
    #[serde(default, skip_serializing_if = "is_none")]
    pub reviews: usize,
    /// Events recorded.
    pub events: usize,
    /// What could not be read or was refused: place and sentence.
    pub faults: Vec<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks by reference")]
fn is_none(count: &usize) -> bool {
    *count == 0
}

/// What reading pages led to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Ingested {
    /// Page by page.
    pub pages: Vec<PageIngested>,
    /// Events recorded in all.
    pub events: usize,
}

/// One line of a claim's history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HistoryLine {
    /// Position of the event.
    pub position: Position,
    /// When it was recorded.
    pub recorded_at: Instant,
    /// Who recorded it.
    pub analyst: String,
    /// What happened.
    pub what: String,
}

/// A person's rating.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReviewShown {
    /// Who rates.
    pub by: String,
    /// The scale.
    pub scale: String,
    /// The rating.
    pub rating: String,
    /// Why.
    pub reason: Option<String>,
    /// When it was recorded.
    pub recorded_at: Instant,
    /// The review.
    pub id: ReviewId,
    /// Where it was published, with its original rating; absent for a review written in this case.
    pub published: Option<PublishedReview>,
}

impl ReviewShown {
    /// Returns whether both are of one person on one scale: the later one follows the other.
    pub fn is_by_the_same(&self, other: &Self) -> bool {
        (&self.by, &self.scale) == (&other.by, &other.scale)
    }

    /// Shows a review as it was recorded.
    pub(crate) fn of(review: &Review, recorded_at: Instant) -> Self {
        Self {
            by: review.by.clone(),
            scale: review.scale.clone(),
            rating: review.rating.clone(),
            reason: review.reason.clone(),
            recorded_at,
            id: review.id,
            published: review.published.clone(),
        }
    }
}

/// One claim in full.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ClaimRecord {
    /// Where it was asked.
    pub asked: Asked,
    /// The claim.
    pub card: Card,
    /// Links to and from it, each with the claim at the other end.
    pub links: Vec<(LinkCard, Card)>,
    /// Ratings, oldest first.
    pub reviews: Vec<ReviewShown>,
    /// Notes: who, what.
    pub notes: Vec<(String, String)>,
    /// Requests for comment: asked, replied.
    pub requests: Vec<(Instant, Option<Instant>)>,
    /// For a finding: who makes it, and the titles of what it rests on.
    pub finding: Option<(String, Vec<String>)>,
    /// Everything that was recorded about it, oldest first.
    pub history: Vec<HistoryLine>,
}

/// One claim as a paste-ready reference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Citation {
    /// The claim.
    pub claim: ClaimId,
    /// One line, ready to paste.
    pub line: String,
    /// Hash of the text the words stand in.
    pub text: Option<Digest>,
}
