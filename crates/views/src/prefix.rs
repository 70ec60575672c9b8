//! Ids by any prefix, as people type them.
//! The desk turns "none" and "several" into its own words.

use std::ops::RangeInclusive;
use std::str::FromStr;

use counterclaim_model::Thing;

use crate::views::Views;

impl Views {
    /// Returns the claims, links, actors, posts, sources and captures whose id begins with `prefix`, in that
    /// order and each kind by id. Hyphens may be left out; nothing begins with a text that is no
    /// hexadecimal number, nor with an empty one.
    pub fn ids_starting_with(&self, prefix: &str) -> Vec<Thing> {
        let mut things = Vec::new();
        if let Some(range) = range(prefix) {
            things.extend(self.claims.shelf.keys_in(range).copied().map(Thing::Claim));
        }
        if let Some(range) = range(prefix) {
            things.extend(self.links.shelf.keys_in(range).copied().map(Thing::Link));
        }
        if let Some(range) = range(prefix) {
            things.extend(self.actors.ids(range).copied().map(Thing::Actor));
        }
        if let Some(range) = range(prefix) {
            things.extend(self.pages.post_ids(range).copied().map(Thing::Post));
        }
        if let Some(range) = range(prefix) {
            things.extend(self.pages.source_ids(range).copied().map(Thing::Source));
        }
        if let Some(range) = range(prefix) {
            things.extend(self.pages.capture_ids(range).copied().map(Thing::Capture));
        }
        things
    }
}

/// Returns the first and the last id that begins with `prefix`.
fn range<K: FromStr + Ord>(prefix: &str) -> Option<RangeInclusive<K>> {
    let digits: String = prefix.chars().filter(|c| *c != '-').collect();
    let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    if digits.is_empty() || digits.len() > 32 || !is_hex {
        return None;
    }
    let first = format!("{digits:0<32}").parse().ok()?;
    let last = format!("{digits:f<32}").parse().ok()?;
    Some(first..=last)
}
