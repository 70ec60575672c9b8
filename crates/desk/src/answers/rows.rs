//! Rows: claims lent one at a time, for lists as long as the case. A row borrows what a
//! [`Card`](super::Card) copies, and carries what a claim needs to come back by import.

use std::borrow::Cow;

use counterclaim_model::{
    AboutRole, ActorId, ActorKind, Anchor, Attribution, Capture, CaptureId, ClaimId, Digest,
    Evidence, Figure, Form, Grounds, Instant, Link, MatterId, Modality, Moment, Position, Post,
    PostId, PostVersion, PublishedReview, ReviewId, Sighting, Source, Status, Wording,
};

use super::{Marks, StandingShown, Times};

/// Somebody or something with a name, borrowed. See [`Named`](super::Named).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedRow<'r> {
    /// The actor; absent for "nobody named".
    pub id: Option<ActorId>,
    /// The neutral display name.
    pub name: Cow<'r, str>,
    /// What it is.
    pub kind: Option<ActorKind>,
}

/// Somebody a statement is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AboutRow<'r> {
    /// The actor.
    pub actor: NamedRow<'r>,
    /// Its party when the words were said.
    pub party: NamedRow<'r>,
    /// In which role.
    pub role: AboutRole,
}

/// One place that carries a claim: where, when, in which exact words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceRow<'r> {
    /// The outlet.
    pub outlet: Option<&'r str>,
    /// The post.
    pub post: PostId,
    /// Number of the post on its page; 0 is the introduction, and absent if the post is not there on
    /// this clock.
    pub number: Option<u32>,
    /// Headline of the post.
    pub headline: Option<&'r str>,
    /// Address of the post itself, or else of the page.
    pub url: Option<&'r str>,
    /// The capture.
    pub capture: CaptureId,
    /// When the page was captured.
    pub captured: Option<Moment>,
    /// When the post was published.
    pub published: Option<Moment>,
    /// When a later wording of the post was first captured, the latest; absent while there is one wording.
    pub reworded: Option<Moment>,
    /// Medium or venue of the utterance.
    pub venue: Option<&'r str>,
    /// SHA-256 of the text that the pieces stand in.
    pub text: Digest,
    /// The words, piece by piece, each with what stands before and behind it.
    pub pieces: &'r [Anchor],
    /// The cue.
    pub cue: &'r [Anchor],
    /// Whether speaker or outlet takes the statement back here.
    pub takes_back: bool,
    /// All of it, for another case to record the same; absent if something of it was erased.
    pub whole: Option<SightedRow<'r>>,
}

/// A sighting with all that it hangs on, as recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SightedRow<'r> {
    /// The source.
    pub source: &'r Source,
    /// The post.
    pub post: &'r Post,
    /// Its wording that the sighting is of.
    pub version: &'r PostVersion,
    /// The capture.
    pub capture: &'r Capture,
    /// The sighting.
    pub sighting: &'r Sighting,
}

/// A person's rating of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewRow<'r> {
    /// The rating.
    pub id: ReviewId,
    /// Who rates.
    pub by: &'r str,
    /// The scale.
    pub scale: &'r str,
    /// The rating, in the scale's words.
    pub rating: &'r str,
    /// Why.
    pub reason: Option<&'r str>,
    /// When it was recorded.
    pub recorded: Instant,
    /// Where it was published, for a rating that was not written in this case.
    pub published: Option<&'r PublishedReview>,
}

/// Who makes a finding, and what it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingRow<'r> {
    /// The named person.
    pub by: &'r str,
    /// What it rests on.
    pub evidence: &'r [Evidence],
    /// The link that it drew.
    pub drawn: Option<&'r Link>,
}

/// One statement with its attribution, lent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimRow<'r> {
    /// The claim.
    pub id: ClaimId,
    /// The statement, self-contained; never printed as a quotation.
    pub statement: &'r str,
    /// The marks its words must be printed in.
    pub marks: Marks,
    /// Who speaks.
    pub speaker: NamedRow<'r>,
    /// The speaker phrase in the page's words.
    pub phrase: Option<&'r str>,
    /// Role in the page's words.
    pub role: Option<&'r str>,
    /// For whom the speaker spoke when the words were said.
    pub party: NamedRow<'r>,
    /// Actors the phrase may mean where that is left open.
    pub candidates: Vec<NamedRow<'r>>,
    /// Who passed it on.
    pub relayed_by: Option<NamedRow<'r>>,
    /// What the speaker does with it.
    pub modality: Modality,
    /// How the page carries it.
    pub form: Form,
    /// Whose words the page gives.
    pub wording: Wording,
    /// Language of the words, if known.
    pub language: Option<&'r str>,
    /// Whether the page gives a translation, if it says.
    pub translated: Option<bool>,
    /// How it is tied to its speaker.
    pub attribution: Attribution,
    /// How the speaker is said to know.
    pub grounds: Grounds,
    /// Whom it is about.
    pub about: Vec<AboutRow<'r>>,
    /// Figures in it.
    pub figures: &'r [Figure],
    /// Matters it belongs to.
    pub matters: &'r [&'r MatterId],
    /// Their titles.
    pub matter_titles: Vec<&'r str>,
    /// The four times.
    pub times: Times,
    /// Where it was seen: what is public on the clock, in the order of recording. The words of the claim
    /// are those of the first.
    pub places: Vec<PlaceRow<'r>>,
    /// Whether a person has looked at it.
    pub status: Status,
    /// Position of the last event that changed it.
    pub revision: Position,
    /// Its standing, if asked for and if it counts; the sentence is empty and there are no notes unless
    /// these were asked for too.
    pub standing: Option<StandingShown>,
    /// What a person should look at first.
    pub flags: &'r [String],
    /// Confidence of the extraction in per cent; absent for records by hand.
    pub confidence: Option<u8>,
    /// The rule or tool that proposed it.
    pub rule: Option<&'r str>,
    /// Who makes it and on which evidence, if it is a finding.
    pub finding: Option<FindingRow<'r>>,
    /// Ratings by persons, oldest first.
    pub reviews: Vec<ReviewRow<'r>>,
}

impl<'r> ClaimRow<'r> {
    /// Returns the place whose words the claim has.
    pub fn place(&self) -> Option<&PlaceRow<'r>> {
        self.places.first()
    }

    /// Returns whether it is known only through somebody else.
    pub fn is_known_through_others(&self) -> bool {
        self.form == Form::Implied
    }
}
