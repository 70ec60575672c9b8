//! Whom a report counts as its party, and how firmly the words are that party's.

use std::collections::BTreeMap;

use counterclaim_model::{ActorId, Form, Wording};

use super::gather::{Gathered, is_checked};
use crate::answers::{Card, CheckedOf, Firmness, Named, ReportParty, SpokeFor};
use crate::ask::lens::Lens;

impl Lens<'_> {
    /// Returns each party with what of it is in the report.
    pub(super) fn report_parties(
        &self,
        parties: &[ActorId],
        gathered: &Gathered,
    ) -> Vec<ReportParty> {
        let party = |id: &ActorId| {
            let party = self.named(Some(*id));
            let cards: Vec<&Card> =
                gathered.own().filter(|card| card.party.id == party.id).collect();
            ReportParty {
                statements: checked_of(
                    cards
                        .iter()
                        .filter(|card| !card.is_known_through_others())
                        .map(|card| is_checked(card.status)),
                ),
                firmness: firmness(&cards),
                spoke: spoke(&cards, &party),
                aligned: self.aligned(*id),
                party,
            }
        };
        parties.iter().map(party).collect()
    }

    fn aligned(&self, party: ActorId) -> Vec<(Named, String)> {
        let Some(at) = self.desk.views.actor(party, self.clock) else { return Vec::new() };
        let other = |with: &counterclaim_model::Alignment| {
            self.named(Some(if with.actor == party { with.with } else { with.actor }))
        };
        at.aligned
            .iter()
            .map(|record| (other(&record.value), record.value.reason.clone()))
            .collect()
    }
}

/// Returns how many there are, and how many of them are checked.
pub(super) fn checked_of(each: impl Iterator<Item = bool>) -> CheckedOf {
    each.fold(CheckedOf::default(), |sum, checked| CheckedOf {
        all: sum.all + 1,
        checked: sum.checked + usize::from(checked),
    })
}

fn firmness(cards: &[&Card]) -> Firmness {
    let mut sum = Firmness::default();
    for card in cards {
        let kind = match (card.form, card.wording) {
            (Form::Implied, _) => &mut sum.through_others,
            (Form::Headline, _) => &mut sum.headline_only,
            (_, _) if card.words.is_empty() => &mut sum.by_hand,
            (Form::Direct | Form::Indirect | Form::Mixed, Wording::Speaker) => &mut sum.quoted,
            (Form::Direct | Form::Indirect | Form::Mixed, Wording::Mixed) => &mut sum.partly_quoted,
            (Form::Direct | Form::Indirect | Form::Mixed, Wording::Outlet) => &mut sum.outlet_words,
        };
        *kind += 1;
    }
    sum
}

/// Returns who spoke, most first, with the role the page gives most often.
fn spoke(cards: &[&Card], party: &Named) -> Vec<SpokeFor> {
    let mut speakers: BTreeMap<&Named, (usize, BTreeMap<&str, usize>)> = BTreeMap::new();
    for card in cards.iter().filter(|card| !card.is_known_through_others()) {
        let (statements, roles) = speakers.entry(&card.speaker).or_default();
        *statements += 1;
        if let Some(role) = &card.role {
            *roles.entry(role).or_default() += 1;
        }
    }
    let row = |(speaker, (statements, roles)): (&Named, (usize, BTreeMap<&str, usize>))| {
        // Of roles named equally often, the first in the alphabet: the same in every run.
        let role = roles.into_iter().min_by_key(|(role, times)| (std::cmp::Reverse(*times), *role));
        SpokeFor {
            speaker: speaker.clone(),
            role: role.map(|(role, _)| role.to_owned()),
            party: party.clone(),
            statements,
        }
    };
    let mut rows: Vec<SpokeFor> = speakers.into_iter().map(row).collect();
    rows.sort_by_key(|row| (std::cmp::Reverse(row.statements), row.speaker.name.clone()));
    rows
}
