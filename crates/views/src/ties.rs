//! Who may ever have spoken for whom, whenever: what bounds the stretches of time in which a speaker's party
//! stays the same. Which party it is, the model's affiliations say. Used by `counts`.

use std::collections::{BTreeMap, BTreeSet};

use counterclaim_model::{ActorId, Event, Instant, Period};

/// Ties between actors, each with its period: principals, and either side of a merge.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ties(BTreeMap<ActorId, Vec<(ActorId, Period)>>);

impl Ties {
    pub(crate) fn apply(&mut self, event: &Event) {
        if let Event::ActorSpeaksFor(speaks) = event {
            self.tie(speaks.actor, speaks.principal, speaks.period);
        }
        if let Event::ActorMerged(merged) = event {
            self.tie(merged.actor, merged.into, Period::ALWAYS);
            self.tie(merged.into, merged.actor, Period::ALWAYS);
        }
    }

    fn tie(&mut self, actor: ActorId, other: ActorId, period: Period) {
        self.0.entry(actor).or_default().push((other, period));
    }

    /// Returns the instants, ascending, at which the party of an actor may change: between two of them it
    /// is the same.
    pub(crate) fn turns_of(&self, actor: ActorId) -> Vec<Instant> {
        let mut turns: BTreeSet<Instant> = BTreeSet::new();
        let (mut seen, mut open) = (BTreeSet::from([actor]), vec![actor]);
        while let Some(next) = open.pop() {
            for (other, period) in self.0.get(&next).into_iter().flatten() {
                turns.extend(period.from.into_iter().chain(period.until));
                if seen.insert(*other) {
                    open.push(*other);
                }
            }
        }
        turns.into_iter().collect()
    }
}
