//! Rows that are actors, with their names and affiliations.

use counterclaim_model::{Alignment, Command, Period, SpeaksFor};
use serde::Deserialize;

use super::door::Importer;
use super::draft::{Draft, Verdict};
use super::people::{BASIS, Who};

/// An actor.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct ActorRow {
    actor: Who,
    #[serde(default)]
    aliases: Vec<String>,
    /// When each of the aliases holds; always where there is none.
    #[serde(default)]
    alias_periods: Vec<Period>,
    #[serde(default)]
    speaks_for: Vec<(Who, Option<String>, Period)>,
    /// Where each affiliation comes from.
    #[serde(default)]
    speaks_for_basis: Vec<String>,
    #[serde(default)]
    aligned: Vec<(Who, Period, String)>,
    #[serde(default)]
    basis: Option<String>,
}

impl Importer<'_, '_> {
    /// Says what an actor's row asks for. Whom it speaks for has a row too, as a rule: the row waits for
    /// it, and makes them known by name only if none comes.
    ///
    /// # Errors
    /// Why it is refused.
    pub(super) fn actor(&mut self, row: &ActorRow) -> Result<Verdict, String> {
        if row.actor.is_nobody() {
            return Err("nobody is named".to_owned());
        }
        let others = row.speaks_for.iter().map(|(who, _, _)| who);
        let others = others.chain(row.aligned.iter().map(|(who, _, _)| who));
        let is_early = !self.is_settling && !others.into_iter().all(|who| self.is_known(who));
        let mut draft = Draft::default();
        let desk = &*self.session.desk;
        let people = &mut self.people;
        let basis = row.basis.as_deref().filter(|basis| !basis.trim().is_empty());
        let basis = basis.unwrap_or(BASIS);
        let id = people.actor(&row.actor, basis, desk, &mut draft.commands)?;
        draft.id = Some(id.to_string());
        let periods = row.alias_periods.iter().copied().chain(std::iter::repeat(Period::ALWAYS));
        for (alias, period) in row.aliases.iter().zip(periods) {
            draft.commands.push(Command::AddAlias { actor: id, alias: alias.clone(), period });
        }
        if is_early {
            return Ok(Verdict::Begun(draft));
        }
        let bases = row.speaks_for_basis.iter().map(String::as_str);
        let bases = bases.chain(std::iter::repeat(basis));
        for ((principal, role, period), basis) in row.speaks_for.iter().zip(bases) {
            let principal = people.actor(principal, BASIS, desk, &mut draft.commands)?;
            draft.commands.push(Command::AddSpeaksFor(SpeaksFor {
                actor: id,
                principal,
                role: role.clone(),
                period: *period,
                basis: basis.to_owned(),
            }));
        }
        for (with, period, reason) in &row.aligned {
            let with = people.actor(with, BASIS, desk, &mut draft.commands)?;
            if people.aligns(id, with, *period, desk) {
                let (reason, period) = (reason.clone(), *period);
                draft.commands.push(Command::Align(Alignment { actor: id, with, period, reason }));
            }
        }
        Ok(Verdict::Draft(draft))
    }

    /// Returns whether somebody is known here by now.
    fn is_known(&self, who: &Who) -> bool {
        match who.id {
            Some(id) => self.session.desk.state.has_actor(id),
            None => self.people.is_named(who, self.session.desk),
        }
    }
}
