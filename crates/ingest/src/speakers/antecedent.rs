//! Phrases that point at somebody named elsewhere: "she", "the ministry", "the Ostrevian president", "the
//! statement". Called by [`voices`](mod@super::voices) once everybody who is named outright is settled.

use std::ops::Range;

use counterclaim_model::ActorKind;

use super::lexis::is_pronoun;
use super::naming;
use super::piece::{Description, Gender};
use super::resolve::{Around, Finding, Found, Scene};
use super::tag::What;
use super::voices::INFERRED;
use crate::{NamedActor, Place, Span};

/// Words for a document that stands for its author.
const DOCUMENTS: [&str; 10] = [
    "statement",
    "message",
    "letter",
    "text",
    "document",
    "post",
    "tweet",
    "release",
    "communique",
    "note",
];

impl Scene<'_> {
    /// Settles a description that points elsewhere: nearest first in its post, then on the page.
    pub(super) fn elsewhere(&self, utterance: usize, one: &Description) -> Found {
        if one.correspondent {
            return self.the_correspondent(utterance);
        }
        if !one.offices.is_empty() && one.name.is_none() {
            return self.holder(utterance, one);
        }
        if one.institution.is_some() || one.part.is_some() {
            return self.same_organisation(utterance, one);
        }
        match one.noun.as_deref() {
            Some("he" | "him" | "his") => self.pronoun(utterance, Some(Gender::Male)),
            Some("she" | "her") => self.pronoun(utterance, Some(Gender::Female)),
            Some("who") => self.pronoun(utterance, None),
            Some("it") => self.it(utterance),
            Some("they" | "them") => self.plural(utterance),
            Some(noun) if DOCUMENTS.contains(&noun) => self.document(utterance),
            Some(noun) => self.by_noun(utterance, noun),
            None => Found::Elsewhere,
        }
    }

    /// Returns where an utterance names its speaker, in code points.
    fn place_of(&self, utterance: usize) -> u32 {
        let one = &self.utterances[utterance];
        let pieces = one.source.iter().chain(&one.cue).chain(&one.content);
        pieces.map(|span| span.start).next().unwrap_or_default()
    }

    /// Returns the settled utterances of the same post: those before, nearest first, then those after; a
    /// headline counts as after, since the body is closer in meaning.
    pub(super) fn neighbours(&self, utterance: usize) -> Vec<usize> {
        let here = &self.utterances[utterance];
        let at = self.place_of(utterance);
        let mut found: Vec<(bool, u32, usize)> = self
            .nearby(utterance)
            .filter(|other| *other != utterance)
            .filter(|other| self.settled[*other].as_ref().is_some_and(|v| !v.speakers.is_empty()))
            .map(|other| {
                let there = self.place_of(other);
                let behind = there > at || self.utterances[other].place != here.place;
                (behind, there.abs_diff(at), other)
            })
            .collect();
        found.sort_unstable();
        found.into_iter().map(|(_, _, other)| other).collect()
    }

    pub(super) fn speaker(&self, utterance: usize) -> Option<&NamedActor> {
        match self.settled[utterance].as_ref()?.speakers.as_slice() {
            [speaker] => Some(speaker),
            _ => None,
        }
    }

    /// Returns an actor who speaks, or is spoken for, in another utterance; what was concluded there is
    /// concluded here.
    pub(super) fn again(&self, actor: NamedActor, other: usize) -> Found {
        let flags = self.settled[other].as_ref().map(|voices| &voices.flags);
        Found::Actor(Finding {
            actor,
            at: self.named_at(other),
            inferred: flags.is_some_and(|flags| flags.iter().any(|flag| flag == INFERRED)),
            relayed_by: None,
        })
    }

    pub(super) fn named_at(&self, utterance: usize) -> Option<Span> {
        self.settled[utterance].as_ref().and_then(|voices| voices.named_at)
    }

    fn span(&self, bytes: Range<usize>) -> Span {
        self.reading.text.span(bytes.start, bytes.end)
    }

    fn the_correspondent(&self, utterance: usize) -> Found {
        let correspondent = self.neighbours(utterance).into_iter().find_map(|other| {
            let speaker = self.speaker(other)?;
            let is = speaker.kind == ActorKind::Outlet && !speaker.principals.is_empty();
            is.then(|| self.again(speaker.clone(), other))
        });
        match (correspondent, self.publisher()) {
            (Some(found), _) => found,
            (None, Some(outlet)) => Finding::inferred(self.correspondent_of(&outlet)),
            (None, None) => Found::Elsewhere,
        }
    }

    /// "He", "she": within another's words, the person named there; else the last who spoke, else the
    /// office-holder named last.
    fn pronoun(&self, utterance: usize, gender: Option<Gender>) -> Found {
        let fits = |person: usize| match (gender, self.gender(person)) {
            (Some(wanted), Some(known)) => wanted == known,
            _ => true,
        };
        let at = self.reading.text.byte(self.place_of(utterance));
        let enclosing = self.utterances[utterance].inside.and_then(|e| self.utterances.get(e));
        let within = |byte: usize| {
            let point = self.reading.text.point(byte);
            enclosing.is_some_and(|e| e.content.iter().any(|s| s.start <= point && point < s.end))
        };
        if let Some(found) =
            self.mentioned(utterance, &|person, byte| byte < at && within(byte) && fits(person))
        {
            return found;
        }
        let spoke = self.neighbours(utterance).into_iter().find_map(|other| {
            let speaker = self.speaker(other).filter(|one| one.kind == ActorKind::Person)?;
            let fitting = self.person_called(&speaker.name).is_none_or(fits);
            fitting.then(|| self.again(speaker.clone(), other))
        });
        match spoke {
            Some(found) => found,
            None => self
                .mentioned(utterance, &|person, byte| byte < at && fits(person))
                .unwrap_or(Found::Elsewhere),
        }
    }

    /// Returns the last person described with an office in the post for whom `fits` holds.
    pub(super) fn mentioned(
        &self,
        utterance: usize,
        fits: &dyn Fn(usize, usize) -> bool,
    ) -> Option<Found> {
        let post = self.utterances[utterance].post;
        let mentions = self.known.in_post(post);
        let found = mentions.filter_map(|mention| {
            let person = mention.person.filter(|_| !mention.description.offices.is_empty())?;
            let name = mention.description.name.as_ref()?;
            fits(person, name.bytes.start).then_some((name.bytes.start, person, name))
        });
        let (_, person, name) = found.max_by_key(|(at, _, _)| *at)?;
        Some(Finding::named_at(self.known_person(person), Some(self.span(name.bytes.clone()))))
    }

    /// "It": the state or body that the sentence begins with, else as "they".
    fn it(&self, utterance: usize) -> Found {
        let at = self.reading.text.byte(self.place_of(utterance));
        let view = self.posts.get(self.utterances[utterance].post);
        let subject = view.and_then(|view| view.stretch_at(at)).and_then(|tagged| {
            let sentence = tagged
                .items
                .iter()
                .filter(|item| item.bytes.start < at && self.same_sentence(item.bytes.start, at));
            let first = sentence.into_iter().find(|item| item.what != What::Small)?;
            let What::Actor(meant) = &first.what else { return None };
            let (entry, _) = meant.first().filter(|_| !first.possessive && meant.len() == 1)?;
            Some((*entry, first.bytes.clone()))
        });
        match subject {
            Some((entry, bytes)) => {
                Finding::named_at(self.gazetteer.actor(entry), Some(self.span(bytes)))
            }
            None => self.plural(utterance),
        }
    }

    fn plural(&self, utterance: usize) -> Found {
        let neighbours = self.neighbours(utterance);
        let group =
            |other: &usize| self.speaker(*other).is_some_and(|one| one.kind != ActorKind::Person);
        let found = neighbours.iter().copied().find(group).or_else(|| neighbours.first().copied());
        match found.and_then(|other| Some(self.again(self.speaker(other)?.clone(), other))) {
            Some(found) => found,
            None => Found::Elsewhere,
        }
    }

    /// "The statement", "the message": whose words were reported last; if those were passed on, by whom.
    fn document(&self, utterance: usize) -> Found {
        let neighbours = self.neighbours(utterance);
        let body = |other: &usize| self.utterances[*other].place == Place::Body;
        let Some(last) = neighbours.iter().copied().find(body) else {
            return self.document_of_headline(utterance, neighbours.first().copied());
        };
        let child = |other: &&usize| self.utterances[**other].inside == Some(last);
        let origin = neighbours.iter().find(child).copied().unwrap_or(last);
        let carrier = self.utterances[origin].inside.and_then(|e| self.speaker(e)).cloned();
        match self.speaker(origin) {
            Some(speaker) => Found::Actor(Finding {
                actor: speaker.clone(),
                at: self.named_at(origin),
                inferred: true,
                relayed_by: carrier.filter(|carrier| carrier.name != speaker.name),
            }),
            None => Found::Elsewhere,
        }
    }

    /// A document quoted before anybody spoke: the organisation that the post calls "the ministry" later, else
    /// the headline's speaker, else the headline's subject or the ministry behind it.
    fn document_of_headline(&self, utterance: usize, headline: Option<usize>) -> Found {
        if let Some(noun) = self.noun_beside(utterance) {
            let found = self.by_noun(utterance, noun);
            if !matches!(found, Found::Elsewhere) {
                return found;
            }
        }
        if let Some(speaker) = headline.and_then(|headline| self.speaker(headline)) {
            return Finding::inferred(speaker.clone());
        }
        let ministry = self.by_noun(utterance, "ministry");
        match self.subject_person(utterance) {
            Some(person) if matches!(ministry, Found::Elsewhere) => {
                Finding::inferred(self.known_person(person))
            }
            _ => ministry,
        }
    }

    /// Returns the noun by which another speaker phrase of the post points at an organisation.
    fn noun_beside(&self, utterance: usize) -> Option<&str> {
        let beside = self.nearby(utterance).filter(|other| *other != utterance);
        let nouns = beside.flat_map(|other| &self.phrases[other].parts).filter_map(|part| {
            let bare = part.offices.is_empty() && part.name.is_none() && part.states.is_empty();
            part.noun.as_deref().filter(|_| bare)
        });
        nouns.into_iter().find(|noun| !is_pronoun(noun) && !DOCUMENTS.contains(noun))
    }

    /// Returns the person the post's headline begins with.
    fn subject_person(&self, utterance: usize) -> Option<usize> {
        let (_, headline) = self.posts.get(self.utterances[utterance].post)?.headline.as_ref()?;
        (1..=3).rev().find_map(|count| {
            let items = headline.items.get(..count)?;
            if !items.iter().all(|item| item.what == What::Word && item.capital) {
                return None;
            }
            let keys = items.iter().map(|item| headline.lower(item).into_owned()).collect();
            let name = super::piece::Name { keys, bytes: 0..0 };
            match self.known.called(&name)[..] {
                [person] => Some(person),
                _ => None,
            }
        })
    }

    /// "The Defence Ministry" without a state: the one that spoke in the post, else what the post suggests.
    fn same_organisation(&self, utterance: usize, one: &Description) -> Found {
        let kind = one.institution.or(one.part).map(|kind| self.gazetteer.institution(kind));
        if let Some(kind) = kind.filter(|kind| !kind.is_state)
            && let Some(found) = self.spoke_before(utterance, &|name| name.ends_with(&kind.name))
        {
            return found;
        }
        self.standing(utterance, one, Around::Asked)
    }

    /// Returns the nearest organisation of the post that spoke, or was spoken for, and has a fitting name.
    fn spoke_before(&self, utterance: usize, fits: &dyn Fn(&str) -> bool) -> Option<Found> {
        self.neighbours(utterance).into_iter().find_map(|other| {
            let speaker = self.speaker(other)?;
            if speaker.kind == ActorKind::Organisation && fits(&speaker.name) {
                return Some(self.again(speaker.clone(), other));
            }
            let at = speaker.principals.iter().position(|principal| fits(&principal.name))?;
            let principal = &speaker.principals[at];
            let actor = NamedActor {
                name: principal.name.clone(),
                kind: principal.kind,
                role: None,
                basis: principal.basis.clone(),
                principals: speaker.principals[at + 1..].to_vec(),
            };
            Some(self.again(actor, other))
        })
    }

    fn outlet_before(&self, utterance: usize) -> Option<Found> {
        self.neighbours(utterance).into_iter().find_map(|other| {
            let speaker = self.speaker(other).filter(|one| one.kind == ActorKind::Outlet)?;
            Some(self.again(speaker.clone(), other))
        })
    }

    /// "The ministry", "the court": an organisation of the post whose name or alias has the word.
    fn by_noun(&self, utterance: usize, noun: &str) -> Found {
        let has = |name: &str| name.to_lowercase().split(' ').any(|word| word == noun);
        let called = |name: &str| {
            let aliases =
                self.gazetteer.entry_named(name).map(|entry| &self.gazetteer.entry(entry).aliases);
            has(name) || aliases.is_some_and(|aliases| aliases.iter().any(|alias| has(alias)))
        };
        let outlet =
            ["agency", "newspaper", "paper", "broadcaster", "channel", "outlet"].contains(&noun);
        if let Some(found) = self
            .spoke_before(utterance, &called)
            .or_else(|| outlet.then(|| self.outlet_before(utterance)).flatten())
        {
            return found;
        }
        let mut named: Vec<(NamedActor, Option<usize>)> = Vec::new();
        let post = self.utterances[utterance].post;
        for mention in self.known.in_post(post) {
            if let Some(actor) = self.organisation_of(&mention.description, &called)
                && !named.iter().any(|(other, _)| other.name == actor.name)
            {
                named.push((actor, mention.person));
            }
        }
        let subject = self.subject_person(utterance);
        if named.len() > 1
            && subject.is_some()
            && named.iter().any(|(_, person)| *person == subject)
        {
            named.retain(|(_, person)| *person == subject);
        }
        let mut named: Vec<NamedActor> = named.into_iter().map(|(actor, _)| actor).collect();
        match named.len() {
            0 => Found::Elsewhere,
            1 => Finding::inferred(named.remove(0)),
            _ => Found::Open(named),
        }
    }

    /// Returns the organisation a description names or, through a minister, implies.
    fn organisation_of(
        &self,
        one: &Description,
        fits: &dyn Fn(&str) -> bool,
    ) -> Option<NamedActor> {
        if let Some(body) = one.body.filter(|body| fits(&self.gazetteer.entry(*body).name)) {
            return Some(self.gazetteer.actor(body));
        }
        let state = one.state()?;
        let field = one
            .offices
            .iter()
            .find_map(|(office, _)| self.gazetteer.office(*office).field.as_deref());
        let institution = one.institution.or_else(|| self.gazetteer.ministry_of(field?))?;
        let kind = self.gazetteer.institution(institution);
        let fitting = !kind.is_state && fits(&kind.name);
        fitting.then(|| naming::of_owner(self.gazetteer, &kind.name, kind.after_name, state))
    }
}
