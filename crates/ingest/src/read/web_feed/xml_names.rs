//! The names of RSS and Atom, and what stands behind them. Prefixes that nothing declares are taken by
//! their usual meaning: feeds forget to declare them.

use quick_xml::events::BytesStart;
use quick_xml::name::{Namespace, ResolveResult};

/// Whose element it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Space {
    /// RSS of any version, or Atom.
    Feed,
    /// The module for full content.
    Content,
    /// Dublin Core.
    DublinCore,
    /// Anybody else's: media, comments, podcasts.
    Other,
}

/// What an element says of a feed or an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Title,
    Link,
    Id,
    Summary,
    Content,
    Published,
    Updated,
    /// Nothing that is kept; whatever stands within it is passed over too.
    Other,
}

/// Returns whose element a tag opens.
pub(super) fn space(tag: &BytesStart<'_>, resolved: &ResolveResult<'_>) -> Space {
    let name = tag.name();
    let Some(prefix) = name.prefix() else { return Space::Feed };
    let by_prefix = match prefix.as_ref() {
        "content" => Space::Content,
        "dc" | "dcterms" => Space::DublinCore,
        "atom" | "rss" => Space::Feed,
        _ => Space::Other,
    };
    match resolved {
        ResolveResult::Bound(Namespace(address)) => match *address {
            "http://www.w3.org/2005/Atom" | "http://purl.org/rss/1.0/" => Space::Feed,
            "http://purl.org/rss/1.0/modules/content/" => Space::Content,
            "http://purl.org/dc/elements/1.1/" | "http://purl.org/dc/terms/" => Space::DublinCore,
            _ => Space::Other,
        },
        ResolveResult::Unbound | ResolveResult::Unknown(_) => by_prefix,
    }
}

/// Returns whether an element is an entry.
pub(super) fn is_entry(local: &str) -> bool {
    ["item", "entry"].contains(&local)
}

/// Returns whether an element only holds the others.
pub(super) fn is_container(local: &str) -> bool {
    ["rss", "RDF", "channel", "feed"].contains(&local)
}

/// Returns what an element of an entry says.
pub(super) fn entry_field(space: Space, local: &str) -> Field {
    match (space, local) {
        (Space::Feed, "title") => Field::Title,
        (Space::Feed, "link") => Field::Link,
        (Space::Feed, "guid" | "id") => Field::Id,
        (Space::Feed, "description" | "summary") => Field::Summary,
        (Space::Feed, "content") | (Space::Content, "encoded") => Field::Content,
        (Space::Feed, "pubDate" | "published" | "issued") => Field::Published,
        (Space::DublinCore, "date" | "created" | "issued") => Field::Published,
        (Space::Feed, "updated" | "modified") | (Space::DublinCore, "modified") => Field::Updated,
        (Space::Feed | Space::Content | Space::DublinCore | Space::Other, _) => Field::Other,
    }
}

/// Returns what an element beside the entries says.
pub(super) fn channel_field(space: Space, local: &str) -> Field {
    match (space, local) {
        (Space::Feed, "title") => Field::Title,
        (Space::Feed, "link") => Field::Link,
        (Space::Feed, "description" | "subtitle" | "tagline") => Field::Summary,
        (Space::Feed | Space::Content | Space::DublinCore | Space::Other, _) => Field::Other,
    }
}
