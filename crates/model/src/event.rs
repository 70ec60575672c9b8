//! Events: what was recorded. Names and payloads are stored for ever; a change of payload is a new
//! version of the same name, read through an upcast, never an edit of what stands here.

use serde::{Deserialize, Serialize};

use crate::{
    Actor, ActorId, Alignment, Amendment, Capture, CaseId, ClaimId, CommentRequest, CommitId,
    Evidence, Instant, Link, LinkId, Matter, MatterId, NewClaim, Note, Origin, Ownership, Period,
    Position, Post, PostVersion, Reliability, Review, Sighting, Source, SourceId, SpeaksFor,
};

/// Declares the event enum together with its stored names, so that the two cannot drift apart.
macro_rules! events {
    ($($(#[$doc:meta])* $name:ident($payload:ty) = $stored:literal;)*) => {
        /// Something that was recorded. Past tense; applying it cannot fail.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Event {
            $($(#[$doc])* $name($payload),)*
        }

        impl Event {
            /// Every stored name, in the order of declaration.
            pub const NAMES: &'static [&'static str] = &[$($stored),*];

            /// Returns the stored name (`claim.proposed`). Stable for ever.
            pub fn name(&self) -> &'static str {
                match self { $(Self::$name(_) => $stored,)* }
            }

            /// Returns the payload as JSON: the bytes that are stored and hashed.
            ///
            /// # Errors
            /// Never for values built from the public types; the signature is serde's.
            pub fn payload(&self) -> serde_json::Result<String> {
                match self { $(Self::$name(payload) => serde_json::to_string(payload),)* }
            }

            /// Reads a payload stored under `name` and `version`.
            ///
            /// # Errors
            /// [`UnreadableEvent`] if name or version are not known to this build, or the payload does not fit.
            pub fn from_stored(name: &str, version: u16, payload: &str) -> Result<Self, UnreadableEvent> {
                let unreadable = |why: String| UnreadableEvent { name: name.to_owned(), version, why };
                if version != Self::VERSION {
                    return Err(unreadable("version not known to this build".to_owned()));
                }
                match name {
                    $($stored => serde_json::from_str(payload)
                        .map(Self::$name)
                        .map_err(|error| unreadable(error.to_string())),)*
                    _ => Err(unreadable("name not known to this build".to_owned())),
                }
            }
        }
    };
}

events! {
    /// The case began.
    CaseOpened(CaseOpened) = "case.opened";
    /// A batch decision was taken in the queue: query and everything that was seen.
    QueueDecided(QueueDecided) = "queue.decided";
    /// A source became known.
    SourceRegistered(Source) = "source.registered";
    /// A source was rated, or its rating taken off.
    SourceRated(SourceRated) = "source.rated";
    /// Ownership of a source was recorded.
    SourceOwned(SourceOwned) = "source.owned";
    /// A page was captured.
    CaptureRecorded(Capture) = "capture.recorded";
    /// A post was seen for the first time.
    PostRecorded(PostRecorded) = "post.recorded";
    /// A post was seen with another wording.
    PostRevised(PostVersion) = "post.revised";
    /// A machine or agent proposed a claim.
    ClaimProposed(ClaimProposed) = "claim.proposed";
    /// A person recorded a claim by hand; it is born checked.
    ClaimRecorded(NewClaim) = "claim.recorded";
    /// Another place carries a known claim.
    ClaimSighted(Sighting) = "claim.sighted";
    /// A person found the attribution right.
    ClaimChecked(ClaimChecked) = "claim.checked";
    /// A person found the attribution wrong.
    ClaimRejected(ClaimClosed) = "claim.rejected";
    /// A field of a claim was set right.
    ClaimAmended(ClaimAmended) = "claim.amended";
    /// A claim was withdrawn by us.
    ClaimWithdrawn(ClaimClosed) = "claim.withdrawn";
    /// The desk itself states something, with evidence.
    FindingRecorded(FindingRecorded) = "finding.recorded";
    /// A machine or agent proposed a link.
    LinkProposed(LinkProposed) = "link.proposed";
    /// A person drew a link.
    LinkAdded(LinkAdded) = "link.added";
    /// A person found a proposed link right.
    LinkChecked(LinkChecked) = "link.checked";
    /// A person found a proposed link wrong.
    LinkRejected(LinkClosed) = "link.rejected";
    /// A link was withdrawn by us.
    LinkWithdrawn(LinkClosed) = "link.withdrawn";
    /// An actor became known.
    ActorAdded(Actor) = "actor.added";
    /// An actor is also called something else.
    ActorAliased(ActorAliased) = "actor.aliased";
    /// An actor speaks for another.
    ActorSpeaksFor(SpeaksFor) = "actor.speaks_for";
    /// Two actors count as one group.
    ActorAligned(Alignment) = "actor.aligned";
    /// Two actors turned out to be one.
    ActorMerged(ActorMerged) = "actor.merged";
    /// A merge turned out to be wrong.
    ActorSplit(ActorSplit) = "actor.split";
    /// A matter was opened.
    MatterAdded(Matter) = "matter.added";
    /// A claim was found to belong to a matter.
    MatterAssigned(MatterAssigned) = "matter.assigned";
    /// A claim was found not to belong to a matter.
    MatterUnassigned(MatterAssigned) = "matter.unassigned";
    /// Two matters turned out to be one.
    MatterMerged(MatterMerged) = "matter.merged";
    /// A person rated a claim.
    ReviewRecorded(Review) = "review.recorded";
    /// A person remarked on a claim.
    NoteRecorded(Note) = "note.recorded";
    /// The desk asked for comment.
    CommentRequested(CommentRequest) = "comment.requested";
}

impl Event {
    /// Payload version written by this build. One number while the format is `0`.
    pub const VERSION: u16 = 1;
}

/// A stored event that this build cannot read. It is kept and passed through, never dropped.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("event {name:?} version {version}: {why}")]
pub struct UnreadableEvent {
    /// Stored name.
    pub name: String,
    /// Stored version.
    pub version: u16,
    /// What does not fit.
    pub why: String,
}

/// Payload of `case.opened`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseOpened {
    /// The case.
    pub case: CaseId,
    /// Its title.
    pub title: String,
}

/// What was done with a set of proposals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QueueAction {
    /// Checked.
    Check,
    /// Rejected.
    Reject,
}

/// Payload of `queue.decided`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueDecided {
    /// What was done.
    pub action: QueueAction,
    /// The query as typed.
    pub query: String,
    /// Every claim that was seen and decided on.
    pub seen: Vec<ClaimId>,
    /// Every link that was seen and decided on.
    pub links: Vec<LinkId>,
}

/// Payload of `source.rated`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceRated {
    /// The source.
    pub source: SourceId,
    /// The rating; absent takes it off.
    pub reliability: Option<Reliability>,
    /// Why.
    pub reason: String,
}

/// Payload of `source.owned`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceOwned {
    /// The source.
    pub source: SourceId,
    /// Who owns it.
    pub ownership: Ownership,
}

/// Payload of `post.recorded`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostRecorded {
    /// The post.
    pub post: Post,
    /// Its first wording.
    pub version: PostVersion,
}

/// Payload of `claim.proposed`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimProposed {
    /// The claim.
    pub claim: NewClaim,
    /// How the proposal came about.
    pub origin: Origin,
}

/// Payload of `claim.checked`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimChecked {
    /// The claim.
    pub claim: ClaimId,
}

/// Payload of `claim.rejected` and `claim.withdrawn`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimClosed {
    /// The claim.
    pub claim: ClaimId,
    /// Why.
    pub reason: String,
}

/// Payload of `claim.amended`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimAmended {
    /// The claim.
    pub claim: ClaimId,
    /// The change.
    pub amendment: Amendment,
    /// Why.
    pub reason: String,
}

/// Payload of `finding.recorded`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingRecorded {
    /// The finding as a claim; its speaker is the desk.
    pub claim: NewClaim,
    /// The named person who makes it.
    pub by: String,
    /// What it rests on; never empty.
    pub evidence: Vec<Evidence>,
}

/// Payload of `link.proposed`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkProposed {
    /// The link.
    pub link: Link,
    /// How the proposal came about.
    pub origin: Origin,
}

/// Payload of `link.added`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkAdded {
    /// The link.
    pub link: Link,
    /// Who drew it.
    pub by: String,
}

/// Payload of `link.checked`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkChecked {
    /// The link.
    pub link: LinkId,
}

/// Payload of `link.rejected` and `link.withdrawn`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkClosed {
    /// The link.
    pub link: LinkId,
    /// Why.
    pub reason: String,
}

/// Payload of `actor.aliased`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActorAliased {
    /// The actor.
    pub actor: ActorId,
    /// Another name of it.
    pub alias: String,
    /// When it is called so.
    pub period: Period,
}

/// Payload of `actor.merged`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActorMerged {
    /// The actor that turned out to be another.
    pub actor: ActorId,
    /// The one it is.
    pub into: ActorId,
    /// Why.
    pub reason: String,
}

/// Payload of `actor.split`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActorSplit {
    /// The actor that is itself again.
    pub actor: ActorId,
    /// Why.
    pub reason: String,
}

/// Payload of `matter.assigned` and `matter.unassigned`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatterAssigned {
    /// The claim.
    pub claim: ClaimId,
    /// The matter.
    pub matter: MatterId,
}

/// Payload of `matter.merged`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatterMerged {
    /// The matter that turned out to be another.
    pub matter: MatterId,
    /// The one it is.
    pub into: MatterId,
}

/// The stream an event belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stream {
    /// Captures, posts, claims and sightings of one source, with their corrections.
    Source(SourceId),
    /// Actors and their affiliations.
    Actors,
    /// Matters and who belongs to them.
    Matters,
    /// Links.
    Links,
    /// Reviews, findings, notes and requests for comment.
    Reviews,
    /// The case itself.
    Case,
}

impl std::fmt::Display for Stream {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Source(id) => write!(f, "source/{id}"),
            Self::Actors => f.write_str("actors"),
            Self::Matters => f.write_str("matters"),
            Self::Links => f.write_str("links"),
            Self::Reviews => f.write_str("reviews"),
            Self::Case => f.write_str("case"),
        }
    }
}

impl std::str::FromStr for Stream {
    type Err = NotAStream;

    fn from_str(text: &str) -> Result<Self, NotAStream> {
        match text {
            "actors" => Ok(Self::Actors),
            "matters" => Ok(Self::Matters),
            "links" => Ok(Self::Links),
            "reviews" => Ok(Self::Reviews),
            "case" => Ok(Self::Case),
            _ => text
                .strip_prefix("source/")
                .and_then(|id| id.parse().ok())
                .map(Self::Source)
                .ok_or_else(|| NotAStream(text.to_owned())),
        }
    }
}

/// A text that names no stream.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a stream (source/ID, actors, matters, links, reviews or case)")]
pub struct NotAStream(pub String);

/// What is known of a commit as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommitHeader {
    /// The commit's id, which is also its idempotency key.
    pub id: CommitId,
    /// When it was recorded: microseconds, never decreasing along the log.
    pub recorded_at: Instant,
    /// Who recorded it.
    pub analyst: String,
    /// Which program, as `name@version`.
    pub agent: String,
    /// Ties commits of one piece of work together, if given.
    pub correlation: Option<CommitId>,
    /// The commit that led to this one, if given.
    pub causation: Option<CommitId>,
}

/// An event with its place in the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// Its place.
    pub position: Position,
    /// When it was recorded.
    pub recorded_at: Instant,
    /// Who recorded it.
    pub analyst: String,
    /// What was recorded.
    pub event: Event,
}
