//! Where claims stand, as a list: all that count, or those asked for.

use counterclaim_graph::{Counterfactual, CutPoint, DisplayWord, Kind, Line, Parameters};
use counterclaim_model::ClaimId;

use super::lens::Lens;
use super::question::{Question, shown};
use crate::answers::{Card, CutShown, StandingRow, Standings, Step, WithoutShown};
use crate::desk::Desk;
use crate::error::DeskError;
use crate::query::Query;

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
        let lens = match claims.is_empty() {
            true => self.lens(question),
            false => self.lens_on_few(question),
        };
        let named: Vec<Card> =
            claims.iter().map(|name| self.named_card(&lens, name)).collect::<Result<_, _>>()?;
        let cards = if claims.is_empty() {
            let timeline = self.views.timeline(lens.clock);
            let counted = timeline.filter(|claim| lens.everything().holds(claim.id));
            counted.map(|claim| lens.card(&claim)).collect()
        } else {
            named
        };
        let wanted = query.map(Query::parse).transpose()?;
        let sieve = wanted.map(|wanted| self.sieve(&wanted, Vec::new(), &lens)).transpose()?;
        let fits = |card: &Card| match &sieve {
            Some(sieve) => self.views.number_of(card.id).is_some_and(|number| sieve.fits(number)),
            None => true,
        };
        let fitting: Vec<Card> = cards.into_iter().filter(fits).collect();
        Ok(Standings {
            asked: self.asked(question),
            parameters: shown(&Parameters::default()),
            rows: fitting.into_iter().map(|card| lens.standing_row(card)).collect(),
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
        let standing = self.standing_of(card.id);
        let because = standing.as_ref().map(|standing| &standing.because);
        let steps = |line: &Line| {
            line.0.iter().map(|id| Step { claim: *id, told: self.told(*id) }).collect()
        };
        let lines = |lines: &[Line]| lines.iter().map(steps).collect();
        StandingRow {
            lines_for: because.map(|because| lines(&because.lines_for)).unwrap_or_default(),
            lines_against: because.map(|because| lines(&because.lines_against)).unwrap_or_default(),
            cut: because.into_iter().flat_map(|b| &b.cut_for).map(|p| self.cut(p)).collect(),
            without: self.withouts(card.id),
            card,
        }
    }

    /// Returns what would be without one link. One echo less is not worth a sentence.
    fn withouts(&self, of: ClaimId) -> Vec<WithoutShown> {
        let is_echoed = |word: &DisplayWord| matches!(word, DisplayWord::Echoed { .. });
        let now_echoed = self.standing_of(of).is_some_and(|standing| is_echoed(&standing.word));
        let found = self.weighed_with(of).counterfactuals(of).into_iter();
        let telling = found.filter(|without| !(now_echoed && is_echoed(&without.word)));
        telling.map(|without| self.without(of, &without)).collect()
    }

    fn cut(&self, point: &CutPoint) -> CutShown {
        let (what, claims, of) = match point {
            CutPoint::Claims(claims) => ("claims", claims, "statements that cite each other"),
            CutPoint::Origins(claims) => ("origins", claims, "origins of one side"),
            CutPoint::Witnesses(claims) => ("witnesses", claims, "witnesses of one side"),
        };
        let told = self.all_told(claims);
        let told = if claims.len() == 1 { told } else { format!("{of}: {told}") };
        CutShown { what, claims: claims.clone(), told }
    }

    fn without(&self, of: ClaimId, without: &Counterfactual) -> WithoutShown {
        let from = self.told(without.from).replacen("a finding of", "the finding of", 1);
        let finding = self.desk.views.claim(without.from, self.clock);
        let is_finding = finding.is_some_and(|at| at.finding.is_some());
        let (what, about) = match (without.kind, is_finding) {
            (Kind::Refute | Kind::Confirm, true) => (from, "on"),
            (Kind::Refute, false) => (format!("the objection of {from}"), "to"),
            (Kind::Confirm, false) => (format!("the confirmation of {from}"), "of"),
        };
        let about = match without.to == of {
            true => String::new(),
            false => format!(" {about} {}", self.told(without.to)),
        };
        let sentence = format!("Without {what}{about} this would read: {}.", without.word);
        WithoutShown {
            from: without.from,
            to: without.to,
            word: without.word.to_string(),
            sentence,
        }
    }
}
