//! The part of a brief that is about pairs: stated denials and confirmations, possible contradictions,
//! and what looked like one.

use std::collections::{BTreeMap, BTreeSet};

use counterclaim_model::{Basis, ClaimId, Modality, Relation};

use super::lens::Lens;
use crate::answers::{Card, LeftOutPair, LinkCard, PairedAccounts, StatedRejection};

/// Pairs of statements, sorted by what ties them.
pub(super) struct Accounts {
    pub(super) rejections: Vec<StatedRejection>,
    pub(super) unprompted_denials: Vec<Card>,
    pub(super) contradictions: Vec<PairedAccounts>,
    pub(super) confirmations: Vec<StatedRejection>,
    pub(super) left_out: Vec<LeftOutPair>,
}

impl Accounts {
    pub(super) fn of(lens: &Lens<'_>, cards: &[Card]) -> Self {
        let by_id: BTreeMap<ClaimId, &Card> = cards.iter().map(|card| (card.id, card)).collect();
        let mut links = lens.live_links();
        links.retain(|link| by_id.contains_key(&link.from) && by_id.contains_key(&link.to));
        let rejections =
            stated(&links, &by_id, |r| matches!(r, Relation::Denies | Relation::Rejects));
        let answered: BTreeSet<ClaimId> = rejections.iter().map(|row| row.denial.id).collect();
        let unprompted =
            |card: &&Card| card.modality == Modality::Denies && !answered.contains(&card.id);
        Self {
            unprompted_denials: cards.iter().filter(unprompted).cloned().collect(),
            confirmations: stated(&links, &by_id, |relation| relation == Relation::Confirms),
            contradictions: contradictions(lens, &links, &by_id),
            left_out: lens.left_out(cards, &links),
            rejections,
        }
    }
}

fn stated(
    links: &[LinkCard],
    by_id: &BTreeMap<ClaimId, &Card>,
    want: impl Fn(Relation) -> bool,
) -> Vec<StatedRejection> {
    let row = |link: &LinkCard| StatedRejection {
        link: link.clone(),
        denial: by_id[&link.from].clone(),
        denied: by_id[&link.to].clone(),
    };
    links
        .iter()
        .filter(|link| link.basis == Basis::Stated && want(link.relation))
        .map(row)
        .collect()
}

/// Pairs drawn by rule, one for each pair of utterances that are not repeats of another pair.
fn contradictions(
    lens: &Lens<'_>,
    links: &[LinkCard],
    by_id: &BTreeMap<ClaimId, &Card>,
) -> Vec<PairedAccounts> {
    let same = repeats(links);
    let mut pairs: Vec<PairedAccounts> = Vec::new();
    let opposed = |link: &&LinkCard| {
        link.basis == Basis::Inferred
            && matches!(link.relation, Relation::Contradicts | Relation::Denies)
    };
    for link in links.iter().filter(opposed) {
        let (one, other) = (by_id[&link.from], by_id[&link.to]);
        let known = pairs
            .iter_mut()
            .find(|pair| pair.other.id == other.id && is_same(&same, pair.one.id, one.id));
        match known {
            Some(pair) => pair.likewise.push(one.clone()),
            None => pairs.push(PairedAccounts {
                matter: shared_matter(lens, one, other),
                link: link.clone(),
                one: one.clone(),
                other: other.clone(),
                likewise: Vec::new(),
            }),
        }
    }
    pairs
}

fn repeats(links: &[LinkCard]) -> BTreeSet<(ClaimId, ClaimId)> {
    let repeats = links.iter().filter(|link| link.relation == Relation::Repeats);
    repeats.flat_map(|link| [(link.from, link.to), (link.to, link.from)]).collect()
}

fn is_same(same: &BTreeSet<(ClaimId, ClaimId)>, one: ClaimId, other: ClaimId) -> bool {
    one == other || same.contains(&(one, other))
}

fn shared_matter(lens: &Lens<'_>, one: &Card, other: &Card) -> Option<String> {
    let shared = one.matters.iter().filter(|matter| other.matters.contains(matter));
    let titles: Vec<String> = shared
        .filter_map(|matter| lens.desk.views.matter(matter, lens.clock))
        .map(|at| at.title.clone())
        .collect();
    (!titles.is_empty()).then(|| titles.join(" / "))
}
