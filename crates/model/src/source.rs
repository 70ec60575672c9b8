//! Sources, captures and posts: where statements appear and what was read of it.

use serde::{Deserialize, Serialize};

use crate::{ActorId, CaptureId, Digest, Instant, Moment, Period, PostId, SourceId};

/// Where statements appear: an outlet, a feed, an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Derived from the name, case-folded.
    pub id: SourceId,
    /// The name in print.
    pub name: String,
    /// The outlet as an actor: it can speak in its own voice, and it has owners.
    pub outlet: ActorId,
    /// Address of the front page or feed, if known.
    pub url: Option<String>,
}

impl Source {
    /// Derives the id of the source called `name`.
    pub fn id_of(name: &str) -> SourceId {
        SourceId::derive(&[&name.trim().to_lowercase()])
    }
}

/// Who owns a source, and for which state it speaks if state-owned; dated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ownership {
    /// The owner.
    pub owner: ActorId,
    /// The state that owns it or its owner, if any.
    pub state: Option<ActorId>,
    /// When this holds.
    pub period: Period,
}

/// The Admiralty reliability of a source. "Not rated" is the absence of a rating, never a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Reliability {
    /// Completely reliable.
    A,
    /// Usually reliable.
    B,
    /// Fairly reliable.
    C,
    /// Not usually reliable.
    D,
    /// Unreliable.
    E,
    /// Reliability cannot be judged.
    F,
}

impl Reliability {
    /// Returns its letter.
    pub fn letter(self) -> char {
        match self {
            Self::A => 'A',
            Self::B => 'B',
            Self::C => 'C',
            Self::D => 'D',
            Self::E => 'E',
            Self::F => 'F',
        }
    }
}

/// Where the time of a capture comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CapturedFrom {
    /// Given by the person (`--captured-at`).
    Option,
    /// Fetched by the program that took it in, or that sent it on with the response it came in: that program's
    /// own clock. The commit says who.
    Fetch,
    /// Printed in the page's masthead.
    Masthead,
}

/// Bytes of a page with the text read from them. Anchors point into that text for ever.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Capture {
    /// Derived from source and text hash.
    pub id: CaptureId,
    /// Where it appeared.
    pub source: SourceId,
    /// Title of the page, if it has one.
    pub title: Option<String>,
    /// Address asked for.
    pub url: Option<String>,
    /// Address after redirects, if fetched.
    pub final_url: Option<String>,
    /// HTTP status, if fetched.
    pub status: Option<u16>,
    /// HTTP headers worth keeping, in order of arrival, if fetched.
    pub headers: Vec<(String, String)>,
    /// When it was captured, if known.
    pub captured_at: Option<Moment>,
    /// Where that time comes from.
    pub captured_from: Option<CapturedFrom>,
    /// SHA-256 of the bytes.
    pub bytes: Digest,
    /// SHA-256 of the text read from them (UTF-8).
    pub text: Digest,
    /// Reader name and version, as `name@version`.
    pub reader: String,
    /// What could not be read.
    pub faults: Vec<Fault>,
}

impl Capture {
    /// Derives the id of the reading of `text` at `source`.
    pub fn id_of(source: SourceId, text: Digest) -> CaptureId {
        CaptureId::derive(&[&source.to_string(), &text.to_string()])
    }
}

/// Something in a page that could not be read or dated; the rest was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// Code-point offset into the text.
    pub at: u32,
    /// What is wrong, and what was done about it.
    pub what: String,
}

/// What identifies a post within its source.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PostKey {
    /// The post's own address.
    Permalink(String),
    /// The stamp, and the ordinal among equal stamps counted from the oldest (from 0).
    Stamped {
        /// Time of publication, UTC.
        at: Instant,
        /// Ordinal among posts with the same stamp, oldest first.
        ordinal: u32,
    },
    /// A post whose date cannot be told: page, printed stamp, and ordinal among equal stamps of that page
    /// counted from the oldest (from 0).
    Undated {
        /// Address or title of the page.
        page: String,
        /// The stamp as printed; empty if there is none.
        stamp: String,
        /// Ordinal among posts of the page with the same stamp, oldest first.
        ordinal: u32,
    },
    /// The standing introduction of a page, which has no stamp; by address or title of the page.
    Introduction {
        /// Address or title of the page.
        page: String,
    },
}

impl PostKey {
    /// Derives the id of the post with this key at `source`.
    pub fn post(&self, source: SourceId) -> PostId {
        let source = source.to_string();
        match self {
            Self::Permalink(url) => PostId::derive(&[&source, "permalink", url]),
            Self::Stamped { at, ordinal } => PostId::derive(&[
                &source,
                "stamp",
                &at.timestamp().to_string(),
                &ordinal.to_string(),
            ]),
            Self::Undated { page, stamp, ordinal } => {
                PostId::derive(&[&source, "undated", page, stamp, &ordinal.to_string()])
            }
            Self::Introduction { page } => PostId::derive(&[&source, "introduction", page]),
        }
    }
}

/// One dated entry of a page. A change of its text is a new version of the same post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    /// Derived from the key.
    pub id: PostId,
    /// Where it appeared.
    pub source: SourceId,
    /// What identifies it.
    pub key: PostKey,
    /// When it was published; absent for an introduction.
    pub published: Option<Moment>,
    /// The post's own address, if it has one.
    pub permalink: Option<String>,
}

/// The wording of a post at one capture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostVersion {
    /// The post.
    pub post: PostId,
    /// Where this wording was first read.
    pub capture: CaptureId,
    /// The headline, if it has one.
    pub headline: Option<String>,
    /// Number on the page, counted from 1 in page order; 0 for an introduction.
    pub number: u32,
    /// Start in the capture's text, in code points.
    pub start: u32,
    /// End in the capture's text, in code points.
    pub end: u32,
    /// SHA-256 of the wording with runs of white space folded: two captures of an unchanged post agree.
    pub content: Digest,
}
