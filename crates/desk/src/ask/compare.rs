//! Parties side by side, matter by matter.

use std::collections::BTreeMap;

use counterclaim_model::{ClaimId, MatterId};

use super::cards::stands_for_itself;
use super::question::Question;
use crate::answers::{Card, Comparison, ComparisonRow, LinkCard};
use crate::desk::Desk;
use crate::error::DeskError;

impl Desk {
    /// Returns what each of `parties` says on each matter on which at least one of them speaks, or on
    /// `matter` alone. Shows unchecked proposals and marks them.
    ///
    /// # Errors
    /// If a party or the matter is not known here, or fewer than two parties are named.
    pub fn compare(
        &self,
        parties: &[String],
        matter: Option<&str>,
        question: Question,
    ) -> Result<Comparison, DeskError> {
        if parties.len() < 2 {
            return Err(DeskError::Invalid("compare needs two parties or more".to_owned()));
        }
        let lens = self.lens(question);
        let matter = matter.map(|slug| self.matter_at(slug, lens.clock)).transpose()?;
        let ids: Vec<_> =
            parties.iter().map(|name| self.actor_at(name, lens.clock)).collect::<Result<_, _>>()?;
        // Whoever is named stands for the party spoken for.
        let vantage = lens.vantage(None);
        let named: Vec<_> = ids.iter().map(|id| lens.party(Some(*id), vantage)).collect();
        let mut rows: BTreeMap<Option<MatterId>, Vec<Vec<Card>>> = BTreeMap::new();
        for claim in self.views.timeline(lens.clock).filter(|claim| claim.status.is_live()) {
            let card = lens.card(&claim);
            if !stands_for_itself(&card) {
                continue;
            }
            let Some(side) = named.iter().position(|party| party.id == card.party.id) else {
                continue;
            };
            for slot in slots(&card, matter.as_ref()) {
                rows.entry(slot).or_insert_with(|| vec![Vec::new(); named.len()])[side]
                    .push(card.clone());
            }
        }
        let links: Vec<LinkCard> = lens.live_links();
        let titles: BTreeMap<MatterId, String> = self
            .views
            .matters(lens.clock)
            .map(|at| (at.matter.id.clone(), at.matter.title.clone()))
            .collect();
        let row = |(matter, sides): (Option<MatterId>, Vec<Vec<Card>>)| ComparisonRow {
            title: matter
                .as_ref()
                .and_then(|id| titles.get(id).cloned())
                .unwrap_or_else(|| "No matter assigned".to_owned()),
            between: between(&links, &sides),
            matter,
            sides,
        };
        let mut rows: Vec<ComparisonRow> = rows.into_iter().map(row).collect();
        // Matters on which both sides speak come first: that is what one compares for.
        rows.sort_by_key(|row| {
            (row.matter.is_none(), row.sides.iter().filter(|side| side.is_empty()).count())
        });
        Ok(Comparison { asked: self.asked(question), parties: named, rows })
    }
}

/// Returns the rows a statement belongs to.
fn slots(card: &Card, only: Option<&MatterId>) -> Vec<Option<MatterId>> {
    match only {
        Some(matter) => {
            card.matters.iter().filter(|own| *own == matter).cloned().map(Some).collect()
        }
        None if card.matters.is_empty() => vec![None],
        None => card.matters.iter().cloned().map(Some).collect(),
    }
}

/// Returns the links between statements of different sides.
fn between(links: &[LinkCard], sides: &[Vec<Card>]) -> Vec<LinkCard> {
    let side = |id: ClaimId| sides.iter().position(|cards| cards.iter().any(|card| card.id == id));
    let crosses =
        |link: &&LinkCard| matches!((side(link.from), side(link.to)), (Some(a), Some(b)) if a != b);
    links.iter().filter(crosses).cloned().collect()
}
