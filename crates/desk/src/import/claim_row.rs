//! A claim as a row of a file: the fields of an exported card that say what was said, or as few of them
//! as somebody wrote by hand.

use counterclaim_model::{
    AboutRole, Anchor, Attribution, CaptureId, CapturedFrom, ClaimId, Digest, Evidence, Form,
    Grounds, MatterId, Mention, Modality, Moment, PostId, PostKey, Relation, SourceId, Status,
    Voice, Wording,
};
use serde::Deserialize;

use super::people::Who;
use super::rating::Written;

/// A claim.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ClaimRow {
    pub(super) id: Option<ClaimId>,
    pub(super) statement: String,
    pub(super) speaker: Option<Who>,
    pub(super) phrase: Option<String>,
    pub(super) role: Option<String>,
    pub(super) party: Option<Who>,
    pub(super) candidates: Vec<Who>,
    pub(super) relayed_by: Option<Who>,
    pub(super) modality: Option<Modality>,
    pub(super) form: Option<Form>,
    pub(super) wording: Option<Wording>,
    pub(super) attribution: Option<Attribution>,
    pub(super) grounds: Option<Grounds>,
    pub(super) about: Vec<AboutRow>,
    pub(super) figures: Vec<FigureRow>,
    pub(super) matters: Vec<MatterId>,
    pub(super) matter_titles: Vec<String>,
    pub(super) times: TimesRow,
    pub(super) status: Option<Status>,
    pub(super) flags: Vec<String>,
    pub(super) confidence: Option<u8>,
    pub(super) rule: Option<String>,
    pub(super) language: Option<String>,
    pub(super) translated: Option<bool>,
    pub(super) sighted: Vec<SightingRow>,
    pub(super) finding: Option<FindingRow>,
    /// For a row that somebody wrote: the outlet that carries it, in place of `sighted`.
    pub(super) outlet: Option<String>,
    /// Address at that outlet.
    pub(super) url: Option<String>,
    /// When it was published there: a time or date.
    pub(super) published: Option<String>,
    /// When it was said, in place of `times`: a time or date.
    pub(super) said: Option<String>,
}

/// When it was said. The other times follow from where it was seen.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct TimesRow {
    pub(super) said: Option<Moment>,
}

/// Somebody it is about.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct AboutRow {
    pub(super) actor: Who,
    #[serde(default)]
    pub(super) party: Option<Who>,
    pub(super) role: AboutRole,
}

/// A figure in it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct FigureRow {
    pub(super) measure: String,
    pub(super) counts: Option<String>,
    pub(super) whose: Option<String>,
    pub(super) place: Option<String>,
    pub(super) period: Option<String>,
    pub(super) as_of: Option<Moment>,
    pub(super) low: Option<Written>,
    pub(super) best: Option<Written>,
    pub(super) high: Option<Written>,
    pub(super) qualifier: Option<String>,
    pub(super) qualifier_by: Option<Voice>,
    pub(super) variants: Vec<VariantRow>,
    pub(super) anchor: Option<Anchor>,
}

/// The same figure in other words.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct VariantRow {
    pub(super) text: String,
    /// Whose words: the same two names as of marks.
    pub(super) marks: Voice,
}

/// A place that carries it.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct SightingRow {
    pub(super) source: SourceRow,
    pub(super) post: PostRow,
    pub(super) capture: CaptureRow,
    #[serde(default)]
    pub(super) venue: Option<String>,
    pub(super) content: Vec<Anchor>,
    #[serde(default)]
    pub(super) source_phrase: Vec<Anchor>,
    #[serde(default)]
    pub(super) cue: Vec<Anchor>,
    #[serde(default)]
    pub(super) mentions: Vec<Mention>,
    #[serde(default)]
    pub(super) takes_back: bool,
}

/// Its source.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct SourceRow {
    pub(super) id: SourceId,
    pub(super) name: String,
    #[serde(default)]
    pub(super) url: Option<String>,
}

/// Its post.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct PostRow {
    pub(super) id: PostId,
    pub(super) key: PostKey,
    #[serde(default)]
    pub(super) published: Option<Moment>,
    #[serde(default)]
    pub(super) permalink: Option<String>,
    #[serde(default)]
    pub(super) headline: Option<String>,
    pub(super) number: u32,
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) content: Digest,
}

/// Its capture.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct CaptureRow {
    pub(super) id: CaptureId,
    #[serde(default)]
    pub(super) title: Option<String>,
    #[serde(default)]
    pub(super) url: Option<String>,
    #[serde(default)]
    pub(super) final_url: Option<String>,
    #[serde(default)]
    pub(super) status: Option<u16>,
    #[serde(default)]
    pub(super) captured_at: Option<Moment>,
    #[serde(default)]
    pub(super) captured_from: Option<CapturedFrom>,
    pub(super) bytes: Digest,
    pub(super) text: Digest,
    pub(super) reader: String,
}

/// What makes it a finding.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct FindingRow {
    pub(super) by: String,
    pub(super) evidence: Vec<Evidence>,
    pub(super) relation: Relation,
    pub(super) of: ClaimId,
    pub(super) reason: String,
}
