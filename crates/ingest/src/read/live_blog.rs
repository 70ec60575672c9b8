//! Live blogs by schema.org: a `LiveBlogPosting` in a page's JSON-LD, its updates written out as text
//! and posts. The HTML reader asks for one before it looks at the page's own text.

use chrono::{DateTime, NaiveDate, NaiveDateTime};
use counterclaim_model::{Moment, Precision};
use serde_json::Value;

use super::entities::decode;
use super::feed::order;
use super::found::{Draft, Found, MAX_POSTS, Note};
use super::linked::{named, typed, unwrapped, whole};
use super::markup::{inline, paragraphs};

/// Largest JSON-LD block that is parsed, in bytes.
const MAX_BLOCK: usize = 8 * 1024 * 1024;

/// Parses the JSON-LD blocks of a page. Line ends that stand bare in strings, a common slip, are read as
/// line ends, other control characters there as blanks; a block that is no JSON even then is left out with
/// a note.
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

/// Reads the live blog with the most updates among `values`, if there is one.
///
/// Its text: the headline of the page, its description, then for each update headline and paragraphs,
/// all set apart by empty lines. Markup in them is reduced to text.
pub(super) fn live_blog(values: &[Value], notes: &mut Vec<Note>) -> Option<Found> {
    let blogs = typed(values, &["LiveBlogPosting"]);
    // Of equals the first: `max_by_key` would take the last.
    let blog = blogs.into_iter().rev().max_by_key(|blog| updates(blog).len())?;
    let nodes = named(values);
    let all: Vec<&Value> = updates(blog).into_iter().map(|update| whole(update, &nodes)).collect();
    if all.is_empty() {
        return None;
    }
    let mut found = Found { reader: "live-blog-posting@1", ..Found::default() };
    found.title = line(blog, "headline").or_else(|| line(blog, "name"));
    found.source = publisher(blog);
    found.address = line(blog, "url");
    found.language = line(blog, "inLanguage");
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
    match blog.get("liveBlogUpdate").map(unwrapped) {
        Some(Value::Array(list)) => list.iter().filter(|update| update.is_object()).collect(),
        Some(one) if one.is_object() => vec![one],
        _ => Vec::new(),
    }
}

/// Writes headline and description of the page.
fn introduction(blog: &Value, found: &mut Found) {
    let headline = found.title.clone().map(|title| append(&mut found.text, &title));
    let body: Vec<_> = prose(blog, &["articleBody", "description"])
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
    let body: Vec<_> = prose(update, &["articleBody", "text", "description"])
        .iter()
        .filter(|paragraph| title.as_ref() != Some(paragraph))
        .map(|paragraph| append(&mut found.text, paragraph))
        .collect();
    let (stamp, is_change) = match line(update, "datePublished") {
        Some(stamp) => (Some(stamp), false),
        None => match line(update, "dateCreated") {
            Some(stamp) => (Some(stamp), false),
            None => (line(update, "dateModified"), true),
        },
    };
    let start = headline.as_ref().or(body.first()).map_or(found.text.len(), |first| first.start);
    let published = stamp.as_deref().and_then(moment);
    if published.is_some() && is_change {
        let what = "the update gives only the time of its last change; the post was dated by it";
        found.notes.push(Note::new(start, what));
    }
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

/// Returns the paragraphs of the first property among `names` that has words.
fn prose(value: &Value, names: &[&str]) -> Vec<String> {
    let of = |name: &&str| {
        let words = value.get(*name).map(unwrapped)?;
        let parts: Vec<&str> = match words {
            Value::Array(list) => list.iter().filter_map(|part| unwrapped(part).as_str()).collect(),
            Value::String(words) => vec![words.as_str()],
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => Vec::new(),
        };
        let all: Vec<String> = parts.into_iter().flat_map(written).collect();
        (!all.is_empty()).then_some(all)
    };
    names.iter().find_map(of).unwrap_or_default()
}

/// Returns the paragraphs of a body. Markup that was escaped as a whole (`&lt;p&gt;…`) is markup.
fn written(words: &str) -> Vec<String> {
    let escaped = !words.contains('<')
        && ["&lt;/p&gt;", "&lt;br", "&lt;/div&gt;", "&lt;/a&gt;"]
            .iter()
            .any(|tag| words.contains(tag));
    if escaped { paragraphs(&decode(words)) } else { paragraphs(words) }
}

/// Returns a property as one line of text; objects give their `@id` or `name`.
pub(super) fn line(value: &Value, name: &str) -> Option<String> {
    let value = unwrapped(value.get(name)?);
    let value = value.as_array().map_or(Some(value), |list| list.first().map(unwrapped))?;
    let words = match value {
        Value::Object(_) => value.get("@id").or_else(|| value.get("name"))?.as_str(),
        Value::String(words) => Some(words.as_str()),
        Value::Array(_) | Value::Null | Value::Bool(_) | Value::Number(_) => None,
    };
    words.map(inline).filter(|words| !words.is_empty())
}

/// Returns the name of the publisher.
pub(super) fn publisher(value: &Value) -> Option<String> {
    let publisher = value.get("publisher")?;
    let publisher = publisher.as_array().map_or(Some(publisher), |list| list.first())?;
    line(unwrapped(publisher), "name").or_else(|| publisher.as_str().map(str::to_owned))
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
    if let Ok(time) = DateTime::parse_from_rfc2822(words) {
        return Some(Moment { at: time.to_utc(), precision: Precision::Second });
    }
    for format in [
        "%+",
        "%Y-%m-%dT%H:%M:%S%.f%#z",
        "%Y-%m-%dT%H:%M:%S%.f %#z",
        "%Y-%m-%dT%H:%M%#z",
        "%Y-%m-%d %H:%M:%S%.f%#z",
        "%Y-%m-%d %H:%M:%S%.f %#z",
        "%Y%m%dT%H%M%S%#z",
    ] {
        if let Ok(time) = DateTime::parse_from_str(words, format) {
            return Some(Moment { at: time.to_utc(), precision: Precision::Second });
        }
    }
    let bare = words.strip_suffix(" UTC").or_else(|| words.strip_suffix(" GMT"));
    for format in ["%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M:%S%.f"] {
        if let Some(Ok(time)) = bare.map(|bare| NaiveDateTime::parse_from_str(bare, format)) {
            return Some(Moment { at: time.and_utc(), precision: Precision::Second });
        }
    }
    if let Ok(time) = NaiveDateTime::parse_from_str(words, "%Y-%m-%dT%H:%MZ") {
        return Some(Moment { at: time.and_utc(), precision: Precision::Minute });
    }
    NaiveDate::parse_from_str(words, "%Y-%m-%d").ok().map(Moment::day)
}
