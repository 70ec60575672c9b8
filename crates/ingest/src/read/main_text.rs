//! The main text of an HTML page without a live blog block: headline, paragraphs of the article, and
//! what its head says of it. Heuristics, kept simple: the HTML reader falls back on them.

use counterclaim_model::Moment;
use serde_json::Value;

use super::byline::{NEAR_TOP, authors, printed_byline};
use super::entities::decode;
use super::found::Note;
use super::lines::MAX_LINES;
use super::linked::typed;
use super::live_blog::{append, line, moment, parse, publisher};
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
    /// Who wrote the article, and when it was last changed, as the page says.
    pub(super) byline: Option<String>,
    pub(super) modified: Option<Moment>,
    /// Language of the page as it says itself, a tag such as `en-GB`.
    pub(super) language: Option<String>,
    pub(super) blocks: Vec<Block>,
}

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

    /// Returns headline and everything printed anywhere: posts may each be an `article` of their own.
    pub(super) fn whole_page(&self) -> String {
        let mut text = String::new();
        let blocks = self.blocks.iter().map(|block| block.words.as_str());
        let title = self.title.as_deref();
        for words in title.into_iter().chain(blocks.filter(|words| Some(*words) != title)) {
            append(&mut text, words);
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
    let mut walk = walk(source, Surrounds::LeftOut);
    // An element that never closes would take the whole page with it.
    if walk.left_out > 4 * walk.blocks.iter().map(|block| block.words.len()).sum::<usize>() {
        walk = self::walk(source, Surrounds::Kept);
    }
    if walk.blocks.len() == MAX_LINES {
        let what =
            format!("the page has {MAX_LINES} paragraphs or more; what follows was left out");
        notes.push(Note::new(0, what));
    }
    let mut main =
        MainText { values: parse(&walk.json, notes), blocks: walk.blocks, ..MainText::default() };
    let articles = typed(&main.values, &ARTICLES);
    let article = articles.first();
    let from_json = |name: &str| article.and_then(|article| line(article, name));
    let meta =
        |name: &str| walk.meta.iter().find(|(own, _)| own == name).map(|(_, value)| value.clone());
    let title =
        walk.headline.or_else(|| from_json("headline")).or_else(|| meta("og:title")).or(walk.title);
    let stamp = meta("article:published_time").or_else(|| from_json("datePublished")).or(walk.time);
    let source = article.and_then(|article| publisher(article)).or_else(|| meta("og:site_name"));
    let permalink = walk.canonical.or_else(|| meta("og:url"));
    main.language = walk
        .language
        .or_else(|| from_json("inLanguage"))
        .or_else(|| meta("content-language").or_else(|| meta("og:locale")));
    let author = article.and_then(|article| authors(article));
    let named = meta("author").or_else(|| meta("article:author")).or_else(|| meta("byl"));
    let printed =
        || main.blocks.iter().take(NEAR_TOP).find_map(|block| printed_byline(&block.words));
    let byline = author.or_else(|| named.filter(|name| !name.contains("://"))).or_else(printed);
    let modified = from_json("dateModified");
    let modified = modified
        .or_else(|| meta("article:modified_time"))
        .or_else(|| meta("og:updated_time"))
        .or_else(|| meta("last-modified"));
    main.byline = byline;
    main.modified = modified.as_deref().and_then(moment);
    main.title = title;
    main.source = source;
    main.permalink = permalink;
    main.published = stamp.as_deref().and_then(moment);
    main.stamp = stamp;
    main
}

/// Types of schema.org that are an article.
const ARTICLES: [&str; 12] = [
    "NewsArticle",
    "Article",
    "ReportageNewsArticle",
    "BackgroundNewsArticle",
    "AnalysisNewsArticle",
    "AskPublicNewsArticle",
    "OpinionNewsArticle",
    "ReviewNewsArticle",
    "BlogPosting",
    "LiveBlogPosting",
    "Report",
    "TechArticle",
];

/// Whether what surrounds an article by its name (comments, related pages) is left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Surrounds {
    #[default]
    LeftOut,
    Kept,
}

fn walk(source: &str, surrounds: Surrounds) -> Walk<'_> {
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
    surrounds: Surrounds,
    /// Bytes of text left out for the name of the element they stand in.
    left_out: usize,
    by_name: bool,
    language: Option<String>,
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
