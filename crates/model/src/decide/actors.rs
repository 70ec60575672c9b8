//! Rules about actors and their affiliations.

use super::Decided;
use super::texts::{fits, ordered, says_something};
use crate::state::ActorEntry;
use crate::{
    Actor, ActorAliased, ActorId, ActorMerged, ActorSplit, Alignment, Event, Period, Refusal,
    SpeaksFor, State, Stream, Thing,
};

pub(super) fn add(state: &State, actor: Actor) -> Result<Decided, Refusal> {
    says_something("name of the actor", &actor.name)?;
    says_something("basis", &actor.basis)?;
    if state.actors.contains(&actor.id) {
        return Ok(Decided::nothing());
    }
    Ok(Decided::one(Stream::Actors, Event::ActorAdded(actor)))
}

pub(super) fn alias(
    state: &State,
    actor: ActorId,
    alias: String,
    period: Period,
) -> Result<Decided, Refusal> {
    says_something("alias", &alias)?;
    ordered(period)?;
    if known(state, actor)?.aliases.contains(&alias) {
        return Ok(Decided::nothing());
    }
    Ok(Decided::one(Stream::Actors, Event::ActorAliased(ActorAliased { actor, alias, period })))
}

pub(super) fn speaks_for(state: &State, speaks_for: SpeaksFor) -> Result<Decided, Refusal> {
    fits("role", speaks_for.role.as_deref().unwrap_or_default())?;
    says_something("basis", &speaks_for.basis)?;
    ordered(speaks_for.period)?;
    known(state, speaks_for.principal)?;
    let actor = known(state, speaks_for.actor)?;
    if speaks_for.actor == speaks_for.principal {
        return Err(Refusal::Circle(Thing::Actor(speaks_for.actor)));
    }
    if actor.speaks_for.contains(&(speaks_for.principal, speaks_for.period)) {
        return Ok(Decided::nothing());
    }
    Ok(Decided::one(Stream::Actors, Event::ActorSpeaksFor(speaks_for)))
}

pub(super) fn align(state: &State, alignment: Alignment) -> Result<Decided, Refusal> {
    says_something("reason", &alignment.reason)?;
    ordered(alignment.period)?;
    known(state, alignment.with)?;
    let actor = known(state, alignment.actor)?;
    if alignment.actor == alignment.with {
        return Err(Refusal::Circle(Thing::Actor(alignment.actor)));
    }
    if actor.aligned.contains(&(alignment.with, alignment.period)) {
        return Ok(Decided::nothing());
    }
    Ok(Decided::one(Stream::Actors, Event::ActorAligned(alignment)))
}

pub(super) fn merge(
    state: &State,
    actor: ActorId,
    into: ActorId,
    reason: String,
) -> Result<Decided, Refusal> {
    says_something("reason", &reason)?;
    known(state, actor)?;
    let mut target = into;
    loop {
        if target == actor {
            return Err(Refusal::Circle(Thing::Actor(actor)));
        }
        match known(state, target)?.merged_into {
            Some(next) => target = next,
            None => break,
        }
    }
    Ok(Decided::one(Stream::Actors, Event::ActorMerged(ActorMerged { actor, into, reason })))
}

pub(super) fn split(state: &State, actor: ActorId, reason: String) -> Result<Decided, Refusal> {
    says_something("reason", &reason)?;
    if known(state, actor)?.merged_into.is_none() {
        return Ok(Decided::nothing());
    }
    Ok(Decided::one(Stream::Actors, Event::ActorSplit(ActorSplit { actor, reason })))
}

pub(super) fn known(state: &State, actor: ActorId) -> Result<&ActorEntry, Refusal> {
    state.actors.get(&actor).ok_or(Refusal::Unknown(Thing::Actor(actor)))
}
