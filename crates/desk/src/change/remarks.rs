//! What persons add on top of claims: ratings, notes, and requests for comment.

use counterclaim_model::{Clock, Command, CommentRequest, Instant, Note, Review, ReviewId};
use serde::{Deserialize, Serialize};

use super::asked::Asked;
use super::typed;
use crate::desk::Desk;
use crate::error::DeskError;

/// Rate a claim on a named scale, in the name of whoever asks for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReviewAdd {
    /// The claim: id or unique prefix.
    pub claim: String,
    /// Name of the scale.
    pub scale: String,
    /// The rating, in the scale's words.
    pub rating: String,
    /// Why, for the reader.
    #[serde(default, deserialize_with = "typed::text_or_absent")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// Remark on a claim, in the name of whoever asks for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoteAdd {
    /// The claim: id or unique prefix.
    pub claim: String,
    /// The remark.
    pub text: String,
}

/// Record that the desk asked for comment on a claim, and when the reply came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CommentAdd {
    /// The claim: id or unique prefix.
    pub claim: String,
    /// When the desk asked: RFC 3339 or a date.
    #[serde(deserialize_with = "typed::an_instant")]
    pub asked: Instant,
    /// When the reply came; absent, or `none`, if it did not.
    #[serde(default, deserialize_with = "typed::instant_or_absent")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replied: Option<Instant>,
}

impl Asked for ReviewAdd {
    fn commands(&self, desk: &Desk, by: &str) -> Result<Vec<Command>, DeskError> {
        let claim = desk.claim_id(&self.claim)?;
        let before = desk.views.claim(claim, Clock::NOW);
        let ordinal = before.map_or(0, |at| at.reviews.len()).to_string();
        Ok(vec![Command::AddReview(Review {
            id: ReviewId::derive(&[&claim.to_string(), by, &self.scale, &ordinal]),
            claim,
            by: by.to_owned(),
            scale: self.scale.clone(),
            rating: self.rating.clone(),
            reason: self.reason.clone(),
            published: None,
        })])
    }

    fn is_signed(&self) -> bool {
        true
    }
}

impl Asked for NoteAdd {
    fn commands(&self, desk: &Desk, by: &str) -> Result<Vec<Command>, DeskError> {
        let (claim, text) = (desk.claim_id(&self.claim)?, self.text.clone());
        Ok(vec![Command::AddNote(Note { claim, by: by.to_owned(), text })])
    }

    fn is_signed(&self) -> bool {
        true
    }
}

impl Asked for CommentAdd {
    fn commands(&self, desk: &Desk, _: &str) -> Result<Vec<Command>, DeskError> {
        let claim = desk.claim_id(&self.claim)?;
        let Self { asked, replied, .. } = *self;
        Ok(vec![Command::RequestComment(CommentRequest { claim, asked, replied })])
    }
}
