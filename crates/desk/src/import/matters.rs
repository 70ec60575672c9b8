//! Rows that are matters.

use counterclaim_model::{Clock, Command, Matter, MatterId};
use serde::Deserialize;

use super::draft::{Draft, Verdict};
use super::importer::Importer;

/// A matter.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct MatterRow {
    matter: MatterId,
    title: String,
}

impl Importer<'_, '_> {
    /// Says what a matter's row asks for.
    ///
    /// # Errors
    /// If its slug is that of another matter here.
    pub(super) fn matter(&mut self, row: &MatterRow) -> Result<Verdict, String> {
        let views = &self.session.desk.views;
        let here = views.matters(Clock::NOW).find(|at| at.matter.id == row.matter);
        if let Some(title) = here.map(|at| &at.matter.title).filter(|title| **title != row.title) {
            return Err(format!("the slug is taken: here it is that of {title:?}"));
        }
        let matter = Matter { id: row.matter.clone(), title: row.title.clone() };
        let (id, commands) = (Some(row.matter.to_string()), vec![Command::AddMatter(matter)]);
        Ok(Verdict::Draft(Draft { id, commands, ..Draft::default() }))
    }
}
