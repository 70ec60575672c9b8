//! Actors, sources and matters by hand.

use counterclaim_model::{
    Actor, ActorKind, Alignment, Command, Matter, Ownership, Period, SpeaksFor,
};

use crate::desk::Desk;
use crate::error::DeskError;

impl Desk {
    /// Returns the command that makes an actor known.
    ///
    /// # Errors
    /// If `kind` is not a kind of actor.
    pub fn add_actor(&self, name: &str, kind: &str) -> Result<Command, DeskError> {
        let kind = actor_kind(kind)?;
        let id = Actor::id_of(kind, name);
        Ok(Command::AddActor(Actor {
            id,
            kind,
            name: name.trim().to_owned(),
            basis: self.identity.analyst.clone(),
        }))
    }

    /// Returns the command that gives an actor another name.
    ///
    /// # Errors
    /// If the actor is not known, or the name means several.
    pub fn add_alias(&self, actor: &str, alias: &str) -> Result<Command, DeskError> {
        let actor = self.actor(actor)?;
        Ok(Command::AddAlias { actor, alias: alias.to_owned(), period: Period::ALWAYS })
    }

    /// Returns the command that records for whom an actor speaks.
    ///
    /// # Errors
    /// As [`add_alias`](Self::add_alias).
    pub fn add_speaks_for(
        &self,
        actor: &str,
        principal: &str,
        role: Option<String>,
        period: Period,
    ) -> Result<Command, DeskError> {
        let (actor, principal) = (self.actor(actor)?, self.actor(principal)?);
        let basis = self.identity.analyst.clone();
        Ok(Command::AddSpeaksFor(SpeaksFor { actor, principal, role, period, basis }))
    }

    /// Returns the command that records that two actors count as one group.
    ///
    /// # Errors
    /// As [`add_alias`](Self::add_alias).
    pub fn align(&self, actor: &str, with: &str, reason: String) -> Result<Command, DeskError> {
        let (actor, with) = (self.actor(actor)?, self.actor(with)?);
        Ok(Command::Align(Alignment { actor, with, period: Period::ALWAYS, reason }))
    }

    /// Returns the command that records that two actors are one.
    ///
    /// # Errors
    /// As [`add_alias`](Self::add_alias).
    pub fn merge_actors(
        &self,
        actor: &str,
        into: &str,
        reason: String,
    ) -> Result<Command, DeskError> {
        Ok(Command::MergeActors { actor: self.actor(actor)?, into: self.actor(into)?, reason })
    }

    /// Returns the command that undoes a merge.
    ///
    /// # Errors
    /// As [`add_alias`](Self::add_alias).
    pub fn split_actor(&self, actor: &str, reason: String) -> Result<Command, DeskError> {
        Ok(Command::SplitActor { actor: self.actor(actor)?, reason })
    }

    /// Returns the command that records who owns a source.
    ///
    /// # Errors
    /// If source, owner or state is not known.
    pub fn own_source(
        &self,
        source: &str,
        owner: &str,
        state: Option<&str>,
    ) -> Result<Command, DeskError> {
        let state = state.map(|name| self.actor(name)).transpose()?;
        let ownership = Ownership { owner: self.actor(owner)?, state, period: Period::ALWAYS };
        Ok(Command::OwnSource { source: self.source_id(source)?, ownership })
    }

    /// Returns the command that opens a matter.
    ///
    /// # Errors
    /// If `slug` is no slug.
    pub fn add_matter(&self, slug: &str, title: &str) -> Result<Command, DeskError> {
        let id = slug
            .parse()
            .map_err(|error: counterclaim_model::NotASlug| DeskError::Invalid(error.to_string()))?;
        Ok(Command::AddMatter(Matter { id, title: title.to_owned() }))
    }

    /// Returns the commands that put claims under a matter.
    ///
    /// # Errors
    /// If matter or a claim is not known.
    pub fn assign(&self, slug: &str, claims: &[String]) -> Result<Vec<Command>, DeskError> {
        let matter = self.matter_id(slug)?;
        let assign = |claim: &String| {
            Ok(Command::AssignMatter { claim: self.claim_id(claim)?, matter: matter.clone() })
        };
        claims.iter().map(assign).collect()
    }

    /// Returns the commands that move claims from one matter to a new one.
    ///
    /// # Errors
    /// If the old matter or a claim is not known, or the new slug is none.
    pub fn split_matter(
        &self,
        slug: &str,
        new: &str,
        title: &str,
        claims: &[String],
    ) -> Result<Vec<Command>, DeskError> {
        let old = self.matter_id(slug)?;
        let opened = self.add_matter(new, title)?;
        let Command::AddMatter(Matter { id, .. }) = &opened else { return Ok(Vec::new()) };
        let new = id.clone();
        let mut commands = vec![opened];
        for claim in claims {
            let claim = self.claim_id(claim)?;
            commands.push(Command::AssignMatter { claim, matter: new.clone() });
            commands.push(Command::UnassignMatter { claim, matter: old.clone() });
        }
        Ok(commands)
    }
}

pub(super) fn actor_kind(name: &str) -> Result<ActorKind, DeskError> {
    super::fields::named("kind of actor", name)
}
