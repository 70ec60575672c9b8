//! What a reader hands to the door: text, posts and notes with byte places, before anything is turned
//! into code points. Every reader of this module ends in a [`Found`].

use std::ops::Range;

use counterclaim_model::Moment;

/// Most posts taken from one page; what follows is left out with a fault.
pub(super) const MAX_POSTS: usize = 20_000;

/// A page as a reader found it.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) reader: &'static str,
    pub(super) text: String,
    pub(super) title: Option<String>,
    pub(super) source: Option<String>,
    /// The page's own word for its language.
    pub(super) language: Option<String>,
    /// The page's own word for its address.
    pub(super) address: Option<String>,
    /// Capture time printed by the page itself.
    pub(super) masthead: Option<Moment>,
    pub(super) posts: Vec<Draft>,
    pub(super) order: Order,
    /// Who wrote the article, as the page says.
    pub(super) byline: Option<String>,
    /// When the article was last changed, as the page says.
    pub(super) modified: Option<Moment>,
    /// Ratings of claims on the page, each an object of JSON-LD.
    pub(super) reviews: Vec<serde_json::Value>,
    pub(super) notes: Vec<Note>,
}

/// Which way a page runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Order {
    /// The newest post is on top.
    #[default]
    NewestFirst,
    /// The oldest post is on top.
    OldestFirst,
}

/// A post with places in bytes of [`Found::text`].
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    /// Whether it is the standing introduction.
    pub(super) introduction: bool,
    pub(super) span: Range<usize>,
    pub(super) stamp: Option<String>,
    pub(super) published: Option<Moment>,
    pub(super) permalink: Option<String>,
    pub(super) headline: Option<Range<usize>>,
    pub(super) paragraphs: Vec<Range<usize>>,
}

/// Something that could not be read, at a byte of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Note {
    pub(super) at: usize,
    pub(super) what: String,
}

impl Note {
    pub(super) fn new(at: usize, what: impl Into<String>) -> Self {
        Self { at, what: what.into() }
    }
}

/// Returns `words` with each run of white space as one blank and none at the ends.
pub(super) fn fold(words: &str) -> String {
    let mut folded = String::with_capacity(words.len());
    for word in words.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded
}
