//! A captured page as an answer: what is known of it, and its text cut into stretches that say which
//! statement stands in them. Made by `Desk::capture`.

use counterclaim_model::{
    CaptureId, CapturedFrom, ClaimId, Digest, Fault, Instant, Moment, Position, PostId,
};
use serde::Serialize;

use super::{Asked, SourceShown};

/// A captured page with its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CapturePage {
    /// Where it was asked.
    pub asked: Asked,
    /// The capture.
    pub capture: CaptureFull,
    /// The text, or the part of it that was asked for; in page order and without gaps.
    pub sections: Vec<Section>,
    /// How many sections the whole text has.
    pub sections_in_all: usize,
}

/// Everything recorded of a capture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CaptureFull {
    /// The capture.
    pub id: CaptureId,
    /// Where it appeared.
    pub source: SourceShown,
    /// Title of the page.
    pub title: Option<String>,
    /// Address asked for.
    pub url: Option<String>,
    /// Address after redirects.
    pub final_url: Option<String>,
    /// HTTP status.
    pub status: Option<u16>,
    /// HTTP headers worth keeping, in order of arrival.
    pub headers: Vec<(String, String)>,
    /// When it was captured.
    pub captured_at: Option<Moment>,
    /// Where that time comes from.
    pub captured_from: Option<CapturedFrom>,
    /// Position of its event.
    pub position: Position,
    /// When it was recorded.
    pub recorded_at: Instant,
    /// Who recorded it.
    pub by: String,
    /// SHA-256 of the bytes.
    pub bytes: Digest,
    /// SHA-256 of the text read from them.
    pub text: Digest,
    /// Length of the text in code points; absent where the text is not kept, or no longer (erased).
    pub length: Option<u32>,
    /// The reader, as `name@version`.
    pub reader: String,
    /// What could not be read, each with its place in the text.
    pub faults: Vec<Fault>,
}

/// A part of the text: the wording of one post, or what stands between posts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Section {
    /// The post whose wording was first read here; absent for what stands between, which is of no post or
    /// of a post that was read before in the same wording.
    pub post: Option<SectionPost>,
    /// Start in the text, in code points.
    pub start: u32,
    /// End (exclusive) in the text, in code points.
    pub end: u32,
    /// The text, cut where statements begin and end. Put together, these are the section's text.
    pub segments: Vec<Segment>,
}

/// The post of a section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SectionPost {
    /// The post.
    pub id: PostId,
    /// Its number on this page, counted from the top; 0 is the introduction.
    pub number: u32,
    /// Its stamp; absent for an introduction and for what cannot be dated.
    pub published: Option<Moment>,
    /// Its headline in this wording.
    pub headline: Option<String>,
    /// Its own address.
    pub permalink: Option<String>,
    /// Which of its wordings this is, counted from 1.
    pub version: usize,
    /// How many wordings of it were read.
    pub versions: usize,
}

/// A stretch of text in which the same statements stand from beginning to end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Segment {
    /// Start in the text, in code points.
    pub start: u32,
    /// The text.
    pub text: String,
    /// The live statements that stand here, each with what the stretch is of it; in the order of recording.
    pub claims: Vec<(ClaimId, PartOfClaim)>,
}

/// What a stretch of text is of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PartOfClaim {
    /// Its words, which the page gives as the speaker's own.
    SpeakersWords,
    /// Its words, which are the outlet's.
    OutletsWording,
    /// The speaker phrase.
    SpeakerPhrase,
    /// The cue ("said", "according to").
    Cue,
    /// Another place of the same post that says it: words, speaker phrase or cue.
    Mention,
}
