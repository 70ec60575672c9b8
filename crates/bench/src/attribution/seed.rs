//! The annotated live blog: `gold/attribution_seed.json` with the page it speaks of in `seeds`.

use std::fs;
use std::path::Path;

use anyhow::Context as _;
use serde::Deserialize;

use super::gold::{Document, Labelled, Quote};
use super::words::Place;

#[derive(Deserialize)]
struct Annotation {
    id: String,
    quotes: Vec<Mark>,
}

#[derive(Deserialize)]
struct Mark {
    #[serde(rename = "where")]
    place: String,
    source: Vec<Place>,
    cue: Vec<Place>,
    content: Vec<Place>,
}

/// Returns the page with its attributions; nothing where `shared` has no such annotation.
pub(super) fn load(shared: &Path) -> anyhow::Result<Option<Document>> {
    let path = shared.join("gold/attribution_seed.json");
    let Ok(json) = fs::read_to_string(&path) else { return Ok(None) };
    let annotation: Annotation =
        serde_json::from_str(&json).with_context(|| path.display().to_string())?;
    let page = shared.join("seeds").join(&annotation.id);
    let text = fs::read_to_string(&page).with_context(|| page.display().to_string())?;
    let labelled = |mark: Mark| Labelled {
        headline: mark.place == "h",
        quote: Quote { source: mark.source, cue: mark.cue, content: mark.content },
    };
    let quotes = annotation.quotes.into_iter().map(labelled).collect();
    Ok(Some(Document { id: annotation.id, text, quotes }))
}
