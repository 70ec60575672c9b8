//! Who speaks for whom: one fold over recorded affiliations, used by the rules, the views and the graph.
//!
//! Entries are only ever added, each with the position at which it was recorded; a question names the
//! position it asks at and the time the words were said, so old answers stay reproducible.

use std::collections::{BTreeMap, BTreeSet};

use crate::{ActorId, Instant, Period, Position};

/// One dated statement about an actor, with the position at which we recorded it.
#[derive(Clone, Copy, Debug)]
struct Entry {
    other: ActorId,
    period: Period,
    recorded: Position,
    /// Recorded as no longer believed (an actor split off), from this position on.
    dropped: Option<Position>,
}

impl Entry {
    fn holds(&self, said: Option<Instant>, as_of: Position) -> bool {
        self.is_recorded(as_of) && self.period.contains(said)
    }

    fn is_recorded(&self, as_of: Position) -> bool {
        self.recorded <= as_of && self.dropped.is_none_or(|dropped| dropped > as_of)
    }
}

/// The point from which affiliation is asked: when the words were said, and what we had recorded.
#[derive(Clone, Copy, Debug)]
pub struct Vantage {
    /// When the words were said (or else published); unknown is allowed.
    pub said: Option<Instant>,
    /// The log position up to which records count.
    pub as_of: Position,
}

/// The fold.
#[derive(Clone, Debug, Default)]
pub struct Affiliations {
    speaks_for: BTreeMap<ActorId, Vec<Entry>>,
    /// For whom an actor that stands for several speaks jointly.
    joint: BTreeMap<ActorId, Vec<Entry>>,
    aligned: BTreeMap<ActorId, Vec<Entry>>,
    merged_into: BTreeMap<ActorId, Vec<Entry>>,
    /// Everyone ever merged into an actor; whether that still holds is asked of `merged_into`.
    merged_from: BTreeMap<ActorId, BTreeSet<ActorId>>,
}

impl Affiliations {
    /// Records that `actor` speaks for `principal` during `period`.
    pub fn add_speaks_for(
        &mut self,
        actor: ActorId,
        principal: ActorId,
        period: Period,
        at: Position,
    ) {
        push(&mut self.speaks_for, actor, principal, period, at);
    }

    /// Records that `actor` stands for several who speak together, and that `member` is one of them.
    pub fn add_member(&mut self, actor: ActorId, member: ActorId, period: Period, at: Position) {
        push(&mut self.joint, actor, member, period, at);
    }

    /// Records that two actors are aligned during `period`.
    pub fn add_alignment(&mut self, actor: ActorId, with: ActorId, period: Period, at: Position) {
        push(&mut self.aligned, actor, with, period, at);
        push(&mut self.aligned, with, actor, period, at);
    }

    /// Records that `actor` was found to be the same as `into`.
    pub fn add_merge(&mut self, actor: ActorId, into: ActorId, at: Position) {
        push(&mut self.merged_into, actor, into, Period::ALWAYS, at);
        self.merged_from.entry(into).or_default().insert(actor);
    }

    /// Records that `actor` was found not to be the one it had been merged into.
    pub fn add_split(&mut self, actor: ActorId, at: Position) {
        for entry in self.merged_into.entry(actor).or_default() {
            entry.dropped.get_or_insert(at);
        }
    }

    /// Forgets everything recorded after `head`: it never became durable.
    pub(crate) fn forget_after(&mut self, head: Position) {
        let Self { speaks_for, joint, aligned, merged_into, .. } = self;
        for map in [speaks_for, joint, aligned, merged_into] {
            for entries in map.values_mut() {
                entries.retain(|entry| entry.recorded <= head);
                for entry in entries {
                    entry.dropped = entry.dropped.filter(|dropped| *dropped <= head);
                }
            }
        }
    }

    /// Returns the actor that `actor` is known as: itself, or what it was merged into.
    pub fn canonical(&self, actor: ActorId, as_of: Position) -> ActorId {
        climb(actor, |id| {
            let entries = self.merged_into.get(&id)?;
            entries.iter().rev().find(|entry| entry.holds(None, as_of)).map(|entry| entry.other)
        })
    }

    /// Returns the party: the actor at the top of `speaks_for` when the words were said.
    ///
    /// Where several principals are recorded for one time, the one recorded last counts. A circle of
    /// principals is cut where it closes.
    pub fn party(&self, actor: ActorId, vantage: Vantage) -> ActorId {
        climb(self.canonical(actor, vantage.as_of), |id| {
            let principal = self.latest(&self.speaks_for, id, vantage)?;
            Some(self.canonical(principal, vantage.as_of))
        })
    }

    /// Returns the party of an actor where it is the same whenever the words were said; none if anything
    /// recorded on the way to it holds for a limited time.
    pub fn lasting_party(&self, actor: ActorId, as_of: Position) -> Option<ActorId> {
        let mut top = self.canonical(actor, as_of);
        let mut seen = BTreeSet::from([top]);
        loop {
            let known_as = self.known_as(top, as_of);
            let names = std::iter::once(&top).chain(&known_as);
            let entries = names.filter_map(|name| self.speaks_for.get(name)).flatten();
            let mut entries = entries.filter(|entry| entry.is_recorded(as_of));
            if entries.any(|entry| entry.period != Period::ALWAYS) {
                return None;
            }
            let vantage = Vantage { said: None, as_of };
            let next = self.latest(&self.speaks_for, top, vantage);
            match next.map(|next| self.canonical(next, as_of)) {
                Some(next) if seen.insert(next) => top = next,
                Some(_) | None => return Some(self.party(actor, vantage)),
            }
        }
    }

    /// Returns the parties that speak jointly where `actor` does, in id order; empty for an actor that
    /// speaks for itself. Such an actor is a party of its own, and no voice beside those of its members.
    pub fn members(&self, actor: ActorId, vantage: Vantage) -> BTreeSet<ActorId> {
        let actor = self.canonical(actor, vantage.as_of);
        let known_as = self.known_as(actor, vantage.as_of);
        let all = std::iter::once(&actor).chain(&known_as);
        let entries = all.filter_map(|actor| self.joint.get(actor)).flatten();
        let holding = entries.filter(|entry| entry.holds(vantage.said, vantage.as_of));
        let members = holding.map(|entry| self.party(entry.other, vantage));
        members.filter(|member| *member != actor).collect()
    }

    /// Returns `actor` and everyone it speaks for, nearest first, the party last.
    pub fn chain(&self, actor: ActorId, vantage: Vantage) -> Vec<ActorId> {
        let mut chain = vec![self.canonical(actor, vantage.as_of)];
        while let Some(next) =
            chain.last().and_then(|id| self.latest(&self.speaks_for, *id, vantage))
        {
            let next = self.canonical(next, vantage.as_of);
            if chain.contains(&next) {
                break;
            }
            chain.push(next);
        }
        chain
    }

    /// Returns the group of `party`: every actor aligned with it, itself included, in id order.
    pub fn group(&self, party: ActorId, vantage: Vantage) -> BTreeSet<ActorId> {
        let mut group = BTreeSet::from([party]);
        let mut open = vec![party];
        while let Some(actor) = open.pop() {
            for entry in self.aligned.get(&actor).into_iter().flatten() {
                if entry.holds(vantage.said, vantage.as_of) && group.insert(entry.other) {
                    open.push(entry.other);
                }
            }
        }
        group
    }

    /// Returns the entry of `map` that was recorded last among those that hold for `actor`, or for anyone
    /// known to be `actor`: what was recorded of one name holds for the other after a merge.
    fn latest(
        &self,
        map: &BTreeMap<ActorId, Vec<Entry>>,
        actor: ActorId,
        vantage: Vantage,
    ) -> Option<ActorId> {
        let own = map.get(&actor).into_iter().flatten();
        let known_as = self.known_as(actor, vantage.as_of);
        let others = known_as.iter().filter_map(|other| map.get(other)).flatten();
        own.chain(others)
            .filter(|entry| entry.holds(vantage.said, vantage.as_of) && entry.other != actor)
            .max_by_key(|entry| entry.recorded)
            .map(|entry| entry.other)
    }

    /// Returns everyone who was merged into `actor`, directly or through others.
    fn known_as(&self, actor: ActorId, as_of: Position) -> BTreeSet<ActorId> {
        let mut known = BTreeSet::new();
        if !self.merged_from.contains_key(&actor) {
            return known;
        }
        let mut open = vec![actor];
        while let Some(into) = open.pop() {
            for from in self.merged_from.get(&into).into_iter().flatten() {
                let entries = self.merged_into.get(from).into_iter().flatten();
                let holds = entries.rev().find(|entry| entry.holds(None, as_of));
                if holds.is_some_and(|entry| entry.other == into) && known.insert(*from) {
                    open.push(*from);
                }
            }
        }
        known.remove(&actor);
        known
    }
}

fn push(
    map: &mut BTreeMap<ActorId, Vec<Entry>>,
    actor: ActorId,
    other: ActorId,
    period: Period,
    recorded: Position,
) {
    map.entry(actor).or_default().push(Entry { other, period, recorded, dropped: None });
}

/// Follows `step` from `start` until it ends or closes a circle.
fn climb(start: ActorId, step: impl Fn(ActorId) -> Option<ActorId>) -> ActorId {
    // Most actors are at the top, and every question asks several times.
    let Some(first) = step(start).filter(|first| *first != start) else { return start };
    let mut seen = BTreeSet::from([start, first]);
    let mut top = first;
    while let Some(next) = step(top) {
        if !seen.insert(next) {
            break;
        }
        top = next;
    }
    top
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Actor, ActorKind};
    use chrono::TimeZone;

    fn state(name: &str) -> ActorId {
        Actor::id_of(ActorKind::State, name)
    }

    #[test]
    fn the_party_is_the_top_at_the_time_of_the_words() {
        let (minister, ministry, old, new) =
            (state("minister"), state("ministry"), state("Ostrevia"), state("Valdoria"));
        let turn = chrono::Utc.with_ymd_and_hms(2031, 5, 1, 0, 0, 0).single();
        let mut fold = Affiliations::default();
        fold.add_speaks_for(ministry, old, Period { from: None, until: turn }, Position(1));
        fold.add_speaks_for(ministry, new, Period { from: turn, until: None }, Position(2));
        fold.add_speaks_for(minister, ministry, Period::ALWAYS, Position(3));

        let before =
            Vantage { said: turn.map(|t| t - chrono::Duration::days(1)), as_of: Position(3) };
        let after = Vantage { said: turn, as_of: Position(3) };
        assert_eq!(fold.party(minister, before), old);
        assert_eq!(fold.party(minister, after), new);
        assert_eq!(fold.party(minister, Vantage { as_of: Position(2), ..after }), minister);
        assert_eq!(fold.chain(minister, after), [minister, ministry, new]);
        assert_eq!(fold.lasting_party(minister, Position(3)), None);
        let (speaker, club) = (state("speaker"), state("club"));
        fold.add_speaks_for(speaker, club, Period::ALWAYS, Position(4));
        assert_eq!(fold.lasting_party(speaker, Position(3)), Some(speaker));
        assert_eq!(fold.lasting_party(speaker, Position(4)), Some(club));
    }

    #[test]
    fn who_speaks_for_several_is_a_party_of_its_own_with_members() {
        let (both, minister, one, other) =
            (state("both"), state("minister"), state("Ostrevia"), state("Valdoria"));
        let mut fold = Affiliations::default();
        fold.add_speaks_for(minister, one, Period::ALWAYS, Position(1));
        fold.add_member(both, minister, Period::ALWAYS, Position(2));
        fold.add_member(both, other, Period::ALWAYS, Position(3));
        let now = Vantage { said: None, as_of: Position(3) };
        assert_eq!(fold.party(both, now), both);
        assert_eq!(fold.members(both, now), BTreeSet::from([one, other]));
        let before = Vantage { as_of: Position(2), ..now };
        assert_eq!(fold.members(both, before), BTreeSet::from([one]));
        assert!(fold.members(one, now).is_empty());
    }

    #[test]
    fn circles_end() {
        let (a, b) = (state("a"), state("b"));
        let mut fold = Affiliations::default();
        fold.add_speaks_for(a, b, Period::ALWAYS, Position(1));
        fold.add_speaks_for(b, a, Period::ALWAYS, Position(2));
        assert_eq!(fold.party(a, Vantage { said: None, as_of: Position(2) }), b);
    }

    #[test]
    fn a_split_undoes_a_merge_from_then_on() {
        let (a, b) = (state("a"), state("b"));
        let mut fold = Affiliations::default();
        fold.add_merge(a, b, Position(1));
        fold.add_split(a, Position(2));
        assert_eq!(fold.canonical(a, Position(1)), b);
        assert_eq!(fold.canonical(a, Position(2)), a);
    }

    #[test]
    fn what_was_recorded_of_one_name_holds_for_the_other() {
        let (nickname, person, state) = (state("Jo"), state("Jo Lake"), state("Valdoria"));
        let mut fold = Affiliations::default();
        fold.add_speaks_for(nickname, state, Period::ALWAYS, Position(1));
        fold.add_merge(nickname, person, Position(2));
        let now = Vantage { said: None, as_of: Position(2) };
        assert_eq!(fold.party(person, now), state);
        assert_eq!(fold.party(nickname, now), state);
        assert_eq!(fold.party(person, Vantage { as_of: Position(1), ..now }), person);
    }
}
