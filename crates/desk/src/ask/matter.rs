//! One matter: what each party says on it, what is linked, counted and unanswered.

use std::collections::{BTreeMap, BTreeSet};

use counterclaim_model::{ActorId, ClaimId, Clock, Form, Instant, MatterId, Status};
use counterclaim_views::{ClaimAt, StatusCounts};

use super::brief::figures;
use super::lens::Lens;
use super::overview::most_first;
use super::question::Question;
use super::unanswered::{Asks, unanswered};
use crate::answers::{
    Card, LinkCard, MatterCount, MatterEvent, MatterPage, MatterSide, PartyStatements, Window,
};
use crate::desk::Desk;
use crate::error::DeskError;

/// So many statements of a matter are read for figures and for what is unanswered.
const READ: usize = 2_000;

impl Desk {
    /// Returns one matter, by its slug or that of one merged into it; of each party's statements what the
    /// window shows, those published last first.
    ///
    /// # Errors
    /// If the slug is none, or no matter has it on this clock.
    pub fn matter_page(
        &self,
        slug: &str,
        window: Window,
        question: Question,
    ) -> Result<MatterPage, DeskError> {
        let lens = self.lens_on_parts(question);
        let clock = lens.clock;
        let id = self.matter_at(slug, clock)?;
        let mut claims: Vec<ClaimAt<'_>> =
            self.views.by_matter(&id, clock).filter(|claim| claim.status.is_live()).collect();
        let read = claims.len().min(READ);
        let cards: Vec<Card> =
            claims[claims.len() - read..].iter().map(|claim| lens.card(claim)).collect();
        let counts = counted(claims.iter().map(|claim| claim.status));
        claims.sort_by_key(|claim| std::cmp::Reverse(published(claim)));
        let sides = lens.sides(&claims, window);
        let history = self.views.matter_history(&id, clock);
        Ok(MatterPage {
            asked: self.asked(question),
            matter: self.matter_count(&id, counts, clock),
            also: self.also(&id, clock),
            history: history
                .into_iter()
                .map(|change| MatterEvent {
                    position: change.position,
                    recorded_at: change.recorded_at,
                    by: change.analyst.to_string(),
                    matter: change.value.matter,
                    merged_into: change.value.merged_into,
                })
                .collect(),
            links: lens.links_shown(&sides),
            sides,
            figures: figures(&cards),
            unanswered: unanswered(&cards, Asks::Charges),
            read,
        })
    }

    fn matter_count(&self, id: &MatterId, counts: StatusCounts, clock: Clock) -> MatterCount {
        let at = self.views.matter(id, clock);
        MatterCount {
            matter: id.clone(),
            title: at.map_or_else(|| id.to_string(), |at| at.title.clone()),
            checked: counts.checked,
            proposed: counts.proposed,
        }
    }

    /// Returns the matters found to be this one, each with the statements that were put under its own name.
    fn also(&self, id: &MatterId, clock: Clock) -> Vec<MatterCount> {
        let also = self.views.merged_into(id, clock).into_iter();
        let shown = |(matter, counts): (&counterclaim_model::Matter, StatusCounts)| MatterCount {
            matter: matter.id.clone(),
            title: matter.title.clone(),
            checked: counts.checked,
            proposed: counts.proposed,
        };
        also.map(shown).collect()
    }
}

/// By publication, the undated last; of one time, by recording.
fn published(claim: &ClaimAt<'_>) -> (Option<Instant>, counterclaim_model::Position) {
    (claim.published().map(|moment| moment.at), claim.recorded)
}

fn counted(statuses: impl Iterator<Item = Status>) -> StatusCounts {
    let mut counts = StatusCounts::default();
    for status in statuses {
        match status {
            Status::Checked => counts.checked += 1,
            Status::Proposed => counts.proposed += 1,
            Status::Rejected => counts.rejected += 1,
            Status::Withdrawn => counts.withdrawn += 1,
        }
    }
    counts
}

impl Lens<'_> {
    /// Returns what each party says. What is known only through others is shown and not counted.
    fn sides(&self, claims: &[ClaimAt<'_>], window: Window) -> Vec<MatterSide> {
        let mut by_party: BTreeMap<Option<ActorId>, Vec<&ClaimAt<'_>>> = BTreeMap::new();
        for claim in claims {
            let party = self.desk.views.party_of(claim, self.clock);
            by_party.entry(party).or_default().push(claim);
        }
        let side = |(party, claims): (Option<ActorId>, Vec<&ClaimAt<'_>>)| {
            let own = claims.iter().filter(|claim| claim.claim.form != Form::Implied);
            let counts = counted(own.map(|claim| claim.status));
            let shown = window.on(&claims);
            MatterSide {
                party: PartyStatements {
                    party: self.named(party),
                    checked: counts.checked,
                    proposed: counts.proposed,
                },
                statements: shown.iter().map(|claim| self.card(claim)).collect(),
                more: claims.len() - shown.len(),
            }
        };
        let mut sides: Vec<MatterSide> = by_party.into_iter().map(side).collect();
        sides.sort_by_key(|side| most_first(&side.party));
        sides
    }

    /// Returns the live links between statements that are shown.
    fn links_shown(&self, sides: &[MatterSide]) -> Vec<LinkCard> {
        let shown: BTreeSet<ClaimId> =
            sides.iter().flat_map(|side| &side.statements).map(|card| card.id).collect();
        let mut links = BTreeMap::new();
        for claim in &shown {
            let of_claim = self.desk.views.links_of(*claim, self.clock);
            let among = of_claim.filter(|at| {
                at.status.is_live() && shown.contains(&at.link.from) && shown.contains(&at.link.to)
            });
            links.extend(among.map(|at| ((at.recorded, at.link.id), self.link(&at))));
        }
        links.into_values().collect()
    }
}
