//! The reader of feeds: which kind a page is, and its entries written out as one text with a post for
//! each. The door of reading comes here first.

use std::ops::Range;

use super::super::decode;
use super::super::feed::order;
use super::super::found::{Draft, Found, MAX_POSTS, Note};
use super::super::live_blog::append;
use super::entry::{Entry, WebFeed};
use super::json::json;
use super::stamp::moment;
use super::xml::xml;
use crate::Page;

/// Bytes at the beginning of a page in which a feed shows itself.
const HEAD: usize = 4_096;
/// What every JSON Feed says of itself.
const JSON_FEED: &str = "jsonfeed.org/version/1";

/// How a feed is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Kind {
    /// RSS or Atom.
    Xml,
    /// JSON Feed.
    Json,
}

/// Returns how the feed is written, if the page is one: by how it begins, since servers give feeds all
/// sorts of types, or by a type that only feeds have.
pub(in super::super) fn kind(page: &Page) -> Option<Kind> {
    let mut unheeded = Vec::new();
    let head = &page.bytes[..page.bytes.len().min(HEAD)];
    let head = decode::xml(head, None, &mut unheeded);
    let head = head.trim_start_matches('\u{feff}').trim_start();
    let declared = page.content_type().unwrap_or_default();
    if head.starts_with('<') {
        let named = root(head).is_some_and(|name| ["rss", "feed", "RDF"].contains(&name));
        let typed = ["rss+xml", "atom+xml", "rdf+xml"].iter().any(|kind| declared.contains(kind));
        return (named || typed).then_some(Kind::Xml);
    }
    let said = || page.bytes.windows(JSON_FEED.len()).any(|bytes| bytes == JSON_FEED.as_bytes());
    (head.starts_with('{') && (declared.contains("feed+json") || said())).then_some(Kind::Json)
}

/// Returns the name of the first element, without its prefix.
fn root(head: &str) -> Option<&str> {
    let mut rest = head;
    loop {
        rest = rest[rest.find('<')?..].strip_prefix('<')?;
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = &comment[comment.find("-->")?..];
        } else if !rest.starts_with(['?', '!']) {
            let end = rest.find(|c: char| c.is_whitespace() || c == '>' || c == '/')?;
            return rest[..end].rsplit(':').next();
        }
    }
}

/// Reads a feed.
pub(in super::super) fn web_feed(page: &Page, kind: Kind) -> Found {
    let mut notes = Vec::new();
    let feed = match kind {
        Kind::Xml => xml(&decode::xml(&page.bytes, page.content_type().as_deref(), &mut notes)),
        Kind::Json => json(decode::text(&page.bytes, &mut notes).trim_start_matches('\u{feff}')),
    };
    for note in &mut notes {
        // Said of the bytes; the text is another.
        note.at = 0;
    }
    let mut found = Found { reader: "feed@1", notes, ..Found::default() };
    let base = base(page, &feed);
    found.title = feed.title.as_ref().and_then(|title| title.line());
    found.source.clone_from(&found.title);
    found.address.clone_from(&feed.link);
    introduction(&feed, &mut found);
    let mut changed = 0;
    for entry in &feed.entries {
        changed += usize::from(entry.published.is_none() && entry.updated.is_some());
        let draft = post(entry, base.as_ref(), &mut found);
        found.posts.push(draft);
    }
    remark(feed, changed, &mut found);
    found.order = order(&found.posts);
    found
}

/// Says what could not be read.
fn remark(feed: WebFeed, changed: usize, found: &mut Found) {
    let mut say = |what: String| found.notes.push(Note::new(found.text.len(), what));
    if feed.silent > 0 {
        say(format!("entries without words were left out: {}", feed.silent));
    }
    if feed.beyond > 0 {
        say(format!("the feed has more than {MAX_POSTS} entries; the rest was left out"));
    }
    if changed > 0 {
        say(format!(
            "entries dated by their last change, for want of a time of publication: {changed}"
        ));
    }
    feed.broken.into_sentences().into_iter().for_each(&mut say);
    if found.posts.is_empty() {
        found.notes.push(Note::new(0, "the feed has no entries; it has no posts"));
    }
}

/// Returns the address that relative links start from.
fn base(page: &Page, feed: &WebFeed) -> Option<url::Url> {
    let given = [feed.base.as_deref(), page.address(), feed.link.as_deref()];
    given.into_iter().flatten().find_map(|address| url::Url::parse(address).ok())
}

/// Writes title and description of the feed.
fn introduction(feed: &WebFeed, found: &mut Found) {
    let headline = found.title.clone().map(|title| append(&mut found.text, &title));
    let described = feed.description.as_ref().map(|words| words.paragraphs()).unwrap_or_default();
    let other = described.iter().filter(|words| Some(*words) != found.title.as_ref());
    let paragraphs: Vec<_> = other.map(|words| append(&mut found.text, words)).collect();
    if let Some(last) = paragraphs.last() {
        let start = headline.as_ref().or(paragraphs.first()).map_or(last.start, |one| one.start);
        let span = start..last.end;
        found.posts.push(Draft {
            introduction: true,
            span,
            headline,
            paragraphs,
            ..Draft::default()
        });
    }
}

/// Writes an entry and returns it as a post.
fn post(entry: &Entry, base: Option<&url::Url>, found: &mut Found) -> Draft {
    let title = entry.title.as_ref().and_then(|title| title.line());
    let headline = title.as_deref().map(|title| append(&mut found.text, title));
    let body = entry.body();
    let other = body.iter().filter(|words| title.as_ref() != Some(words));
    let paragraphs: Vec<Range<usize>> = other.map(|words| append(&mut found.text, words)).collect();
    let first = headline.as_ref().or(paragraphs.first());
    let start = first.map_or(found.text.len(), |range| range.start);
    let end = paragraphs.last().or(headline.as_ref()).map_or(start, |range| range.end);
    let stamp = entry.published.clone().or_else(|| entry.updated.clone());
    let published = stamp.as_deref().and_then(moment);
    if published.is_none() {
        let what = match &stamp {
            Some(stamp) => format!("{stamp:?} is no time with its zone; the post was left undated"),
            None => "the entry gives no time; the post was left undated".to_owned(),
        };
        found.notes.push(Note::new(start, what));
    }
    Draft {
        span: start..end,
        stamp,
        published,
        permalink: permalink(entry, base),
        headline,
        paragraphs,
        ..Draft::default()
    }
}

/// Returns the address of an entry: its link, or else what identifies it if that is an address.
fn permalink(entry: &Entry, base: Option<&url::Url>) -> Option<String> {
    let web = |url: &url::Url| ["http", "https"].contains(&url.scheme());
    let link = entry.link.as_deref().and_then(|link| match base {
        Some(base) => base.join(link).ok(),
        None => url::Url::parse(link).ok(),
    });
    let named = || entry.id.as_deref().and_then(|id| url::Url::parse(id).ok());
    link.filter(web).or_else(|| named().filter(web)).map(String::from)
}
