//! Lines whose witnesses say nearly the same words: a reason to look for a common source, never counted
//! as one. Who copies a text seldom says so, and `rests_on` knows only what was said.
//!
//! Texts are compared by their runs of three words ("shingles"; Broder, "On the resemblance and containment
//! of documents", 1997): what both have beside what either has.

use std::hash::{DefaultHasher, Hash, Hasher};

use counterclaim_graph::Standing;
use counterclaim_model::ClaimId;

use super::lens::Lens;
use crate::intake::normalised;

/// Words that are compared as one.
const RUN: usize = 3;

/// Texts with fewer words are alike by chance.
const LEAST: usize = 8;

/// An odd number without a pattern: spreads the bits of a hash.
const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;

/// From this share on texts are nearly the same: four fifths.
const ALIKE: (usize, usize) = (4, 5);

/// As many lines are compared with each other.
const MOST: usize = 32;

/// A witness of a line: its claim, and the runs of words in its text.
struct Witness {
    claim: ClaimId,
    runs: Runs,
}

/// The runs of words of a text by their hashes, ascending, each once. They are compared and thrown away: that
/// two different ones have one hash would need billions of them.
struct Runs(Vec<u64>);

impl Runs {
    /// Returns those of a text that is normalised; none if it has too few words to be told from others.
    fn of(text: &str) -> Option<Self> {
        let words: Vec<&str> = text.split(' ').collect();
        if words.len() < LEAST {
            return None;
        }
        let hash = |word: &&str| {
            let mut hasher = DefaultHasher::new();
            word.hash(&mut hasher);
            hasher.finish()
        };
        // Every word is in three runs, and hashed once.
        let hashes: Vec<u64> = words.iter().map(hash).collect();
        let joined = |run: &[u64]| {
            run.iter().fold(0, |all: u64, word| all.rotate_left(21).wrapping_mul(SPREAD) ^ word)
        };
        let mut runs: Vec<u64> = hashes.windows(RUN).map(joined).collect();
        runs.sort_unstable();
        runs.dedup();
        Some(Self(runs))
    }

    /// Returns how many both have.
    fn shared(&self, other: &Self) -> usize {
        let (mut theirs, mut shared) = (other.0.iter().peekable(), 0);
        for run in &self.0 {
            while theirs.next_if(|other| *other < run).is_some() {}
            shared += usize::from(theirs.next_if_eq(&run).is_some());
        }
        shared
    }
}

impl Lens<'_> {
    /// Says which lines for a claim end in nearly the same words, if several lines are counted. Each witness
    /// is told with the first before it that it is like.
    pub(super) fn alike(&self, standing: &Standing) -> Vec<String> {
        let lines = &standing.because.lines_for;
        if lines.len() < 2 {
            return Vec::new();
        }
        let witnesses = lines.iter().take(MOST).filter_map(|line| self.witness(*line.0.last()?));
        let witnesses: Vec<Witness> = witnesses.collect();
        let later = |at: &usize| {
            let earlier = &witnesses[..*at];
            earlier
                .iter()
                .find(|one| are_alike(&one.runs, &witnesses[*at].runs))
                .map(|one| (*at, one))
        };
        let pairs = (0..witnesses.len()).filter_map(|at| later(&at));
        let told = pairs.map(|(at, one)| self.alike_told(one.claim, witnesses[at].claim));
        told.collect()
    }

    fn alike_told(&self, one: ClaimId, other: ClaimId) -> String {
        let published = |id| self.desk.views.claim(id, self.clock).and_then(|at| at.published());
        let (first, second) = match (published(one), published(other)) {
            (Some(a), Some(b)) if b.at < a.at => (other, one),
            _ => (one, other),
        };
        format!(
            "Counted apart, though nearly the same words: {} and {}. They may have one source.",
            self.told(first),
            self.told(second)
        )
    }

    /// Returns a witness if it has words enough to be told from others by them.
    fn witness(&self, claim: ClaimId) -> Option<Witness> {
        let at = self.desk.views.claim(claim, self.clock)?;
        let content = at.sightings.first().map(|seen| &seen.sighting.content);
        let words: Vec<&str> =
            content.into_iter().flatten().map(|anchor| anchor.quote.as_str()).collect();
        let text = if words.is_empty() { at.claim.statement.clone() } else { words.join(" ") };
        let text = normalised(&text);
        Runs::of(&text).map(|runs| Witness { claim, runs })
    }
}

/// Whether two texts share four fifths of the runs that either has.
fn are_alike(one: &Runs, other: &Runs) -> bool {
    let shared = one.shared(other);
    let either = one.0.len() + other.0.len() - shared;
    either > 0 && shared * ALIKE.1 >= either * ALIKE.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs(text: &str) -> Runs {
        Runs::of(&normalised(text)).expect("it has words enough")
    }

    #[test]
    fn a_typesetters_change_keeps_texts_alike_and_another_sentence_does_not() {
        let text = "The mill on the Sill burned in the night, and nobody was in it, a guard said.";
        let reset =
            "“The mill on the Sill burned in the night — and nobody was in it,” a guard said";
        let other = "The mill on the Sill was set on fire in the night; a guard said it was empty.";
        assert!(are_alike(&runs(text), &runs(reset)));
        assert!(!are_alike(&runs(text), &runs(other)));
        assert!(Runs::of("too short").is_none(), "nothing to compare");
    }
}
