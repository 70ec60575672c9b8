//! Statements that are one behind several: repeated by their speaker, or taken from each other.

use std::collections::{BTreeMap, BTreeSet};

use counterclaim_model::{ClaimId, Relation};

/// Returns the groups of claims that `repeats` and `rests_on` tie together, by their smallest id.
pub(super) fn tied(
    links: impl Iterator<Item = (Relation, ClaimId, ClaimId)>,
) -> Vec<BTreeSet<ClaimId>> {
    let mut ties: BTreeMap<ClaimId, Vec<ClaimId>> = BTreeMap::new();
    for (relation, from, to) in links {
        if matches!(relation, Relation::Repeats | Relation::RestsOn) {
            ties.entry(from).or_default().push(to);
            ties.entry(to).or_default().push(from);
        }
    }
    let mut groups = Vec::new();
    let mut seen = BTreeSet::new();
    for start in ties.keys() {
        let mut group = BTreeSet::new();
        let mut open = vec![*start];
        while let Some(claim) = open.pop() {
            if seen.insert(claim) {
                group.insert(claim);
                open.extend(ties.get(&claim).into_iter().flatten());
            }
        }
        if !group.is_empty() {
            groups.push(group);
        }
    }
    groups
}
