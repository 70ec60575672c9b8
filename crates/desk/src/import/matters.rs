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
        let (id, mut draft) = (Some(row.matter.to_string()), Draft::default());
        let here = self.session.desk.views.matter(&row.matter, Clock::NOW);
        let merged = here.filter(|here| here.id != row.matter);
        draft.notes.extend(merged.map(|into| format!("here it is merged into {}", into.id)));
        let title = here.filter(|_| merged.is_none()).map(|here| &here.title);
        let title = title.or_else(|| self.fresh_matters.get(&row.matter));
        if let Some(title) = title.filter(|title| **title != row.title) {
            return Err(format!("the slug is taken: here it is that of {title:?}"));
        }
        let matter = Matter { id: row.matter.clone(), title: row.title.clone() };
        Ok(Verdict::Draft(Draft { id, commands: vec![Command::AddMatter(matter)], ..draft }))
    }
}
