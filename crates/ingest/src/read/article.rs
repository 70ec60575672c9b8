//! The reader of a plain text: one article, one post, no stamp. The door comes here when a text has no
//! stamps that make it a feed.

use super::feed::masthead_alone;
use super::found::{Draft, Found, Note, fold};
use super::lines::{Line, is_wrapped};
use super::outlet::outlet;
use super::post::{Heading, words};

/// Reads `text` as one article; no post if nothing is printed but furniture.
pub(super) fn article(text: &str, lines: &[Line]) -> Found {
    let masthead = masthead_alone(text, lines);
    let own = &lines[masthead.map_or(0, |(line, _)| line + 1)..];
    let words = words(text, own, heading(text, own), is_wrapped(text, own));
    let mut found = Found {
        reader: "text@1",
        source: outlet(text, own),
        title: words.headline.as_ref().map(|range| fold(&text[range.clone()])),
        masthead: masthead.map(|(_, moment)| moment),
        ..Found::default()
    };
    if found.title.as_deref().is_some_and(is_live) {
        let what =
            "the title speaks of a live page, and no stamps were found; it was read as one post";
        found.notes.push(Note::new(0, what));
    }
    let first = words.headline.as_ref().or(words.paragraphs.first()).map(|range| range.start);
    let last = words.paragraphs.last().or(words.headline.as_ref()).map(|range| range.end);
    match first.zip(last) {
        Some((first, last)) => found.posts.push(Draft {
            span: first..last,
            headline: words.headline,
            paragraphs: words.paragraphs,
            ..Draft::default()
        }),
        None => found.notes.push(Note::new(0, "the page holds no words; it has no posts")),
    }
    found
}

/// Returns whether a title is that of a page that grows.
fn is_live(title: &str) -> bool {
    let title = title.to_ascii_lowercase();
    let parts = ["live:", "live updates", "live blog", "liveblog", "as it happened", "the latest:"];
    parts.iter().any(|part| title.contains(part)) || title.ends_with(": live")
}

/// Some dumps end headlines with a full stop, so a first line by itself, far shorter than the paragraph
/// after it, is a headline either way.
fn heading(text: &str, lines: &[Line]) -> Heading {
    let length = |line: &Line| line.words(text).chars().take(1_000).count();
    match lines {
        [first, second, ..]
            if second.after_gap && length(first) <= 120 && length(second) > length(first) =>
        {
            Heading::Usual
        }
        _ => Heading::Unfinished,
    }
}
