//! What a feed says, whatever its kind: the readers of XML and JSON fill these, the door writes them out.

use super::super::found::{MAX_POSTS, fold};
use super::super::markup;

/// Most faults written one by one; the others are counted.
const MAX_FAULTS: usize = 20;

/// A feed as it was found.
#[derive(Debug, Default)]
pub(super) struct WebFeed {
    pub(super) title: Option<Words>,
    pub(super) description: Option<Words>,
    /// Address of the site that the feed belongs to, which relative links start from.
    pub(super) link: Option<String>,
    /// `xml:base` of the feed.
    pub(super) base: Option<String>,
    /// Those that say something, the first of them; the others are only counted, so that a feed of nothing
    /// but tags takes no memory.
    pub(super) entries: Vec<Entry>,
    /// How many say nothing.
    pub(super) silent: usize,
    /// How many say something and are more than a page may have.
    pub(super) beyond: usize,
    /// What could not be read, one sentence each.
    pub(super) broken: Broken,
}

impl WebFeed {
    /// Takes the next entry.
    pub(super) fn add(&mut self, entry: Entry) {
        if entry.is_empty() {
            self.silent += 1;
        } else if self.entries.len() < MAX_POSTS {
            self.entries.push(entry);
        } else {
            self.beyond += 1;
        }
    }

    /// Returns how many entries were taken so far.
    pub(super) fn taken(&self) -> usize {
        self.entries.len() + self.silent + self.beyond
    }
}

/// An entry of a feed.
#[derive(Debug, Default)]
pub(super) struct Entry {
    pub(super) link: Option<String>,
    /// What the feed itself identifies it by; often an address.
    pub(super) id: Option<String>,
    pub(super) title: Option<Words>,
    pub(super) content: Option<Words>,
    pub(super) summary: Option<Words>,
    /// Time of publication as written.
    pub(super) published: Option<String>,
    /// Time of the last change as written.
    pub(super) updated: Option<String>,
}

impl Entry {
    /// Returns whether it says nothing at all.
    pub(super) fn is_empty(&self) -> bool {
        self.title.is_none() && self.content.is_none() && self.summary.is_none()
    }

    /// Returns the fullest text that there is.
    pub(super) fn body(&self) -> Vec<String> {
        let texts = [&self.content, &self.summary].into_iter().flatten();
        texts.map(Words::paragraphs).find(|text| !text.is_empty()).unwrap_or_default()
    }
}

/// Words of a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Words {
    /// Text that means itself.
    Plain(String),
    /// HTML.
    Markup(String),
}

impl Words {
    /// Returns the words as one line; none if there are none.
    pub(super) fn line(&self) -> Option<String> {
        let line = match self {
            Self::Plain(words) => fold(words),
            Self::Markup(source) => markup::inline(source),
        };
        Some(line).filter(|line| !line.is_empty())
    }

    /// Returns the paragraphs.
    pub(super) fn paragraphs(&self) -> Vec<String> {
        match self {
            Self::Plain(words) => words.lines().map(fold).filter(|line| !line.is_empty()).collect(),
            Self::Markup(source) => markup::paragraphs(source),
        }
    }
}

/// What could not be read; beyond a number the rest is only counted.
#[derive(Debug, Default)]
pub(super) struct Broken {
    said: Vec<String>,
    more: usize,
}

impl Broken {
    pub(super) fn add(&mut self, what: String) {
        if self.said.len() < MAX_FAULTS {
            self.said.push(what);
        } else {
            self.more += 1;
        }
    }

    /// Returns the sentences.
    pub(super) fn into_sentences(self) -> Vec<String> {
        let mut said = self.said;
        if self.more > 0 {
            said.push(format!("parts of the feed that could not be read either: {}", self.more));
        }
        said
    }
}
