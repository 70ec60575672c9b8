//! The lines that `extract` writes and `propose` reads: a shape of its own, apart from what is stored.
//! Offsets are Unicode code points into the text read; times RFC 3339 UTC.

use serde::{Deserialize, Serialize};

/// A stretch of text: first code point, one past the last.
pub type Offsets = (u32, u32);

/// One line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ExtractLine {
    /// A page.
    Page(PageLine),
    /// A post of it.
    Post(PostLine),
    /// A candidate claim.
    Claim(Box<ClaimLine>),
    /// A candidate link.
    Link(LinkLine),
}

/// What is known of a page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PageLine {
    /// Number of the page in this run, from 0.
    pub page: usize,
    /// The outlet or feed.
    pub source: String,
    /// Title.
    pub title: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// When it was captured.
    pub captured_at: Option<String>,
    /// Where that time comes from: `option`, `fetch` or `masthead`.
    pub captured_at_from: Option<String>,
    /// First published.
    pub published_from: Option<String>,
    /// Last published.
    pub published_to: Option<String>,
    /// Who wrote the article, as the page says; left out where it does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub byline: Option<String>,
    /// When the article was last changed, as the page says; left out where it does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modified_at: Option<String>,
    /// SHA-256 of the text.
    pub text_sha256: String,
    /// SHA-256 of the bytes.
    pub capture_sha256: String,
    /// Reader, as `name@version`.
    pub reader: String,
    /// What could not be read.
    pub faults: Vec<FaultLine>,
}

/// Something that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FaultLine {
    /// Where.
    pub at: u32,
    /// What.
    pub what: String,
}

/// A post.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PostLine {
    /// Number of the page in this run.
    pub page: usize,
    /// Number on the page, from 1; 0 is the introduction.
    pub post: u32,
    /// The stamp as printed.
    pub stamp: Option<String>,
    /// When it was published.
    pub published_at: Option<String>,
    /// How finely that is known.
    pub precision: Option<String>,
    /// Its own address.
    pub permalink: Option<String>,
    /// The headline.
    pub headline: Option<String>,
    /// Start in the text.
    pub start: u32,
    /// End in the text.
    pub end: u32,
}

/// A candidate claim.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ClaimLine {
    /// Number of the page in this run.
    pub page: usize,
    /// Number of the post on its page.
    pub post: u32,
    /// Id, unique in one run.
    pub id: String,
    /// Number of the utterance it comes from: propositions of one quotation share it. Absent for the
    /// outlet's own voice.
    pub utterance: Option<usize>,
    /// The statement, self-contained.
    pub statement: String,
    /// The exact words, piece by piece: the text at `content_spans`.
    pub quote: Vec<String>,
    /// Up to 32 code points before the first piece.
    pub prefix: String,
    /// Up to 32 code points after the last piece.
    pub suffix: String,
    /// SHA-256 of the text the spans point into.
    pub text_sha256: String,
    /// Who speaks.
    pub speaker: Option<String>,
    /// What the speaker is.
    pub speaker_kind: Option<String>,
    /// Role in the page's words.
    pub role: Option<String>,
    /// For whom the speaker speaks.
    pub party: Option<String>,
    /// Names the phrase may mean where that is left open.
    pub candidates: Vec<String>,
    /// The outlet.
    pub outlet: Option<String>,
    /// Medium or venue of the utterance.
    pub venue: Option<String>,
    /// Who passed it on.
    pub relayed_by: Option<String>,
    /// The cue in the page's words.
    pub cue: Option<String>,
    /// What the speaker does with it.
    pub modality: Option<String>,
    /// How the page carries it.
    pub form: Option<String>,
    /// Whose words they are.
    pub wording: Option<String>,
    /// Language of the words.
    pub language: Option<String>,
    /// Whether they are a translation.
    pub translated: Option<bool>,
    /// How it is tied to its speaker.
    pub attribution: Option<String>,
    /// How the speaker is said to know.
    pub grounds: Option<String>,
    /// Whom it is about.
    pub about: Vec<AboutLine>,
    /// The speaker phrase.
    pub source_spans: Vec<Offsets>,
    /// The cue.
    pub cue_spans: Vec<Offsets>,
    /// The words.
    pub content_spans: Vec<Offsets>,
    /// Other places of the post that say it.
    pub mentions: Vec<MentionLine>,
    /// What to look at first.
    pub flags: Vec<String>,
    /// When it was said.
    pub asserted_at: Option<String>,
    /// Matters.
    pub matters: Vec<String>,
    /// Figures.
    pub figures: Vec<FigureLine>,
    /// Confidence from 0 to 1. Never a weight.
    pub confidence: f64,
    /// The rule or tool.
    pub rule: String,
}

/// Somebody a statement is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AboutLine {
    /// The actor.
    pub actor: String,
    /// In which role.
    pub role: String,
}

/// Another place that says the same.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MentionLine {
    /// The words.
    pub content_spans: Vec<Offsets>,
    /// The speaker phrase there.
    pub source_spans: Vec<Offsets>,
    /// The cue there.
    pub cue_spans: Vec<Offsets>,
    /// How this place carries it.
    pub form: String,
}

/// A figure.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FigureLine {
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
    /// As of when.
    pub as_of: Option<String>,
    /// Lower bound.
    pub low: Option<serde_json::Number>,
    /// Best value.
    pub best: Option<serde_json::Number>,
    /// Upper bound.
    pub high: Option<serde_json::Number>,
    /// Qualifier.
    pub qualifier: Option<String>,
    /// Whose qualifier: `speaker` or `outlet`.
    pub qualifier_by: Option<String>,
    /// The same in other words.
    pub variants: Vec<VariantLine>,
    /// Where it stands.
    pub span: Option<Offsets>,
}

/// A figure in other words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VariantLine {
    /// The words.
    pub text: String,
    /// Whose: `speaker` or `outlet`.
    pub by: String,
}

/// A candidate link.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LinkLine {
    /// Number of the page in this run.
    pub page: usize,
    /// Id of the claim that denies, confirms, rests on.
    pub from: String,
    /// Id of the claim it is about.
    pub to: String,
    /// The type.
    pub relation: String,
    /// `stated` or `inferred`.
    pub basis: String,
    /// The verb in the page's words.
    #[serde(default)]
    pub cue: Option<String>,
    /// Why the two are linked.
    #[serde(default)]
    pub reason: String,
    /// Confidence from 0 to 1.
    pub confidence: f64,
    /// The rule or tool.
    pub rule: String,
}
