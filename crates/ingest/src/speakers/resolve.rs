//! From a description to an actor, as far as the phrase, the page and the gazetteer settle it without an
//! antecedent. Called by [`voices`](super::voices), first on phrases alone, then with the post around them.

use counterclaim_model::ActorKind;

use super::known::{Known, tag};
use super::naming;
use super::phrase::{self, Description, Gender, Name, Phrase};
use super::post::PostView;
use crate::gazetteer::{Gazetteer, Seat};
use crate::{NamedActor, Reading, Span, Utterance, Voices};

/// The utterances of a page while their speakers are being settled.
pub(super) struct Scene<'a> {
    pub(super) gazetteer: &'a Gazetteer,
    pub(super) reading: &'a Reading,
    pub(super) utterances: &'a [Utterance],
    pub(super) known: Known,
    pub(super) posts: Vec<PostView>,
    pub(super) phrases: Vec<Phrase>,
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
        let known = Known::new(gazetteer, reading, utterances);
        let view = |post| PostView::new(gazetteer, reading, &known, post);
        let posts = reading.posts.iter().map(view).collect();
        let phrases = utterances
            .iter()
            .map(|utterance| match utterance.source {
                Some(source) => phrase::read(gazetteer, &tag(gazetteer, reading, source)),
                None => Phrase::default(),
            })
            .collect();
        let settled = vec![None; utterances.len()];
        Self { gazetteer, reading, utterances, known, posts, phrases, settled }
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
        if one.institution.is_some() || one.part.is_some() {
            return self.organisation(utterance, one, around);
        }
        if !one.offices.is_empty() {
            return Found::Elsewhere;
        }
        if let Some(body) = one.body {
            return Finding::certain(self.gazetteer.actor(body));
        }
        match one.states[..] {
            [] => Found::Elsewhere,
            [state] => Finding::certain(self.gazetteer.actor(state)),
            _ => Found::Open(self.actors(&one.states)),
        }
    }

    fn actors(&self, entries: &[usize]) -> Vec<NamedActor> {
        entries.iter().map(|entry| self.gazetteer.actor(*entry)).collect()
    }

    fn with_role(&self, mut actor: NamedActor, one: &Description) -> NamedActor {
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

    fn person(&self, utterance: usize, one: &Description, name: &Name, around: Around) -> Found {
        if phrase::is_organisation(name) {
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

    /// Returns the mention that says most about whom a person speaks for: the one with an organisation,
    /// then the one with a state; the first of equals.
    fn best_mention(&self, person: usize) -> Option<&Description> {
        let says = |one: &Description| {
            let whose = usize::from(self.owner(one).is_some());
            let office = usize::from(!one.offices.is_empty());
            2 * whose + office
        };
        let mut best: Option<&Description> = None;
        for mention in self.known.mentions_of(person) {
            let more = best.map_or(0, says);
            if self.owner(&mention.description).is_some() && says(&mention.description) > more {
                best = Some(&mention.description);
            }
        }
        best
    }

    /// Returns a person as the page knows them.
    pub(super) fn known_person(&self, person: usize) -> NamedActor {
        let known = &self.known.persons[person];
        if let Some(entry) = known.entry {
            return self.gazetteer.actor(entry);
        }
        let mut actor = naming::of_page(self.words(&known.name), ActorKind::Person, Vec::new());
        if let Some(mention) = self.best_mention(person) {
            actor.principals =
                naming::principals_of_person(self.gazetteer, mention, self.owner(mention));
            actor.role = self.role(mention);
        }
        actor
    }

    /// Returns the gender a person's titles tell.
    pub(super) fn gender(&self, person: usize) -> Option<Gender> {
        self.known.mentions_of(person).find_map(|mention| mention.description.gender)
    }

    fn words(&self, name: &Name) -> String {
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
        if owner.is_some() || !holds_office || one.former {
            actor.principals = naming::principals_of_person(self.gazetteer, one, owner);
            return Finding::certain(actor);
        }
        if around == Around::Ignored {
            return Found::Elsewhere;
        }
        if let [state] = self.states_around(utterance, one)[..] {
            actor.principals = naming::principals_of_person(self.gazetteer, one, Some(state));
        }
        Finding::inferred(actor)
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
            None if one.by_capital => None,
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

    /// Returns the states that the post suggests for a bare office or institution, best evidence only:
    /// the same institution named with its state; the party of the headline's speaker; the headline's subject
    /// or dateline where the two do not disagree; the only state named.
    pub(super) fn states_around(&self, utterance: usize, one: &Description) -> Vec<usize> {
        let post = self.utterances[utterance].post;
        let Some(view) = self.posts.get(post) else { return Vec::new() };
        if let Some(enclosing) = self.utterances[utterance].inside
            && let Some(state) = self.party_state(enclosing)
        {
            return vec![state];
        }
        let by_place = one
            .offices
            .iter()
            .any(|(office, _)| self.gazetteer.office(*office).seat == Seat::Place);
        if by_place && let Some(state) = view.dateline.as_ref().and_then(|place| place.state) {
            return vec![state];
        }
        for evidence in [self.same_institution(post, one), self.headline_parties(post, utterance)] {
            if !evidence.is_empty() {
                return evidence;
            }
        }
        self.circumstances(view)
    }

    fn same_institution(&self, post: usize, one: &Description) -> Vec<usize> {
        let wanted = one.institution.filter(|wanted| !self.gazetteer.institution(*wanted).is_state);
        let Some(wanted) = wanted else { return Vec::new() };
        let field = self.gazetteer.institution(wanted).field.as_deref();
        let mut states = Vec::new();
        for mention in self.known.mentions.iter().filter(|mention| mention.post == post) {
            let other = &mention.description;
            let minister = field.is_some()
                && other
                    .offices
                    .iter()
                    .any(|(office, _)| self.gazetteer.office(*office).field.as_deref() == field);
            if (other.institution == Some(wanted) || minister)
                && let Some(state) = other.state()
                && !states.contains(&state)
            {
                states.push(state);
            }
        }
        states
    }

    fn headline_parties(&self, post: usize, not: usize) -> Vec<usize> {
        let mut states = Vec::new();
        for (at, utterance) in self.utterances.iter().enumerate() {
            let headline =
                utterance.post == post && utterance.place == crate::Place::Headline && at != not;
            if headline
                && let Some(state) = self.party_state(at)
                && !states.contains(&state)
            {
                states.push(state);
            }
        }
        states
    }

    /// Returns the entry of the party of a settled utterance with one speaker.
    pub(super) fn party_state(&self, utterance: usize) -> Option<usize> {
        let voices = self.settled[utterance].as_ref()?;
        let [speaker] = voices.speakers.as_slice() else { return None };
        self.gazetteer
            .entry_named(speaker.party())
            .filter(|entry| self.gazetteer.entry(*entry).kind != ActorKind::Outlet)
    }

    fn circumstances(&self, view: &PostView) -> Vec<usize> {
        let mentions = view.states(self.gazetteer);
        let dateline = view.dateline.as_ref().and_then(|place| place.state).filter(|state| {
            mentions.iter().any(|mention| {
                mention.state == *state && !mention.locative && !self.is_dateline(view, mention.at)
            })
        });
        match (view.subject(self.gazetteer), dateline) {
            (Some(subject), Some(dateline)) if subject != dateline => vec![subject, dateline],
            (Some(state), _) | (None, Some(state)) => vec![state],
            (None, None) => {
                let mut states: Vec<usize> = mentions
                    .iter()
                    .filter(|mention| !mention.locative)
                    .map(|mention| mention.state)
                    .collect();
                states.sort_unstable();
                states.dedup();
                states
            }
        }
    }

    fn is_dateline(&self, view: &PostView, at: usize) -> bool {
        let start = view.paragraphs.first().map(|(span, _)| self.reading.text.byte(span.start));
        view.dateline.is_some() && start == Some(at)
    }
}
