//! Position by matter: each party's statements, and everybody else's beside them.

use std::collections::BTreeMap;

use counterclaim_model::{ActorId, ClaimId, MatterId};

use super::between::Ties;
use super::gather::{Gathered, Scope};
use crate::answers::{Card, Named, ReportMatter};
use crate::ask::cards::stands_for_itself;
use crate::ask::lens::Lens;

impl Lens<'_> {
    /// Returns the matters of the report: those with most statements of the parties first, those without
    /// one behind them, and what has no matter last.
    pub(super) fn report_matters(&self, scope: &Scope, gathered: &Gathered) -> Vec<ReportMatter> {
        let mut slots: BTreeMap<Option<&MatterId>, Vec<&Card>> = BTreeMap::new();
        let by_id: BTreeMap<ClaimId, &Card> =
            gathered.cards().map(|card| (card.id, card)).collect();
        for card in gathered.cards().filter(|card| stands_for_itself(card)) {
            // A finding that is on no matter itself is on those of what it is about.
            let about = card.finding.as_ref().filter(|_| card.matters.is_empty());
            let about = about.and_then(|finding| by_id.get(&finding.of).copied());
            let matters = &about.unwrap_or(card).matters;
            let within =
                matters.iter().filter(|id| scope.matter.as_ref().is_none_or(|only| only == *id));
            within.for_each(|id| slots.entry(Some(id)).or_default().push(card));
            if matters.is_empty() {
                slots.entry(None).or_default().push(card);
            }
        }
        let ties = Ties::of(gathered);
        let mut matters: Vec<ReportMatter> = slots
            .into_iter()
            .map(|(matter, cards)| self.report_matter(scope, matter, &cards, &ties))
            .collect();
        matters.sort_by_key(|row| {
            let own: usize = row.own.iter().map(Vec::len).sum();
            let all = own + row.beside.iter().map(|(_, claims)| claims.len()).sum::<usize>();
            (row.matter.is_none(), std::cmp::Reverse((own, all)), row.title.clone())
        });
        matters
    }

    fn report_matter(
        &self,
        scope: &Scope,
        matter: Option<&MatterId>,
        cards: &[&Card],
        ties: &Ties<'_>,
    ) -> ReportMatter {
        let of = |party: &ActorId| -> Vec<ClaimId> {
            let own = cards.iter().filter(|card| card.party.id == Some(*party));
            own.map(|card| card.id).collect()
        };
        ReportMatter {
            matter: matter.cloned(),
            title: matter.map_or_else(|| "No matter assigned".to_owned(), |id| self.title(id)),
            own: scope.parties.iter().map(of).collect(),
            beside: beside(scope, cards),
            between: ties.between_sides(scope, cards),
        }
    }
}

/// Returns what everybody else says, those with most statements first; nobody named comes last.
fn beside(scope: &Scope, cards: &[&Card]) -> Vec<(Named, Vec<ClaimId>)> {
    let is_beside = |card: &&&Card| scope.parties.is_empty() || !scope.is_own(card);
    let mut parties: BTreeMap<&Named, Vec<ClaimId>> = BTreeMap::new();
    for card in cards.iter().filter(is_beside) {
        parties.entry(&card.party).or_default().push(card.id);
    }
    let mut parties: Vec<(Named, Vec<ClaimId>)> =
        parties.into_iter().map(|(party, claims)| (party.clone(), claims)).collect();
    parties.sort_by_key(|(party, claims)| {
        (party.id.is_none(), std::cmp::Reverse(claims.len()), party.name.clone())
    });
    parties
}
