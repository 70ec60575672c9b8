//! The card: one statement with its attribution, as it is shown anywhere.

use counterclaim_graph::Dispute;
use counterclaim_model::{
    AboutRole, ActorId, ActorKind, Anchor, Attribution, CaptureId, ClaimId, Digest, Form, Grounds,
    Instant, MatterId, Modality, Moment, Position, PostId, Status, Voice, Wording,
};
use serde::Serialize;

use super::{FindingShown, SightingShown};

/// Somebody or something with a name; `id` is absent for "nobody named".
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Named {
    /// The actor.
    pub id: Option<ActorId>,
    /// The neutral display name.
    pub name: String,
    /// What it is.
    pub kind: Option<ActorKind>,
}

impl Named {
    /// The speaker nobody names, who counts as a party of its own.
    pub fn nobody() -> Self {
        Self { id: None, name: "nobody named".to_owned(), kind: None }
    }
}

/// Whose words stand between the marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Marks {
    /// The page gives them as the speaker's own: printed in quotation marks.
    Speaker,
    /// The outlet's wording: printed in single guillemets, never in quotation marks.
    Outlet,
}

/// A stretch of exact words with the marks they must be printed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Words {
    /// The exact words.
    pub text: String,
    /// Whose they are.
    pub marks: Marks,
}

/// Somebody a statement is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AboutShown {
    /// The actor.
    pub actor: Named,
    /// Its party when the words were said.
    pub party: Named,
    /// In which role.
    pub role: AboutRole,
}

/// The four times.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Times {
    /// When it was said, where the page dates the utterance.
    pub said: Option<Moment>,
    /// When the post was published.
    pub published: Option<Moment>,
    /// When the page was captured.
    pub captured: Option<Moment>,
    /// When this case recorded it.
    pub recorded: Instant,
}

/// Where the words stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlaceShown {
    /// The post.
    pub post: PostId,
    /// Number of the post on its page, counted from the top; 0 is the introduction.
    pub number: u32,
    /// Headline of the post.
    pub headline: Option<String>,
    /// The capture.
    pub capture: CaptureId,
    /// The text that the offsets point into.
    pub text: Digest,
    /// Start of the first piece, in code points.
    pub start: u32,
    /// End of the last piece, in code points.
    pub end: u32,
}

/// A figure in a statement, ready to print.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FigureShown {
    /// What is measured.
    pub measure: String,
    /// What is counted.
    pub counts: Option<String>,
    /// Whose.
    pub whose: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// Over which time.
    pub period: Option<String>,
    /// Lower bound, as a decimal.
    pub low: Option<String>,
    /// Best value.
    pub best: Option<String>,
    /// Upper bound.
    pub high: Option<String>,
    /// Qualifier.
    pub qualifier: Option<String>,
    /// The figure's own words.
    pub words: Option<String>,
    /// The same in other words nearby: text, and whether the outlet chose them.
    pub variants: Vec<Words>,
    /// As of when the count holds.
    pub as_of: Option<Moment>,
    /// Whose qualifier it is.
    pub qualifier_by: Option<Voice>,
    /// Where the figure stands in the text of the first sighting.
    pub anchor: Option<Anchor>,
}

/// A claim's computed state, with its reason. Not a verdict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StandingShown {
    /// The state in print ("disputed").
    pub word: String,
    /// The dispute axis by its stable name; absent for demands, promises and hopes, which have none.
    pub dispute: Option<&'static str>,
    /// The support axis by its stable name.
    pub support: &'static str,
    /// Why, in one sentence with names and dates.
    pub sentence: String,
    /// What a reader should be told beside it, a sentence each.
    pub notes: Vec<String>,
    /// Disjoint lines of evidence for it.
    pub lines_for: u32,
    /// Disjoint lines of evidence against it.
    pub lines_against: u32,
}

/// One statement with its attribution.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Card {
    /// The claim.
    pub id: ClaimId,
    /// The statement, self-contained; never printed as a quotation.
    pub statement: String,
    /// The exact words, piece by piece, each with its marks.
    pub words: Vec<Words>,
    /// Who speaks; "nobody named" if the page does not say.
    pub speaker: Named,
    /// The speaker phrase in the page's words.
    pub phrase: Option<String>,
    /// Role in the page's words.
    pub role: Option<String>,
    /// For whom the speaker spoke when the words were said.
    pub party: Named,
    /// Actors the phrase may mean where that is left open.
    pub candidates: Vec<Named>,
    /// Who passed it on.
    pub relayed_by: Option<Named>,
    /// The outlet that carries it.
    pub outlet: Option<String>,
    /// Medium or venue of the utterance.
    pub venue: Option<String>,
    /// What the speaker does with it.
    pub modality: Modality,
    /// How the page carries it.
    pub form: Form,
    /// Whose words the page gives.
    pub wording: Wording,
    /// How it is tied to its speaker.
    pub attribution: Attribution,
    /// How the speaker is said to know.
    pub grounds: Grounds,
    /// Whom it is about.
    pub about: Vec<AboutShown>,
    /// Figures in it.
    pub figures: Vec<FigureShown>,
    /// Matters it belongs to.
    pub matters: Vec<MatterId>,
    /// The four times.
    pub times: Times,
    /// Where the words stand.
    pub place: Option<PlaceShown>,
    /// How many places carry it.
    pub sightings: usize,
    /// Whether a person has looked at it.
    pub status: Status,
    /// Position of the last event that changed it.
    pub revision: Position,
    /// Its standing, where asked for.
    pub standing: Option<StandingShown>,
    /// What a person should look at first.
    pub flags: Vec<String>,
    /// Confidence of the extraction in per cent; absent for records by hand.
    pub confidence: Option<u8>,
    /// The rule or tool that proposed it, as `name@version`; absent for records by hand.
    pub rule: Option<String>,
    /// Language of the words (BCP 47), if known.
    pub language: Option<String>,
    /// Whether the page gives a translation; absent where the page does not say.
    pub translated: Option<bool>,
    /// Titles of the matters, in the order of `matters`.
    pub matter_titles: Vec<String>,
    /// Every place that carries it, in full, in the order of recording; `words`, `outlet`, `venue` and
    /// `place` are those of the first. Left out in pages of many.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sighted: Vec<SightingShown>,
    /// Who stands for it, on which evidence, if it is a finding of the desk.
    pub finding: Option<FindingShown>,
}

impl Card {
    /// Returns whether only a headline carries it.
    pub fn is_headline_only(&self) -> bool {
        self.form == Form::Headline
    }

    /// Returns whether it is known only through somebody else.
    pub fn is_known_through_others(&self) -> bool {
        self.form == Form::Implied
    }

    /// Returns whether something that stands refutes it: false where it has no standing.
    pub fn is_refuted(&self) -> bool {
        let dispute = self.standing.as_ref().and_then(|standing| standing.dispute);
        dispute == Some(Dispute::Refuted.name())
    }
}
