//! The reader of HTML pages: a schema.org live blog if the page carries one, else its main text, read as
//! a feed or an article. The door comes here for everything that looks like HTML.

use std::collections::BTreeMap;

use serde_json::Value;

use super::article::article;
use super::dating::Known;
use super::decode;
use super::feed::feed;
use super::found::{Found, Note};
use super::lines::lines;
use super::linked::{named, typed, whole};
use super::live_blog::{live_blog, parse};
use super::main_text::{MainText, main_text};
use super::microdata::claim_reviews;
use super::timed::timed;
use crate::Page;

/// Bytes at the beginning of a page in which HTML shows itself.
const HEAD: usize = 1_024;

/// Returns whether a page is HTML, by its header or by how it begins.
pub(super) fn is_html(page: &Page) -> bool {
    if page.content_type().is_some_and(|kind| kind.contains("html")) {
        return true;
    }
    let head = String::from_utf8_lossy(&page.bytes[..page.bytes.len().min(HEAD)]);
    let head = head.trim_start_matches('\u{feff}').trim_start().to_ascii_lowercase();
    head.starts_with('<') && MARKS.iter().any(|mark| head.contains(mark))
}

const MARKS: [&str; 8] =
    ["<!doctype html", "<html", "<head", "<body", "<article", "<script", "<meta", "<div"];

/// Reads an HTML page.
pub(super) fn html(page: &Page, known: &Known) -> Found {
    let mut notes = Vec::new();
    let source = decode::html(&page.bytes, page.content_type().as_deref(), &mut notes);
    let main = main_text(&source, &mut notes);
    let mut found = live_blog(&main.values, &mut notes)
        .unwrap_or_else(|| from_main_text(page, &main, known, &mut notes));
    let address = main.permalink.as_deref().or(page.address());
    found.reviews = reviews(&main, &source, address);
    found.title = found.title.or(main.title);
    found.language = found.language.or(main.language);
    found.byline = main.byline;
    found.modified = main.modified;
    found.source = found.source.or(main.source);
    found.address = found.address.or(main.permalink);
    notes.append(&mut found.notes);
    Found { notes, ..found }
}

/// Returns the ratings of claims on a page: those of its JSON-LD, with what they refer to by id, and those of
/// its microdata. Sites that write both say the same in both; then JSON-LD says it in full.
/// One without an address of its own stands at the address of the page.
fn reviews(main: &MainText, source: &str, address: Option<&str>) -> Vec<Value> {
    let nodes = named(&main.values);
    let found: Vec<Value> = typed(&main.values, &["ClaimReview"])
        .into_iter()
        .map(|node| resolved(node, &nodes))
        .collect();
    let mut found = if found.is_empty() { claim_reviews(source) } else { found };
    for review in found.iter_mut().filter_map(Value::as_object_mut) {
        if let Some(address) = address {
            review.entry("url").or_insert_with(|| Value::from(address));
        }
    }
    found
}

/// Puts in the place of mere ids what has them.
fn resolved(review: &Value, nodes: &BTreeMap<&str, &Value>) -> Value {
    let mut review = review.clone();
    for field in ["itemReviewed", "author", "publisher", "reviewRating"] {
        if let Some(value) = review.get_mut(field) {
            let full = whole(value, nodes).clone();
            *value = full;
        }
    }
    review
}

/// Reads a file that is the JSON-LD block of a live blog and nothing else.
pub(super) fn bare_live_blog(text: &str) -> Option<Found> {
    let mut notes = Vec::new();
    let bare = text.trim_start_matches('\u{feff}').trim_start().starts_with(['{', '[']);
    let values = if bare { parse(&[text], &mut notes) } else { Vec::new() };
    let mut found = live_blog(&values, &mut notes)?;
    found.notes.append(&mut notes);
    Some(found)
}

/// Reads the main text as a feed, if it has stamps, or else as an article.
fn from_main_text(asked: &Page, main: &MainText, known: &Known, notes: &mut Vec<Note>) -> Found {
    let published = main.published.map(|moment| moment.at.date_naive());
    if let Some(found) = timed(main) {
        return found;
    }
    let known = Known { address: known.address.or(published), ..known.clone() };
    let everything = main.everything();
    let all = lines(&everything, notes);
    let own = feed(&everything, &all, &known, main.title.as_deref());
    let page = main.whole_page();
    let wide = feed(&page, &lines(&page, &mut Vec::new()), &known, main.title.as_deref());
    // Posts that are each an article of their own do not stand in one region.
    let size = |found: &Option<Found>| found.as_ref().map_or(0, |found| found.posts.len());
    let (own, everything) =
        if size(&wide) >= 3 && size(&wide) > size(&own) { (wide, page) } else { (own, everything) };
    if let Some(found) = own {
        return Found {
            reader: "live-html@1",
            title: main.title.clone(),
            text: everything,
            ..found
        };
    }
    let prose = main.prose();
    let text =
        if prose.len() > main.title.as_ref().map_or(0, String::len) { prose } else { everything };
    let mut found = article(&text, &lines(&text, notes));
    for post in &mut found.posts {
        post.published = main.published;
        post.stamp.clone_from(&main.stamp);
        post.permalink = main.permalink.clone().or_else(|| asked.address().map(str::to_owned));
    }
    if main.published.is_none() && !found.posts.is_empty() {
        let what = "the page gives no date of publication; its post was left undated";
        found.notes.push(Note::new(0, what));
    }
    Found { reader: "html@1", title: main.title.clone().or(found.title), text, ..found }
}
