//! Commits as intake makes them: claims with their sightings, decided by the rules, of real size.

use counterclaim_log::Commit;
use counterclaim_model::{
    About, AboutRole, Actor, ActorKind, Anchor, Attribution, Capture, CaseId, Claim, ClaimId,
    Command, CommitHeader, Decided, Digest, Form, Grounds, Instant, Modality, Moment, NewClaim,
    Origin, Post, PostKey, PostVersion, Recorded, Sighting, Source, Speaker, State, Wording,
    decide,
};

const OUTLET: &str = "Harbour Wire";

/// A case with one source, one capture and one post, and everything needed to decide on claims in it.
pub(crate) struct World {
    state: State,
    commits: u64,
    claims: u64,
}

impl World {
    pub(crate) fn new() -> Self {
        let mut world = Self { state: State::default(), commits: 0, claims: 0 };
        for command in beginnings() {
            let decided = world.decide(command);
            for (_, event) in decided.into_events() {
                let position = world.state.head().next();
                let (recorded_at, analyst) = (time(), "ida".to_owned());
                world.state.apply(&Recorded { position, recorded_at, analyst, event });
            }
        }
        world
    }

    /// A world that goes on behind so many commits of one event.
    pub(crate) fn after(commits: u64) -> Self {
        Self { commits, claims: commits, ..Self::new() }
    }

    pub(crate) fn case() -> CaseId {
        CaseId::derive(&["harbour"])
    }

    /// A commit of `count` claims that nobody made before.
    pub(crate) fn commit(&mut self, count: usize) -> Commit {
        let mut decided = Decided::default();
        for _ in 0..count {
            self.claims += 1;
            decided.join(self.decide(propose(self.claims)));
        }
        self.commits += 1;
        let mut entropy = [0; 32];
        entropy[..8].copy_from_slice(&self.commits.to_be_bytes());
        let id = format!("{:032x}", u128::from(self.commits).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        Commit {
            header: CommitHeader {
                id: id.try_into().expect("hexadecimal digits are an id"),
                recorded_at: time(),
                analyst: "ida".into(),
                agent: "append@1".into(),
                correlation: None,
                causation: None,
            },
            request: Digest(entropy),
            decided,
            entropy,
        }
    }

    fn decide(&self, command: Command) -> Decided {
        decide(&self.state, command, &[]).expect("the rules allow what this file makes up")
    }
}

fn time() -> Instant {
    chrono::DateTime::from_timestamp(1_930_000_000, 0).expect("a sane time")
}

fn text() -> Digest {
    Digest([7; 32])
}

fn key() -> PostKey {
    PostKey::Stamped { at: time(), ordinal: 0 }
}

fn beginnings() -> Vec<Command> {
    let source = Source::id_of(OUTLET);
    let capture = Capture::id_of(source, text());
    let post = key().post(source);
    let actor = |kind, name: &str| {
        let (id, basis) = (Actor::id_of(kind, name), "page".to_owned());
        Command::AddActor(Actor { id, kind, name: name.to_owned(), basis })
    };
    vec![
        Command::OpenCase { case: World::case(), title: "Harbour".to_owned() },
        actor(ActorKind::Outlet, OUTLET),
        actor(ActorKind::State, "Ostrevia"),
        actor(ActorKind::State, "Valdoria"),
        Command::RegisterSource(Source {
            id: source,
            name: OUTLET.to_owned(),
            outlet: Actor::id_of(ActorKind::Outlet, OUTLET),
            url: None,
        }),
        Command::RecordCapture(Capture {
            id: capture,
            source,
            title: None,
            url: None,
            final_url: None,
            status: None,
            headers: Vec::new(),
            captured_at: None,
            captured_from: None,
            bytes: text(),
            text: text(),
            reader: "append@1".to_owned(),
            faults: Vec::new(),
        }),
        Command::RecordPost {
            post: Post { id: post, source, key: key(), published: None, permalink: None },
            version: PostVersion {
                post,
                capture,
                headline: None,
                number: 1,
                start: 0,
                end: 400,
                content: text(),
            },
        },
    ]
}

fn propose(number: u64) -> Command {
    let source = Source::id_of(OUTLET);
    let id = ClaimId::derive(&["append", &number.to_string()]);
    let statement = format!("Ostrevia struck the harbour of Lunmark {number} times that night.");
    let anchor = |quote: &str, start: u32| Anchor {
        quote: quote.to_owned(),
        prefix: "morning that the ministry had ma".to_owned(),
        suffix: ", an official in the port added.".to_owned(),
        start,
        end: start + u32::try_from(quote.len()).unwrap_or(0),
    };
    let claim = Claim {
        statement: statement.clone(),
        speaker: Speaker {
            actor: Some(Actor::id_of(ActorKind::State, "Valdoria")),
            phrase: Some("the ministry".to_owned()),
            role: None,
            candidates: Vec::new(),
        },
        relayed_by: None,
        modality: Modality::Accuses,
        form: Form::Indirect,
        wording: Wording::Outlet,
        language: Some("en".to_owned()),
        translated: None,
        attribution: Attribution::Explicit,
        grounds: Grounds::NotStated,
        about: vec![About {
            actor: Actor::id_of(ActorKind::State, "Ostrevia"),
            role: AboutRole::Accused,
        }],
        figures: Vec::new(),
        asserted_at: None,
    };
    let sighting = Sighting {
        claim: id,
        source,
        post: key().post(source),
        capture: Capture::id_of(source, text()),
        text: text(),
        published: Some(Moment::minute(time())),
        venue: None,
        content: vec![anchor(&statement, 120)],
        source_phrase: vec![anchor("the ministry", 90)],
        cue: vec![anchor("said", 104)],
        mentions: Vec::new(),
        takes_back: false,
    };
    let origin = Origin { rule: "said-that@3".to_owned(), confidence: 90, flags: Vec::new() };
    let claim = NewClaim { id, claim, sighting: Some(sighting), matters: Vec::new() };
    Command::ProposeClaim { claim, origin }
}
