//! The main text of an HTML page without a live blog block: headline, paragraphs of the article, and
//! what its head says of it. Heuristics, kept simple: the HTML reader falls back on them.

use counterclaim_model::Moment;
use serde_json::Value;

use super::entities::decode;
use super::found::Note;
use super::lines::MAX_LINES;
use super::live_blog::{append, line, moment, parse, publisher, typed};
use super::markup::{Piece, Tag, fold, is_block, pieces};

/// Most JSON-LD blocks that are looked at.
const MAX_BLOCKS: usize = 64;

/// What the head and the structure of a page say.
#[derive(Debug, Default)]
pub(super) struct MainText {
    /// JSON-LD of the page.
    pub(super) values: Vec<Value>,
    pub(super) title: Option<String>,
    pub(super) source: Option<String>,
    pub(super) permalink: Option<String>,
    /// Time of publication as written, and as read.
    pub(super) stamp: Option<String>,
    pub(super) published: Option<Moment>,
    blocks: Vec<Block>,
}

/// A paragraph of the page and where it stands.
#[derive(Debug)]
struct Block {
    words: String,
    /// Whether it is one by its tag: a paragraph, an item, a quotation, a subheading.
    prose: bool,
    region: Region,
}

/// Where a paragraph stands, the most telling last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Region {
    #[default]
    Page,
    Main,
    /// In an `article` element, by its number; pages have others as teasers.
    Article(usize),
}

impl MainText {
    /// Returns headline and paragraphs of the article.
    pub(super) fn prose(&self) -> String {
        self.written(true)
    }

    /// Returns headline and everything printed in the article, stamps of a feed included.
    pub(super) fn everything(&self) -> String {
        self.written(false)
    }

    fn written(&self, prose: bool) -> String {
        let region = self.region();
        let inside = |block: &&Block| block.region == region && (block.prose || !prose);
        let mut text = String::new();
        if let Some(title) = &self.title {
            append(&mut text, title);
        }
        for block in self.blocks.iter().filter(inside) {
            if Some(&block.words) != self.title.as_ref() {
                append(&mut text, &block.words);
            }
        }
        text
    }

    /// Returns the region with the most prose; of equals the more telling.
    fn region(&self) -> Region {
        let mut sizes = std::collections::BTreeMap::<Region, usize>::new();
        for block in self.blocks.iter().filter(|block| block.prose) {
            *sizes.entry(block.region).or_default() += block.words.len();
        }
        sizes
            .into_iter()
            .max_by_key(|(region, size)| (*size, *region))
            .map_or(Region::Page, |(region, _)| region)
    }
}

/// Reads the structure of a page.
pub(super) fn main_text(source: &str, notes: &mut Vec<Note>) -> MainText {
    let mut walk = Walk::default();
    for piece in pieces(source) {
        walk.take(piece);
    }
    walk.flush();
    if walk.blocks.len() == MAX_LINES {
        let what =
            format!("the page has {MAX_LINES} paragraphs or more; what follows was left out");
        notes.push(Note::new(0, what));
    }
    let mut main =
        MainText { values: parse(&walk.json, notes), blocks: walk.blocks, ..MainText::default() };
    let articles = typed(
        &main.values,
        &["NewsArticle", "Article", "ReportageNewsArticle", "BlogPosting", "LiveBlogPosting"],
    );
    let article = articles.first();
    let from_json = |name: &str| article.and_then(|article| line(article, name));
    let meta =
        |name: &str| walk.meta.iter().find(|(own, _)| own == name).map(|(_, value)| value.clone());
    let title =
        walk.headline.or_else(|| from_json("headline")).or_else(|| meta("og:title")).or(walk.title);
    let stamp = meta("article:published_time").or_else(|| from_json("datePublished")).or(walk.time);
    let source = article.and_then(|article| publisher(article)).or_else(|| meta("og:site_name"));
    let permalink = walk.canonical.or_else(|| meta("og:url"));
    main.title = title;
    main.source = source;
    main.permalink = permalink;
    main.published = stamp.as_deref().and_then(moment);
    main.stamp = stamp;
    main
}

/// Elements whose words are no part of any text.
const SKIPPED: [&str; 13] = [
    "nav", "header", "footer", "aside", "form", "figure", "button", "select", "noscript", "svg",
    "template", "menu", "dialog",
];

/// What has been gathered on the way through a page.
#[derive(Default)]
struct Walk<'a> {
    json: Vec<&'a str>,
    meta: Vec<(String, String)>,
    canonical: Option<String>,
    time: Option<String>,
    title: Option<String>,
    headline: Option<String>,
    blocks: Vec<Block>,
    /// The raw element just opened.
    raw: Option<Tag<'a>>,
    /// The skipped element in which the walk is, and how often it is nested in itself.
    skipping: Option<(&'a str, usize)>,
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
        }
        if tag.is("h1") {
            self.words.clear();
            self.heading = self.headline.is_none();
        } else if tag.is("meta") {
            self.meta(&tag);
        } else if tag.is("link") && tag.attribute("rel").as_deref() == Some("canonical") {
            self.canonical = self.canonical.take().or_else(|| tag.attribute("href"));
        } else if tag.is("time") {
            self.time = self.time.take().or_else(|| tag.attribute("datetime"));
        }
        match self.skipping {
            Some((name, depth)) if tag.is(name) => self.skipping = Some((name, depth + 1)),
            Some(_) => {}
            None if SKIPPED.iter().any(|name| tag.is(name)) => self.skipping = Some((tag.name, 1)),
            None if tag.is("article") => {
                self.articles += usize::from(self.inside_article == 0);
                self.inside_article += 1;
            }
            None if tag.is("main") => self.inside_main += 1,
            None => {}
        }
    }

    fn close(&mut self, name: &'a str) {
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
            None if name.eq_ignore_ascii_case("article") => {
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
        if !words.is_empty() && self.skipping.is_none() && self.blocks.len() < MAX_LINES {
            self.blocks.push(Block { words, prose: self.prose, region });
        }
    }
}

const PROSE: [&str; 9] = ["p", "li", "blockquote", "h2", "h3", "h4", "pre", "dd", "td"];
