//! Whose voice a claim is: its party at the time of the words, drawn together with everyone aligned
//! with it and with the outlets its state owns. Groups, not parties, make lines independent.

use std::collections::BTreeSet;

use counterclaim_model::{ActorId, Clock, Period, Position, Vantage};

use super::claims_graph::ClaimsGraph;
use super::records::ClaimRecord;

/// For whom a claim was said, when it was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Party {
    /// The desk: it speaks findings.
    Desk,
    /// Nobody with a name. All such speakers count as one.
    Unnamed,
    /// The actor at the top of `speaks_for`.
    Actor(ActorId),
}

/// A voice. Two claims of one voice are never two lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Voice {
    /// The desk itself: findings.
    Desk,
    /// Nobody is named. All such speakers are one: they may be.
    Unknown,
    /// A group of parties, by its first member.
    Group(ActorId),
}

/// An outlet owned by a state.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Owned {
    pub(crate) outlet: ActorId,
    pub(crate) state: ActorId,
    pub(crate) period: Period,
    pub(crate) recorded: Position,
}

impl ClaimsGraph {
    /// Returns the party of a claim at the time its words were said, as recorded so far.
    pub(crate) fn party(&self, record: &ClaimRecord, clock: Clock) -> Party {
        if record.finding_by.is_some() {
            return Party::Desk;
        }
        let vantage = Vantage { said: record.said(clock), as_of: clock.as_of };
        let speaker = record.speaker.at(clock.as_of).copied().flatten();
        let party = speaker.map(|speaker| self.affiliations.party(speaker, vantage));
        let is_unnamed =
            |party: &ActorId| self.unnamed.get(party).is_some_and(|at| *at <= clock.as_of);
        party.filter(|party| !is_unnamed(party)).map_or(Party::Unnamed, Party::Actor)
    }

    /// Returns the voice of a claim at the time its words were said, as recorded so far.
    pub(crate) fn voice(&self, record: &ClaimRecord, clock: Clock) -> Voice {
        let vantage = Vantage { said: record.said(clock), as_of: clock.as_of };
        match self.party(record, clock) {
            Party::Desk => Voice::Desk,
            Party::Unnamed => Voice::Unknown,
            Party::Actor(party) => Voice::Group(self.group(party, vantage)),
        }
    }

    /// Returns the first member of the group of `party`: the same for every member.
    fn group(&self, party: ActorId, vantage: Vantage) -> ActorId {
        let holds =
            |owned: &&Owned| owned.recorded <= vantage.as_of && owned.period.contains(vantage.said);
        let owned: Vec<[ActorId; 2]> = self
            .owned
            .iter()
            .filter(holds)
            .map(|owned| [owned.outlet, owned.state].map(|a| self.affiliations.party(a, vantage)))
            .collect();
        let known_as = |actor: ActorId| self.affiliations.canonical(actor, vantage.as_of);
        let mut members = BTreeSet::new();
        let mut open = vec![party];
        while let Some(actor) = open.pop() {
            let actor = known_as(actor);
            if !members.insert(actor) {
                continue;
            }
            let merged = self.merged.iter().copied().filter(|merged| known_as(*merged) == actor);
            for known in merged.chain([actor]) {
                open.extend(self.affiliations.group(known, vantage));
            }
            open.extend(owned.iter().filter(|pair| pair.contains(&actor)).flatten());
        }
        members.first().copied().unwrap_or(party)
    }
}
