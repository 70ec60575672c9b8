//! Offices without a name: "the Ostrevian president", "the spokesman". The holder is who speaks in the post, is
//! named in it, or is the only one the page knows. Called by [`antecedent`](super::antecedent).

use counterclaim_model::ActorKind;

use super::naming;
use super::piece::Description;
use super::resolve::{Finding, Found, Scene};
use crate::NamedActor;
use crate::gazetteer::Seat;

impl Scene<'_> {
    /// "The Ostrevian president", "the spokesman": the holder who speaks in the post, is named in it, or is
    /// the only one the page knows.
    pub(super) fn holder(&self, utterance: usize, one: &Description) -> Found {
        let state = self.owner(one).or_else(|| {
            self.utterances[utterance].inside.and_then(|enclosing| self.party_state(enclosing))
        });
        let spoke = self.neighbours(utterance).into_iter().find_map(|other| {
            let speaker =
                self.speaker(other).filter(|speaker| speaker.kind == ActorKind::Person)?;
            let person = self.person_called(&speaker.name)?;
            self.holds(person, one, state).then(|| self.again(speaker.clone(), other))
        });
        if let Some(found) = spoke {
            return found;
        }
        if let Some(found) = self.mentioned(utterance, &|person, _| self.holds(person, one, state))
        {
            return found;
        }
        if one.offices.iter().all(|(_, word)| word == "official")
            && one.institution.is_none()
            && one.body.is_none()
        {
            return state
                .map_or(Found::Elsewhere, |state| Finding::certain(self.gazetteer.actor(state)));
        }
        let states = match state {
            Some(state) => vec![state],
            None => self.states_around(utterance, one),
        };
        let mut holders: Vec<NamedActor> = states
            .iter()
            .flat_map(|state| self.holders(one, *state))
            .map(|p| self.known_person(p))
            .collect();
        match (holders.len(), &states[..]) {
            (1, _) => Finding::inferred(holders.remove(0)),
            (0, [state]) => self.nameless_holder(one, *state, self.owner(one).is_none()),
            (0, _) => Found::Elsewhere,
            _ => Found::Open(holders),
        }
    }

    fn holders(&self, one: &Description, state: usize) -> Vec<usize> {
        let holds = |person: &usize| {
            self.known.mentions_of(*person).any(|m| self.owner(&m.description) == Some(state))
                && self.holds(*person, one, Some(state))
        };
        (0..self.known.persons.len()).filter(holds).collect()
    }

    /// An office whose holder the page never names, such as "Ostrevian President".
    fn nameless_holder(&self, one: &Description, state: usize, inferred: bool) -> Found {
        let principals = naming::principals_of_person(self.gazetteer, one, Some(state));
        let Some((office, word)) = one.offices.first() else { return Found::Elsewhere };
        let office = self.gazetteer.office(*office);
        let office = if office.seat == Seat::Organisation { word } else { &office.name };
        let whose = match principals.first() {
            Some(first) if first.kind == ActorKind::Organisation => first.name.as_str(),
            _ => self.gazetteer.entry(state).adjective(),
        };
        let mut actor = naming::of_page(format!("{whose} {office}"), ActorKind::Person, principals);
        actor.role = self.role(one);
        if inferred { Finding::inferred(actor) } else { Finding::certain(actor) }
    }

    /// Returns whether the page says somewhere that a person holds the office described, for this state.
    fn holds(&self, person: usize, one: &Description, state: Option<usize>) -> bool {
        if let (Some(wanted), Some(known)) = (one.gender, self.gender(person))
            && wanted != known
        {
            return false;
        }
        let theirs =
            self.known.mentions_of(person).find_map(|mention| self.owner(&mention.description));
        let right_state = state.is_none() || theirs.is_none() || state == theirs;
        right_state && self.known.mentions_of(person).any(|m| self.same_office(&m.description, one))
    }

    fn same_office(&self, held: &Description, wanted: &Description) -> bool {
        let Some((office, word)) = wanted.offices.first() else { return false };
        let in_organisation = self.gazetteer.office(*office).seat == Seat::Organisation;
        let organisation = !in_organisation
            || ((wanted.body.is_none() || wanted.body == held.body)
                && (wanted.institution.is_none() || wanted.institution == held.institution));
        organisation
            && held.offices.iter().any(|(other, _)| {
                word == "official"
                    || (other == office && !in_organisation)
                    || (other == office && self.same_post(held, wanted))
                    || self.gazetteer.office(*other).class.iter().any(|class| class == word)
            })
    }

    /// "Head" and "representative" cover many posts; the word must be the same, save for spokespeople.
    fn same_post(&self, held: &Description, wanted: &Description) -> bool {
        let word = |one: &Description| one.offices.first().map(|(_, word)| word.clone());
        let spokesperson = wanted
            .offices
            .first()
            .is_some_and(|(office, _)| self.gazetteer.office(*office).name == "spokesperson");
        spokesperson || word(held) == word(wanted)
    }
}
