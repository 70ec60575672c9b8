//! Whom a row means: by id where it gives one, by name otherwise; and who becomes known by it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use counterclaim_model::{Actor, ActorId, ActorKind, Alignment, Clock, Command, Period, SpeaksFor};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};

use crate::answers::Named;
use crate::desk::Desk;

/// Where an actor comes from that only an imported row names.
pub(super) const BASIS: &str = "import";

/// Every kind of actor.
const KINDS: [ActorKind; 5] = [
    ActorKind::Person,
    ActorKind::Organisation,
    ActorKind::State,
    ActorKind::Outlet,
    ActorKind::Unnamed,
];

/// Somebody as a row names them: a name, or an object with id, name and kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Who {
    pub(super) id: Option<ActorId>,
    pub(super) name: String,
    pub(super) kind: Option<ActorKind>,
}

impl Who {
    /// Returns whether it says that nobody is named.
    pub(super) fn is_nobody(&self) -> bool {
        let name = self.name.trim();
        self.id.is_none()
            && (name.is_empty() || (self.kind.is_none() && name == Named::nobody().name))
    }
}

#[derive(serde::Deserialize)]
struct Whole {
    #[serde(default)]
    id: Option<ActorId>,
    name: String,
    #[serde(default)]
    kind: Option<ActorKind>,
}

impl<'de> Deserialize<'de> for Who {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NameOrObject)
    }
}

struct NameOrObject;

impl<'de> Visitor<'de> for NameOrObject {
    type Value = Who;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name, or an object with id, name and kind")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Who, E> {
        Ok(Who { name: name.trim().to_owned(), ..Who::default() })
    }

    fn visit_map<A: MapAccess<'de>>(self, fields: A) -> Result<Who, A::Error> {
        let Whole { id, name, kind } = Whole::deserialize(MapAccessDeserializer::new(fields))?;
        Ok(Who { id, name, kind })
    }
}

/// Those who became known by rows that are not recorded yet.
#[derive(Debug, Default)]
pub(super) struct People {
    by_name: BTreeMap<String, ActorId>,
    names: BTreeMap<ActorId, String>,
    /// Who was aligned with whom by this file, the lesser id first.
    aligned: BTreeSet<(ActorId, ActorId, Period)>,
}

impl People {
    /// Forgets whom the case itself knows by now.
    pub(super) fn recorded(&mut self) {
        self.by_name.clear();
        self.names.clear();
    }

    /// Returns the name of an actor.
    pub(super) fn name(&self, actor: ActorId, desk: &Desk) -> String {
        let known = desk.views.actor(actor, Clock::NOW).map(|at| at.actor.name.clone());
        known.or_else(|| self.names.get(&actor).cloned()).unwrap_or_else(|| actor.to_string())
    }

    /// Returns the actor that a row means; asks for it to be made known if it is not.
    ///
    /// # Errors
    /// If the id is that of nobody here and does not follow from kind and name, or several have the name.
    pub(super) fn actor(
        &mut self,
        who: &Who,
        basis: &str,
        desk: &Desk,
        commands: &mut Vec<Command>,
    ) -> Result<ActorId, String> {
        let kind = who.kind.unwrap_or(ActorKind::Unnamed);
        let id = match who.id {
            Some(id) if desk.state.has_actor(id) => return Ok(id),
            Some(id) if KINDS.into_iter().any(|kind| id == Actor::id_of(kind, &who.name)) => id,
            Some(id) => {
                return Err(format!(
                    "actor {id} is not in this case, and it is not the id of {:?} ({}): \
                     import the actors, or leave the id out",
                    who.name,
                    kind.name()
                ));
            }
            None => match self.named(who, desk)? {
                Some(known) => return Ok(known),
                None => Actor::id_of(kind, &who.name),
            },
        };
        // An id says what it is the id of.
        let kind =
            KINDS.into_iter().find(|kind| id == Actor::id_of(*kind, &who.name)).unwrap_or(kind);
        if !desk.state.has_actor(id) {
            let name = who.name.trim().to_owned();
            self.by_name.insert(name.to_lowercase(), id);
            self.names.insert(id, name.clone());
            commands.push(Command::AddActor(Actor { id, kind, name, basis: basis.to_owned() }));
        }
        Ok(id)
    }

    /// Sites call a state an organisation, or an outlet: gives whom they name the id of the one of these who
    /// has the name here. A person is never taken for any of them.
    pub(super) fn institution(&self, who: Who, desk: &Desk) -> Who {
        let is_one = |kind: ActorKind| {
            matches!(kind, ActorKind::Organisation | ActorKind::State | ActorKind::Outlet)
        };
        if who.id.is_some() || !who.kind.is_some_and(is_one) {
            return who;
        }
        let mut known = desk.views.actor_named(&who.name, Clock::NOW);
        let kind = |id: &ActorId| desk.views.actor(*id, Clock::NOW).map(|at| at.actor.kind);
        known.retain(|id| kind(id).is_some_and(is_one));
        match known.as_slice() {
            [one] => Who { id: Some(*one), ..who },
            _ => who,
        }
    }

    /// Returns whether a name alone says who is meant.
    pub(super) fn is_named(&self, who: &Who, desk: &Desk) -> bool {
        matches!(self.named(who, desk), Ok(Some(_)))
    }

    /// Returns whether two are yet to be aligned: an alignment is recorded once, from whichever side a file
    /// has it first.
    pub(super) fn aligns(
        &mut self,
        one: ActorId,
        two: ActorId,
        period: Period,
        desk: &Desk,
    ) -> bool {
        let here = desk.views.actor(one, Clock::NOW);
        let is_it = |alignment: &Alignment| {
            alignment.period == period && [alignment.actor, alignment.with].contains(&two)
        };
        let is_here = here.is_some_and(|at| at.aligned.iter().any(|entry| is_it(&entry.value)));
        !is_here && self.aligned.insert((one.min(two), one.max(two), period))
    }

    /// Returns the one actor that has a name, of the kind that the row gives, if it gives one.
    fn named(&self, who: &Who, desk: &Desk) -> Result<Option<ActorId>, String> {
        let mut known = desk.views.actor_named(&who.name, Clock::NOW);
        let is_meant = |id: &ActorId| {
            let kind = desk.views.actor(*id, Clock::NOW).map(|at| at.actor.kind);
            who.kind.is_none() || kind == who.kind
        };
        known.retain(is_meant);
        match known.as_slice() {
            [one] => Ok(Some(*one)),
            [] => {
                let fresh = self.by_name.get(&who.name.trim().to_lowercase()).copied();
                let of_kind =
                    |id: &ActorId| who.kind.is_none_or(|kind| *id == Actor::id_of(kind, &who.name));
                Ok(fresh.filter(|id| desk.state.has_actor(*id)).filter(of_kind))
            }
            several => {
                Err(format!("{:?} may be any of {} actors: give the id", who.name, several.len()))
            }
        }
    }

    /// Returns the speaker that a row means; none if nobody is named. Of a speaker who becomes known by it,
    /// the row also says for whom they speak; whom the case knows already, it does not change.
    pub(super) fn speaker(
        &mut self,
        who: &Who,
        party: Option<&Who>,
        role: Option<&str>,
        desk: &Desk,
        commands: &mut Vec<Command>,
    ) -> Result<Option<ActorId>, String> {
        if who.is_nobody() {
            return Ok(None);
        }
        let before = commands.len();
        let actor = self.actor(who, BASIS, desk, commands)?;
        let is_new = commands.len() > before;
        if let Some(party) = party.filter(|party| is_new && !party.is_nobody()) {
            let principal = self.actor(party, BASIS, desk, commands)?;
            if principal != actor {
                commands.push(Command::AddSpeaksFor(SpeaksFor {
                    actor,
                    principal,
                    role: role.map(str::to_owned),
                    period: Period::ALWAYS,
                    basis: BASIS.to_owned(),
                }));
            }
        }
        Ok(Some(actor))
    }
}
