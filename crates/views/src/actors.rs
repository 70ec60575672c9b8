//! The fold over actors, and an actor as recorded up to a position. Who speaks for whom at which time
//! is asked of the model's affiliations; here is what a reader is shown of it.

use std::collections::BTreeMap;

use counterclaim_model::{
    Actor, ActorAliased, ActorId, Affiliations, Alignment, Clock, Instant, Position, SpeaksFor,
    Thing,
};

use crate::record::{Record, Stamp, until};
use crate::shelf::Shelf;
use crate::surprise::Surprising;
use crate::text::Words;
use crate::views::Views;
use crate::words::Phrase;

/// An actor as recorded up to a position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActorAt<'v> {
    /// The actor.
    pub actor: &'v Actor,
    /// What it is known as: itself, or the actor it was found to be.
    pub canonical: ActorId,
    /// Its other names, in the order of recording.
    pub aliases: &'v [Record<ActorAliased>],
    /// For whom it speaks, with role and period, in the order of recording.
    pub speaks_for: &'v [Record<SpeaksFor>],
    /// Alignments recorded from either side, in the order of recording.
    pub aligned: &'v [Record<Alignment>],
    /// The place of its first event.
    pub recorded: Position,
    /// When it was first recorded.
    pub recorded_at: Instant,
    /// The place of the last event that changed it.
    pub revision: Position,
}

#[derive(Clone, Debug)]
struct ActorRecord {
    actor: Record<Actor>,
    aliases: Vec<Record<ActorAliased>>,
    speaks_for: Vec<Record<SpeaksFor>>,
    aligned: Vec<Record<Alignment>>,
    touched: Vec<Position>,
}

/// The fold over actors.
#[derive(Clone, Debug, Default)]
pub(crate) struct Actors {
    shelf: Shelf<ActorId, ActorRecord>,
    /// Who is called so, by the case-folded name, with the place where that was recorded.
    by_name: BTreeMap<String, Vec<(Position, ActorId)>>,
    /// The words of names in print.
    words: Words,
}

impl Actors {
    pub(crate) fn add(&mut self, stamp: &Stamp, actor: &Actor) -> Result<(), Surprising> {
        let record = ActorRecord {
            actor: stamp.on(actor.clone()),
            aliases: Vec::new(),
            speaks_for: Vec::new(),
            aligned: Vec::new(),
            touched: vec![stamp.position],
        };
        let ordinal = self.shelf.put(actor.id, record, Thing::Actor)?;
        self.words.add(ordinal, &actor.name);
        self.call(stamp, &actor.name, actor.id);
        Ok(())
    }

    pub(crate) fn alias(&mut self, stamp: &Stamp, new: &ActorAliased) -> Result<(), Surprising> {
        let record = self.touch(stamp, new.actor)?;
        record.aliases.push(stamp.on(new.clone()));
        self.call(stamp, &new.alias, new.actor);
        Ok(())
    }

    pub(crate) fn speaks_for(&mut self, stamp: &Stamp, new: &SpeaksFor) -> Result<(), Surprising> {
        let record = self.touch(stamp, new.actor)?;
        record.speaks_for.push(stamp.on(new.clone()));
        Ok(())
    }

    pub(crate) fn align(&mut self, stamp: &Stamp, new: &Alignment) -> Result<(), Surprising> {
        for actor in [new.actor, new.with] {
            let record = self.touch(stamp, actor)?;
            record.aligned.push(stamp.on(new.clone()));
        }
        Ok(())
    }

    pub(crate) fn merge(
        &mut self,
        stamp: &Stamp,
        actor: ActorId,
        into: ActorId,
    ) -> Result<(), Surprising> {
        self.touch(stamp, actor)?;
        self.touch(stamp, into).map(|_| ())
    }

    pub(crate) fn split(&mut self, stamp: &Stamp, actor: ActorId) -> Result<(), Surprising> {
        self.touch(stamp, actor).map(|_| ())
    }

    /// Returns the ids that begin within `range`, for look-up by prefix.
    pub(crate) fn ids(
        &self,
        range: std::ops::RangeInclusive<ActorId>,
    ) -> impl Iterator<Item = &ActorId> {
        self.shelf.keys_in(range)
    }

    fn touch(&mut self, stamp: &Stamp, actor: ActorId) -> Result<&mut ActorRecord, Surprising> {
        let (_, record) = self.shelf.known(&actor, Thing::Actor)?;
        record.touched.push(stamp.position);
        Ok(record)
    }

    fn call(&mut self, stamp: &Stamp, name: &str, actor: ActorId) {
        self.by_name.entry(folded(name)).or_default().push((stamp.position, actor));
    }
}

impl Views {
    /// Returns every actor recorded, in the order of recording; those merged into another included.
    /// Actors are known to the desk, not published: only the position counts.
    pub fn actors(&self, clock: Clock) -> impl Iterator<Item = ActorAt<'_>> {
        self.actors.shelf.iter().map_while(move |record| self.actor_at(record, clock.as_of))
    }

    /// Returns an actor as recorded so far.
    pub fn actor(&self, id: ActorId, clock: Clock) -> Option<ActorAt<'_>> {
        self.actor_at(self.actors.shelf.get(&id)?, clock.as_of)
    }

    /// Returns who is called `text`, by name or alias, whatever the case and spacing: the actors they
    /// are known as after merges, each once, in the order in which the names were recorded.
    pub fn actor_named(&self, text: &str, clock: Clock) -> Vec<ActorId> {
        let mut named = Vec::new();
        for (position, actor) in self.actors.by_name.get(&folded(text)).into_iter().flatten() {
            let canonical = self.affiliations().canonical(*actor, clock.as_of);
            if *position <= clock.as_of && !named.contains(&canonical) {
                named.push(canonical);
            }
        }
        named
    }

    /// Returns the actors whose name in print holds a phrase, as recorded so far; those known as another are
    /// left out.
    pub fn actors_with(&self, phrase: &Phrase, clock: Clock) -> Vec<ActorId> {
        let found = self.actors.words.with_all(phrase, u32::MAX).into_iter();
        let found = found.filter_map(|ordinal| self.actors.shelf.item(ordinal));
        let found = found.filter_map(|record| self.actor_at(record, clock.as_of));
        let named = found.filter(|at| at.canonical == at.actor.id && phrase.is_in(&at.actor.name));
        named.map(|at| at.actor.id).collect()
    }

    /// Returns who speaks for whom and who counts as one group.
    pub fn affiliations(&self) -> &Affiliations {
        &self.affiliations
    }

    fn actor_at<'v>(&'v self, record: &'v ActorRecord, as_of: Position) -> Option<ActorAt<'v>> {
        let touched = record.touched.partition_point(|position| *position <= as_of);
        Some(ActorAt {
            actor: &record.actor.value,
            canonical: self.affiliations.canonical(record.actor.value.id, as_of),
            aliases: until(&record.aliases, as_of),
            speaks_for: until(&record.speaks_for, as_of),
            aligned: until(&record.aligned, as_of),
            recorded: record.actor.position,
            recorded_at: record.actor.recorded_at,
            revision: *record.touched.get(touched.checked_sub(1)?)?,
        })
    }
}

/// Folds case and runs of white space, so that a name is found however it is typed.
fn folded(name: &str) -> String {
    name.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}
