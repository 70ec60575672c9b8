//! Live blogs by schema.org: a `LiveBlogPosting` in a page's JSON-LD, its updates written out as text
//! and posts. The HTML reader asks for one before it looks at the page's own text.

use chrono::{DateTime, NaiveDate, NaiveDateTime};
use counterclaim_model::{Moment, Precision};
use serde_json::Value;

use super::feed::order;
use super::found::{Draft, Found, MAX_POSTS, Note};
use super::markup::{inline, paragraphs};

/// Largest JSON-LD block that is parsed, in bytes.
const MAX_BLOCK: usize = 8 * 1024 * 1024;
/// How deep types and lists are looked into; `serde_json` itself stops at 128.
const DEPTH: usize = 6;

/// Parses the JSON-LD blocks of a page. Line ends that stand bare in strings, a common slip, are read as
/// line ends, other control characters there as blanks; a block that is no JSON even then is left out with a note.
pub(super) fn parse(blocks: &[&str], notes: &mut Vec<Note>) -> Vec<Value> {
    let mut parsed = Vec::new();
    for block in blocks {
        let block = block.trim().trim_start_matches("<!--").trim_end_matches("-->").trim();
        if block.len() > MAX_BLOCK {
            let what = format!("a JSON-LD block has more than {MAX_BLOCK} bytes; it was left out");
            notes.push(Note::new(0, what));
            continue;
        }
        let value = serde_json::from_str(block)
            .or_else(|_| serde_json::from_str(escaped(block).trim_end_matches(';')));
        match value {
            Ok(value) => parsed.push(value),
            Err(error) => {
                notes.push(Note::new(
                    0,
                    format!("a JSON-LD block is no JSON ({error}); it was left out"),
                ));
            }
        }
    }
    parsed
}

/// Returns a block with the control characters in its strings made readable.
fn escaped(block: &str) -> String {
    let mut escaped = String::with_capacity(block.len() + 64);
    let (mut inside, mut quoted) = (false, false);
    for character in block.chars() {
        match character {
            '\n' if inside => escaped.push_str("\\n"),
            _ if character.is_control() => escaped.push(' '),
            _ => escaped.push(character),
        }
        inside ^= character == '"' && !quoted;
        quoted = inside && character == '\\' && !quoted;
    }
    escaped
}

/// Returns the objects of one of `types` in `values`, `@graph` and lists included.
pub(super) fn typed<'a>(values: &'a [Value], types: &[&str]) -> Vec<&'a Value> {
    let mut found = Vec::new();
    for value in values {
        collect(value, types, DEPTH, &mut found);
    }
    found
}

fn collect<'a>(value: &'a Value, types: &[&str], depth: usize, found: &mut Vec<&'a Value>) {
    let Some(depth) = depth.checked_sub(1) else { return };
    if let Some(list) = value.as_array() {
        list.iter().for_each(|value| collect(value, types, depth, found));
    }
    let is = |name: &Value| name.as_str().is_some_and(|name| types.contains(&name));
    let named = value.get("@type").is_some_and(|name| match name.as_array() {
        Some(names) => names.iter().any(is),
        None => is(name),
    });
    if named {
        found.push(value);
    }
    for inner in ["@graph", "mainEntity"] {
        if let Some(inner) = value.get(inner) {
            collect(inner, types, depth, found);
        }
    }
}

/// Reads the live blog with the most updates among `values`, if there is one.
///
/// Its text: the headline of the page, its description, then for each update headline and paragraphs,
/// all set apart by empty lines. Markup in them is reduced to text.
pub(super) fn live_blog(values: &[Value], notes: &mut Vec<Note>) -> Option<Found> {
    let blogs = typed(values, &["LiveBlogPosting"]);
    // Of equals the first: `max_by_key` would take the last.
    let blog = blogs.into_iter().rev().max_by_key(|blog| updates(blog).len())?;
    let all = updates(blog);
    if all.is_empty() {
        return None;
    }
    let mut found = Found { reader: "live-blog-posting@1", ..Found::default() };
    found.title = line(blog, "headline").or_else(|| line(blog, "name"));
    found.source = publisher(blog);
    found.address = line(blog, "url");
    introduction(blog, &mut found);
    for update in all.iter().take(MAX_POSTS) {
        let draft = post(update, line(blog, "url").as_deref(), &mut found);
        found.posts.push(draft);
    }
    if all.len() > MAX_POSTS {
        let what = format!("the page has more than {MAX_POSTS} posts; the rest was left out");
        notes.push(Note::new(found.text.len(), what));
    }
    found.order = order(&found.posts);
    Some(found)
}

/// Returns the updates of a live blog; a single one may stand without a list.
fn updates(blog: &Value) -> Vec<&Value> {
    match blog.get("liveBlogUpdate") {
        Some(Value::Array(list)) => list.iter().filter(|update| update.is_object()).collect(),
        Some(one) if one.is_object() => vec![one],
        _ => Vec::new(),
    }
}

/// Writes headline and description of the page.
fn introduction(blog: &Value, found: &mut Found) {
    let headline = found.title.clone().map(|title| append(&mut found.text, &title));
    let words = ["articleBody", "description"].iter().find_map(|name| blog.get(*name)?.as_str());
    let body: Vec<_> = words
        .map(paragraphs)
        .unwrap_or_default()
        .iter()
        .map(|paragraph| append(&mut found.text, paragraph))
        .collect();
    if let Some(last) = body.last() {
        let start = headline.as_ref().or(body.first()).map_or(last.start, |first| first.start);
        let span = start..last.end;
        found.posts.push(Draft {
            introduction: true,
            span,
            headline,
            paragraphs: body,
            ..Draft::default()
        });
    }
}

/// Writes one update and returns it as a post.
fn post(update: &Value, page: Option<&str>, found: &mut Found) -> Draft {
    let title = line(update, "headline").or_else(|| line(update, "name"));
    let headline = title.as_deref().map(|title| append(&mut found.text, title));
    let words = ["articleBody", "text", "description"]
        .iter()
        .find_map(|name| update.get(*name)?.as_str().filter(|words| !words.trim().is_empty()));
    let body: Vec<_> = words
        .map(paragraphs)
        .unwrap_or_default()
        .iter()
        .filter(|paragraph| title.as_ref() != Some(paragraph))
        .map(|paragraph| append(&mut found.text, paragraph))
        .collect();
    let stamp = line(update, "datePublished");
    let start = headline.as_ref().or(body.first()).map_or(found.text.len(), |first| first.start);
    let published = stamp.as_deref().and_then(moment);
    if published.is_none() {
        let what = match &stamp {
            Some(stamp) => format!("{stamp:?} is no date with its zone; the post was left undated"),
            None => "the update has no datePublished; the post was left undated".to_owned(),
        };
        found.notes.push(Note::new(start, what));
    }
    Draft {
        span: start..body.last().or(headline.as_ref()).map_or(start, |last| last.end),
        stamp,
        published,
        permalink: line(update, "url")
            .or_else(|| line(update, "@id"))
            .and_then(|url| absolute(&url, page))
            .filter(|url| Some(url.as_str()) != page),
        headline,
        paragraphs: body,
        ..Draft::default()
    }
}

/// Adds a paragraph to a text, after an empty line, and returns its place.
pub(super) fn append(text: &mut String, words: &str) -> std::ops::Range<usize> {
    if !text.is_empty() {
        text.push_str("\n\n");
    }
    let start = text.len();
    text.push_str(words);
    start..text.len()
}

/// Returns a property as one line of text; objects give their `@id` or `name`.
pub(super) fn line(value: &Value, name: &str) -> Option<String> {
    let value = value.get(name)?;
    let words = match value {
        Value::Array(list) => list.first()?.as_str(),
        Value::Object(_) => value.get("@id").or_else(|| value.get("name"))?.as_str(),
        Value::String(words) => Some(words.as_str()),
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
    };
    words.map(inline).filter(|words| !words.is_empty())
}

/// Returns the name of the publisher.
pub(super) fn publisher(value: &Value) -> Option<String> {
    let publisher = value.get("publisher")?;
    let publisher = publisher.as_array().map_or(Some(publisher), |list| list.first())?;
    line(publisher, "name").or_else(|| publisher.as_str().map(str::to_owned))
}

/// Completes an address that is only a fragment; others must be whole.
fn absolute(url: &str, page: Option<&str>) -> Option<String> {
    if url.starts_with('#') {
        return page.map(|page| format!("{}{url}", page.split('#').next().unwrap_or(page)));
    }
    url.contains("://").then(|| url.to_owned())
}

/// Reads a time of schema.org: an instant with its zone, or a calendar day.
pub(super) fn moment(words: &str) -> Option<Moment> {
    let words = words.trim();
    for format in ["%+", "%Y-%m-%dT%H:%M:%S%.f%#z", "%Y-%m-%dT%H:%M%#z", "%Y-%m-%d %H:%M:%S %#z"] {
        if let Ok(time) = DateTime::parse_from_str(words, format) {
            return Some(Moment { at: time.to_utc(), precision: Precision::Second });
        }
    }
    if let Ok(time) = NaiveDateTime::parse_from_str(words, "%Y-%m-%dT%H:%MZ") {
        return Some(Moment { at: time.and_utc(), precision: Precision::Minute });
    }
    NaiveDate::parse_from_str(words, "%Y-%m-%d").ok().map(Moment::day)
}
