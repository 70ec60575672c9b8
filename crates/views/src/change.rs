//! What an event did to a claim: the entries of a claim's history, as the desk shows them.

use counterclaim_model::{Amendment, MatterId, ReviewId, SourceId, Status};

use crate::record::Record;

/// What an event did to a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A machine or agent proposed it.
    Proposed,
    /// A person recorded it, checked from birth.
    Recorded,
    /// The desk recorded it as its own finding.
    Found,
    /// Another place was seen to carry it.
    Sighted(SourceId),
    /// A person found the attribution right.
    Checked,
    /// A person found it wrong, for this reason.
    Rejected(String),
    /// It was withdrawn by us, for this reason.
    Withdrawn(String),
    /// A field was set right.
    Amended {
        /// The field's new value.
        amendment: Amendment,
        /// Why.
        reason: String,
    },
    /// It was put under a matter.
    Assigned(MatterId),
    /// It was taken out of a matter.
    Unassigned(MatterId),
    /// A person rated it.
    Reviewed(ReviewId),
    /// A person remarked on it.
    Noted,
    /// The desk asked for comment on it.
    CommentRequested,
}

impl Change {
    /// Returns the status the claim has after this change, if this change sets one.
    pub(crate) fn status(&self) -> Option<Status> {
        match self {
            Self::Proposed => Some(Status::Proposed),
            Self::Recorded | Self::Found | Self::Checked => Some(Status::Checked),
            Self::Rejected(_) => Some(Status::Rejected),
            Self::Withdrawn(_) => Some(Status::Withdrawn),
            Self::Sighted(_)
            | Self::Amended { .. }
            | Self::Assigned(_)
            | Self::Unassigned(_)
            | Self::Reviewed(_)
            | Self::Noted
            | Self::CommentRequested => None,
        }
    }

    /// Returns the amendment, if this change is one.
    fn amendment(&self) -> Option<&Amendment> {
        match self {
            Self::Amended { amendment, .. } => Some(amendment),
            Self::Proposed
            | Self::Recorded
            | Self::Found
            | Self::Sighted(_)
            | Self::Checked
            | Self::Rejected(_)
            | Self::Withdrawn(_)
            | Self::Assigned(_)
            | Self::Unassigned(_)
            | Self::Reviewed(_)
            | Self::Noted
            | Self::CommentRequested => None,
        }
    }
}

/// Returns the amendments of a history, oldest first.
pub(crate) fn amendments(history: &[Record<Change>]) -> impl Iterator<Item = &Amendment> {
    history.iter().filter_map(|change| change.value.amendment())
}
