//! What persons add on top of claims: ratings, notes, and requests for comment.

use serde::{Deserialize, Serialize};

use crate::{Amount, ClaimId, Digest, Instant, Moment, ReviewId};

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
    /// Where it was published, for a review that was not written in this case. Not stored where absent,
    /// as in every review from before there was such a thing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<PublishedReview>,
}

/// A review as it stands where it was published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedReview {
    /// Its address.
    pub url: Option<String>,
    /// For whom the reviewer reviews.
    pub organisation: Option<String>,
    /// When it was published.
    pub date: Option<Moment>,
    /// The rating as it is given there.
    pub original: OriginalRating,
    /// The same on a scale from 0 (worst) to 1 (best), beside the original and never instead of it.
    pub normalised: Option<NormalisedRating>,
}

/// A rating as its publisher gives it; every number in the publisher's own digits.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OriginalRating {
    /// In words ("Mostly false").
    pub words: Option<String>,
    /// As a number.
    pub value: Option<String>,
    /// The best number of the scale.
    pub best: Option<String>,
    /// The worst number of the scale.
    pub worst: Option<String>,
}

/// A rating on a scale from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NormalisedRating {
    /// 0 is the worst of the publisher's scale, 1 the best.
    pub value: Amount,
    /// What it follows from.
    pub basis: RatingBasis,
}

/// What a normalised rating follows from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RatingBasis {
    /// The publisher's numbers: where the value lies between worst and best.
    Numbers,
    /// The publisher's words, where they are one of five steps from "false" to "true".
    Words,
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
