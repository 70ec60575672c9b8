//! A small invented case, grown by chance from a seed: speakers who change sides, claims in several matters
//! and places, amendments, merges, rejections and links.

use chrono::{DateTime, Duration, Utc};
use counterclaim_desk::{
    AboutRole, Actor, ActorId, ActorKind, Amendment, Anchor, Attribution, Basis, Capture, Claim,
    ClaimId, Command, Desk, Digest, FixedRim, Form, Grounds, Identity, Instant, Link, Matter,
    MatterId, Modality, Moment, NewClaim, Note, Period, Post, PostKey, PostVersion, Relation,
    Request, Sighting, Source, SourceId, Speaker, SpeaksFor, Wording,
};
use counterclaim_model::{About, Origin};

pub(crate) const STATES: [&str; 3] = ["Valdoria", "Ostrevia", "Isle of Skarne"];
const PERSONS: [&str; 4] = ["Jo Lake", "Lena Marsh", "L. Marsh", "Tom Vale"];
const OUTLETS: [&str; 2] = ["Harbour Wire", "Skarne Courier"];
const MATTERS: [&str; 4] = ["bridge", "harbour-fire", "convoy", "convoy-again"];
const WORDS: [&str; 12] = [
    "harbour",
    "fire",
    "ships",
    "left",
    "night",
    "twenty-one",
    "Bridge",
    "blown",
    "nobody",
    "harbours",
    "convoy",
    "lake",
];

/// A case with what was recorded so far.
pub(crate) struct World {
    pub(crate) desk: Desk,
    chance: u64,
    pub(crate) claims: Vec<ClaimId>,
}

pub(crate) fn hour(hours: u64) -> Instant {
    let start: DateTime<Utc> = DateTime::UNIX_EPOCH + Duration::days(22_440);
    start + Duration::hours(hours as i64)
}

fn state(n: usize) -> ActorId {
    Actor::id_of(ActorKind::State, STATES[n % STATES.len()])
}

fn person(n: usize) -> ActorId {
    Actor::id_of(ActorKind::Person, PERSONS[n % PERSONS.len()])
}

fn source(n: usize) -> SourceId {
    Source::id_of(OUTLETS[n % OUTLETS.len()])
}

fn capture(n: usize) -> Capture {
    let text = Digest([n as u8 % 2; 32]);
    Capture {
        id: Capture::id_of(source(n), text),
        source: source(n),
        title: Some("Live".to_owned()),
        url: None,
        final_url: None,
        status: None,
        headers: Vec::new(),
        captured_at: Some(Moment::minute(hour(60))),
        captured_from: None,
        bytes: text,
        text,
        reader: "test@1".to_owned(),
        faults: Vec::new(),
    }
}

fn post(n: usize) -> Post {
    let key = PostKey::Permalink(format!("https://wire.example/{n}"));
    let published = (!n.is_multiple_of(5)).then(|| Moment::minute(hour(n as u64 * 7 % 50)));
    let source = source(n);
    Post { id: key.post(source), source, permalink: None, published, key }
}

impl World {
    /// A case with everybody in it, and nothing said.
    pub(crate) fn new(seed: u64) -> Self {
        let rim = Box::new(FixedRim::at(hour(61)));
        let desk = Desk::in_memory(rim, Identity::analyst("Ida Moor")).expect("it counts");
        let mut world = Self { desk, chance: seed, claims: Vec::new() };
        let basis = || "page".to_owned();
        let kinds = [(ActorKind::State, &STATES[..]), (ActorKind::Person, &PERSONS[..])];
        for (kind, names) in kinds.into_iter().chain([(ActorKind::Outlet, &OUTLETS[..])]) {
            for name in names {
                let (id, name) = (Actor::id_of(kind, name), (*name).to_owned());
                world.allowed(Command::AddActor(Actor { id, kind, name, basis: basis() }));
            }
        }
        for (n, name) in OUTLETS.into_iter().enumerate() {
            let outlet = Actor::id_of(ActorKind::Outlet, name);
            let (id, name) = (source(n), name.to_owned());
            world.allowed(Command::RegisterSource(Source { id, name, outlet, url: None }));
            world.allowed(Command::RecordCapture(capture(n)));
        }
        for id in MATTERS {
            let id = id.parse().expect("it is a slug");
            world.allowed(Command::AddMatter(Matter { id, title: "What happened".to_owned() }));
        }
        let turn = Some(hour(25));
        for (actor, principal, from, until) in
            [(0, 0, None, turn), (0, 1, turn, None), (1, 1, None, None), (3, 2, None, None)]
        {
            let (actor, principal) = (person(actor), state(principal));
            let (role, period) = (None, Period { from, until });
            let speaks_for = SpeaksFor { actor, principal, role, period, basis: basis() };
            world.allowed(Command::AddSpeaksFor(speaks_for));
        }
        world
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.chance = self.chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (self.chance >> 33) as usize % end
    }

    /// Lets so many things happen; what the rules forbid does not.
    pub(crate) fn grow(&mut self, many: usize) {
        for _ in 0..many {
            let command = self.something();
            let _ = self.desk.submit(Request::of(vec![command]));
        }
    }

    fn allowed(&mut self, command: Command) {
        self.desk.submit(Request::of(vec![command])).expect("the rules allow it");
    }

    fn something(&mut self) -> Command {
        let reason = || "it was wrong".to_owned();
        let kind = self.below(20);
        if self.claims.len() < 4 || kind < 9 {
            return self.claim();
        }
        let which = self.below(self.claims.len());
        let claim = self.claims[which];
        let n = self.below(12);
        let matter = || -> MatterId { MATTERS[n % 4].parse().expect("it is a slug") };
        match kind {
            9 | 10 => Command::CheckClaim { claim },
            11 if n < 4 => Command::RejectClaim { claim, reason: reason() },
            11 => Command::WithdrawClaim { claim, reason: reason() },
            12 => {
                let amendment = match n % 4 {
                    0 => Amendment::Statement(format!("{} of {}", WORDS[n], WORDS[11 - n])),
                    1 => Amendment::Speaker((n > 3).then(|| person(n))),
                    2 => Amendment::Modality(Modality::Denies),
                    _ => {
                        Amendment::About(vec![About { actor: person(n), role: AboutRole::Accused }])
                    }
                };
                Command::AmendClaim { claim, amendment, reason: reason() }
            }
            13 => Command::SightClaim(self.sighting(claim)),
            14 => Command::AssignMatter { claim, matter: matter() },
            15 if n == 0 => {
                Command::MergeActors { actor: person(2), into: person(1), reason: reason() }
            }
            15 if n == 1 => Command::SplitActor { actor: person(2), reason: reason() },
            15 if n == 2 => Command::MergeMatters {
                matter: "convoy-again".parse().expect("it is a slug"),
                into: "convoy".parse().expect("it is a slug"),
            },
            15 => Command::AddNote(Note {
                claim,
                by: "Ida Moor".to_owned(),
                text: "to be asked again".to_owned(),
            }),
            16 => Command::UnassignMatter { claim, matter: matter() },
            _ => self.link(claim),
        }
    }

    fn link(&mut self, from: ClaimId) -> Command {
        let to = self.claims[self.claims.len() / 2];
        let relations = [Relation::Denies, Relation::Confirms, Relation::RestsOn];
        let relation = relations[self.below(3)];
        let link = Link {
            id: Link::id_of(from, relation, to),
            from,
            to,
            relation,
            basis: Basis::Inferred,
            stated_in: None,
            cue: None,
            reason: "both speak of it".to_owned(),
            weight: 100,
        };
        if self.below(3) == 0 {
            return Command::ProposeLink { link, origin: origin() };
        }
        Command::AddLink { link, by: "Ida Moor".to_owned() }
    }

    fn words(&mut self) -> String {
        let words: Vec<&str> = (0..4).map(|_| WORDS[self.below(WORDS.len())]).collect();
        words.join(" ")
    }

    fn sighting(&mut self, claim: ClaimId) -> Sighting {
        let n = self.below(9);
        let post = post(n);
        let capture = capture(n);
        let version = PostVersion {
            post: post.id,
            capture: capture.id,
            headline: None,
            number: n as u32,
            start: 0,
            end: 90,
            content: capture.text,
        };
        let _ = self
            .desk
            .submit(Request::of(vec![Command::RecordPost { post: post.clone(), version }]));
        let quote = self.words();
        let end = quote.chars().count() as u32;
        let anchor = Anchor { quote, prefix: String::new(), suffix: String::new(), start: 0, end };
        Sighting {
            claim,
            source: post.source,
            post: post.id,
            capture: capture.id,
            text: capture.text,
            published: post.published,
            venue: None,
            content: vec![anchor],
            source_phrase: Vec::new(),
            cue: Vec::new(),
            mentions: Vec::new(),
            takes_back: false,
        }
    }

    fn claim(&mut self) -> Command {
        let id = ClaimId::derive(&["pages", &self.claims.len().to_string()]);
        self.claims.push(id);
        let n = self.below(16);
        let actor = match n {
            0 => None,
            1..=3 => Some(state(n)),
            n => Some(person(n)),
        };
        let about =
            About { actor: if n < 8 { state(n) } else { person(n) }, role: AboutRole::Accused };
        let claim = Claim {
            statement: self.words(),
            speaker: Speaker { actor, phrase: None, role: None, candidates: Vec::new() },
            relayed_by: None,
            modality: if n.is_multiple_of(3) { Modality::Denies } else { Modality::Asserts },
            form: if n == 5 { Form::Implied } else { Form::Indirect },
            wording: Wording::Outlet,
            language: None,
            translated: None,
            attribution: Attribution::Explicit,
            grounds: if n == 6 { Grounds::Told } else { Grounds::NotStated },
            about: if n.is_multiple_of(2) { vec![about] } else { Vec::new() },
            figures: Vec::new(),
            asserted_at: (n == 7).then(|| Moment::minute(hour(20))),
        };
        let sighting = (n != 9).then(|| self.sighting(id));
        let many = self.below(3);
        let first = self.below(4);
        let matters = (0..many).map(|m| MATTERS[(first + m) % 4].parse().expect("it is a slug"));
        let claim = NewClaim { id, claim, sighting, matters: matters.collect() };
        if n % 4 == 1 {
            return Command::RecordClaim(claim);
        }
        Command::ProposeClaim { claim, origin: origin() }
    }
}

fn origin() -> Origin {
    Origin { rule: "test@1".to_owned(), confidence: 80, flags: Vec::new() }
}
