//! For whom each speaker speaks, worked out once for a position and asked for many claims: most speakers stand
//! under the same party whenever they speak. Made by [`Views::sides`]; the desk keeps it between questions.

use std::collections::HashMap;

use counterclaim_model::{ActorId, Clock, Position, Vantage};

use crate::facts::Facts;
use crate::views::Views;

/// For whom each speaker speaks, as recorded up to a position.
#[derive(Clone, Debug)]
pub struct Sides {
    as_of: Position,
    turns: usize,
    /// By the speaker's number.
    speakers: Vec<Side>,
    parties: Vec<ActorId>,
    numbers: HashMap<ActorId, u32>,
}

#[derive(Clone, Copy, Debug)]
struct Side {
    /// What the speaker is known as.
    known_as: ActorId,
    /// The party whenever the words were said; none if that depends on the time.
    party: Option<u32>,
}

impl Sides {
    /// Returns what a speaker is known as.
    pub fn known_as(&self, speaker: u32, views: &Views) -> Option<ActorId> {
        match self.speakers.get(speaker as usize) {
            Some(side) => Some(side.known_as),
            None => Some(views.affiliations().canonical(views.speaker(speaker)?, self.as_of)),
        }
    }

    /// Returns the party that a claim counts for; none if nobody is named.
    pub fn party(
        &self,
        number: u32,
        facts: &Facts,
        views: &Views,
        clock: Clock,
    ) -> Option<ActorId> {
        let speaker = facts.speaker()?;
        let lasting = self.speakers.get(speaker as usize).and_then(|side| side.party);
        if let Some(party) = lasting.and_then(|party| self.parties.get(party as usize)) {
            return Some(*party);
        }
        let vantage = Vantage { said: views.said_by(number, clock), as_of: self.as_of };
        Some(views.affiliations().party(views.speaker(speaker)?, vantage))
    }

    /// Returns a number for the party of a claim, if it is the same whenever its speaker speaks: for counting
    /// without looking anything up. See [`Sides::parties`].
    pub fn lasting(&self, facts: &Facts) -> Option<u32> {
        self.speakers.get(facts.speaker()? as usize)?.party
    }

    /// Returns the number of a party that somebody always speaks for.
    pub fn number_of(&self, party: ActorId) -> Option<u32> {
        self.numbers.get(&party).copied()
    }

    /// Returns the parties with a number, in its order.
    pub fn parties(&self) -> &[ActorId] {
        &self.parties
    }

    /// Returns the speakers whose claims may count for one of `actors`, or are said by them, by number:
    /// those who may speak for them at any time.
    pub fn speaking_for(&self, actors: &[ActorId], views: &Views) -> Vec<u32> {
        let wanted: Vec<Option<u32>> =
            actors.iter().map(|actor| self.numbers.get(actor).copied()).collect();
        let fits = |side: &Side| {
            side.party.is_none() || wanted.contains(&side.party) || actors.contains(&side.known_as)
        };
        let known = (0..).zip(&self.speakers).filter(|(_, side)| fits(side));
        // Who was met after this was worked out may speak for anybody.
        let newer = self.speakers.len()..views.speakers().len();
        let newer = newer.filter_map(|number| u32::try_from(number).ok());
        known.map(|(number, _)| number).chain(newer).collect()
    }

    /// Returns how many speakers were worked out; whoever came later is looked up one by one.
    pub fn len(&self) -> usize {
        self.speakers.len()
    }

    /// Returns whether nobody had spoken.
    pub fn is_empty(&self) -> bool {
        self.speakers.is_empty()
    }

    /// Returns whether the same holds at `as_of`.
    pub fn holds_at(&self, as_of: Position, views: &Views) -> bool {
        self.turns == views.turns_until(as_of)
    }
}

impl Views {
    /// Works out for whom each speaker speaks, as recorded up to `as_of`. Linear in the number of speakers.
    pub fn sides(&self, as_of: Position) -> Sides {
        let mut sides = Sides {
            as_of,
            turns: self.turns_until(as_of),
            speakers: Vec::with_capacity(self.speakers().len()),
            parties: Vec::new(),
            numbers: HashMap::new(),
        };
        for speaker in self.speakers() {
            let known_as = self.affiliations().canonical(*speaker, as_of);
            let party = self.affiliations().lasting_party(*speaker, as_of);
            let party = party.and_then(|party| sides.number(party));
            sides.speakers.push(Side { known_as, party });
        }
        sides
    }

    /// Returns how many events up to `as_of` said who speaks for whom, or who is whom.
    fn turns_until(&self, as_of: Position) -> usize {
        self.side_changes.partition_point(|position| *position <= as_of)
    }
}

impl Sides {
    fn number(&mut self, party: ActorId) -> Option<u32> {
        let next = u32::try_from(self.parties.len()).ok()?;
        let number = *self.numbers.entry(party).or_insert(next);
        if number == next {
            self.parties.push(party);
        }
        Some(number)
    }
}
