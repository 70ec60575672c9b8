//! Links that no page states: pairs found by rule, each with its reason, and the pairs that look like
//! contradictions and are none. Claims are compared within a matter only.

use std::collections::{BTreeMap, BTreeSet};

use counterclaim_model::MatterId;

use super::accord::traces;
use super::account::Account;
use super::agreement::agreements;
use super::compose::Composer;
use super::contradiction::contradictions;
use super::draft::Draft;
use crate::{CandidateLink, LeftOut};

/// A matter with more claims than this is compared post by post neighbourhood only, so that a page of
/// thousands of claims stays linear.
pub(super) const MOST_PER_MATTER: usize = 400;

/// What pairing found.
#[derive(Debug, Default)]
pub(super) struct Paired {
    /// Inferred links.
    pub(super) links: Vec<CandidateLink>,
    /// Pairs left out, with the reason.
    pub(super) left_out: Vec<LeftOut>,
}

/// Pairs the claims of a page. `stated` are the links already there; no pair is linked twice.
pub(super) fn pair(composer: &Composer<'_>, drafts: &[Draft], stated: &[CandidateLink]) -> Paired {
    let mut found = Paired::default();
    let mut known: BTreeSet<(usize, usize)> =
        stated.iter().map(|link| unordered(link.from, link.to)).collect();
    for group in by_matter(drafts).values() {
        agreements(composer, drafts, group, &mut known, &mut found);
    }
    for link in traces(composer, drafts) {
        if known.insert(unordered(link.from, link.to)) {
            found.links.push(link);
        }
    }
    let answering = stated.iter().map(|link| link.from).collect();
    let accounts: Vec<Account> =
        drafts.iter().map(|draft| Account::of_draft(composer, draft)).collect();
    contradictions(&accounts, &answering, &by_matter(drafts), &mut known, &mut found);
    found.links.sort_by_key(|link| (link.from, link.to));
    found.left_out.sort_by_key(|pair| (pair.one, pair.other));
    found
}

/// Returns a pair with the smaller index first.
pub(super) fn unordered(one: usize, other: usize) -> (usize, usize) {
    (one.min(other), one.max(other))
}

/// Claims by matter, by index; matters with a single claim are left out.
pub(super) fn by_matter(drafts: &[Draft]) -> BTreeMap<&MatterId, Vec<usize>> {
    let mut groups: BTreeMap<&MatterId, Vec<usize>> = BTreeMap::new();
    for (at, draft) in drafts.iter().enumerate() {
        for matter in &draft.claim.matters {
            groups.entry(matter).or_default().push(at);
        }
    }
    groups.retain(|_, group| group.len() > 1);
    groups
}

/// Returns the pairs of a group to compare: all, or near neighbours if there are too many.
pub(super) fn pairs(group: &[usize]) -> impl Iterator<Item = (usize, usize)> + '_ {
    let reach = if group.len() > MOST_PER_MATTER { 40 } else { group.len() };
    group.iter().enumerate().flat_map(move |(nth, one)| {
        group[nth + 1..].iter().take(reach).map(move |other| (*one, *other))
    })
}
