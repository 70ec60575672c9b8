//! Refusals: what the rules say no to. A refusal is a value, not a failure of the machine.

use std::fmt;

use crate::{
    ActorId, CaptureId, ClaimId, LinkId, MatterId, Position, PostId, Relation, ReviewId, SourceId,
    Status,
};

/// Anything that has a revision.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Thing {
    /// The case.
    Case,
    /// A source.
    Source(SourceId),
    /// A capture.
    Capture(CaptureId),
    /// A post.
    Post(PostId),
    /// A claim.
    Claim(ClaimId),
    /// A link.
    Link(LinkId),
    /// An actor.
    Actor(ActorId),
    /// A matter.
    Matter(MatterId),
    /// A review.
    Review(ReviewId),
}

impl fmt::Display for Thing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Case => f.write_str("the case"),
            Self::Source(id) => write!(f, "source {id}"),
            Self::Capture(id) => write!(f, "capture {id}"),
            Self::Post(id) => write!(f, "post {id}"),
            Self::Claim(id) => write!(f, "claim {id}"),
            Self::Link(id) => write!(f, "link {id}"),
            Self::Actor(id) => write!(f, "actor {id}"),
            Self::Matter(id) => write!(f, "matter {id}"),
            Self::Review(id) => write!(f, "review {id}"),
        }
    }
}

/// What a caller can do about a refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RefusalKind {
    /// The thing is not there: look for its id.
    NotFound,
    /// The thing is in another state than the caller thought: look again, then decide again.
    Conflict,
    /// The command itself is wrong: change it.
    Invalid,
}

/// Why a command was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The thing was never recorded.
    #[error("{0} is not in this case")]
    Unknown(Thing),
    /// It is there already.
    #[error("{0} is already recorded")]
    AlreadyRecorded(Thing),
    /// It changed since the caller looked.
    #[error(
        "{thing} has changed: expected revision {expected}, it is at {actual}; look again, then repeat"
    )]
    RevisionMoved {
        /// The thing.
        thing: Thing,
        /// What the caller expected.
        expected: Position,
        /// What it is.
        actual: Position,
    },
    /// The change does not fit the thing's status.
    #[error("{thing} is {status:?}: it cannot be {wanted}")]
    WrongStatus {
        /// The thing.
        thing: Thing,
        /// What it is.
        status: Status,
        /// What was wanted, as a participle.
        wanted: &'static str,
    },
    /// A text that must say something is empty.
    #[error("{0} is empty")]
    Empty(&'static str),
    /// A text is too long.
    #[error("{what} has {length} bytes; the limit is {limit}")]
    TooLong {
        /// Which text.
        what: &'static str,
        /// Its length in bytes.
        length: usize,
        /// The limit in bytes.
        limit: usize,
    },
    /// A period ends before it begins.
    #[error("the period ends before it begins")]
    PeriodReversed,
    /// A link from a claim to itself.
    #[error("a claim cannot be linked to itself")]
    SelfLink,
    /// A relation that only a finding may draw.
    #[error("only a finding refutes: a named person, with evidence (`finding add`)")]
    OnlyAFindingRefutes,
    /// A finding must refute or confirm.
    #[error("a finding refutes or confirms; it does not {0:?}")]
    NotAFindingRelation(Relation),
    /// Corrections, updates and retractions are the same party's.
    #[error("{0:?} needs two claims of the same party")]
    NotTheSameParty(Relation),
    /// A weight or confidence beyond 100 per cent.
    #[error("{0} per cent is more than 100")]
    OverHundred(u8),
    /// Something merged into, aligned with or speaking for itself, or in a circle.
    #[error("{0} cannot be tied to itself, directly or in a circle")]
    Circle(Thing),
    /// A quotation whose wording is the speaker's has no place in a text.
    #[error("words given as the speaker's own must have a place in a captured text")]
    QuoteWithoutPlace,
    /// A position that no event has.
    #[error("there is no event at position {0}")]
    NoSuchPosition(Position),
    /// Positions or hashes to be erased that are not ascending, each once.
    #[error("what is to be erased must be ascending, each once")]
    NotAscending,
    /// Counts of an import that do not add up.
    #[error("the file has {rows} rows, but those added, unchanged and refused are not as many")]
    CountsDiffer {
        /// Rows in the file.
        rows: u64,
    },
    /// A reply before the question.
    #[error("the reply is earlier than the request")]
    ReplyBeforeRequest,
}

impl Refusal {
    /// Returns what the caller can do about it.
    pub fn kind(&self) -> RefusalKind {
        match self {
            Self::Unknown(_) | Self::NoSuchPosition(_) => RefusalKind::NotFound,
            Self::AlreadyRecorded(_) | Self::RevisionMoved { .. } | Self::WrongStatus { .. } => {
                RefusalKind::Conflict
            }
            Self::Empty(_)
            | Self::TooLong { .. }
            | Self::PeriodReversed
            | Self::SelfLink
            | Self::OnlyAFindingRefutes
            | Self::NotAFindingRelation(_)
            | Self::NotTheSameParty(_)
            | Self::OverHundred(_)
            | Self::Circle(_)
            | Self::QuoteWithoutPlace
            | Self::NotAscending
            | Self::CountsDiffer { .. }
            | Self::ReplyBeforeRequest => RefusalKind::Invalid,
        }
    }
}
