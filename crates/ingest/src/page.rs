//! A page before and after reading: the bytes with what is known of them, and the posts found in it.

use counterclaim_model::{CapturedFrom, Digest, Fault, Moment, PostKey};

use crate::{Span, Text};

/// Bytes of a page with what the caller knows about them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The bytes as they came.
    pub bytes: Vec<u8>,
    /// Address asked for.
    pub url: Option<String>,
    /// Address after redirects.
    pub final_url: Option<String>,
    /// HTTP status.
    pub status: Option<u16>,
    /// HTTP headers worth keeping.
    pub headers: Vec<(String, String)>,
    /// When it was captured, and where that time comes from; the page's own masthead is read if absent.
    pub captured_at: Option<(Moment, CapturedFrom)>,
    /// Name of the source, if the caller says so; else the page's own word for it.
    pub source: Option<String>,
}

impl Page {
    /// Returns the address of the page: after redirects, or else the one asked for.
    pub fn address(&self) -> Option<&str> {
        self.final_url.as_deref().or(self.url.as_deref())
    }

    /// Returns the type that the server gave it, in small letters.
    pub(crate) fn content_type(&self) -> Option<String> {
        let named = |(name, _): &&(String, String)| name.eq_ignore_ascii_case("content-type");
        self.headers.iter().find(named).map(|(_, value)| value.to_ascii_lowercase())
    }
}

/// What was read from a page: its text, its posts, and what could not be read.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The text. Every span points into it.
    pub text: Text,
    /// SHA-256 of the text.
    pub text_digest: Digest,
    /// SHA-256 of the bytes.
    pub bytes_digest: Digest,
    /// Reader name and version, as `name@version`.
    pub reader: String,
    /// Title of the page.
    pub title: Option<String>,
    /// Name of the outlet or feed; `unknown source` if neither page nor caller says.
    pub source: String,
    /// Language of the page as it says itself, a tag of BCP 47 such as `en-GB`; none if it does not say.
    pub language: Option<String>,
    /// When it was captured.
    pub captured_at: Option<Moment>,
    /// Where that time comes from.
    pub captured_from: Option<CapturedFrom>,
    /// Who wrote the article, as the page says: its authors, or the words of its byline.
    pub byline: Option<String>,
    /// When the article was last changed, as the page says; never a guess.
    pub modified: Option<Moment>,
    /// Ratings of claims that the page carries (schema.org ClaimReview), as JSON-LD; none if there are none.
    pub reviews: Option<String>,
    /// The posts in page order. An introduction, if there is one, comes first and has number 0.
    pub posts: Vec<ReadPost>,
    /// What could not be read or dated.
    pub faults: Vec<Fault>,
}

/// A post as read.
#[derive(Clone, Debug)]
pub struct ReadPost {
    /// Number on the page, from 1 in page order; 0 is the standing introduction.
    pub number: u32,
    /// What identifies it within its source.
    pub key: PostKey,
    /// The stamp as printed.
    pub stamp: Option<String>,
    /// When it was published; absent for an introduction or if it could not be dated.
    pub published: Option<Moment>,
    /// Its own address.
    pub permalink: Option<String>,
    /// The headline, where it is first printed.
    pub headline: Option<Span>,
    /// Paragraphs of the body in order, chrome ("Read more") and repeated headlines left out.
    pub paragraphs: Vec<Span>,
    /// The whole post, from its stamp to its last printed character.
    pub span: Span,
    /// SHA-256 of its wording with runs of white space folded to one blank.
    pub content: Digest,
}
