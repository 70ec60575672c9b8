//! JSON Feed. A feed that breaks off gives the items that stand before the break.

use serde_json::{Deserializer, Value};

use super::entry::{Entry, WebFeed, Words};

/// Reads a JSON Feed.
pub(super) fn json(source: &str) -> WebFeed {
    let mut feed = WebFeed::default();
    let items = match serde_json::from_str::<Value>(source) {
        Ok(whole) => {
            feed.title = string(&whole, "title").map(Words::Plain);
            feed.description = string(&whole, "description").map(Words::Plain);
            feed.link = string(&whole, "home_page_url");
            whole.get("items").and_then(Value::as_array).cloned().unwrap_or_default()
        }
        Err(error) => {
            feed.broken
                .add(format!("the feed is no whole JSON ({error}); what stands before is kept"));
            items_before_the_break(source)
        }
    };
    for (at, item) in items.iter().enumerate() {
        if item.is_object() {
            feed.add(entry(item));
        } else {
            feed.broken.add(format!("item {} is no object; it was left out", at + 1));
        }
    }
    feed
}

/// Returns the items of a feed whose end is missing or spoilt.
fn items_before_the_break(source: &str) -> Vec<Value> {
    let mut items = Vec::new();
    let list = source.find("\"items\"").and_then(|at| source[at..].find('[').map(|open| at + open));
    let Some(open) = list else { return items };
    let mut rest = &source[open + 1..];
    loop {
        rest = rest.trim_start().trim_start_matches(',');
        let mut values = Deserializer::from_str(rest).into_iter::<Value>();
        let Some(Ok(item)) = values.next() else { return items };
        rest = &rest[values.byte_offset()..];
        items.push(item);
    }
}

fn entry(item: &Value) -> Entry {
    let html = string(item, "content_html").map(Words::Markup);
    Entry {
        link: string(item, "url"),
        id: string(item, "id"),
        title: string(item, "title").map(Words::Plain),
        content: html.or_else(|| string(item, "content_text").map(Words::Plain)),
        summary: string(item, "summary").map(Words::Plain),
        published: string(item, "date_published"),
        updated: string(item, "date_modified"),
    }
}

fn string(value: &Value, name: &str) -> Option<String> {
    value.get(name)?.as_str().map(str::trim).filter(|words| !words.is_empty()).map(str::to_owned)
}
