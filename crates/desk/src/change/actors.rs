//! Changes to actors.

use counterclaim_model::{Actor, ActorKind, Alignment, Command, Instant, Period, SpeaksFor};
use serde::{Deserialize, Serialize};

use super::asked::Asked;
use super::typed;
use crate::desk::Desk;
use crate::error::DeskError;

/// Make an actor known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActorAdd {
    /// The neutral display name.
    pub name: String,
    /// What it is.
    #[serde(deserialize_with = "typed::name")]
    pub kind: ActorKind,
}

/// Give an actor another name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActorAlias {
    /// The actor: name, alias or id.
    pub actor: String,
    /// The other name.
    pub alias: String,
}

/// Record that an actor speaks for another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActorSpeaksFor {
    /// Who speaks: name, alias or id.
    pub actor: String,
    /// For whom: name, alias or id.
    pub principal: String,
    /// In which capacity.
    #[serde(default, deserialize_with = "typed::text_or_absent")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// From when: RFC 3339 or a date.
    #[serde(default, deserialize_with = "typed::instant_or_absent")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Instant>,
    /// Until when (exclusive).
    #[serde(default, deserialize_with = "typed::instant_or_absent")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Instant>,
}

/// Record that two actors count as one group for corroboration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActorAlign {
    /// One: name, alias or id.
    pub actor: String,
    /// The other.
    pub with: String,
    /// Why, for the reader.
    pub reason: String,
}

/// Record that two actors are one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActorMerge {
    /// The one that turned out to be another: name, alias or id.
    pub actor: String,
    /// The one it is.
    pub into: String,
    /// Why, for the record.
    pub reason: String,
}

/// Undo a merge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActorSplit {
    /// The actor that is itself again, by id.
    pub actor: String,
    /// Why, for the record.
    pub reason: String,
}

/// Returns the command that makes an actor known on a person's word.
pub(super) fn added(name: &str, kind: ActorKind, by: &str) -> Command {
    Command::AddActor(Actor {
        id: Actor::id_of(kind, name),
        kind,
        name: name.trim().to_owned(),
        basis: by.to_owned(),
    })
}

impl Asked for ActorAdd {
    fn commands(&self, _: &Desk, by: &str) -> Result<Vec<Command>, DeskError> {
        Ok(vec![added(&self.name, self.kind, by)])
    }
}

impl Asked for ActorAlias {
    fn commands(&self, desk: &Desk, _: &str) -> Result<Vec<Command>, DeskError> {
        let (actor, alias) = (desk.actor(&self.actor)?, self.alias.clone());
        Ok(vec![Command::AddAlias { actor, alias, period: Period::ALWAYS }])
    }
}

impl Asked for ActorSpeaksFor {
    fn commands(&self, desk: &Desk, by: &str) -> Result<Vec<Command>, DeskError> {
        Ok(vec![Command::AddSpeaksFor(SpeaksFor {
            actor: desk.actor(&self.actor)?,
            principal: desk.actor(&self.principal)?,
            role: self.role.clone(),
            period: Period { from: self.from, until: self.until },
            basis: by.to_owned(),
        })])
    }
}

impl Asked for ActorAlign {
    fn commands(&self, desk: &Desk, _: &str) -> Result<Vec<Command>, DeskError> {
        let (actor, with) = (desk.actor(&self.actor)?, desk.actor(&self.with)?);
        let reason = self.reason.clone();
        Ok(vec![Command::Align(Alignment { actor, with, period: Period::ALWAYS, reason })])
    }
}

impl Asked for ActorMerge {
    fn commands(&self, desk: &Desk, _: &str) -> Result<Vec<Command>, DeskError> {
        let (actor, into) = (desk.actor(&self.actor)?, desk.actor(&self.into)?);
        Ok(vec![Command::MergeActors { actor, into, reason: self.reason.clone() }])
    }

    fn alters(&self) -> bool {
        true
    }
}

impl Asked for ActorSplit {
    fn commands(&self, desk: &Desk, _: &str) -> Result<Vec<Command>, DeskError> {
        let (actor, reason) = (desk.actor(&self.actor)?, self.reason.clone());
        Ok(vec![Command::SplitActor { actor, reason }])
    }

    fn alters(&self) -> bool {
        true
    }
}
