//! One walk through the markup of a page: paragraphs with the region they stand in, and what the head says.
//! `main_text` makes an article of it.

use super::entities::decode;
use super::lines::MAX_LINES;
use super::markup::{Piece, Tag, fold, is_block, pieces};

/// Most JSON-LD blocks that are looked at.
const MAX_BLOCKS: usize = 64;

/// A paragraph of the page and where it stands.
#[derive(Debug, Default)]
pub(super) struct Block {
    pub(super) words: String,
    /// Whether it is one by its tag: a paragraph, an item, a quotation, a subheading.
    pub(super) prose: bool,
    /// Whether it is a subheading.
    pub(super) heading: bool,
    /// What its `time` element gives to machines, if the paragraph is a stamp.
    pub(super) time: Option<String>,
    /// The stretch it stands in: another wherever an `article` begins or ends.
    pub(super) stretch: usize,
    pub(super) region: Region,
}

/// Where a paragraph stands, the most telling last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Region {
    #[default]
    Page,
    Main,
    /// In an `article` element, by its number; pages have others as teasers.
    Article(usize),
}

/// Whether what surrounds an article by its name (comments, related pages) is left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Surrounds {
    #[default]
    LeftOut,
    Kept,
}

/// Walks through a page once.
pub(super) fn walk(source: &str, surrounds: Surrounds) -> Walk<'_> {
    let mut walk = Walk { surrounds, ..Walk::default() };
    for piece in pieces(source) {
        walk.take(piece);
    }
    walk.flush();
    walk
}

/// Elements whose words are no part of any text.
const SKIPPED: [&str; 13] = [
    "nav", "header", "footer", "aside", "form", "figure", "button", "select", "noscript", "svg",
    "template", "menu", "dialog",
];

/// What has been gathered on the way through a page.
#[derive(Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says where the walk is, and they are independent"
)]
pub(super) struct Walk<'a> {
    pub(super) json: Vec<&'a str>,
    pub(super) meta: Vec<(String, String)>,
    pub(super) canonical: Option<String>,
    pub(super) time: Option<String>,
    pub(super) title: Option<String>,
    pub(super) headline: Option<String>,
    pub(super) blocks: Vec<Block>,
    /// The raw element just opened.
    raw: Option<Tag<'a>>,
    /// The skipped element in which the walk is, and how often it is nested in itself.
    skipping: Option<(&'a str, usize)>,
    surrounds: Surrounds,
    /// Bytes of text left out for the name of the element they stand in.
    pub(super) left_out: usize,
    by_name: bool,
    pub(super) language: Option<String>,
    quoting: usize,
    /// Inside a `time` element: what it gives to machines and where its text begins.
    stamp: Option<(String, usize)>,
    /// The `time` element of the paragraph: what it gives to machines and its text.
    stamped: Option<(String, String)>,
    subheading: bool,
    stretch: usize,
    heading: bool,
    articles: usize,
    inside_article: usize,
    inside_main: usize,
    prose: bool,
    words: String,
}

impl<'a> Walk<'a> {
    fn take(&mut self, piece: Piece<'a>) {
        match piece {
            Piece::Text(words) => {
                if self.skipping.is_none() || self.heading {
                    self.words.push_str(&decode(words));
                } else if self.by_name {
                    self.left_out += words.trim().len();
                }
            }
            Piece::Raw(content) => self.raw(content),
            Piece::Open(tag) => self.open(tag),
            Piece::Close(name) => self.close(name),
        }
    }

    fn raw(&mut self, content: &'a str) {
        let Some(tag) = self.raw.take() else { return };
        let json = || {
            tag.attribute("type").is_some_and(|kind| kind.to_ascii_lowercase().contains("ld+json"))
        };
        if tag.is("title") {
            self.title = self
                .title
                .take()
                .or_else(|| Some(fold(&decode(content))).filter(|t| !t.is_empty()));
        } else if tag.is("script") && self.json.len() < MAX_BLOCKS && json() {
            self.json.push(content);
        }
    }

    fn open(&mut self, tag: Tag<'a>) {
        self.raw = Some(tag);
        if self.heading && ["p", "h2", "article"].iter().any(|name| tag.is(name)) {
            self.close("h1");
        }
        if is_block(tag.name) {
            self.flush();
            self.prose = PROSE.iter().any(|name| tag.is(name));
            self.subheading = ["h2", "h3", "h4"].iter().any(|name| tag.is(name));
        }
        if tag.is("h1") {
            self.words.clear();
            self.heading = self.headline.is_none();
        } else if tag.is("meta") {
            self.meta(&tag);
        } else if tag.is("link") && tag.attribute("rel").as_deref() == Some("canonical") {
            self.canonical = self.canonical.take().or_else(|| tag.attribute("href"));
        } else if tag.is("time") {
            let given = tag.attribute("datetime");
            if self.skipping.is_none() && self.quoting == 0 {
                self.stamp = given.clone().map(|given| (given, self.words.len()));
            }
            self.time = self.time.take().or(given);
        } else if tag.is("html") {
            self.language = tag.attribute("lang").filter(|lang| !lang.trim().is_empty());
        }
        match self.skipping {
            Some((name, depth)) if tag.is(name) => self.skipping = Some((name, depth + 1)),
            Some(_) => {}
            None if self.is_skipped(&tag) => {
                self.skipping = Some((tag.name, 1));
                self.by_name = !SKIPPED.iter().any(|name| tag.is(name));
            }
            None if tag.is("blockquote") => self.quoting += 1,
            None if tag.is("article") => {
                self.stretch += 1;
                self.articles += usize::from(self.inside_article == 0);
                self.inside_article += 1;
            }
            None if tag.is("main") => self.inside_main += 1,
            None => {}
        }
    }

    /// Returns whether an element is furniture of the page. What stands at the head of an article is not.
    fn is_skipped(&self, tag: &Tag<'_>) -> bool {
        if tag.is("header") && self.inside_article > 0 {
            return false;
        }
        SKIPPED.iter().any(|name| tag.is(name))
            || self.surrounds == Surrounds::LeftOut
                && GROUPS.iter().any(|name| tag.is(name))
                && ["class", "id"].iter().filter_map(|name| tag.attribute(name)).any(surrounds)
    }

    fn close(&mut self, name: &'a str) {
        if name.eq_ignore_ascii_case("time")
            && let Some((given, start)) = self.stamp.take()
        {
            let shown = self.words.get(start..).map(fold).filter(|shown| !shown.is_empty());
            self.stamped = self.stamped.take().or(shown.map(|shown| (given, shown)));
        }
        if name.eq_ignore_ascii_case("h1") && self.heading {
            let headline = fold(&std::mem::take(&mut self.words));
            self.headline = Some(headline).filter(|headline| !headline.is_empty());
            self.heading = false;
        }
        if is_block(name) {
            self.flush();
            self.prose = false;
        }
        match self.skipping {
            Some((skipped, depth)) if name.eq_ignore_ascii_case(skipped) => {
                self.skipping = (depth > 1).then(|| (skipped, depth - 1));
            }
            Some(_) => {}
            None if name.eq_ignore_ascii_case("blockquote") => {
                self.quoting = self.quoting.saturating_sub(1);
            }
            None if name.eq_ignore_ascii_case("article") => {
                self.stretch += 1;
                self.inside_article = self.inside_article.saturating_sub(1)
            }
            None if name.eq_ignore_ascii_case("main") => {
                self.inside_main = self.inside_main.saturating_sub(1)
            }
            None => {}
        }
    }

    fn meta(&mut self, tag: &Tag<'_>) {
        let name = tag.attribute("property").or_else(|| tag.attribute("name"));
        if let Some((name, content)) =
            name.zip(tag.attribute("content")).filter(|_| self.meta.len() < 512)
        {
            self.meta.push((name.to_ascii_lowercase(), fold(&content)));
        }
    }

    /// Ends the paragraph being gathered.
    fn flush(&mut self) {
        if self.heading {
            return;
        }
        let words = fold(&std::mem::take(&mut self.words));
        let region = match (self.inside_article, self.inside_main) {
            (1.., _) => Region::Article(self.articles),
            (0, 1..) => Region::Main,
            (0, 0) => Region::Page,
        };
        self.stamp = None;
        let stamped = self.stamped.take();
        if words.is_empty() || self.skipping.is_some() {
            return;
        }
        let block = |words: String, time: Option<String>| Block {
            words,
            prose: self.prose && time.is_none(),
            heading: self.subheading && time.is_none(),
            time,
            stretch: self.stretch,
            region,
        };
        let made = match stamped.map(|(given, shown)| (words.split_once(&shown), given, shown)) {
            // A paragraph that begins with its time, or is a byline with one.
            Some((Some(("", rest)), given, shown)) => {
                let rest = rest.trim_start_matches([' ', '-', '–', '—', ':', '|', '·']).to_owned();
                vec![block(shown, Some(given)), block(rest, None)]
            }
            Some((Some((before, after)), given, shown)) if before.len() + after.len() <= BYLINE => {
                vec![block(shown, Some(given))]
            }
            _ => vec![block(words, None)],
        };
        for block in made.into_iter().filter(|block| !block.words.is_empty()) {
            if self.blocks.len() < MAX_LINES {
                self.blocks.push(block);
            }
        }
    }
}

/// Longest words around a time that are taken for a byline, in bytes.
const BYLINE: usize = 60;

/// Elements that group others and may be furniture by their name.
const GROUPS: [&str; 5] = ["div", "section", "ul", "ol", "dl"];

/// Returns whether a class or an id names what surrounds articles.
fn surrounds(names: String) -> bool {
    let lower = names.to_ascii_lowercase();
    lower.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| SURROUNDS.contains(&word))
}

const SURROUNDS: [&str; 20] = [
    "comment",
    "comments",
    "disqus",
    "cookie",
    "cookies",
    "consent",
    "related",
    "recommended",
    "newsletter",
    "share",
    "sharing",
    "social",
    "ad",
    "ads",
    "advert",
    "advertisement",
    "promo",
    "sidebar",
    "breadcrumb",
    "breadcrumbs",
];

const PROSE: [&str; 9] = ["p", "li", "blockquote", "h2", "h3", "h4", "pre", "dd", "td"];
