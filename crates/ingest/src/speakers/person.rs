//! Persons by name: the fullest form on the page, and whom they speak for by everything the page says of
//! them. Called by [`resolve`](super::resolve).

use counterclaim_model::ActorKind;

use super::naming;
use super::piece::{Description, Gender, Name};
use super::resolve::{Around, Finding, Found, Scene};
use crate::gazetteer::Seat;
use crate::{NamedActor, Principal};

impl Scene<'_> {
    pub(super) fn person(
        &self,
        utterance: usize,
        one: &Description,
        name: &Name,
        around: Around,
    ) -> Found {
        if one.thing && !self.is_titled(name) {
            let words = self.words(name);
            return Finding::certain(naming::of_page(words, ActorKind::Organisation, Vec::new()));
        }
        let post = self.utterances[utterance].post;
        let candidates = self.candidates(name, one, post);
        match candidates[..] {
            [] => self.stranger(utterance, one, name, around),
            [person] => self.acquaintance(utterance, one, person, around),
            _ => Found::Open(candidates.iter().map(|person| self.known_person(*person)).collect()),
        }
    }

    /// Returns whether the page gives somebody of this name an office.
    fn is_titled(&self, name: &Name) -> bool {
        self.known.called(name).into_iter().any(|person| {
            self.known.mentions_of(person).any(|mention| !mention.description.offices.is_empty())
        })
    }

    /// Returns the persons a name may mean here: of the phrase's state, and those of the same post first.
    fn candidates(&self, name: &Name, one: &Description, post: usize) -> Vec<usize> {
        let fits = |person: &usize| match (one.state(), self.known.state_of(*person)) {
            (Some(here), Some(there)) => here == there,
            _ => true,
        };
        let called: Vec<usize> = self.known.called(name).into_iter().filter(fits).collect();
        let here = |person: &usize| {
            self.known.mentions_of(*person).any(|mention| {
                mention.post == post
                    && mention
                        .description
                        .name
                        .as_ref()
                        .is_some_and(|n| n.keys.len() > name.keys.len())
            })
        };
        let near: Vec<usize> = called.iter().copied().filter(here).collect();
        if near.len() == 1 { near } else { called }
    }

    fn stranger(&self, utterance: usize, one: &Description, name: &Name, around: Around) -> Found {
        let words = self.words(name);
        self.placed(utterance, one, words, around)
    }

    /// A person met elsewhere on the page too: fullest name, and what other mentions say of them.
    fn acquaintance(
        &self,
        utterance: usize,
        one: &Description,
        person: usize,
        around: Around,
    ) -> Found {
        if self.known.persons[person].entry.is_some() {
            return Finding::certain(self.with_role(self.known_person(person), one));
        }
        let words = self.words(&self.known.persons[person].name);
        if self.owner(one).is_some() {
            return self.placed(utterance, one, words, around);
        }
        match self.best_mention(person) {
            Some(mention) => {
                let mut actor = self.known_person(person);
                if !mention.former
                    && one.offices.iter().any(|(office, _)| {
                        !mention.offices.iter().any(|(other, _)| other == office)
                    })
                {
                    actor.role = self.role(one).or(actor.role);
                }
                if one.former {
                    actor.principals.clear();
                }
                Finding::certain(actor)
            }
            None => self.half_known(utterance, one, person, around),
        }
    }

    /// A person whose office the page gives without saying whose: as settled before, else as the post suggests.
    fn half_known(
        &self,
        utterance: usize,
        one: &Description,
        person: usize,
        around: Around,
    ) -> Found {
        let words = self.words(&self.known.persons[person].name);
        let titled =
            |mention: &&Description| !mention.offices.is_empty() || mention.institution.is_some();
        let mention = std::iter::once(one)
            .chain(self.known.mentions_of(person).map(|mention| &mention.description))
            .find(titled);
        let Some(mention) = mention else { return self.placed(utterance, one, words, around) };
        if around == Around::Ignored {
            return Found::Elsewhere;
        }
        let settled = self.settled.iter().flatten().flat_map(|voices| &voices.speakers);
        match settled.into_iter().find(|actor| actor.name == words && !actor.principals.is_empty())
        {
            Some(actor) => Finding::certain(actor.clone()),
            None => self.placed(utterance, mention, words, around),
        }
    }

    /// Returns the mention that says most about whom a person speaks for: with an office, with an
    /// organisation, in the fewest words; the first of equals.
    fn best_mention(&self, person: usize) -> Option<&Description> {
        let says = |one: &&Description| {
            let organisation = one.institution.is_some() || one.body.is_some();
            let length = self.role(one).map_or(usize::MAX, |role| role.len());
            (!one.offices.is_empty(), organisation, std::cmp::Reverse(length))
        };
        let mentions = self.known.mentions_of(person).map(|mention| &mention.description);
        let telling: Vec<&Description> =
            mentions.filter(|one| self.owner(one).is_some() || one.employer.is_some()).collect();
        telling.into_iter().rev().max_by_key(says)
    }

    /// Puts together what the page says of a person.
    pub(super) fn introduce(&self, person: usize) -> NamedActor {
        let known = &self.known.persons[person];
        if let Some(entry) = known.entry {
            return self.gazetteer.actor(entry);
        }
        let mut actor = naming::of_page(self.words(&known.name), ActorKind::Person, Vec::new());
        if let Some(mention) = self.best_mention(person) {
            actor.principals = self.principals(mention, self.owner(mention));
            actor.role = self.role(mention);
        }
        actor
    }

    /// Returns the gender a person's titles tell.
    pub(super) fn gender(&self, person: usize) -> Option<Gender> {
        self.known.mentions_of(person).find_map(|mention| mention.description.gender)
    }

    pub(super) fn words(&self, name: &Name) -> String {
        let words = self.reading.text.as_str().get(name.bytes.clone()).unwrap_or_default();
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Returns the state or body a description names as the one spoken for.
    pub(super) fn owner(&self, one: &Description) -> Option<usize> {
        let by_office =
            || one.offices.iter().find_map(|(office, _)| self.gazetteer.office(*office).body);
        let by_place = || {
            let held = one
                .offices
                .iter()
                .any(|(office, _)| self.gazetteer.office(*office).seat == Seat::Place);
            let place = one.place.as_ref().filter(|_| held)?;
            self.known.place(self.gazetteer, &place.keys.join(" "))
        };
        let by_body = || one.body.map(|body| self.gazetteer.top(body));
        one.state().or_else(by_body).or_else(by_office).or_else(by_place)
    }

    /// A person with this name and description, the state asked from the post if need be.
    fn placed(&self, utterance: usize, one: &Description, name: String, around: Around) -> Found {
        let mut actor = naming::of_page(name, ActorKind::Person, Vec::new());
        actor.role = self.role(one);
        let owner = self.owner(one);
        let holds_office = !one.offices.is_empty() || one.institution.is_some();
        if owner.is_some() || one.employer.is_some() || !holds_office || one.former {
            actor.principals = self.principals(one, owner);
            return Finding::certain(actor);
        }
        if around == Around::Ignored {
            return Found::Elsewhere;
        }
        if let [state] = self.states_around(utterance, one)[..] {
            actor.principals = self.principals(one, Some(state));
        }
        Finding::inferred(actor)
    }

    /// "A Lindqvist aide" speaks for Lindqvist and for whom Lindqvist speaks. Lindqvist's own employer is not
    /// asked in turn: a page that makes two people each other's aides would never come to an end.
    fn principals_of_titled(&self, person: usize) -> Vec<Principal> {
        let known = &self.known.persons[person];
        if let Some(entry) = known.entry {
            return naming::as_principals(&self.gazetteer.actor(entry));
        }
        let principals = self.best_mention(person).map(|mention| {
            naming::principals_of_person(self.gazetteer, mention, self.owner(mention))
        });
        naming::as_principals(&naming::of_page(
            self.words(&known.name),
            ActorKind::Person,
            principals.unwrap_or_default(),
        ))
    }

    /// Returns those a person described so speaks for; an employer no list knows comes first.
    fn principals(&self, one: &Description, owner: Option<usize>) -> Vec<Principal> {
        let known = naming::principals_of_person(self.gazetteer, one, owner);
        let Some(employer) = one.employer.as_ref().filter(|_| known.is_empty() && !one.former)
        else {
            return known;
        };
        match self.known.called(employer)[..] {
            [person] if self.is_titled(employer) => self.principals_of_titled(person),
            _ => naming::as_principals(&naming::of_page(
                self.words(employer),
                ActorKind::Organisation,
                Vec::new(),
            )),
        }
    }
}
