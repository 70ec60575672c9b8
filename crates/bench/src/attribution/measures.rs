//! Precision, recall and F1 by the names that the outside scorer prints, and slices of our own.

use super::gold::{Form, ROLES};
use super::score::{Count, Given, Score, THRESHOLDS, Wanted};

/// A figure by its name: a share each.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Measure {
    pub(super) name: String,
    /// Precision, recall and F1; or one share alone.
    pub(super) shares: Vec<f64>,
    /// Of how many, where that says something.
    pub(super) of: Option<usize>,
}

/// Returns right of all; zero of nothing.
fn share(right: usize, all: usize) -> f64 {
    if all == 0 { 0.0 } else { right as f64 / all as f64 }
}

fn three(name: impl Into<String>, count: Count) -> Measure {
    let (precision, recall) = (share(count.right, count.found), share(count.right, count.labelled));
    let sum = precision + recall;
    let f1 = if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 };
    Measure { name: name.into(), shares: vec![precision, recall, f1], of: None }
}

fn one(name: String, right: usize, of: usize) -> Measure {
    Measure { name, shares: vec![share(right, of)], of: Some(of) }
}

/// Returns the figures of the outside scorer, in its order and by its names.
pub(super) fn measures(score: &Score) -> Vec<Measure> {
    let mut all = Vec::new();
    for (kind, counts) in [("token", &score.token), ("exact", &score.exact)] {
        all.extend(
            ROLES.iter().zip(counts).map(|(role, count)| three(format!("{kind}_{role}"), *count)),
        );
    }
    all.push(three("exact_all3", score.exact_all));
    let overlaps = ROLES.iter().zip(&score.overlap);
    all.extend(overlaps.map(|(role, count)| three(format!("citron_overlap_{role}"), *count)));
    for (threshold, sum) in THRESHOLDS.iter().zip(&score.in_turn) {
        all.push(three(format!("ggt_{threshold}"), sum.count));
        all.push(one(format!("ggt_{threshold}_speaker_acc"), sum.source, sum.named));
        all.push(one(format!("ggt_{threshold}_cue_acc"), sum.cue, sum.count.right));
    }
    let of = |right: usize| Count { right, found: score.given.len(), labelled: score.wanted.len() };
    let pairs = || score.wanted.iter().filter_map(|wanted| wanted.pair);
    all.push(three("iou50", of(pairs().count())));
    all.push(three("iou50_with_source", of(pairs().filter(|pair| pair.source).count())));
    all.push(three(
        "iou50_src_and_cue",
        of(pairs().filter(|pair| pair.source && pair.cue).count()),
    ));
    for (name, form) in
        [("direct", Form::Direct), ("mixed", Form::Mixed), ("indirect", Form::Indirect)]
    {
        let here = || score.wanted.iter().filter(|wanted| wanted.form == form);
        let right = here().filter(|wanted| wanted.pair.is_some()).count();
        all.push(one(format!("iou50_recall_{name}"), right, here().count()));
    }
    all
}

/// A slice of both lists: those of a place or of a kind of cue.
pub(super) struct Slice {
    pub(super) name: &'static str,
    pub(super) wanted: fn(&Wanted) -> bool,
    pub(super) given: fn(&Given) -> bool,
}

/// By place and by kind of cue. A match counts for recall if the label is in the slice, for precision if
/// ours is.
pub(super) const SLICES: [Slice; 5] = [
    Slice { name: "all", wanted: |_| true, given: |_| true },
    Slice { name: "headline", wanted: |one| one.headline, given: |one| one.headline },
    Slice { name: "body", wanted: |one| !one.headline, given: |one| !one.headline },
    Slice { name: "speech cues", wanted: |one| one.speech, given: |one| one.speech },
    Slice { name: "other cues", wanted: |one| !one.speech, given: |one| !one.speech },
];

impl Slice {
    /// Returns precision, recall and F1 of content with source, the recall of content alone, and how many
    /// are labelled and given.
    pub(super) fn of(&self, score: &Score) -> (Vec<f64>, usize, usize) {
        let wanted: Vec<_> = score.wanted.iter().filter(|one| (self.wanted)(one)).collect();
        let given: Vec<_> = score.given.iter().filter(|one| (self.given)(one)).collect();
        let named = wanted.iter().filter(|one| one.pair.is_some_and(|pair| pair.source)).count();
        let right = given.iter().filter(|one| one.pair.is_some_and(|pair| pair.source)).count();
        let content = wanted.iter().filter(|one| one.pair.is_some()).count();
        let (precision, recall) = (share(right, given.len()), share(named, wanted.len()));
        let sum = precision + recall;
        let f1 = if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 };
        (vec![precision, recall, f1, share(content, wanted.len())], wanted.len(), given.len())
    }
}
