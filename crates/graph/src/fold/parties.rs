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

/// What findings are heard as.
const DESK: u32 = 0;

/// What is heard where nobody is named.
const UNKNOWN: u32 = 1;

/// A voice. Two claims of one voice are never two lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Voice {
    /// The desk itself: findings.
    Desk,
    /// Nobody is named. All such speakers are one: they may be.
    Unknown,
    /// A group of parties, by its first member.
    Group(ActorId),
    /// Several groups speaking jointly. It is a voice only where none of them speaks for itself.
    Joint,
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

/// Who was heard: the number of the voice, and for whom it spoke.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Heard {
    pub(crate) voice: u32,
    pub(crate) party: Party,
}

/// How many turns had passed; none if the time is not known.
type Turn = Option<u32>;

/// The voices heard on one clock, numbered in the order in which they are first asked for. Between two
/// turns an actor has one voice; it is found once.
pub(crate) struct Voices<'g> {
    graph: &'g ClaimsGraph,
    clock: Clock,
    turns: Vec<Instant>,
    /// Actors that turned out to be others, by those others.
    merged: BTreeMap<ActorId, Vec<ActorId>>,
    /// Outlets with the states that own them, as parties, by time.
    owned: HashMap<Turn, Vec<[ActorId; 2]>>,
    /// What every speaker was heard as, by number of the speaker and then by time.
    by_speaker: Vec<Vec<(Turn, u32)>>,
    /// For whom every actor asked for speaks, and as which voice, by time.
    spoken: HashMap<(ActorId, Turn), (u32, Party)>,
    /// Everything heard, as claims refer to it.
    heard: Vec<Heard>,
    numbers: BTreeMap<Voice, u32>,
    joint_numbers: BTreeMap<Vec<u32>, u32>,
    voices: Vec<Voice>,
}

/// What was heard, by number.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hearings {
    pub(crate) heard: Vec<Heard>,
    pub(crate) voices: Vec<Voice>,
    /// Joint voices, by the voices that speak together.
    pub(crate) joint: BTreeMap<u32, Vec<u32>>,
}

impl<'g> Voices<'g> {
    pub(crate) fn on(graph: &'g ClaimsGraph, clock: Clock) -> Self {
        let mut merged: BTreeMap<ActorId, Vec<ActorId>> = BTreeMap::new();
        for actor in &graph.merged {
            let known_as = graph.affiliations.canonical(*actor, clock.as_of);
            merged.entry(known_as).or_default().push(*actor);
        }
        let mut voices = Self {
            graph,
            clock,
            turns: graph.turns.iter().copied().collect(),
            merged,
            owned: HashMap::new(),
            by_speaker: vec![Vec::new(); graph.speakers.len()],
            spoken: HashMap::new(),
            heard: Vec::new(),
            numbers: BTreeMap::new(),
            joint_numbers: BTreeMap::new(),
            voices: Vec::new(),
        };
        for (voice, party) in [(Voice::Desk, Party::Desk), (Voice::Unknown, Party::Unnamed)] {
            let voice = voices.numbered(voice);
            voices.heard.push(Heard { voice, party });
        }
        voices
    }

    /// Returns everything heard.
    pub(crate) fn hearings(self) -> Hearings {
        let joint = self.joint_numbers.into_iter().map(|(members, voice)| (voice, members));
        Hearings { heard: self.heard, voices: self.voices, joint: joint.collect() }
    }

    /// Returns the number of the voice behind something heard.
    pub(crate) fn voice(&self, heard: u32) -> u32 {
        self.heard[heard as usize].voice
    }

    /// Returns whose voice a claim is at the time its words were said, as recorded so far.
    pub(crate) fn hear(&mut self, record: &ClaimRecord) -> u32 {
        if record.finding_by.is_some() {
            return DESK;
        }
        let told = record.told.at(self.clock.as_of);
        let Some(speaker) = told.and_then(|told| told.speaker) else { return UNKNOWN };
        let said = record.said(self.clock);
        let turn = self.turn(said);
        let known = &self.by_speaker[speaker as usize];
        if let Some((_, heard)) = known.iter().find(|(known, _)| *known == turn) {
            return *heard;
        }
        let (voice, party) = self.speaks(self.graph.speakers[speaker as usize], said);
        self.heard.push(Heard { voice, party });
        let heard = self.heard.len() as u32 - 1;
        self.by_speaker[speaker as usize].push((turn, heard));
        heard
    }

    /// Returns the voice of an actor at a time, and the party it speaks for.
    pub(crate) fn speaks(&mut self, actor: ActorId, said: Option<Instant>) -> (u32, Party) {
        let turn = self.turn(said);
        if let Some(known) = self.spoken.get(&(actor, turn)) {
            return *known;
        }
        let spoken = self.find(actor, said);
        self.spoken.insert((actor, turn), spoken);
        spoken
    }

    fn find(&mut self, actor: ActorId, said: Option<Instant>) -> (u32, Party) {
        let vantage = Vantage { said, as_of: self.clock.as_of };
        let party = self.party(actor, vantage);
        let voice = match party {
            Party::Desk => self.numbered(Voice::Desk),
            Party::Unnamed => self.numbered(Voice::Unknown),
            Party::Actor(party) => self.voice_of(party, vantage),
        };
        (voice, party)
    }

    fn turn(&self, said: Option<Instant>) -> Turn {
        said.map(|said| self.turns.partition_point(|turn| *turn <= said) as u32)
    }

    /// Returns the voice of a party: its group, or those of all who speak through it together.
    fn voice_of(&mut self, party: ActorId, vantage: Vantage) -> u32 {
        let members = self.graph.affiliations.members(party, vantage);
        if members.is_empty() {
            let group = self.group(party, vantage);
            return self.numbered(Voice::Group(group));
        }
        let mut voices = BTreeSet::new();
        if self.graph.affiliations.group(party, vantage).len() > 1 {
            let group = self.group(party, vantage);
            voices.insert(self.numbered(Voice::Group(group)));
        }
        for member in members {
            let voice = match self.party(member, vantage) {
                Party::Actor(member) => Voice::Group(self.group(member, vantage)),
                Party::Desk | Party::Unnamed => Voice::Unknown,
            };
            voices.insert(self.numbered(voice));
        }
        match voices.first() {
            // All of them are one group anyway.
            Some(only) if voices.len() == 1 => *only,
            _ => self.joint(voices.into_iter().collect()),
        }
    }

    fn joint(&mut self, voices: Vec<u32>) -> u32 {
        let next = self.voices.len() as u32;
        let number = *self.joint_numbers.entry(voices).or_insert(next);
        if number == next {
            self.voices.push(Voice::Joint);
        }
        number
    }

    fn numbered(&mut self, voice: Voice) -> u32 {
        let next = self.voices.len() as u32;
        let number = *self.numbers.entry(voice).or_insert(next);
        if number == next {
            self.voices.push(voice);
        }
        number
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
    fn group(&mut self, party: ActorId, vantage: Vantage) -> ActorId {
        let turn = self.turn(vantage.said);
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
