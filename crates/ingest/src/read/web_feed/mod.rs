//! Feeds that programs read: RSS 2.0, RSS 1.0, Atom and JSON Feed, each entry a post. The door of reading
//! asks for the kind of every page before anything else, since a feed is full of HTML.
//!
//! | step | module |
//! |---|---|
//! | which kind, and the text with its posts | `door` |
//! | what an entry says, whatever the kind | `entry` |
//! | the kinds | `xml` (names in `xml_names`), `json` |
//! | what stands between two tags | `content` |
//! | times as feeds write them | `stamp` |

mod content;
mod door;
mod entry;
mod json;
mod stamp;
#[cfg(test)]
pub(super) mod tests;
mod xml;
mod xml_names;

pub(super) use door::{kind, web_feed};
