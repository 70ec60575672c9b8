//! The main text of an HTML page without a live blog block: headline, paragraphs of the article, and
//! what its head says of it. Heuristics, kept simple: the HTML reader falls back on them.

use counterclaim_model::Moment;
use serde_json::Value;

use super::byline::{NEAR_TOP, authors, printed_byline};
use super::found::Note;
use super::lines::MAX_LINES;
use super::linked::typed;
use super::live_blog::{append, line, moment, parse, publisher};
use super::walk::{Block, Region, Surrounds, walk};

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
    let mut found = walk(source, Surrounds::LeftOut);
    // An element that never closes would take the whole page with it.
    if found.left_out > 4 * found.blocks.iter().map(|block| block.words.len()).sum::<usize>() {
        found = walk(source, Surrounds::Kept);
    }
    if found.blocks.len() == MAX_LINES {
        let what =
            format!("the page has {MAX_LINES} paragraphs or more; what follows was left out");
        notes.push(Note::new(0, what));
    }
    let mut main =
        MainText { values: parse(&found.json, notes), blocks: found.blocks, ..MainText::default() };
    let articles = typed(&main.values, &ARTICLES);
    let article = articles.first();
    let from_json = |name: &str| article.and_then(|article| line(article, name));
    let meta =
        |name: &str| found.meta.iter().find(|(own, _)| own == name).map(|(_, value)| value.clone());
    let title = found
        .headline
        .or_else(|| from_json("headline"))
        .or_else(|| meta("og:title"))
        .or(found.title);
    let stamp =
        meta("article:published_time").or_else(|| from_json("datePublished")).or(found.time);
    let source = article.and_then(|article| publisher(article)).or_else(|| meta("og:site_name"));
    let permalink = found.canonical.or_else(|| meta("og:url"));
    main.language = found
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
