//! Commands: what somebody wants to change. Imperative; everything a rule needs to know about the
//! outside (time, person, text) is in the command.

use serde::Serialize;

use crate::{
    Actor, ActorId, Alignment, Amendment, Capture, CaseId, ClaimId, CommentRequest, ContentErased,
    Evidence, FileImported, Link, LinkId, Matter, MatterId, NewClaim, Note, Origin, Ownership,
    Period, Position, Post, PostVersion, QueueDecided, Relation, Reliability, Review, Sighting,
    Source, SourceId, SpeaksFor, Thing,
};

/// A wanted change. Serialised only to tell a repeated request from another one; never stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Command {
    /// Begin a case.
    OpenCase {
        /// The case.
        case: CaseId,
        /// Its title.
        title: String,
    },
    /// Note that the content of events and pieces of evidence is erased; the log carries it out.
    EraseContent(ContentErased),
    /// Note a batch decision; the decisions themselves are commands of their own beside it.
    DecideQueue(QueueDecided),
    /// Note that a file was imported; what its rows brought are commands of their own beside it.
    NoteImport(FileImported),
    /// Make a source known. Known already: nothing.
    RegisterSource(Source),
    /// Rate a source, or take its rating off.
    RateSource {
        /// The source.
        source: SourceId,
        /// The rating.
        reliability: Option<Reliability>,
        /// Why.
        reason: String,
    },
    /// Record who owns a source.
    OwnSource {
        /// The source.
        source: SourceId,
        /// Who owns it.
        ownership: Ownership,
    },
    /// Record a capture. The same text of the same source: nothing.
    RecordCapture(Capture),
    /// Record a post as read: new, another wording, or nothing if its wording is known.
    RecordPost {
        /// The post.
        post: Post,
        /// Its wording.
        version: PostVersion,
    },
    /// Propose a claim. Known already, whatever became of it: nothing.
    ProposeClaim {
        /// The claim.
        claim: NewClaim,
        /// How the proposal came about.
        origin: Origin,
    },
    /// Record a claim by hand.
    RecordClaim(NewClaim),
    /// Record that another place carries a known claim. The same sighting again: nothing.
    SightClaim(Sighting),
    /// Find the attribution of a proposed claim right.
    CheckClaim {
        /// The claim.
        claim: ClaimId,
    },
    /// Find it wrong.
    RejectClaim {
        /// The claim.
        claim: ClaimId,
        /// Why.
        reason: String,
    },
    /// Set a field of a claim right.
    AmendClaim {
        /// The claim.
        claim: ClaimId,
        /// The change.
        amendment: Amendment,
        /// Why.
        reason: String,
    },
    /// Withdraw a checked claim: our mistake.
    WithdrawClaim {
        /// The claim.
        claim: ClaimId,
        /// Why.
        reason: String,
    },
    /// State something as the desk, against or for a claim.
    RecordFinding {
        /// The finding as a claim.
        finding: NewClaim,
        /// The named person who makes it.
        by: String,
        /// What it rests on.
        evidence: Vec<Evidence>,
        /// [`Relation::Refutes`] or [`Relation::Confirms`].
        relation: Relation,
        /// The claim it is about.
        target: ClaimId,
        /// Why, for the reader.
        reason: String,
    },
    /// Propose a link. Known already: nothing.
    ProposeLink {
        /// The link.
        link: Link,
        /// How the proposal came about.
        origin: Origin,
    },
    /// Draw a link by hand.
    AddLink {
        /// The link.
        link: Link,
        /// Who draws it.
        by: String,
    },
    /// Find a proposed link right.
    CheckLink {
        /// The link.
        link: LinkId,
    },
    /// Find it wrong.
    RejectLink {
        /// The link.
        link: LinkId,
        /// Why.
        reason: String,
    },
    /// Withdraw a link: our mistake.
    WithdrawLink {
        /// The link.
        link: LinkId,
        /// Why.
        reason: String,
    },
    /// Make an actor known. Known already: nothing.
    AddActor(Actor),
    /// Give an actor another name. Has it already: nothing.
    AddAlias {
        /// The actor.
        actor: ActorId,
        /// The name.
        alias: String,
        /// When it is called so.
        period: Period,
    },
    /// Record that an actor speaks for another. Recorded already: nothing.
    AddSpeaksFor(SpeaksFor),
    /// Record that two actors count as one group. Recorded already: nothing.
    Align(Alignment),
    /// Record that two actors are one.
    MergeActors {
        /// The one that turned out to be another.
        actor: ActorId,
        /// The one it is.
        into: ActorId,
        /// Why.
        reason: String,
    },
    /// Undo a merge.
    SplitActor {
        /// The actor that is itself again.
        actor: ActorId,
        /// Why.
        reason: String,
    },
    /// Open a matter. Open already: nothing.
    AddMatter(Matter),
    /// Put a claim under a matter. There already: nothing.
    AssignMatter {
        /// The claim.
        claim: ClaimId,
        /// The matter.
        matter: MatterId,
    },
    /// Take a claim out of a matter. Not there: nothing.
    UnassignMatter {
        /// The claim.
        claim: ClaimId,
        /// The matter.
        matter: MatterId,
    },
    /// Record that two matters are one.
    MergeMatters {
        /// The one that turned out to be another.
        matter: MatterId,
        /// The one it is.
        into: MatterId,
    },
    /// Rate a claim.
    AddReview(Review),
    /// Remark on a claim.
    AddNote(Note),
    /// Record a request for comment.
    RequestComment(CommentRequest),
}

/// What the caller last saw of a thing: the command is refused if the thing has changed since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expectation {
    /// The thing.
    pub thing: Thing,
    /// Its revision as the caller saw it.
    pub revision: Position,
}
