//! Rows that are figures: a figure is part of what somebody said, and comes in with its claim.

use counterclaim_model::ClaimId;
use serde::Deserialize;

use super::claim_row::ClaimRow;
use super::draft::{Draft, Verdict};
use super::importer::Importer;
use super::row::Row;

/// A figure, with the statement it stands in or the id of that.
#[derive(Deserialize)]
struct FigureLine {
    card: Option<ClaimRow>,
    claim: Option<ClaimId>,
}

impl Importer<'_, '_> {
    /// Says what a figure's row asks for.
    ///
    /// # Errors
    /// Why it is refused.
    pub(super) fn figure(&mut self, row: &Row) -> Result<Verdict, String> {
        let line: FigureLine = row.read()?;
        if let Some(card) = line.card {
            return self.claim(&card);
        }
        let is_here = |id: &ClaimId| self.session.desk.state.claim_status(*id).is_some();
        match line.claim.filter(is_here) {
            Some(id) => Ok(Verdict::Draft(Draft { id: Some(id.to_string()), ..Draft::default() })),
            None => Err("a figure comes with its claim: import the claims".to_owned()),
        }
    }
}
