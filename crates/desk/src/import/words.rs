//! Words of a row against the text they are said to stand in, where this case holds that text.

use std::collections::BTreeMap;
use std::rc::Rc;

use counterclaim_ingest::{Span, Text};
use counterclaim_model::{Anchor, Digest, Mention};

use super::claim_row::SightingRow;
use crate::desk::Desk;

/// Texts that are held at once.
const HELD: usize = 8;

/// Code points of context on each side of a quotation, at most.
const CONTEXT: usize = 32;

/// Captured texts of this case, read once.
#[derive(Debug, Default)]
pub(super) struct Texts {
    held: BTreeMap<Digest, Option<Rc<Text>>>,
}

impl Texts {
    /// Returns the text with this hash, if this case holds it.
    ///
    /// # Errors
    /// If it is damaged or cannot be read.
    pub(super) fn get(&mut self, digest: Digest, desk: &Desk) -> Result<Option<Rc<Text>>, String> {
        if let Some(text) = self.held.get(&digest) {
            return Ok(text.clone());
        }
        let bytes = desk.book.log().evidence(&digest).map_err(|error| error.to_string())?;
        let text =
            bytes.map(|bytes| Rc::new(Text::new(String::from_utf8_lossy(&bytes).into_owned())));
        if self.held.len() >= HELD {
            self.held.clear();
        }
        self.held.insert(digest, text.clone());
        Ok(text)
    }
}

/// Returns every anchor of a sighting.
pub(super) fn anchors(row: &SightingRow) -> impl Iterator<Item = &Anchor> {
    let mentions = row.mentions.iter().flat_map(of_mention).flatten();
    [&row.content, &row.source_phrase, &row.cue].into_iter().flatten().chain(mentions)
}

fn of_mention(mention: &Mention) -> [&Vec<Anchor>; 3] {
    [&mention.content, &mention.source, &mention.cue]
}

/// Refuses an anchor that cannot be one: its words are as long as its place, its context is short.
pub(super) fn shaped(anchor: &Anchor) -> Result<(), String> {
    let Anchor { quote, prefix, suffix, start, end } = anchor;
    if end.checked_sub(*start).map(|length| length as usize) != Some(quote.chars().count()) {
        return Err(format!("the words {quote:?} are not as long as their place, {start}-{end}"));
    }
    let is_long = |text: &str| text.chars().nth(CONTEXT).is_some();
    if is_long(prefix) || is_long(suffix) {
        return Err(format!("the words before or after {quote:?} are more than {CONTEXT} letters"));
    }
    Ok(())
}

/// Refuses words that the text does not have at their place.
pub(super) fn stands(anchor: &Anchor, text: &Text) -> Result<(), String> {
    let Anchor { quote, start, end, .. } = anchor;
    if *end <= text.len() && text.slice(Span::new(*start, *end)) == quote {
        return Ok(());
    }
    Err(format!("the captured text does not say {quote:?} at {start}-{end}"))
}
