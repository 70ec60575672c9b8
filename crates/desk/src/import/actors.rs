//! Rows that are actors, with their names and affiliations.

use std::fmt;

use counterclaim_model::{ActorId, ActorKind, Alignment, Command, Instant, Period, SpeaksFor};
use serde::Deserialize;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};

use super::draft::{Draft, Verdict};
use super::importer::Importer;
use super::people::{BASIS, Who};

/// An actor.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct ActorRow {
    #[serde(default)]
    actor: Option<Who>,
    /// Of a table that has the parts of an actor in columns of their own.
    #[serde(default)]
    id: Option<ActorId>,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    kind: Option<ActorKind>,
    #[serde(default)]
    aliases: Vec<String>,
    /// When each of the aliases holds; always where there is none.
    #[serde(default)]
    alias_periods: Vec<Period>,
    #[serde(default)]
    speaks_for: Vec<SpeaksRow>,
    /// Where each affiliation comes from.
    #[serde(default)]
    speaks_for_basis: Vec<String>,
    #[serde(default)]
    aligned: Vec<(Who, Period, String)>,
    #[serde(default)]
    basis: Option<String>,
}

impl ActorRow {
    fn who(&self) -> Who {
        let from_parts = || {
            let name = self.name.clone().unwrap_or_default();
            Who { id: self.id, name, kind: self.kind }
        };
        self.actor.clone().unwrap_or_else(from_parts)
    }
}

/// For whom an actor speaks: an object, or a list of who, role and period.
#[derive(Clone, Debug)]
struct SpeaksRow {
    who: Who,
    role: Option<String>,
    period: Period,
    basis: Option<String>,
}

#[derive(Deserialize)]
struct SpeaksObject {
    #[serde(default)]
    id: Option<ActorId>,
    name: String,
    #[serde(default)]
    kind: Option<ActorKind>,
    #[serde(default)]
    role: Option<String>,
    #[serde(default)]
    from: Option<Instant>,
    #[serde(default)]
    until: Option<Instant>,
    #[serde(default)]
    basis: Option<String>,
}

impl<'de> Deserialize<'de> for SpeaksRow {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ListOrObject)
    }
}

struct ListOrObject;

impl<'de> Visitor<'de> for ListOrObject {
    type Value = SpeaksRow;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of who, role and period, or an object")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, parts: A) -> Result<SpeaksRow, A::Error> {
        let (who, role, period) = Deserialize::deserialize(SeqAccessDeserializer::new(parts))?;
        Ok(SpeaksRow { who, role, period, basis: None })
    }

    fn visit_map<A: MapAccess<'de>>(self, fields: A) -> Result<SpeaksRow, A::Error> {
        let object = SpeaksObject::deserialize(MapAccessDeserializer::new(fields))?;
        let SpeaksObject { id, name, kind, role, from, until, basis } = object;
        let (who, period) = (Who { id, name, kind }, Period { from, until });
        Ok(SpeaksRow { who, role, period, basis })
    }
}

impl Importer<'_, '_> {
    /// Says what an actor's row asks for. Whom it speaks for has a row too, as a rule: the row waits for
    /// it, and makes them known by name only if none comes.
    ///
    /// # Errors
    /// Why it is refused.
    pub(super) fn actor(&mut self, row: &ActorRow) -> Result<Verdict, String> {
        let who = row.who();
        if who.is_nobody() {
            return Err("nobody is named".to_owned());
        }
        let others = row.speaks_for.iter().map(|entry| &entry.who);
        let others = others.chain(row.aligned.iter().map(|(who, _, _)| who));
        let is_early = !self.is_settling && !others.into_iter().all(|who| self.is_known(who));
        let mut draft = Draft::default();
        let desk = &*self.session.desk;
        let people = &mut self.people;
        let basis = row.basis.as_deref().filter(|basis| !basis.trim().is_empty());
        let basis = basis.unwrap_or(BASIS);
        let id = people.actor(&who, basis, desk, &mut draft.commands)?;
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
        for (SpeaksRow { who, role, period, basis: own }, basis) in row.speaks_for.iter().zip(bases)
        {
            let principal = people.actor(who, BASIS, desk, &mut draft.commands)?;
            let basis = own.as_deref().unwrap_or(basis);
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
