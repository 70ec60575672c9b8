//! Lines by brute force: every way from an origin to a witness as the set of what it passes, and the most
//! of them that have nothing in common.

use std::collections::BTreeSet;

use super::naive::{Naive, Names};

/// A way: what it passes, and the statements (or rings) on it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Way {
    passes: Names,
    pub(crate) statements: Names,
}

impl Naive<'_> {
    /// Every way from an origin to one of `witnesses`. The witnesses may have fallen themselves; what is
    /// above them must not have.
    pub(crate) fn ways(&self, witnesses: &Names) -> BTreeSet<Way> {
        let mut found = BTreeSet::new();
        for witness in witnesses {
            let party = format!("witness {}", self.statements[witness.as_str()].party);
            let mut open = vec![(witness.clone(), Names::from([party]), Names::new())];
            while let Some((at, mut passes, mut statements)) = open.pop() {
                let ring = self.ring(&at);
                let first = ring.first().cloned().unwrap_or_default();
                passes.insert(format!("statement {first}"));
                let parents = self.parents(&at);
                if ring.len() == 1 && parents.is_empty() {
                    let party = &self.statements[at.as_str()].party;
                    passes.insert(format!("origin {party}"));
                    statements.extend(ring);
                    found.insert(Way { passes, statements });
                    continue;
                }
                statements.extend(ring);
                for parent in parents.into_iter().filter(|parent| self.carries(parent)) {
                    open.push((parent, passes.clone(), statements.clone()));
                }
            }
        }
        found
    }
}

/// The most ways that have nothing in common, by trying all.
pub(crate) fn disjoint(ways: &BTreeSet<Way>) -> usize {
    let ways: Vec<&Way> = ways.iter().collect();
    let mut best = 0;
    let mut open: Vec<(usize, usize, Names)> = vec![(0, 0, Names::new())];
    while let Some((next, taken, passed)) = open.pop() {
        best = best.max(taken);
        let Some(way) = ways.get(next) else { continue };
        if taken + (ways.len() - next) <= best {
            continue;
        }
        open.push((next + 1, taken, passed.clone()));
        if way.passes.is_disjoint(&passed) {
            open.push((next + 1, taken + 1, &passed | &way.passes));
        }
    }
    best
}

/// The statements that every way passes.
pub(crate) fn on_all(ways: &BTreeSet<Way>) -> Names {
    let all = ways.iter().map(|way| way.statements.clone());
    all.reduce(|one, other| &one & &other).unwrap_or_default()
}
