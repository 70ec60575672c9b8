//! What became different between two positions, as an answer: event by event, and the standings that
//! read otherwise now. Made by `Desk::changes`.

use counterclaim_model::{
    CaptureId, ClaimId, Instant, LinkId, MatterId, Position, PostId, Relation, ReviewId, SourceId,
};
use serde::Serialize;

use super::{Asked, Named};

/// What became different between two positions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Changes {
    /// Where it was asked: the later position.
    pub asked: Asked,
    /// The earlier position; what was recorded behind it is told.
    pub since: Position,
    /// When the event at that position was recorded; absent at the start.
    pub since_at: Option<Instant>,
    /// What was recorded, oldest first.
    pub items: Vec<ChangedItem>,
    /// Claims that stand otherwise than they did, in the order of recording.
    pub standings: Vec<ChangedStanding>,
}

/// Something that was recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChangedItem {
    /// Position of the event.
    pub position: Position,
    /// When it was recorded.
    pub recorded_at: Instant,
    /// Who recorded it.
    pub by: String,
    /// What kind of change it is.
    pub kind: ChangedKind,
    /// What it is about.
    pub of: ChangedThing,
    /// The field that was set right, of a correction.
    pub field: Option<ChangedField>,
    /// The reason given.
    pub reason: Option<String>,
    /// The same in one sentence.
    pub told: String,
}

/// What kind of change was recorded. Names are stable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangedKind {
    /// The case was opened.
    CaseOpened,
    /// Content was erased.
    ContentErased,
    /// A file was imported.
    FileImported,
    /// A batch of proposals was decided on.
    QueueDecided,
    /// A new source.
    SourceNew,
    /// A source was rated, or its rating taken off.
    SourceRated,
    /// Who owns a source was recorded.
    SourceOwned,
    /// A new capture.
    CaptureNew,
    /// A new post.
    PostNew,
    /// A new wording of a known post.
    PostRevised,
    /// A new claim, proposed.
    ClaimProposed,
    /// A new claim, recorded by hand.
    ClaimRecorded,
    /// A new finding of the desk.
    FindingRecorded,
    /// A known claim was seen in another place.
    ClaimSighted,
    /// A claim was checked.
    ClaimChecked,
    /// A claim was rejected.
    ClaimRejected,
    /// A field of a claim was set right.
    ClaimCorrected,
    /// A claim was withdrawn by us.
    ClaimWithdrawn,
    /// A new link, proposed.
    LinkProposed,
    /// A new link, drawn by a person.
    LinkAdded,
    /// A link was checked.
    LinkChecked,
    /// A link was rejected.
    LinkRejected,
    /// A link was withdrawn by us.
    LinkWithdrawn,
    /// A new actor.
    ActorNew,
    /// Another name of an actor.
    ActorAliased,
    /// For whom an actor speaks was recorded.
    ActorSpeaksFor,
    /// Two actors were recorded as one group.
    ActorAligned,
    /// Two actors were found to be one.
    ActorMerged,
    /// A merge of actors was found to be wrong.
    ActorSplit,
    /// A new matter.
    MatterNew,
    /// A claim was put under a matter.
    MatterAssigned,
    /// A claim was taken out of a matter.
    MatterUnassigned,
    /// Two matters were found to be one.
    MatterMerged,
    /// A claim was rated.
    ReviewRecorded,
    /// A claim was remarked on.
    NoteRecorded,
    /// Comment on a claim was asked for.
    CommentRequested,
    /// The content of this event was erased since.
    Erased,
    /// An event that this program does not know.
    Unknown,
}

/// What a change is about: for pages, to lead there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ChangedThing {
    /// The claim; of a link, the one it is drawn from.
    pub claim: Option<ClaimTold>,
    /// The claim a link is drawn to.
    pub to: Option<ClaimTold>,
    /// The link.
    pub link: Option<LinkId>,
    /// The type of the link.
    pub relation: Option<Relation>,
    /// The post.
    pub post: Option<PostId>,
    /// The capture.
    pub capture: Option<CaptureId>,
    /// The source.
    pub source: Option<SourceId>,
    /// The actor.
    pub actor: Option<Named>,
    /// The other actor: principal, ally, or whom it was found to be.
    pub other: Option<Named>,
    /// The matter.
    pub matter: Option<MatterId>,
    /// The review.
    pub review: Option<ReviewId>,
}

/// A claim in one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ClaimTold {
    /// The claim.
    pub id: ClaimId,
    /// Who said it, for whom, when.
    pub who: String,
    /// The statement; never printed as a quotation.
    pub statement: String,
}

/// A field of a claim before and after it was set right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChangedField {
    /// The field.
    pub field: &'static str,
    /// What it said before, in words; empty if nothing.
    pub old: String,
    /// What it says since, in words; empty if nothing.
    pub new: String,
}

/// A claim that stands otherwise than it did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChangedStanding {
    /// The claim.
    pub claim: ClaimTold,
    /// The state in print before; absent if it did not count then.
    pub before: Option<String>,
    /// The state in print now; absent if it does not count any more.
    pub after: Option<String>,
    /// Why now, in one sentence.
    pub why: String,
}
