//! From a description to an actor, as far as the phrase, the page and the gazetteer settle it without an
//! antecedent. Called by [`voices`](mod@super::voices), first on phrases alone, then with the post around them.

use std::collections::BTreeMap;

use counterclaim_model::ActorKind;

use super::known::{Known, Post, tag};
use super::naming;
use super::phrase::{self, Phrase};
use super::piece::{Description, StateUse};
use super::post::PostView;
use crate::gazetteer::Gazetteer;
use crate::{NamedActor, Reading, Span, Utterance, Voices};

/// The utterances of a page while their speakers are being settled.
pub(super) struct Scene<'a> {
    pub(super) gazetteer: &'a Gazetteer,
    pub(super) reading: &'a Reading,
    pub(super) utterances: &'a [Utterance],
    pub(super) known: Known,
    pub(super) posts: Vec<PostView>,
    pub(super) phrases: Vec<Phrase>,
    /// Persons by the names they go by in print; the first of equals.
    called: BTreeMap<String, usize>,
    /// Everybody on the page, by index.
    persons: Vec<NamedActor>,
    /// For each post, the utterances in it.
    in_post: Vec<Vec<usize>>,
    /// Parallel to the utterances; absent while unsettled.
    pub(super) settled: Vec<Option<Voices>>,
}

/// How far a description could be settled.
#[derive(Clone, Debug)]
pub(super) enum Found {
    /// This actor.
    Actor(Finding),
    /// One of these, and nothing says which.
    Open(Vec<NamedActor>),
    /// It points at somebody named elsewhere.
    Elsewhere,
}

/// An actor with how it was found.
#[derive(Clone, Debug)]
pub(super) struct Finding {
    pub(super) actor: NamedActor,
    /// Where it is named, if not in the phrase itself.
    pub(super) at: Option<Span>,
    /// It was concluded from other posts or from the post's circumstances, not read in the phrase.
    pub(super) inferred: bool,
    /// Who passed the words on, where the antecedent's words were passed on.
    pub(super) relayed_by: Option<NamedActor>,
}

impl Finding {
    pub(super) fn certain(actor: NamedActor) -> Found {
        Found::Actor(Self { actor, at: None, inferred: false, relayed_by: None })
    }

    pub(super) fn inferred(actor: NamedActor) -> Found {
        Found::Actor(Self { actor, at: None, inferred: true, relayed_by: None })
    }

    pub(super) fn named_at(actor: NamedActor, at: Option<Span>) -> Found {
        Found::Actor(Self { actor, at, inferred: false, relayed_by: None })
    }
}

/// Whether the post around a phrase may be asked for its state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Around {
    Ignored,
    Asked,
}

impl<'a> Scene<'a> {
    pub(super) fn new(
        gazetteer: &'a Gazetteer,
        reading: &'a Reading,
        utterances: &'a [Utterance],
    ) -> Self {
        let phrases: Vec<Phrase> = utterances
            .iter()
            .map(|utterance| match utterance.source {
                Some(source) => phrase::read(gazetteer, &tag(gazetteer, reading, source)),
                None => Phrase::default(),
            })
            .collect();
        let posts: Vec<Post> =
            reading.posts.iter().map(|post| Post::of(gazetteer, reading, post)).collect();
        let known = Known::new(gazetteer, &posts, utterances, &phrases);
        let view = |post| PostView::new(gazetteer, reading, &known, post);
        let posts = posts.into_iter().map(view).collect();
        let settled = vec![None; utterances.len()];
        let mut in_post = vec![Vec::new(); reading.posts.len()];
        for (at, utterance) in utterances.iter().enumerate() {
            if let Some(here) = in_post.get_mut(utterance.post) {
                here.push(at);
            }
        }
        let called = BTreeMap::new();
        let mut scene = Self {
            gazetteer,
            reading,
            utterances,
            known,
            posts,
            phrases,
            called,
            persons: Vec::new(),
            in_post,
            settled,
        };
        scene.persons = (0..scene.known.persons.len()).map(|at| scene.introduce(at)).collect();
        for (at, person) in scene.persons.iter().enumerate() {
            scene.called.entry(person.name.clone()).or_insert(at);
        }
        scene
    }

    /// Returns a person as the page knows them.
    pub(super) fn known_person(&self, person: usize) -> NamedActor {
        self.persons[person].clone()
    }

    /// Returns the person who goes by this name in print.
    pub(super) fn person_called(&self, name: &str) -> Option<usize> {
        self.called.get(name).copied()
    }

    /// Returns the utterances of the same post that are near enough to be asked, this one among them: those
    /// of the headline, and so many before and after it that time stays linear.
    pub(super) fn nearby(&self, utterance: usize) -> impl Iterator<Item = usize> {
        const REACH: usize = 200;
        let here = self.in_post.get(self.utterances[utterance].post).map_or(&[][..], Vec::as_slice);
        let at = here.partition_point(|other| *other < utterance);
        let near = at.saturating_sub(REACH)..here.len().min(at + REACH + 1);
        let headlines = here[..near.start].iter().take(REACH);
        let headlines =
            headlines.filter(|other| self.utterances[**other].place == crate::Place::Headline);
        headlines.chain(&here[near]).copied()
    }

    /// Settles a description that does not point elsewhere.
    pub(super) fn standing(&self, utterance: usize, one: &Description, around: Around) -> Found {
        if let Some(person) = one.person {
            return Finding::certain(self.with_role(self.gazetteer.actor(person), one));
        }
        if one.correspondent {
            return self.correspondent(one);
        }
        if let Some(outlet) = one.outlet {
            return Finding::certain(self.gazetteer.actor(outlet));
        }
        if let Some(unnamed) = one.unnamed.filter(|_| one.name.is_none() && one.offices.is_empty())
        {
            return Finding::certain(naming::unnamed(self.gazetteer.unnamed(unnamed)));
        }
        if let Some(name) = &one.name {
            return self.person(utterance, one, name, around);
        }
        let office = !one.offices.is_empty();
        if one.part.is_some() || (one.institution.is_some() && !office) {
            return self.organisation(utterance, one, around);
        }
        if office {
            return Found::Elsewhere;
        }
        if let Some(body) = one.body {
            return Finding::certain(self.gazetteer.actor(body));
        }
        match one.states[..] {
            _ if one.state_use == StateUse::Qualifier => Found::Elsewhere,
            [] => Found::Elsewhere,
            [state] => Finding::certain(self.gazetteer.actor(state)),
            _ => Found::Open(self.actors(&one.states)),
        }
    }

    fn actors(&self, entries: &[usize]) -> Vec<NamedActor> {
        entries.iter().map(|entry| self.gazetteer.actor(*entry)).collect()
    }

    pub(super) fn with_role(&self, mut actor: NamedActor, one: &Description) -> NamedActor {
        if let Some(role) = self.role(one) {
            actor.role = Some(role);
        }
        actor
    }

    /// Returns the role in the page's words.
    pub(super) fn role(&self, one: &Description) -> Option<String> {
        let words = self.reading.text.as_str().get(one.role.clone()?)?;
        let words = words.trim().trim_end_matches([',', '[', ' ']);
        let role = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let role = if one.former { format!("former {role}") } else { role };
        (!role.is_empty()).then_some(role)
    }

    fn correspondent(&self, one: &Description) -> Found {
        match one.outlet {
            Some(outlet) => Finding::certain(self.correspondent_of(&self.gazetteer.actor(outlet))),
            None => Found::Elsewhere,
        }
    }

    pub(super) fn correspondent_of(&self, outlet: &NamedActor) -> NamedActor {
        let name = format!("{} correspondent", outlet.name);
        naming::of_page(name, ActorKind::Outlet, naming::as_principals(outlet))
    }

    /// Returns the outlet whose page this is.
    pub(super) fn publisher(&self) -> Option<NamedActor> {
        let source = self.reading.source.trim();
        if source.is_empty() || source == "unknown source" {
            return None;
        }
        let known = self
            .gazetteer
            .outlet(source)
            .and_then(|outlet| self.gazetteer.entry_named(&outlet.name));
        let known =
            known.map(|entry| self.gazetteer.actor(entry)).filter(|a| a.kind == ActorKind::Outlet);
        Some(
            known.unwrap_or_else(|| {
                naming::of_page(source.to_owned(), ActorKind::Outlet, Vec::new())
            }),
        )
    }

    fn organisation(&self, utterance: usize, one: &Description, around: Around) -> Found {
        let kind = one.institution.map(|institution| self.gazetteer.institution(institution));
        if kind.is_some_and(|kind| kind.is_state) && one.local.is_some() {
            return self.local_authorities(utterance, one);
        }
        if let Some(owner) = one.state().or(one.body) {
            let organisation = naming::organisation(self.gazetteer, one, owner);
            return organisation.map_or(Found::Elsewhere, Finding::certain);
        }
        if one.states.len() > 1 {
            let open = one
                .states
                .iter()
                .filter_map(|state| naming::organisation(self.gazetteer, one, *state));
            return Found::Open(open.collect());
        }
        if around == Around::Ignored {
            return Found::Elsewhere;
        }
        if let [state] = self.same_institution(self.utterances[utterance].post, one)[..]
            && let Some(organisation) = naming::organisation(self.gazetteer, one, state)
        {
            return Finding::certain(organisation);
        }
        let around = self.states_around(utterance, one);
        let mut open: Vec<NamedActor> = around
            .iter()
            .filter_map(|state| naming::organisation(self.gazetteer, one, *state))
            .collect();
        match open.len() {
            0 => Found::Elsewhere,
            1 => Finding::inferred(open.remove(0)),
            _ => Found::Open(open),
        }
    }

    /// "local authorities", "Stepford city authorities": named after the place the post ties them to.
    fn local_authorities(&self, utterance: usize, one: &Description) -> Found {
        let Some(words) = one.local.clone().and_then(|bytes| self.reading.text.as_str().get(bytes))
        else {
            return Found::Elsewhere;
        };
        let words = words.to_lowercase();
        let place = match one.place.as_ref().or(one.name.as_ref()) {
            Some(name) => {
                let state = self.known.place(self.gazetteer, &name.keys.join(" "));
                Some((self.words(name), state.or(one.state()), false))
            }
            None if one.state_use == StateUse::Capital => one.state().and_then(|state| {
                let capital = self.gazetteer.entry(state).capital.clone()?;
                Some((capital, Some(state), false))
            }),
            None => self.place_around(utterance, one).map(|(name, state)| (name, state, true)),
        };
        let (name, state, inferred) = match place {
            Some(place) => place,
            None => {
                return one.state().map_or(Found::Elsewhere, |state| {
                    Finding::certain(self.gazetteer.actor(state))
                });
            }
        };
        let principals = state.map(|state| naming::as_principals(&self.gazetteer.actor(state)));
        let actor = naming::of_page(
            format!("{name} {words}"),
            ActorKind::Organisation,
            principals.unwrap_or_default(),
        );
        if inferred { Finding::inferred(actor) } else { Finding::certain(actor) }
    }

    fn place_around(&self, utterance: usize, one: &Description) -> Option<(String, Option<usize>)> {
        let view = self.posts.get(self.utterances[utterance].post)?;
        let place = view.place_near(self.reading, self.gazetteer, &self.known, one.bytes.start)?;
        Some((place.name, place.state.or(one.state())))
    }
}
