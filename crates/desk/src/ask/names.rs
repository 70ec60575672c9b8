//! Names in a query: which actors, matters, sources and claims they mean on a clock. A name that fits several
//! means all of them; one that fits none is an error, since a list without rows would look like an answer.

use counterclaim_model::{ActorId, Clock, MatterId, SourceId, Thing};
use counterclaim_views::{Ending, Phrase};

use crate::answers::Named;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::query::Key;

impl Desk {
    /// Returns the actors a name means: by name or alias; else by words of the name; else by words that begin
    /// so; else by the beginning of the id. `None` is nobody named.
    pub(super) fn meant(
        &self,
        key: Key,
        name: &str,
        clock: Clock,
    ) -> Result<Vec<Option<ActorId>>, DeskError> {
        let exactly = self.views.actor_named(name, clock);
        if !exactly.is_empty() {
            return Ok(exactly.into_iter().map(Some).collect());
        }
        if name.trim().to_lowercase() == Named::nobody().name {
            return Ok(vec![None]);
        }
        for ending in [Ending::Whole, Ending::Open] {
            let found = Phrase::new(name, ending)
                .map(|phrase| self.views.actors_with(&phrase, clock))
                .unwrap_or_default();
            if !found.is_empty() {
                return Ok(found.into_iter().map(Some).collect());
            }
        }
        let by_id = self.starting_with(name, |thing| {
            let Thing::Actor(id) = thing else { return None };
            Some(self.views.affiliations().canonical(id, clock.as_of))
        });
        if by_id.is_empty() {
            return Err(DeskError::NotFound { what: key.name(), name: name.to_owned() });
        }
        Ok(by_id.into_iter().map(Some).collect())
    }

    /// Returns the matter with a slug, after merges.
    pub(super) fn matter_meant(&self, slug: &str, clock: Clock) -> Result<MatterId, DeskError> {
        let known = slug.parse::<MatterId>().ok();
        let known = known.and_then(|id| self.views.matter(&id, clock).map(|at| at.id.clone()));
        known.ok_or_else(|| DeskError::NotFound { what: "matter", name: slug.to_owned() })
    }

    /// Returns the sources a name means: by name; else by a part of it; else by the beginning of the id.
    pub(super) fn sources_meant(
        &self,
        name: &str,
        clock: Clock,
    ) -> Result<Vec<SourceId>, DeskError> {
        let wanted = name.trim().to_lowercase();
        let named =
            || self.views.sources(clock).map(|at| (at.source.id, at.source.name.to_lowercase()));
        let exactly = named().filter(|(_, name)| *name == wanted);
        let mut found: Vec<SourceId> = exactly.map(|(id, _)| id).collect();
        if found.is_empty() {
            found = named().filter(|(_, name)| name.contains(&wanted)).map(|(id, _)| id).collect();
        }
        if found.is_empty() {
            let pick = |thing| if let Thing::Source(id) = thing { Some(id) } else { None };
            found = self.starting_with(name, pick);
        }
        if found.is_empty() {
            return Err(DeskError::NotFound { what: "outlet", name: name.to_owned() });
        }
        Ok(found)
    }

    /// Returns the numbers of the claims whose id begins so.
    pub(super) fn claims_meant(&self, prefix: &str) -> Vec<u32> {
        let pick = |thing| if let Thing::Claim(id) = thing { Some(id) } else { None };
        let found = self.starting_with(prefix, pick).into_iter();
        found.filter_map(|id| self.views.number_of(id)).collect()
    }

    fn starting_with<T>(&self, prefix: &str, pick: impl Fn(Thing) -> Option<T>) -> Vec<T> {
        self.views.ids_starting_with(prefix).into_iter().filter_map(pick).collect()
    }
}
