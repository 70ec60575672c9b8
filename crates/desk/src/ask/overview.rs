//! The front of a case: how much is in it, what is newest, what is most contested.

use std::cmp::Reverse;

use counterclaim_model::{Clock, Position};

use super::lens::Lens;
use super::question::Question;
use crate::answers::{
    LastRecorded, MatterCount, Overview, OverviewCounts, Parties, PartyStatements,
};
use crate::desk::Desk;
use crate::error::DeskError;

/// How many cards are shown of what is newest, and of what is most contested.
const CARDS: usize = 10;

/// How many matters and parties are named.
const NAMED: usize = 20;

impl Desk {
    /// Returns the front of the case. At the head of the log, and not limited to what was published, it is
    /// counted off columns, and cards are made only of what is shown: tens of milliseconds with a million
    /// claims. On any other clock every claim is looked at once or more.
    ///
    /// Where a claim among those shown stands is told unless more than ten thousand claims are tied to it.
    ///
    /// # Errors
    /// If the log cannot be read, or is not what was signed.
    pub fn overview(&self, question: Question) -> Result<Overview, DeskError> {
        let lens = self.lens_on_parts(question);
        let clock = lens.clock;
        let (case, title) = self.case_named();
        let newest = self.views.newest(CARDS, clock).into_iter();
        let newest = newest.filter_map(|number| self.views.numbered(number, clock));
        let contested = self.views.most_objected(CARDS, question.count, clock).into_iter();
        let mut parties = lens.party_rows();
        let mut matters = self.matter_rows(clock);
        let (parties_in_all, matters_in_all) = (parties.len(), matters.len());
        parties.truncate(NAMED);
        matters.truncate(NAMED);
        Ok(Overview {
            asked: self.asked(question),
            case,
            title,
            counts: self.counts(clock),
            newest: newest.map(|claim| lens.card(&claim)).collect(),
            contested: contested.filter_map(|(id, many)| Some((lens.card_of(id)?, many))).collect(),
            matters,
            matters_in_all,
            parties,
            parties_in_all,
            last: self.last_recorded(clock.as_of)?,
            log: self.log_head()?,
        })
    }

    /// Returns every party with its number of live statements, the one with the most first; nobody named
    /// comes last. It costs as the overview does.
    pub fn parties(&self, question: Question) -> Parties {
        let rows = self.lens_on_parts(question).party_rows();
        Parties { asked: self.asked(question), rows }
    }

    fn counts(&self, clock: Clock) -> OverviewCounts {
        let (claims, links) = (self.views.claim_counts(clock), self.views.link_counts(clock));
        OverviewCounts {
            checked: claims.checked,
            proposed: claims.proposed,
            rejected: claims.rejected,
            withdrawn: claims.withdrawn,
            links_checked: links.checked,
            links_proposed: links.proposed,
            sources: self.views.sources(clock).count(),
            captures: self.views.captures(clock).count(),
        }
    }

    /// Returns the matters with their counts, the one with the most statements first.
    fn matter_rows(&self, clock: Clock) -> Vec<MatterCount> {
        let matters = self.views.matters(clock).map(|at| MatterCount {
            matter: at.matter.id.clone(),
            title: at.matter.title.clone(),
            checked: at.checked,
            proposed: at.proposed,
        });
        let mut matters: Vec<MatterCount> = matters.collect();
        matters.sort_by_key(|row| Reverse(row.checked + row.proposed));
        matters
    }

    fn last_recorded(&self, as_of: Position) -> Result<Option<LastRecorded>, DeskError> {
        let Some(before) = as_of.0.checked_sub(1) else { return Ok(None) };
        let Some(entry) = self.book.log().read(Position(before)).next() else { return Ok(None) };
        let entry = entry?;
        Ok(Some(LastRecorded {
            position: entry.position,
            recorded_at: entry.header.recorded_at,
            by: entry.header.analyst.clone(),
            event: entry.name,
        }))
    }
}

impl Lens<'_> {
    /// Returns the parties with live statements, the one with the most first; nobody named comes last.
    pub(super) fn party_rows(&self) -> Vec<PartyStatements> {
        let counts = self.desk.views.party_counts(self.clock).into_iter();
        let live = counts.filter(|(_, counts)| counts.live() > 0);
        let mut rows: Vec<PartyStatements> = live
            .map(|(party, counts)| PartyStatements {
                party: self.named(party),
                checked: counts.checked,
                proposed: counts.proposed,
            })
            .collect();
        rows.sort_by_key(most_first);
        rows
    }
}

/// Orders parties by their statements; nobody named is last.
pub(super) fn most_first(row: &PartyStatements) -> (bool, Reverse<usize>, String) {
    (row.party.id.is_none(), Reverse(row.checked + row.proposed), row.party.name.clone())
}
