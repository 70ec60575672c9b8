//! What persons add on top of claims: ratings, notes, and requests for comment.

use serde::{Deserialize, Serialize};

use crate::{ClaimId, Digest, Instant, ReviewId};

/// A person's signed rating of a claim on a named scale. A new rating on the same scale by the same
/// person follows the old one; both stay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// Derived from claim, analyst, scale and ordinal.
    pub id: ReviewId,
    /// The claim rated.
    pub claim: ClaimId,
    /// Who rates.
    pub by: String,
    /// Name of the scale.
    pub scale: String,
    /// The rating, in the scale's words.
    pub rating: String,
    /// Why, for the reader.
    pub reason: Option<String>,
}

/// A remark on a claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The claim.
    pub claim: ClaimId,
    /// Who remarks.
    pub by: String,
    /// The remark.
    pub text: String,
}

/// The desk's own request for comment on a claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommentRequest {
    /// The claim.
    pub claim: ClaimId,
    /// When the desk asked.
    pub asked: Instant,
    /// When the answer came; absent if none did.
    pub replied: Option<Instant>,
}

/// Evidence behind a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// What it is, for the reader: an address, a document's title.
    pub title: String,
    /// SHA-256 of the bytes kept, if kept.
    pub bytes: Option<Digest>,
}
