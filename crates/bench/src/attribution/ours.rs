//! What our reader finds: pages go in as bytes by its one door, attributions come out as spans.

use counterclaim_ingest::{Page, Place, Utterance, read, utterances};
use serde_json::{Value, json};

use super::gold::Quote;
use super::words;

/// An attribution of ours.
#[derive(Clone, Debug)]
pub(super) struct Prediction {
    pub(super) quote: Quote,
    pub(super) headline: bool,
    /// Per cent.
    pub(super) confidence: u8,
}

/// Reads a page given as text and returns the attributions in it.
pub(super) fn attributions(text: &str) -> Vec<Prediction> {
    let page = Page { bytes: text.as_bytes().to_vec(), ..Page::default() };
    let reading = read(&page);
    utterances(&reading).iter().map(prediction).collect()
}

/// Returns an utterance as it is compared.
pub(super) fn prediction(utterance: &Utterance) -> Prediction {
    let place = |span: &counterclaim_ingest::Span| -> words::Place { (span.start, span.end) };
    Prediction {
        quote: Quote {
            source: utterance.source.iter().map(place).collect(),
            cue: utterance.cue.iter().map(place).collect(),
            content: utterance.content.iter().map(place).collect(),
        },
        headline: utterance.place == Place::Headline,
        confidence: utterance.confidence,
    }
}

/// Returns the line for one document that the outside scorer reads.
pub(super) fn line(id: &str, found: &[Prediction]) -> Value {
    let quotes: Vec<Value> = found
        .iter()
        .map(|one| {
            let Quote { source, cue, content } = &one.quote;
            json!({ "source": source, "cue": cue, "content": content })
        })
        .collect();
    json!({ "id": id, "quotes": quotes })
}
