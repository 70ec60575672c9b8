//! Claims: a statement with its attribution, and the sightings that carry it.

use serde::{Deserialize, Serialize};

use crate::{ActorId, CaptureId, ClaimId, Digest, Figure, MatterId, Moment, PostId, SourceId};

/// What the speaker does with the statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Modality {
    /// Says that something is so.
    Asserts,
    /// Rejects an allegation, expressed or evidently understood.
    Denies,
    /// Charges somebody with wrongdoing.
    Accuses,
    /// Wants somebody to do something.
    Demands,
    /// Undertakes to do something.
    Promises,
    /// Wishes.
    Hopes,
    /// Makes a plan or an own official act known.
    Announces,
    /// Says what will happen.
    Predicts,
}

impl Modality {
    /// Returns whether the claim can be in dispute at all: demands, promises and hopes cannot.
    pub fn can_be_disputed(self) -> bool {
        !matches!(self, Self::Demands | Self::Promises | Self::Hopes)
    }
}

/// How the page carries the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// Wholly within quotation marks.
    Direct,
    /// In paraphrase.
    Indirect,
    /// Paraphrase with quoted fragments.
    Mixed,
    /// Only a headline says it.
    Headline,
    /// Known only through another's denial, confirmation or description.
    Implied,
}

/// Whose words they are. Only a speaker's words are ever printed in quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wording {
    /// The page gives them as the speaker's own.
    Speaker,
    /// The outlet's.
    Outlet,
    /// The outlet's, with fragments of the speaker's in quotation marks.
    Mixed,
}

/// How the statement is tied to its speaker in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Attribution {
    /// Speaker or cue stands in the sentence or headline.
    Explicit,
    /// Carried over from a sentence nearby.
    Anaphoric,
    /// The outlet's own voice.
    Narration,
}

/// How the speaker is said to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grounds {
    /// Seen or heard by the speaker.
    Witnessed,
    /// Told by somebody else.
    Told,
    /// A document.
    Document,
    /// Pictures or video.
    Imagery,
    /// An official statement or press release.
    OfficialStatement,
    /// The text does not say.
    NotStated,
}

/// What an actor is in a statement about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AboutRole {
    /// Charged with something.
    Accused,
    /// Described.
    Described,
    /// Spoken to: asked, called upon.
    Addressed,
    /// Harmed.
    Harmed,
}

/// An actor a statement is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// The actor.
    pub actor: ActorId,
    /// In which role.
    pub role: AboutRole,
}

/// Who speaks, as far as the page lets one know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speaker {
    /// The actor; absent if nobody is named or if the candidates below are left open.
    pub actor: Option<ActorId>,
    /// The speaker phrase in the page's words ("the ministry"); absent for a claim by hand or narration.
    pub phrase: Option<String>,
    /// Role or title in the page's words.
    pub role: Option<String>,
    /// Actors the phrase may mean where context does not settle it; empty otherwise.
    pub candidates: Vec<ActorId>,
}

/// A statement with its attribution. Which party it counts for follows from the speaker's recorded
/// affiliation at the time of the words, and is therefore not stored here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// The statement, self-contained: pronouns resolved. Ours or the page's words; never printed as a quotation.
    pub statement: String,
    /// Who says it.
    pub speaker: Speaker,
    /// Who passed it on, where the speaker is known through somebody else's account.
    pub relayed_by: Option<ActorId>,
    /// What the speaker does with it.
    pub modality: Modality,
    /// How the page carries it.
    pub form: Form,
    /// Whose words the page gives.
    pub wording: Wording,
    /// Language of the words (BCP 47), if known.
    pub language: Option<String>,
    /// Whether the page gives a translation; absent where the page does not say.
    pub translated: Option<bool>,
    /// How the statement is tied to its speaker.
    pub attribution: Attribution,
    /// How the speaker is said to know.
    pub grounds: Grounds,
    /// Whom it is about.
    pub about: Vec<About>,
    /// Figures in it.
    pub figures: Vec<Figure>,
    /// When it was said, where the page dates the utterance itself.
    pub asserted_at: Option<Moment>,
}

/// A place in a captured text: W3C Web Annotation selectors (quote with context, and position).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// The exact words.
    pub quote: String,
    /// Up to 32 code points before them.
    pub prefix: String,
    /// Up to 32 code points after them.
    pub suffix: String,
    /// Start, in code points.
    pub start: u32,
    /// End (exclusive), in code points.
    pub end: u32,
}

/// Another place in the same post that says the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// How this place carries it.
    pub form: Form,
    /// Where the words stand.
    pub content: Vec<Anchor>,
    /// The speaker phrase there.
    pub source: Vec<Anchor>,
    /// The cue there.
    pub cue: Vec<Anchor>,
}

/// One outlet carrying a claim: where, when, in which exact words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sighting {
    /// The claim.
    pub claim: ClaimId,
    /// Where it appeared.
    pub source: SourceId,
    /// In which post.
    pub post: PostId,
    /// In which capture.
    pub capture: CaptureId,
    /// The text that the anchors point into.
    pub text: Digest,
    /// When the post was published; absent for an undated introduction.
    pub published: Option<Moment>,
    /// Medium or venue of the utterance, where the page names it ("CNN", "a press briefing").
    pub venue: Option<String>,
    /// The words, piece by piece.
    pub content: Vec<Anchor>,
    /// The speaker phrase.
    pub source_phrase: Vec<Anchor>,
    /// The cue ("said", "according to").
    pub cue: Vec<Anchor>,
    /// Other places of the same post that say it.
    pub mentions: Vec<Mention>,
    /// Set where this sighting has speaker or outlet take the statement back.
    pub takes_back: bool,
}

/// How a proposal came about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// Rule or tool that proposed it, as `name@version`.
    pub rule: String,
    /// Confidence of the extraction in per cent. Never a weight.
    pub confidence: u8,
    /// What a person should look at first (`headline_exceeds_text`, `speaker_inferred`).
    pub flags: Vec<String>,
}

/// Whether a person has looked at a proposal. "Checked" means the attribution is right, not that the
/// statement is true.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Waits in the queue.
    Proposed,
    /// A person found the attribution right.
    Checked,
    /// A person found it wrong.
    Rejected,
    /// Recorded, then withdrawn by us: our mistake, not their retraction.
    Withdrawn,
}

impl Status {
    /// Returns whether the record is shown at all outside the queue and the list of our corrections.
    pub fn is_live(self) -> bool {
        matches!(self, Self::Proposed | Self::Checked)
    }
}

/// A change of one field of a claim, with the field's new value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Amendment {
    /// New statement.
    Statement(String),
    /// New speaker.
    Speaker(Option<ActorId>),
    /// New role.
    Role(Option<String>),
    /// New relayer.
    RelayedBy(Option<ActorId>),
    /// New modality.
    Modality(Modality),
    /// New form.
    Form(Form),
    /// New wording.
    Wording(Wording),
    /// New grounds.
    Grounds(Grounds),
    /// New list of actors it is about.
    About(Vec<About>),
    /// New figures.
    Figures(Vec<Figure>),
    /// New time of the utterance.
    AssertedAt(Option<Moment>),
    /// New language.
    Language(Option<String>),
}

impl Claim {
    /// Applies one amendment.
    pub fn amend(&mut self, amendment: &Amendment) {
        match amendment.clone() {
            Amendment::Statement(statement) => self.statement = statement,
            Amendment::Speaker(actor) => {
                self.speaker.actor = actor;
                self.speaker.candidates.clear();
            }
            Amendment::Role(role) => self.speaker.role = role,
            Amendment::RelayedBy(actor) => self.relayed_by = actor,
            Amendment::Modality(modality) => self.modality = modality,
            Amendment::Form(form) => self.form = form,
            Amendment::Wording(wording) => self.wording = wording,
            Amendment::Grounds(grounds) => self.grounds = grounds,
            Amendment::About(about) => self.about = about,
            Amendment::Figures(figures) => self.figures = figures,
            Amendment::AssertedAt(moment) => self.asserted_at = moment,
            Amendment::Language(language) => self.language = language,
        }
    }
}

/// A claim as it enters the log: the claim, its first sighting, its matters, and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewClaim {
    /// Derived from post, speaker phrase, normalised content and ordinal.
    pub id: ClaimId,
    /// The claim.
    pub claim: Claim,
    /// Where it was seen; absent for a claim known to the desk otherwise (letter, telephone).
    pub sighting: Option<Sighting>,
    /// Matters it belongs to.
    pub matters: Vec<MatterId>,
}
