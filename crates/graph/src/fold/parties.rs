//! Whose voice a claim is: its party at the time of the words, drawn together with everyone aligned
//! with it and with the outlets its state owns. Groups, not parties, make lines independent.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use counterclaim_model::{ActorId, Clock, Instant, Period, Position, SourceId, Vantage};

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

/// Who owns a source.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Owner {
    pub(crate) source: SourceId,
    pub(crate) owner: ActorId,
    pub(crate) period: Period,
    pub(crate) recorded: Position,
}

impl ClaimsGraph {
    /// Returns who owns each source on a clock, as recorded last; ownership that has ended by then, or
    /// not begun, is left out.
    pub(crate) fn owners_on(&self, clock: Clock) -> BTreeMap<SourceId, ActorId> {
        let holds = |owner: &&Owner| {
            let ends_later = owner
                .period
                .until
                .is_none_or(|until| clock.public_by.is_some_and(|public_by| public_by < until));
            let began = owner.period.from.is_none_or(|from| clock.is_public(from));
            owner.recorded <= clock.as_of && ends_later && began
        };
        let known = |owner: &Owner| self.affiliations.canonical(owner.owner, clock.as_of);
        let owners = self.owners.iter().filter(holds);
        owners.map(|owner| (owner.source, known(owner))).collect()
    }
}

/// An actor at a time, as far as affiliations tell times apart: how many turns had passed, or unknown.
type Occasion = (ActorId, Option<usize>);

/// Who was heard: the number of the voice, and for whom it spoke.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Heard {
    pub(crate) voice: u32,
    pub(crate) party: Party,
}

/// The voices heard on one clock, numbered in the order in which they are first asked for. Between two
/// turns an actor has one voice; it is found once.
pub(crate) struct Voices<'g> {
    graph: &'g ClaimsGraph,
    clock: Clock,
    turns: Vec<Instant>,
    /// Actors that turned out to be others, by those others.
    merged: BTreeMap<ActorId, Vec<ActorId>>,
    /// Outlets with the states that own them, as parties, by time.
    owned: HashMap<Option<usize>, Vec<[ActorId; 2]>>,
    heard: HashMap<Occasion, Heard>,
    numbers: HashMap<Voice, u32>,
    voices: Vec<Voice>,
}

impl<'g> Voices<'g> {
    pub(crate) fn on(graph: &'g ClaimsGraph, clock: Clock) -> Self {
        let mut merged: BTreeMap<ActorId, Vec<ActorId>> = BTreeMap::new();
        for actor in &graph.merged {
            let known_as = graph.affiliations.canonical(*actor, clock.as_of);
            merged.entry(known_as).or_default().push(*actor);
        }
        Self {
            graph,
            clock,
            turns: graph.turns.iter().copied().collect(),
            merged,
            owned: HashMap::new(),
            heard: HashMap::new(),
            numbers: HashMap::new(),
            voices: Vec::new(),
        }
    }

    pub(crate) fn voice(&self, number: u32) -> Voice {
        self.voices[number as usize]
    }

    /// Returns whose voice a claim is at the time its words were said, as recorded so far.
    pub(crate) fn hear(&mut self, record: &ClaimRecord) -> Heard {
        if record.finding_by.is_some() {
            return Heard { voice: self.numbered(Voice::Desk), party: Party::Desk };
        }
        let told = record.told.at(self.clock.as_of);
        let Some(speaker) = told.and_then(|told| told.speaker) else {
            return Heard { voice: self.numbered(Voice::Unknown), party: Party::Unnamed };
        };
        let said = record.said(self.clock);
        let turn = said.map(|said| self.turns.partition_point(|turn| *turn <= said));
        if let Some(heard) = self.heard.get(&(speaker, turn)) {
            return *heard;
        }
        let vantage = Vantage { said, as_of: self.clock.as_of };
        let party = self.party(speaker, vantage);
        let voice = match party {
            Party::Desk => Voice::Desk,
            Party::Unnamed => Voice::Unknown,
            Party::Actor(party) => Voice::Group(self.group(party, turn, vantage)),
        };
        let heard = Heard { voice: self.numbered(voice), party };
        self.heard.insert((speaker, turn), heard);
        heard
    }

    fn numbered(&mut self, voice: Voice) -> u32 {
        *self.numbers.entry(voice).or_insert_with(|| {
            self.voices.push(voice);
            self.voices.len() as u32 - 1
        })
    }

    fn party(&self, speaker: ActorId, vantage: Vantage) -> Party {
        let party = self.graph.affiliations.party(speaker, vantage);
        let unnamed = self.graph.unnamed.get(&party);
        if unnamed.is_some_and(|at| *at <= vantage.as_of) {
            return Party::Unnamed;
        }
        Party::Actor(party)
    }

    /// Returns the first member of the group of `party`: the same for every member.
    fn group(&mut self, party: ActorId, turn: Option<usize>, vantage: Vantage) -> ActorId {
        let affiliations = &self.graph.affiliations;
        let owned = self.owned.entry(turn).or_insert_with(|| owned(self.graph, vantage));
        let mut members = BTreeSet::new();
        let mut open = vec![party];
        while let Some(actor) = open.pop() {
            let actor = affiliations.canonical(actor, vantage.as_of);
            if !members.insert(actor) {
                continue;
            }
            let merged = self.merged.get(&actor).into_iter().flatten().copied();
            for known in merged.chain([actor]) {
                open.extend(affiliations.group(known, vantage));
            }
            open.extend(owned.iter().filter(|pair| pair.contains(&actor)).flatten());
        }
        members.first().copied().unwrap_or(party)
    }
}

/// Returns who is owned by whom at a time.
fn owned(graph: &ClaimsGraph, vantage: Vantage) -> Vec<[ActorId; 2]> {
    let holds =
        |owned: &&Owned| owned.recorded <= vantage.as_of && owned.period.contains(vantage.said);
    let party = |actor: ActorId| graph.affiliations.party(actor, vantage);
    let owned = graph.owned.iter().filter(holds);
    owned.map(|owned| [owned.outlet, owned.state].map(party)).collect()
}
