//! Who said what in which exact words: a fold by which the same words of the same speaker, met again in
//! another post or outlet, are proposed as a repetition. Repetitions pool sightings; they corroborate nothing.

use std::collections::HashMap;

use counterclaim_model::{ClaimId, Event, NewClaim, Recorded, Wording};
use sha2::{Digest as _, Sha256};

use crate::intake::normalised;

/// Fewest words by which a quotation is known again; shorter ones are phrases anybody uses.
const KNOWN_BY: usize = 5;

/// A speaker and words, as the first half of their SHA-256: the words themselves would be kept once more.
type Key = [u8; 16];

/// The first claim for each speaker's exact words.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sayings {
    first: HashMap<Key, ClaimId>,
}

impl Sayings {
    /// Notes the words of a recorded claim.
    pub(crate) fn apply(&mut self, recorded: &Recorded) {
        if let Event::ClaimProposed(proposed) = &recorded.event {
            self.note(&proposed.claim);
        }
        if let Event::ClaimRecorded(claim) = &recorded.event {
            self.note(claim);
        }
    }

    fn note(&mut self, claim: &NewClaim) {
        if let Some(key) = key(claim) {
            self.first.entry(key).or_insert(claim.id);
        }
    }

    /// Returns the first claim in which the same speaker used the same words, if this is a later one.
    pub(crate) fn before(&self, claim: &NewClaim) -> Option<ClaimId> {
        self.first.get(&key(claim)?).copied().filter(|first| *first != claim.id)
    }
}

fn key(claim: &NewClaim) -> Option<Key> {
    let sighting = claim.sighting.as_ref().filter(|_| claim.claim.wording == Wording::Speaker)?;
    let words: Vec<&str> = sighting.content.iter().map(|anchor| anchor.quote.as_str()).collect();
    let words = normalised(&words.join(" "));
    if words.split(' ').count() < KNOWN_BY {
        return None;
    }
    let speaker = claim.claim.speaker.actor?.uuid();
    let digest = Sha256::new().chain_update(speaker.as_bytes()).chain_update(words).finalize();
    digest.first_chunk().copied()
}
