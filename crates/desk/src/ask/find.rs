//! Finding things by name, id or prefix.

use counterclaim_model::{ActorId, ClaimId, Clock, LinkId, MatterId, SourceId, Thing};

use crate::desk::Desk;
use crate::error::DeskError;

/// Digits of an id that are taken for one and not for a word.
const SURE: usize = 8;

impl Desk {
    /// Returns the actor called `name`: its name, an alias, words that only its name holds, or a unique
    /// prefix of its id.
    ///
    /// # Errors
    /// If there is none, or there are several.
    pub fn actor(&self, name: &str) -> Result<ActorId, DeskError> {
        self.actor_at(name, Clock::NOW)
    }

    /// Returns the actor called `name` among those recorded on this clock, as it was known then.
    pub(crate) fn actor_at(&self, name: &str, clock: Clock) -> Result<ActorId, DeskError> {
        let ways = [
            self.views.actor_named(name, clock),
            self.actors_with_words(name, clock),
            self.actors_with_prefix(name, clock),
        ];
        self.only_actor(name, ways, clock)
    }

    /// Returns the actor that a statement may be put down to: by exact name or alias, or by eight digits
    /// of its id or more. Less would attribute by accident.
    ///
    /// # Errors
    /// If there is none, or there are several.
    pub(crate) fn actor_exactly(&self, name: &str) -> Result<ActorId, DeskError> {
        let clock = Clock::NOW;
        let sure = name.len() >= SURE;
        let by_id = if sure { self.actors_with_prefix(name, clock) } else { Vec::new() };
        self.only_actor(name, [self.views.actor_named(name, clock), by_id], clock)
    }

    /// Returns the one actor that the first way with a result found.
    fn only_actor<const WAYS: usize>(
        &self,
        name: &str,
        ways: [Vec<ActorId>; WAYS],
        clock: Clock,
    ) -> Result<ActorId, DeskError> {
        let found = ways.into_iter().find(|found| !found.is_empty()).unwrap_or_default();
        let shown = |id: &ActorId| {
            let at = self.views.actor(*id, clock);
            at.map_or_else(|| id.to_string(), |at| format!("{} ({id})", at.actor.name))
        };
        one("actor", name, &found, shown)
    }

    fn actors_with_prefix(&self, prefix: &str, clock: Clock) -> Vec<ActorId> {
        let mut found = self.with_prefix(prefix, pick_actor);
        found.retain(|id| self.views.actor(*id, clock).is_some());
        found
    }

    /// Returns the claim with this id or unique prefix.
    ///
    /// # Errors
    /// If there is none, or there are several.
    pub fn claim_id(&self, prefix: &str) -> Result<ClaimId, DeskError> {
        let found =
            self.with_prefix(
                prefix,
                |thing| {
                    if let Thing::Claim(id) = thing { Some(id) } else { None }
                },
            );
        one("claim", prefix, &found, ToString::to_string)
    }

    /// Returns the link with this id or unique prefix.
    ///
    /// # Errors
    /// If there is none, or there are several.
    pub fn link_id(&self, prefix: &str) -> Result<LinkId, DeskError> {
        let found = self
            .with_prefix(prefix, |thing| if let Thing::Link(id) = thing { Some(id) } else { None });
        one("link", prefix, &found, ToString::to_string)
    }

    /// Returns the source with this name, id or unique prefix.
    ///
    /// # Errors
    /// If there is none, or there are several.
    pub fn source_id(&self, name: &str) -> Result<SourceId, DeskError> {
        let by_name = counterclaim_model::Source::id_of(name);
        if self.views.source(by_name, Clock::NOW).is_some() {
            return Ok(by_name);
        }
        let found = self
            .with_prefix(name, |thing| if let Thing::Source(id) = thing { Some(id) } else { None });
        one("source", name, &found, ToString::to_string)
    }

    /// Returns the matter with this slug, after merges.
    ///
    /// # Errors
    /// If the slug is none, or no matter has it.
    pub fn matter_id(&self, slug: &str) -> Result<MatterId, DeskError> {
        self.matter_at(slug, Clock::NOW)
    }

    /// Returns the matter with this slug on this clock, after the merges recorded by then.
    pub(crate) fn matter_at(&self, slug: &str, clock: Clock) -> Result<MatterId, DeskError> {
        let id: MatterId = slug
            .parse()
            .map_err(|error: counterclaim_model::NotASlug| DeskError::Invalid(error.to_string()))?;
        match self.views.matter(&id, clock) {
            Some(at) => Ok(at.id.clone()),
            None => Err(DeskError::NotFound { what: "matter", name: slug.to_owned() }),
        }
    }

    /// Returns the actors whose name holds every word of `text` ("Lake" for "Jo Lake").
    fn actors_with_words(&self, text: &str, clock: Clock) -> Vec<ActorId> {
        let wanted: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
        let holds = |name: &str| {
            let name = name.to_lowercase();
            let words: Vec<&str> = name.split_whitespace().collect();
            !wanted.is_empty() && wanted.iter().all(|word| words.contains(&word.as_str()))
        };
        let actors = self.views.actors(clock);
        actors
            .filter(|at| at.canonical == at.actor.id && holds(&at.actor.name))
            .map(|at| at.actor.id)
            .collect()
    }

    fn with_prefix<T>(&self, prefix: &str, pick: impl Fn(Thing) -> Option<T>) -> Vec<T> {
        self.views.ids_starting_with(prefix).into_iter().filter_map(pick).collect()
    }
}

fn pick_actor(thing: Thing) -> Option<ActorId> {
    if let Thing::Actor(id) = thing { Some(id) } else { None }
}

/// Returns the one thing found, or says that there is none or several.
pub(super) fn one<T: Copy>(
    what: &'static str,
    name: &str,
    found: &[T],
    shown: impl Fn(&T) -> String,
) -> Result<T, DeskError> {
    match found {
        [one] => Ok(*one),
        [] => Err(DeskError::NotFound { what, name: name.to_owned() }),
        several => {
            let found = several.iter().take(8).map(shown).collect();
            Err(DeskError::Ambiguous { name: name.to_owned(), found })
        }
    }
}
