//! Counts over documents. `measures` makes precision, recall and F1 of them.

use std::collections::BTreeMap;

use super::gold::{Document, Form, ROLES, Sets, form, sets};
use super::matching::{Pair, in_turn, shared, symmetric};
use super::ours::Prediction;
use super::speech;
use super::words::{Cut, Words};

/// The thresholds of [`in_turn`].
pub(super) const THRESHOLDS: [f64; 2] = [0.3, 0.8];

/// How many were right, found and labelled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) right: usize,
    pub(super) found: usize,
    pub(super) labelled: usize,
}

impl Count {
    fn add(&mut self, right: usize, found: usize, labelled: usize) {
        self.right += right;
        self.found += found;
        self.labelled += labelled;
    }
}

/// A labelled attribution with what became of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted {
    pub(super) form: Form,
    pub(super) headline: bool,
    pub(super) speech: bool,
    pub(super) pair: Option<Pair>,
}

/// An attribution of ours with what it was worth.
#[derive(Clone, Copy, Debug)]
pub(super) struct Given {
    /// Per cent.
    pub(super) confidence: u8,
    pub(super) headline: bool,
    pub(super) speech: bool,
    pub(super) pair: Option<Pair>,
}

/// What a matching in turn came to.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct InTurn {
    pub(super) count: Count,
    /// Matches whose label names a speaker, and those of them with the right one.
    pub(super) named: usize,
    pub(super) source: usize,
    pub(super) cue: usize,
}

/// All counts.
#[derive(Clone, Debug, Default)]
pub(super) struct Score {
    pub(super) token: [Count; ROLES.len()],
    pub(super) exact: [Count; ROLES.len()],
    pub(super) exact_all: Count,
    /// Overlaps summed over all pairs: a phrase that two attributions share counts twice, as in Citron.
    pub(super) overlap: [Count; ROLES.len()],
    pub(super) in_turn: [InTurn; THRESHOLDS.len()],
    pub(super) wanted: Vec<Wanted>,
    pub(super) given: Vec<Given>,
}

impl Score {
    /// Counts a document with what was found in it.
    pub(super) fn add(&mut self, document: &Document, found: &[Prediction]) {
        let cut = Cut::of(&document.text);
        let letters: Vec<char> = document.text.chars().collect();
        let labelled: Vec<_> = document
            .quotes
            .iter()
            .map(|labelled| (labelled, sets(&cut, &labelled.quote)))
            .filter(|(_, sets)| !sets[2].is_empty())
            .collect();
        let found: Vec<_> = found
            .iter()
            .map(|one| (one, sets(&cut, &one.quote)))
            .filter(|(_, sets)| !sets[2].is_empty())
            .collect();
        let gold: Vec<Sets> = labelled.iter().map(|(_, sets)| sets.clone()).collect();
        let ours: Vec<Sets> = found.iter().map(|(_, sets)| sets.clone()).collect();
        self.phrases(&gold, &ours);
        for (threshold, sum) in THRESHOLDS.into_iter().zip(&mut self.in_turn) {
            let pairs = in_turn(&gold, &ours, threshold);
            sum.count.add(pairs.len(), ours.len(), gold.len());
            let named = pairs.iter().filter(|pair| !gold[pair.gold][0].is_empty());
            sum.named += named.clone().count();
            sum.source += named.filter(|pair| pair.source).count();
            sum.cue += pairs.iter().filter(|pair| pair.cue).count();
        }
        let pairs = symmetric(&gold, &ours);
        for (at, (labelled, _)) in labelled.iter().enumerate() {
            self.wanted.push(Wanted {
                form: form(&letters, &labelled.quote.content),
                headline: labelled.headline,
                speech: speech::speaks(&letters, &labelled.quote.cue),
                pair: pairs.iter().find(|pair| pair.gold == at).copied(),
            });
        }
        for (at, (one, _)) in found.iter().enumerate() {
            self.given.push(Given {
                confidence: one.confidence,
                headline: one.headline,
                speech: speech::speaks(&letters, &one.quote.cue),
                pair: pairs.iter().find(|pair| pair.ours == at).copied(),
            });
        }
    }

    fn phrases(&mut self, gold: &[Sets], ours: &[Sets]) {
        for role in 0..ROLES.len() {
            let union =
                |sets: &[Sets]| -> Words { sets.iter().flat_map(|s| &s[role]).copied().collect() };
            let (theirs, found) = (union(gold), union(ours));
            self.token[role].add(shared(&theirs, &found), found.len(), theirs.len());
            let sum = |sets: &[Sets]| sets.iter().map(|sets| sets[role].len()).sum();
            let over =
                ours.iter().flat_map(|one| gold.iter().map(|g| shared(&one[role], &g[role])));
            self.overlap[role].add(over.sum(), sum(ours), sum(gold));
            let some = |sets: &Sets| (!sets[role].is_empty()).then(|| sets[role].clone());
            self.exact[role] = counted(self.exact[role], gold, ours, some);
        }
        self.exact_all = counted(self.exact_all, gold, ours, |sets| Some(sets.clone()));
    }
}

/// Adds how many `key`s two lists share, each as often as it stands in both.
fn counted<K: Ord>(
    mut count: Count,
    gold: &[Sets],
    ours: &[Sets],
    key: impl Fn(&Sets) -> Option<K>,
) -> Count {
    let mut left: BTreeMap<K, usize> = BTreeMap::new();
    let mut labelled = 0;
    for key in gold.iter().filter_map(&key) {
        *left.entry(key).or_default() += 1;
        labelled += 1;
    }
    let (mut right, mut found) = (0, 0);
    for key in ours.iter().filter_map(&key) {
        found += 1;
        if let Some(left) = left.get_mut(&key).filter(|left| **left > 0) {
            *left -= 1;
            right += 1;
        }
    }
    count.add(right, found, labelled);
    count
}
