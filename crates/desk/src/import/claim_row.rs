//! A claim as a row of a file: the fields of an exported card that say what was said, or as few of them
//! as somebody wrote by hand.

use std::fmt;

use counterclaim_model::{
    AboutRole, ActorId, ActorKind, Anchor, Attribution, CaptureId, CapturedFrom, ClaimId, Digest,
    Form, Grounds, MatterId, Mention, Modality, Moment, PostId, PostKey, Precision,
    PublishedReview, Relation, ReviewId, SourceId, Status, Voice, Wording,
};
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, Visitor};

use super::people::Who;
use super::rating::Written;

/// A claim.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ClaimRow {
    pub(super) id: Option<ClaimId>,
    pub(super) statement: String,
    pub(super) speaker: Option<Who>,
    /// Of a table that has the parts of a speaker in columns of their own.
    pub(super) speaker_id: Option<ActorId>,
    pub(super) speaker_kind: Option<ActorKind>,
    pub(super) phrase: Option<String>,
    pub(super) role: Option<String>,
    pub(super) party: Option<Who>,
    pub(super) party_id: Option<ActorId>,
    pub(super) candidates: Vec<Who>,
    pub(super) relayed_by: Option<Who>,
    pub(super) relayed_by_id: Option<ActorId>,
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
    pub(super) reviews: Vec<ReviewRow>,
    /// For a row that somebody wrote: the outlet that carries it, in place of `sighted`.
    pub(super) outlet: Option<String>,
    /// Address at that outlet.
    pub(super) url: Option<String>,
    /// When it was published there: a time or date.
    pub(super) published: Option<String>,
    /// When it was said, in place of `times`: a time or date.
    pub(super) said: Option<String>,
    pub(super) said_precision: Option<Precision>,
    pub(super) published_precision: Option<Precision>,
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
    /// What the actor is, beside a mere name.
    #[serde(default)]
    pub(super) kind: Option<ActorKind>,
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
    pub(super) as_of: Option<AsOf>,
    /// How finely that is known, beside a mere time.
    pub(super) as_of_precision: Option<Precision>,
    pub(super) low: Option<Written>,
    pub(super) best: Option<Written>,
    pub(super) high: Option<Written>,
    pub(super) qualifier: Option<String>,
    pub(super) qualifier_by: Option<Voice>,
    pub(super) variants: Vec<VariantRow>,
    pub(super) anchor: Option<Anchor>,
    /// The figure's own words and where they stand, in place of `anchor`.
    pub(super) words: Option<String>,
    pub(super) span: Option<(u32, u32)>,
}

impl FigureRow {
    /// Returns where the figure stands, as far as the row says.
    pub(super) fn place(&self) -> Option<Anchor> {
        let (prefix, suffix) = (String::new(), String::new());
        let from_span = || {
            let ((start, end), quote) = (self.span?, self.words.clone()?);
            Some(Anchor { quote, prefix, suffix, start, end })
        };
        self.anchor.clone().or_else(from_span)
    }
}

/// The same figure in other words.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct VariantRow {
    pub(super) text: String,
    /// Whose words: the same two names as of marks.
    #[serde(alias = "by")]
    pub(super) marks: Voice,
}

/// A moment, or a mere time.
#[derive(Clone, Copy, Debug)]
pub(super) struct AsOf(pub(super) Moment);

impl<'de> Deserialize<'de> for AsOf {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TimeOrMoment)
    }
}

struct TimeOrMoment;

impl<'de> Visitor<'de> for TimeOrMoment {
    type Value = AsOf;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a time, or an object with at and precision")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<AsOf, E> {
        super::claims::moment(text).map(AsOf).map_err(E::custom)
    }

    fn visit_map<A: MapAccess<'de>>(self, fields: A) -> Result<AsOf, A::Error> {
        Moment::deserialize(MapAccessDeserializer::new(fields)).map(AsOf)
    }
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

/// A person's rating of it.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct ReviewRow {
    pub(super) id: ReviewId,
    pub(super) by: String,
    pub(super) scale: String,
    pub(super) rating: String,
    #[serde(default)]
    pub(super) reason: Option<String>,
    #[serde(default)]
    pub(super) published: Option<PublishedReview>,
}

/// What a finding rests on.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct EvidenceRow {
    pub(super) title: String,
    #[serde(default, alias = "sha256")]
    pub(super) bytes: Option<Digest>,
}

/// What makes it a finding.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct FindingRow {
    pub(super) by: String,
    pub(super) evidence: Vec<EvidenceRow>,
    pub(super) relation: Relation,
    pub(super) of: ClaimId,
    pub(super) reason: String,
}
