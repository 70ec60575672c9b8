//! The way from a reading to its claims in three steps: find utterances, find out who speaks, make
//! claims of them. Called by the desk for every page it takes in.

use crate::claims::claims;
use crate::spans::utterances;
use crate::speakers::voices;
use crate::{Extraction, Gazetteer, Reading};

/// Returns the candidate claims, links and matters of a page. Pure: equal readings and gazetteers give
/// equal extractions; no text makes it fail.
pub fn extract(reading: &Reading, gazetteer: &Gazetteer) -> Extraction {
    let utterances = utterances(reading);
    let voices = voices(reading, &utterances, gazetteer);
    claims(reading, &utterances, &voices, gazetteer)
}
