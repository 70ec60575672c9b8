//! One night between two invented states, as a log that grows command by command through the rules.
//! Used by the stories and the properties.

use chrono::{DateTime, Duration, Utc};
use counterclaim_graph::{ClaimsGraph, Parameters, Standing};
use counterclaim_model::{
    About, AboutRole, Actor, ActorId, ActorKind, Alignment, Amendment, Anchor, Attribution, Basis,
    Capture, CaptureId, CaseId, Claim, ClaimId, Clock, Command, Count, Digest, Evidence, Form,
    Grounds, Instant, Link, Modality, Moment, NewClaim, Origin, Ownership, Period, Position, Post,
    PostKey, PostVersion, Recorded, Relation, Sighting, Source, SourceId, Speaker, SpeaksFor,
    State, Wording, decide,
};

/// The log and the rules' state, grown together.
#[derive(Default)]
pub(crate) struct Night {
    pub(crate) log: Vec<Recorded>,
    state: State,
}

pub(crate) const ACTORS: [(ActorKind, &str); 9] = [
    (ActorKind::State, "Ostrevia"),
    (ActorKind::State, "Valdoria"),
    (ActorKind::State, "Norland"),
    (ActorKind::Organisation, "Ostrevian Ministry of Defence"),
    (ActorKind::Person, "Lena Marsh"),
    (ActorKind::Outlet, "Harbour Wire"),
    (ActorKind::Outlet, "Lunmark Radio"),
    (ActorKind::Unnamed, "a resident"),
    (ActorKind::Unnamed, "an official"),
];
pub(crate) const OUTLETS: [&str; 2] = ["Harbour Wire", "Lunmark Radio"];

pub(crate) fn actor(name: &str) -> ActorId {
    let known = ACTORS.iter().find(|(_, known)| *known == name).expect("an actor of this night");
    Actor::id_of(known.0, known.1)
}

pub(crate) fn claim(name: &str) -> ClaimId {
    ClaimId::derive(&["night", name])
}

pub(crate) fn hour(hours: i64) -> Instant {
    DateTime::<Utc>::UNIX_EPOCH + Duration::days(22_400) + Duration::hours(hours)
}

fn source(outlet: usize) -> SourceId {
    Source::id_of(OUTLETS[outlet % 2])
}

fn capture(outlet: usize) -> CaptureId {
    Capture::id_of(source(outlet), Digest([outlet as u8; 32]))
}

fn post_key(at: i64) -> PostKey {
    PostKey::Stamped { at: hour(at), ordinal: 0 }
}

impl Night {
    /// A night with its actors, outlets and one page of each.
    pub(crate) fn new() -> Self {
        let mut night = Self::default();
        let case = CaseId::derive(&["night"]);
        night.try_do(Command::OpenCase { case, title: "The night".into() });
        for (kind, name) in ACTORS {
            let id = Actor::id_of(kind, name);
            night.try_do(Command::AddActor(Actor {
                id,
                kind,
                name: name.into(),
                basis: "page".into(),
            }));
        }
        for (n, name) in OUTLETS.into_iter().enumerate() {
            let (id, outlet) = (Source::id_of(name), actor(name));
            let name = name.to_owned();
            night.try_do(Command::RegisterSource(Source { id, name, outlet, url: None }));
            night.try_do(Command::RecordCapture(page(n)));
            for at in 0..24 {
                night.try_do(entry(n, at));
            }
        }
        night
    }

    /// Does what the rules allow; returns whether anything was recorded.
    pub(crate) fn try_do(&mut self, command: Command) -> bool {
        let Ok(decided) = decide(&self.state, command, &[]) else { return false };
        for (_, event) in decided.events() {
            let position = self.state.head().next();
            let recorded = Recorded {
                position,
                recorded_at: hour(30) + Duration::seconds(position.0 as i64),
                analyst: "Ida Moor".to_owned(),
                event: event.clone(),
            };
            self.state.apply(&recorded);
            self.log.push(recorded);
        }
        !decided.is_empty()
    }

    /// Records a claim said by `speaker` (nobody if empty), seen at an outlet at an hour.
    pub(crate) fn says(&mut self, name: &str, speaker: &str, outlet: usize, at: i64) -> &mut Self {
        assert!(self.try_do(Command::RecordClaim(new_claim(name, speaker, Some((outlet, at))))));
        self
    }

    pub(crate) fn link(&mut self, from: &str, relation: Relation, to: &str) -> &mut Self {
        let link = new_link(claim(from), relation, claim(to));
        assert!(self.try_do(Command::AddLink { link, by: "Ida Moor".into() }), "{from} {to}");
        self
    }

    pub(crate) fn proposes(&mut self, from: &str, relation: Relation, to: &str) -> &mut Self {
        let link = new_link(claim(from), relation, claim(to));
        assert!(self.try_do(Command::ProposeLink { link, origin: origin() }));
        self
    }

    /// Records a finding called `name` by Ida Moor about `target`.
    pub(crate) fn finds(&mut self, name: &str, relation: Relation, target: &str) -> &mut Self {
        assert!(self.try_do(finding(name, relation, claim(target))));
        self
    }

    pub(crate) fn speaks_for(&mut self, who: &str, principal: &str) -> &mut Self {
        assert!(self.try_do(Command::AddSpeaksFor(SpeaksFor {
            actor: actor(who),
            principal: actor(principal),
            role: None,
            period: Period::ALWAYS,
            basis: "page".into(),
        })));
        self
    }

    /// Records that `who` stands for several who speak jointly, and that `member` is one of them.
    pub(crate) fn joins(&mut self, who: &str, member: &str) {
        self.try_do(Command::AddSpeaksFor(SpeaksFor {
            actor: actor(who),
            principal: actor(member),
            role: Some(SpeaksFor::JOINTLY.to_owned()),
            period: Period::ALWAYS,
            basis: "page".into(),
        }));
    }

    /// Records whom a claim charges.
    pub(crate) fn charges(&mut self, name: &str, accused: &str) -> &mut Self {
        let about = vec![About { actor: actor(accused), role: AboutRole::Accused }];
        self.amends(name, Amendment::About(about))
    }

    /// Records who passed a claim on.
    pub(crate) fn relayed_by(&mut self, name: &str, who: &str) -> &mut Self {
        self.amends(name, Amendment::RelayedBy(Some(actor(who))))
    }

    fn amends(&mut self, name: &str, amendment: Amendment) -> &mut Self {
        let reason = "read again".to_owned();
        assert!(self.try_do(Command::AmendClaim { claim: claim(name), amendment, reason }));
        self
    }

    pub(crate) fn aligns(&mut self, who: &str, with: &str, period: Period) -> &mut Self {
        let (actor, with, reason) = (actor(who), actor(with), "a treaty".to_owned());
        assert!(self.try_do(Command::Align(Alignment { actor, with, period, reason })));
        self
    }

    pub(crate) fn owns(&mut self, outlet: usize, state: &str) -> &mut Self {
        let state = actor(state);
        let ownership = Ownership { owner: state, state: Some(state), period: Period::ALWAYS };
        assert!(self.try_do(Command::OwnSource { source: source(outlet), ownership }));
        self
    }

    pub(crate) fn belongs(&mut self, outlet: usize, owner: &str) -> &mut Self {
        let ownership = Ownership { owner: actor(owner), state: None, period: Period::ALWAYS };
        assert!(self.try_do(Command::OwnSource { source: source(outlet), ownership }));
        self
    }

    pub(crate) fn takes_back(&mut self, name: &str, at: i64) -> &mut Self {
        let sighting = Sighting { takes_back: true, ..sighting(claim(name), 0, at) };
        assert!(self.try_do(Command::SightClaim(sighting)));
        self
    }

    pub(crate) fn graph(&self) -> ClaimsGraph {
        fold(&self.log)
    }

    pub(crate) fn standing(&self, name: &str) -> Standing {
        self.standing_of(name, Clock::NOW, Count::Checked)
    }

    pub(crate) fn standing_of(&self, name: &str, clock: Clock, count: Count) -> Standing {
        let graph = self.graph();
        assert_eq!(graph.surprises(), []);
        graph.standing(claim(name), clock, count, &Parameters::default()).expect("it counts")
    }

    pub(crate) fn head(&self) -> Position {
        self.state.head()
    }
}

pub(crate) fn fold(log: &[Recorded]) -> ClaimsGraph {
    let mut graph = ClaimsGraph::default();
    log.iter().for_each(|recorded| graph.apply(recorded));
    graph
}

pub(crate) fn origin() -> Origin {
    Origin { rule: "rule@1".into(), confidence: 99, flags: Vec::new() }
}

pub(crate) fn new_claim(name: &str, speaker: &str, seen: Option<(usize, i64)>) -> NewClaim {
    let id = claim(name);
    let speaker = Speaker {
        actor: (!speaker.is_empty()).then(|| actor(speaker)),
        phrase: None,
        role: None,
        candidates: Vec::new(),
    };
    let claim = Claim {
        statement: name.to_owned(),
        speaker,
        relayed_by: None,
        modality: Modality::Asserts,
        form: Form::Indirect,
        wording: Wording::Outlet,
        language: None,
        translated: None,
        attribution: Attribution::Explicit,
        grounds: Grounds::NotStated,
        about: Vec::new(),
        figures: Vec::new(),
        asserted_at: None,
    };
    let sighting = seen.map(|(outlet, at)| sighting(id, outlet, at));
    NewClaim { id, claim, sighting, matters: Vec::new() }
}

pub(crate) fn finding(name: &str, relation: Relation, target: ClaimId) -> Command {
    Command::RecordFinding {
        finding: new_claim(name, "", None),
        by: "Ida Moor".into(),
        evidence: vec![Evidence { title: "satellite image".into(), bytes: None }],
        relation,
        target,
        reason: "the quay is intact".into(),
    }
}

pub(crate) fn new_link(from: ClaimId, relation: Relation, to: ClaimId) -> Link {
    let (id, reason) = (Link::id_of(from, relation, to), "the same night".to_owned());
    let basis = if relation == Relation::Denies { Basis::Stated } else { Basis::Inferred };
    Link { id, from, to, relation, basis, stated_in: None, cue: None, reason, weight: 100 }
}

pub(crate) fn sighting(claim: ClaimId, outlet: usize, at: i64) -> Sighting {
    let anchor = Anchor {
        quote: "words".into(),
        prefix: String::new(),
        suffix: String::new(),
        start: 0,
        end: 5,
    };
    Sighting {
        claim,
        source: source(outlet),
        post: post_key(at).post(source(outlet)),
        capture: capture(outlet),
        text: Digest([outlet as u8; 32]),
        published: Some(Moment::minute(hour(at))),
        venue: None,
        content: vec![anchor],
        source_phrase: Vec::new(),
        cue: Vec::new(),
        mentions: Vec::new(),
        takes_back: false,
    }
}

fn page(outlet: usize) -> Capture {
    Capture {
        id: capture(outlet),
        source: source(outlet),
        title: None,
        url: None,
        final_url: None,
        status: None,
        headers: Vec::new(),
        captured_at: Some(Moment::minute(hour(24))),
        captured_from: None,
        bytes: Digest([9; 32]),
        text: Digest([outlet as u8; 32]),
        reader: "reader@1".into(),
        faults: Vec::new(),
    }
}

fn entry(outlet: usize, at: i64) -> Command {
    let key = post_key(at);
    let published = Some(Moment::minute(hour(at)));
    let id = key.post(source(outlet));
    let post = Post { id, source: source(outlet), key, published, permalink: None };
    let version = PostVersion {
        post: id,
        capture: capture(outlet),
        headline: None,
        number: 1,
        start: 0,
        end: 5,
        content: Digest([1; 32]),
    };
    Command::RecordPost { post, version }
}
