//! The one door of reading: takes a page, picks the reader, and turns what it found into a
//! [`Reading`] with places in code points. Intake, `brief` and `extract` come in here.

use counterclaim_model::{CapturedFrom, Digest, Fault, Moment};
use sha2::{Digest as _, Sha256};

use super::article::article;
use super::calendar::date_in_address;
use super::dating::Known;
use super::decode;
use super::feed::feed;
use super::found::{Draft, Found, Note, Order, fold};
use super::html::{bare_live_blog, html, is_html};
use super::keys::keys;
use super::lines::lines;
use super::outlet::host;
use super::web_feed;
use crate::{Page, ReadPost, Reading, Span, Text};

/// Largest page that is read, in bytes. Larger ones come back empty, with a fault.
pub const MAX_PAGE: usize = 64 * 1024 * 1024;

/// Name of a source that neither caller nor page gives.
const UNKNOWN: &str = "unknown source";

/// Reads a page: its text, its posts with dates and places, and faults for whatever is not understood.
///
/// Total and pure: any bytes give a reading, equal pages give equal readings. Of RSS, Atom and JSON Feed
/// each entry is a post. HTML with a schema.org
/// `LiveBlogPosting` is read from that block; other HTML by its main text; a text with stamps as a feed;
/// any other text as one article with number 1. No date is taken from anywhere but the page and what the
/// caller knows of it; a post whose day cannot be settled is left undated, with a fault.
pub fn read(page: &Page) -> Reading {
    if page.bytes.len() > MAX_PAGE {
        let what = format!(
            "the page has {} bytes, more than {MAX_PAGE}; it was not read",
            page.bytes.len()
        );
        return reading(
            page,
            Found { reader: "none@1", notes: vec![Note::new(0, what)], ..Found::default() },
        );
    }
    let found = if page.bytes.iter().all(u8::is_ascii_whitespace) {
        let text = String::from_utf8_lossy(&page.bytes).into_owned();
        let notes = vec![Note::new(0, "the page is empty; it has no posts")];
        Found { reader: "none@1", text, notes, ..Found::default() }
    } else if let Some(kind) = web_feed::kind(page) {
        web_feed::web_feed(page, kind)
    } else if is_html(page) {
        html(page, &known(page))
    } else {
        text(&page.bytes, &known(page))
    };
    reading(page, found)
}

/// Reads a text file.
fn text(bytes: &[u8], known: &Known) -> Found {
    let mut notes = Vec::new();
    let text = decode::text(bytes, &mut notes);
    if decode::is_binary(&text, &mut notes) {
        notes.insert(0, Note::new(0, "this is no text; it has no posts"));
        return Found { reader: "none@1", text, notes, ..Found::default() };
    }
    if let Some(found) = bare_live_blog(&text) {
        return found;
    }
    let lines = lines(&text, &mut notes);
    let mut found = feed(&text, &lines, known, None).unwrap_or_else(|| article(&text, &lines));
    notes.append(&mut found.notes);
    Found { text, notes, ..found }
}

/// Returns what the caller knows about time.
fn known(page: &Page) -> Known {
    Known {
        captured: page.captured_at.map(|(moment, _)| moment.at),
        witnessed: page.captured_at.is_some_and(|(_, from)| from != CapturedFrom::Masthead),
        address: page.address().and_then(date_in_address),
        ..Known::default()
    }
}

/// Turns what a reader found into a reading.
fn reading(page: &Page, found: Found) -> Reading {
    let keys = keys(&found.posts, found.order, &name(page, &found));
    let text_digest = digest(found.text.as_bytes());
    let text = Text::new(found.text);
    let mut number = 0;
    let posts = found
        .posts
        .into_iter()
        .zip(keys)
        .map(|(draft, key)| {
            number += u32::from(!draft.introduction);
            let number = if draft.introduction { 0 } else { number };
            post(&text, draft, number, key)
        })
        .collect();
    let mut faults: Vec<Fault> = found
        .notes
        .into_iter()
        .map(|note| Fault { at: text.point(note.at), what: note.what })
        .collect();
    faults.sort_by_key(|fault| fault.at);
    let (captured_at, captured_from) = captured(page, found.masthead);
    Reading {
        text_digest,
        bytes_digest: digest(&page.bytes),
        reader: found.reader.to_owned(),
        source: page
            .source
            .clone()
            .or(found.source)
            .or_else(|| page.address().or(found.address.as_deref()).and_then(host))
            .unwrap_or_else(|| UNKNOWN.to_owned()),
        title: found.title,
        language: found.language.as_deref().and_then(tag),
        byline: found.byline,
        modified: found.modified,
        reviews: reviews(found.reviews),
        captured_at,
        captured_from,
        posts,
        faults,
        text,
    }
}

/// Returns ratings of claims as one document of JSON-LD.
fn reviews(found: Vec<serde_json::Value>) -> Option<String> {
    let document = serde_json::json!({ "@context": "https://schema.org", "@graph": found });
    (!found.is_empty()).then(|| document.to_string())
}

/// Names a page: by its address, or its title, or else by the words that stay while it grows, those of
/// its introduction or its oldest post.
fn name(page: &Page, found: &Found) -> String {
    let given = page.address().or(found.address.as_deref()).or(found.title.as_deref());
    given.map(str::to_owned).unwrap_or_else(|| {
        let oldest = match found.order {
            Order::NewestFirst => found.posts.last(),
            Order::OldestFirst => found.posts.first(),
        };
        let standing = found.posts.iter().find(|post| post.introduction).or(oldest);
        let words = standing.map_or("", |post| &found.text[post.span.clone()]);
        format!("untitled page {}", digest(fold(words).as_bytes()))
    })
}

fn post(text: &Text, draft: Draft, number: u32, key: counterclaim_model::PostKey) -> ReadPost {
    let span = |range: std::ops::Range<usize>| text.span(range.start, range.end);
    let headline: Option<Span> = draft.headline.map(span);
    let paragraphs: Vec<Span> = draft.paragraphs.into_iter().map(span).collect();
    let mut wording = String::new();
    for part in headline.iter().chain(&paragraphs) {
        wording.push_str(text.slice(*part));
        wording.push(' ');
    }
    ReadPost {
        number,
        key,
        stamp: draft.stamp,
        published: draft.published,
        permalink: draft.permalink,
        headline,
        paragraphs,
        span: span(draft.span),
        content: digest(fold(&wording).as_bytes()),
    }
}

/// Returns a tag of a language in its usual writing; none if it is no tag.
fn tag(said: &str) -> Option<String> {
    let said = said.trim().replace('_', "-");
    let primary = said.split('-').next().unwrap_or_default();
    let is_tag = (2..=3).contains(&primary.len())
        && primary.bytes().all(|byte| byte.is_ascii_alphabetic())
        && said.len() <= 35
        && said.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    is_tag.then(|| format!("{}{}", primary.to_ascii_lowercase(), &said[primary.len()..]))
}

/// The caller's time of capture, or else the masthead's.
fn captured(page: &Page, masthead: Option<Moment>) -> (Option<Moment>, Option<CapturedFrom>) {
    match (page.captured_at, masthead) {
        (Some((moment, from)), _) => (Some(moment), Some(from)),
        (None, Some(moment)) => (Some(moment), Some(CapturedFrom::Masthead)),
        (None, None) => (None, None),
    }
}

fn digest(bytes: &[u8]) -> Digest {
    Digest(Sha256::digest(bytes).into())
}
