//! Events: what was recorded. Names and payloads are stored for ever; a change of payload is a new
//! version of the same name, lifted by `upcast` when it is read, never an edit of what stands here.

use serde::{Deserialize, Serialize};

use crate::{
    Actor, ActorId, Alignment, Amendment, Capture, CaseId, ClaimId, CommentRequest, CommitId,
    Digest, Evidence, FileImported, Instant, Link, LinkId, Matter, MatterId, NewClaim, Note,
    Origin, Ownership, Period, Position, Post, PostVersion, Reliability, Review, Sighting, Source,
    SourceId, SpeaksFor, upcast,
};

/// Declares the event enum together with its stored names, so that the two cannot drift apart.
macro_rules! events {
    ($($(#[$doc:meta])* $name:ident($payload:ty) = $stored:literal v $version:literal;)*) => {
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

            /// Returns the version of the payload that this build writes for this event. Each type counts
            /// its own, from 1.
            pub fn version(&self) -> u16 {
                match self { $(Self::$name(_) => $version,)* }
            }

            /// Returns the version that this build writes under a stored name; none for a name that it
            /// does not know.
            pub fn current_version(name: &str) -> Option<u16> {
                match name {
                    $($stored => Some($version),)*
                    _ => None,
                }
            }

            /// Returns the payload as JSON: the bytes that are stored and hashed.
            ///
            /// # Errors
            /// Never for values built from the public types; the signature is serde's.
            pub fn payload(&self) -> serde_json::Result<String> {
                match self { $(Self::$name(payload) => serde_json::to_string(payload),)* }
            }

            /// Writes the payload behind whatever `out` holds, for whoever has many to write.
            ///
            /// # Errors
            /// As for [`payload`](Self::payload).
            pub fn write_payload(&self, out: &mut Vec<u8>) -> serde_json::Result<()> {
                match self { $(Self::$name(payload) => serde_json::to_writer(out, payload),)* }
            }

            /// Reads a payload of the current version.
            fn decode(name: &str, payload: &str) -> Result<Self, String> {
                match name {
                    $($stored => serde_json::from_str(payload)
                        .map(Self::$name)
                        .map_err(|error| error.to_string()),)*
                    _ => Err("name not known to this build".to_owned()),
                }
            }
        }
    };
}

events! {
    /// The case began.
    CaseOpened(CaseOpened) = "case.opened" v 1;
    /// The content of earlier events was erased: which, why and by whom, and nothing of what they said.
    ContentErased(ContentErased) = "content.erased" v 1;
    /// A batch decision was taken in the queue: query and everything that was seen.
    QueueDecided(QueueDecided) = "queue.decided" v 1;
    /// A file of another case or tool was imported, with what came of its rows.
    FileImported(FileImported) = "file.imported" v 1;
    /// A source became known.
    SourceRegistered(Source) = "source.registered" v 1;
    /// A source was rated, or its rating taken off.
    SourceRated(SourceRated) = "source.rated" v 1;
    /// Ownership of a source was recorded.
    SourceOwned(SourceOwned) = "source.owned" v 1;
    /// A page was captured.
    CaptureRecorded(Capture) = "capture.recorded" v 1;
    /// A post was seen for the first time.
    PostRecorded(PostRecorded) = "post.recorded" v 1;
    /// A post was seen with another wording.
    PostRevised(PostVersion) = "post.revised" v 1;
    /// A machine or agent proposed a claim.
    ClaimProposed(ClaimProposed) = "claim.proposed" v 1;
    /// A person recorded a claim by hand; it is born checked.
    ClaimRecorded(NewClaim) = "claim.recorded" v 1;
    /// Another place carries a known claim.
    ClaimSighted(Sighting) = "claim.sighted" v 1;
    /// A person found the attribution right.
    ClaimChecked(ClaimChecked) = "claim.checked" v 1;
    /// A person found the attribution wrong.
    ClaimRejected(ClaimClosed) = "claim.rejected" v 1;
    /// A field of a claim was set right.
    ClaimAmended(ClaimAmended) = "claim.amended" v 1;
    /// A claim was withdrawn by us.
    ClaimWithdrawn(ClaimClosed) = "claim.withdrawn" v 1;
    /// The desk itself states something, with evidence.
    FindingRecorded(FindingRecorded) = "finding.recorded" v 1;
    /// A machine or agent proposed a link.
    LinkProposed(LinkProposed) = "link.proposed" v 1;
    /// A person drew a link.
    LinkAdded(LinkAdded) = "link.added" v 1;
    /// A person found a proposed link right.
    LinkChecked(LinkChecked) = "link.checked" v 1;
    /// A person found a proposed link wrong.
    LinkRejected(LinkClosed) = "link.rejected" v 1;
    /// A link was withdrawn by us.
    LinkWithdrawn(LinkClosed) = "link.withdrawn" v 1;
    /// An actor became known.
    ActorAdded(Actor) = "actor.added" v 1;
    /// An actor is also called something else.
    ActorAliased(ActorAliased) = "actor.aliased" v 1;
    /// An actor speaks for another.
    ActorSpeaksFor(SpeaksFor) = "actor.speaks_for" v 1;
    /// Two actors count as one group.
    ActorAligned(Alignment) = "actor.aligned" v 1;
    /// Two actors turned out to be one.
    ActorMerged(ActorMerged) = "actor.merged" v 1;
    /// A merge turned out to be wrong.
    ActorSplit(ActorSplit) = "actor.split" v 1;
    /// A matter was opened.
    MatterAdded(Matter) = "matter.added" v 1;
    /// A claim was found to belong to a matter.
    MatterAssigned(MatterAssigned) = "matter.assigned" v 1;
    /// A claim was found not to belong to a matter.
    MatterUnassigned(MatterAssigned) = "matter.unassigned" v 1;
    /// Two matters turned out to be one.
    MatterMerged(MatterMerged) = "matter.merged" v 1;
    /// A person rated a claim.
    ReviewRecorded(Review) = "review.recorded" v 1;
    /// A person remarked on a claim.
    NoteRecorded(Note) = "note.recorded" v 1;
    /// The desk asked for comment.
    CommentRequested(CommentRequest) = "comment.requested" v 1;
}

impl Event {
    /// Reads a payload stored under `name` and `version`: lifted to the current version first, if it is
    /// an older one.
    ///
    /// # Errors
    /// [`UnreadableEvent`] if the name is not known to this build or the version is newer than this
    /// build's (both are kept and passed through), or the payload does not fit.
    pub fn from_stored(name: &str, version: u16, payload: &str) -> Result<Self, UnreadableEvent> {
        let unreadable = |why: String| UnreadableEvent { name: name.to_owned(), version, why };
        let Some(current) = Self::current_version(name) else {
            return Err(unreadable("name not known to this build".to_owned()));
        };
        if version == current {
            return Self::decode(name, payload).map_err(unreadable);
        }
        let lifted = upcast::lift(name, version, current, payload).map_err(unreadable)?;
        Self::decode(name, &lifted).map_err(unreadable)
    }
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

/// Payload of `content.erased`. The events stay where they are, each with the hash of what it said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContentErased {
    /// Which events lost their content: ascending, each once, all before this one.
    pub positions: Vec<Position>,
    /// Which pieces of evidence were removed, by SHA-256: ascending, each once.
    pub evidence: Vec<Digest>,
    /// Why.
    pub reason: String,
    /// The named person who had it erased.
    pub by: String,
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
