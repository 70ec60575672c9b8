//! Where a statement was seen, in full: all that another case needs to record the same.

use counterclaim_model::{
    ActorId, Anchor, CaptureId, CapturedFrom, ClaimId, Digest, Evidence, Mention, Moment, PostId,
    PostKey, Relation, SourceId,
};
use serde::Serialize;

/// A source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SourceShown {
    /// The source.
    pub id: SourceId,
    /// Its name in print.
    pub name: String,
    /// The outlet as an actor.
    pub outlet: ActorId,
    /// Address of its front page or feed.
    pub url: Option<String>,
}

/// A post, in the wording that the sighting is of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PostShown {
    /// The post.
    pub id: PostId,
    /// What identifies it within its source.
    pub key: PostKey,
    /// When it was published.
    pub published: Option<Moment>,
    /// Its own address.
    pub permalink: Option<String>,
    /// Its headline.
    pub headline: Option<String>,
    /// Its number on the page, counted from the top; 0 is the introduction.
    pub number: u32,
    /// Its start in the text, in code points.
    pub start: u32,
    /// Its end in the text, in code points.
    pub end: u32,
    /// SHA-256 of its wording with runs of white space folded.
    pub content: Digest,
}

/// A capture. Headers and faults are left out: they are of the page, and in the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CaptureShown {
    /// The capture.
    pub id: CaptureId,
    /// Title of the page.
    pub title: Option<String>,
    /// Address asked for.
    pub url: Option<String>,
    /// Address after redirects.
    pub final_url: Option<String>,
    /// HTTP status.
    pub status: Option<u16>,
    /// When it was captured.
    pub captured_at: Option<Moment>,
    /// Where that time comes from.
    pub captured_from: Option<CapturedFrom>,
    /// SHA-256 of the bytes.
    pub bytes: Digest,
    /// SHA-256 of the text read from them, which all anchors point into.
    pub text: Digest,
    /// The reader, as `name@version`.
    pub reader: String,
}

/// One place that carries a statement: where, when, in which exact words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SightingShown {
    /// Where it appeared.
    pub source: SourceShown,
    /// In which post.
    pub post: PostShown,
    /// In which capture.
    pub capture: CaptureShown,
    /// Medium or venue of the utterance.
    pub venue: Option<String>,
    /// The words, piece by piece.
    pub content: Vec<Anchor>,
    /// The speaker phrase.
    pub source_phrase: Vec<Anchor>,
    /// The cue ("said", "according to").
    pub cue: Vec<Anchor>,
    /// Other places of the same post that say it.
    pub mentions: Vec<Mention>,
    /// Whether speaker or outlet take the statement back here.
    pub takes_back: bool,
}

/// What makes a statement a finding of the desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FindingShown {
    /// The named person who makes it.
    pub by: String,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
    /// Whether it refutes or confirms.
    pub relation: Relation,
    /// The claim it is about.
    pub of: ClaimId,
    /// Why, for the reader.
    pub reason: String,
}
