//! Where claims stand, as a list: all that count, or those asked for.

use counterclaim_graph::Line;

use super::cards::Lens;
use super::graph::shown;
use super::question::Question;
use crate::answers::{Card, StandingRow, Standings, Step};
use crate::by_hand::fits;
use crate::desk::Desk;
use crate::error::DeskError;

impl Desk {
    /// Returns where claims stand: those named by id or prefix, or else every claim that counts; of
    /// these only those that fit the query, if given (as for the queue).
    ///
    /// # Errors
    /// If a name is that of no claim here, or of several.
    pub fn standings(
        &self,
        claims: &[String],
        query: Option<&str>,
        question: Question,
    ) -> Result<Standings, DeskError> {
        let lens = self.lens(question);
        let named: Vec<Card> =
            claims.iter().map(|name| self.named_card(&lens, name)).collect::<Result<_, _>>()?;
        let cards = if claims.is_empty() {
            let timeline = self.views.timeline(lens.clock);
            let counted = timeline.filter(|claim| lens.standings.contains_key(&claim.id));
            counted.map(|claim| lens.card(&claim)).collect()
        } else {
            named
        };
        let fitting = cards.into_iter().filter(|card| query.is_none_or(|query| fits(card, query)));
        Ok(Standings {
            asked: self.asked(question),
            parameters: shown(&counterclaim_graph::Parameters::default()),
            rows: fitting.map(|card| lens.standing_row(card)).collect(),
        })
    }

    fn named_card(&self, lens: &Lens<'_>, name: &str) -> Result<Card, DeskError> {
        let id = self.claim_id(name)?;
        lens.card_of(id).ok_or_else(|| DeskError::NotFound {
            what: "claim on this clock",
            name: name.to_owned(),
        })
    }
}

impl Lens<'_> {
    fn standing_row(&self, card: Card) -> StandingRow {
        let because = self.standings.get(&card.id).map(|standing| &standing.because);
        let steps = |line: &Line| {
            line.0.iter().map(|id| Step { claim: *id, told: self.told(*id) }).collect()
        };
        let lines = |lines: &[Line]| lines.iter().map(steps).collect();
        StandingRow {
            lines_for: because.map(|because| lines(&because.lines_for)).unwrap_or_default(),
            lines_against: because.map(|because| lines(&because.lines_against)).unwrap_or_default(),
            card,
        }
    }
}
