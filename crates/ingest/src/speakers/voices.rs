//! The door: settles the speakers of all utterances of a page, the plain cases first, so that every
//! later step can lean on the earlier ones. Called by extraction.

use std::collections::BTreeMap;

use counterclaim_model::{ActorKind, Attribution};

use super::lexis::is_pronoun;
use super::phrase::Phrase;
use super::piece::StateUse;
use super::resolve::{Around, Finding, Found, Scene};
use crate::gazetteer::Gazetteer;
use crate::{NamedActor, Place, Reading, Utterance, Voices};

/// A person should look first: the speaker was concluded, not read.
pub(super) const INFERRED: &str = "speaker_inferred";
/// A person should look first: the phrase may mean several actors.
const AMBIGUOUS: &str = "alias_ambiguous";

/// Returns who speaks in each utterance, parallel to `utterances`. Where neither phrase, post nor page
/// settles it, the speakers stay empty and the actors in question are candidates. Never fails.
pub fn voices(reading: &Reading, utterances: &[Utterance], gazetteer: &Gazetteer) -> Vec<Voices> {
    let mut scene = Scene::new(gazetteer, reading, utterances);
    scene.settle_named(Around::Ignored);
    scene.settle_collectives();
    scene.settle_named(Around::Asked);
    scene.settle_pointing();
    scene.settle_unsourced();
    scene.prefer_persons_to_metonyms();
    scene.note_relays();
    scene.settled.into_iter().map(Option::unwrap_or_default).collect()
}

impl Scene<'_> {
    fn open(&self) -> Vec<usize> {
        (0..self.utterances.len()).filter(|at| self.settled[*at].is_none()).collect()
    }

    /// Settles phrases that name somebody outright.
    fn settle_named(&mut self, around: Around) {
        for at in self.open() {
            let phrase = &self.phrases[at];
            if phrase.collective || phrase.parts.is_empty() {
                continue;
            }
            let found = phrase.parts.iter().map(|part| self.standing(at, part, around)).collect();
            if let Some(voices) = self.gather(at, found) {
                self.settled[at] = Some(voices);
            }
        }
    }

    fn settle_collectives(&mut self) {
        for at in self.open() {
            let (true, Some(source)) = (self.phrases[at].collective, self.utterances[at].source)
            else {
                continue;
            };
            let byte = self.reading.text.byte(source.start);
            let pair = self.both_sides(self.utterances[at].post, byte);
            let speakers: Vec<NamedActor> =
                pair.into_iter().flatten().map(|state| self.gazetteer.actor(state)).collect();
            let flags = if speakers.is_empty() { vec![AMBIGUOUS.to_owned()] } else { Vec::new() };
            self.settled[at] =
                Some(Voices { speakers, named_at: Some(source), flags, ..Voices::default() });
        }
    }

    /// Settles phrases that point at somebody named elsewhere, in text order.
    fn settle_pointing(&mut self) {
        for at in self.open() {
            let phrase = &self.phrases[at];
            if phrase.parts.is_empty() {
                continue;
            }
            let found: Vec<Found> = phrase
                .parts
                .iter()
                .map(|part| {
                    let found = self.standing(at, part, Around::Ignored);
                    if matches!(found, Found::Elsewhere) { self.elsewhere(at, part) } else { found }
                })
                .collect();
            self.settled[at] = self.gather(at, found).or_else(|| self.nobody(at));
        }
    }

    /// Puts together what was found for the parts of a phrase; nothing while a part points elsewhere.
    fn gather(&self, at: usize, found: Vec<Found>) -> Option<Voices> {
        let mut voices = Voices { named_at: self.utterances[at].source, ..Voices::default() };
        for one in found {
            match one {
                Found::Actor(finding) => add(&mut voices, finding),
                Found::Open(candidates) => voices.candidates.extend(candidates),
                Found::Elsewhere => return None,
            }
        }
        if !voices.candidates.is_empty() {
            flag(&mut voices, AMBIGUOUS);
            voices.candidates.append(&mut voices.speakers);
        }
        voices.jointly = voices.speakers.len() > 1 && !self.phrases[at].both;
        Some(voices)
    }

    /// A phrase that nothing explains: a pronoun stays open, a description is an unnamed source.
    fn nobody(&self, at: usize) -> Option<Voices> {
        let source = self.utterances[at].source?;
        let Phrase { parts, .. } = &self.phrases[at];
        let plain = parts.iter().all(|part| {
            part.noun.as_deref().is_some_and(|noun| !is_pronoun(noun))
                && part.offices.is_empty()
                && part.institution.is_none()
        });
        if !plain {
            return None;
        }
        let mut actor = super::naming::unnamed("unnamed source");
        actor.role =
            Some(self.reading.text.slice(source).split_whitespace().collect::<Vec<_>>().join(" "));
        Some(Voices { speakers: vec![actor], named_at: Some(source), ..Voices::default() })
    }

    /// Utterances without a speaker phrase: the outlet's own voice, or the speaker carried over.
    fn settle_unsourced(&mut self) {
        for at in self.open() {
            if self.utterances[at].source.is_some() {
                continue;
            }
            self.settled[at] = match self.utterances[at].attribution {
                Attribution::Narration => self
                    .publisher()
                    .map(|outlet| Voices { speakers: vec![outlet], ..Voices::default() }),
                Attribution::Anaphoric => self.carried_over(at),
                Attribution::Explicit => None,
            };
        }
    }

    fn carried_over(&self, at: usize) -> Option<Voices> {
        let here = &self.utterances[at];
        let start = here.content.first()?.start;
        let before = |other: &usize| {
            let there = &self.utterances[*other];
            there.post == here.post
                && there.place == here.place
                && there.inside.is_none()
                && there.content.first().is_some_and(|span| span.start < start)
        };
        let last = self
            .nearby(at)
            .filter(before)
            .max_by_key(|other| self.utterances[*other].content.first().map(|span| span.start))?;
        self.settled[last].clone()
    }

    /// "Carvel says" in a headline is the spokeswoman whom the body names, if it names one only.
    fn prefer_persons_to_metonyms(&mut self) {
        for at in 0..self.utterances.len() {
            if let Some(better) = self.person_behind(at) {
                self.settled[at] = Some(better);
            }
        }
    }

    fn person_behind(&self, at: usize) -> Option<Voices> {
        let voices = self.settled[at].as_ref()?;
        let [metonym] = voices.speakers.as_slice() else { return None };
        let headline = self.utterances[at].place == Place::Headline;
        let by_capital =
            self.phrases[at].parts.iter().any(|part| part.state_use == StateUse::Capital);
        let stands_for_more = metonym.kind == ActorKind::State && (headline || by_capital)
            || metonym.kind == ActorKind::Organisation && headline && metonym.basis != "page";
        if !stands_for_more {
            return None;
        }
        let mut behind: BTreeMap<(bool, &str), &Voices> = BTreeMap::new();
        for other in self.nearby(at) {
            let utterance = &self.utterances[other];
            let body = utterance.place == Place::Body && utterance.inside.is_none();
            let Some(there) = self.settled[other].as_ref().filter(|_| body && other != at) else {
                continue;
            };
            let [speaker] = there.speakers.as_slice() else { continue };
            if speaker.principals.iter().any(|principal| principal.name == metonym.name) {
                behind.entry((speaker.kind != ActorKind::Person, &speaker.name)).or_insert(there);
            }
        }
        let persons = behind.keys().filter(|(organisation, _)| !organisation).count();
        let only = match persons {
            0 if headline && behind.len() == 1 => behind.values().next(),
            1 => {
                behind.iter().find(|((organisation, _), _)| !organisation).map(|(_, voices)| voices)
            }
            _ => None,
        };
        only.map(|there| Voices { flags: voices.flags.clone(), ..(*there).clone() })
    }

    /// Words within another's words were passed on by that other; what one merely denies or confirms was not.
    fn note_relays(&mut self) {
        for at in 0..self.utterances.len() {
            let Some(carrier) = self.utterances[at]
                .inside
                .and_then(|enclosing| self.settled.get(enclosing)?.as_ref()?.speakers.first())
                .cloned()
            else {
                continue;
            };
            let Some(voices) = self.settled[at].as_mut() else { continue };
            let other = voices
                .speakers
                .first()
                .is_some_and(|own| own.name != carrier.name && own.kind != ActorKind::Unnamed);
            if other && voices.relayed_by.is_none() {
                voices.relayed_by = Some(carrier);
            }
        }
    }
}

fn add(voices: &mut Voices, finding: Finding) {
    if voices.speakers.iter().any(|speaker| speaker.name == finding.actor.name) {
        return;
    }
    voices.speakers.push(finding.actor);
    voices.named_at = finding.at.or(voices.named_at);
    voices.relayed_by = finding.relayed_by.or(voices.relayed_by.take());
    if finding.inferred {
        flag(voices, INFERRED);
    }
}

fn flag(voices: &mut Voices, flag: &str) {
    if !voices.flags.iter().any(|one| one == flag) {
        voices.flags.push(flag.to_owned());
    }
}
