//! A small invented world, and logs that grow in it: random wishes become commands, the rules decide,
//! and what they allow is recorded. Used by the property tests beside it.

mod wishes;

use chrono::{DateTime, Duration, Utc};
use counterclaim_model::{
    Actor, ActorId, ActorKind, Anchor, Attribution, Capture, CaptureId, Claim, ClaimId, Digest,
    Form, Grounds, Instant, Link, MatterId, Modality, Moment, NewClaim, Position, PostId, PostKey,
    Recorded, Relation, Sighting, Source, SourceId, Speaker, State, Wording, decide,
};
use proptest::prelude::*;

/// A wish: which kind of change, and three numbers that choose whom and what it is about.
pub(crate) type Wish = (u8, u8, u8, u8);

/// Grows a log: the world's actors and sources first, then what the rules allow of `wishes`.
pub(crate) fn log(wishes: &[Wish]) -> Vec<Recorded> {
    let mut state = State::default();
    let mut log = Vec::new();
    let commands =
        wishes::beginnings().into_iter().chain(wishes.iter().map(|w| wishes::command(*w)));
    for (step, command) in commands.enumerate() {
        let Ok(decided) = decide(&state, command, &[]) else { continue };
        for (_, event) in decided.events() {
            let recorded = Recorded {
                position: state.head().next(),
                recorded_at: hour(30) + Duration::minutes(step as i64 / 3),
                analyst: if step % 5 == 0 { "Ida Moor" } else { "Tom Vale" }.to_owned(),
                event: event.clone(),
            };
            state.apply(&recorded);
            log.push(recorded);
        }
    }
    log
}

/// Wishes, as many as `number` says.
pub(crate) fn wishes(number: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Wish>> {
    prop::collection::vec((0_u8..30, 0_u8..8, 0_u8..8, 0_u8..12), number)
}

/// An instant of the night in question, in hours from its noon.
pub(crate) fn hour(hours: i64) -> Instant {
    DateTime::<Utc>::UNIX_EPOCH + Duration::days(22_400) + Duration::hours(hours)
}

pub(crate) const ACTORS: [(ActorKind, &str); 6] = [
    (ActorKind::State, "Ostrevia"),
    (ActorKind::State, "Valdoria"),
    (ActorKind::Organisation, "Ostrevian Ministry of Defence"),
    (ActorKind::Person, "Lena Marsh"),
    (ActorKind::Person, "L. Marsh"),
    (ActorKind::Outlet, "Harbour Wire"),
];

pub(crate) fn actor(n: u8) -> ActorId {
    let (kind, name) = ACTORS[usize::from(n) % ACTORS.len()];
    Actor::id_of(kind, name)
}

pub(crate) fn source(n: u8) -> SourceId {
    Source::id_of(["Harbour Wire", "Skarne Courier"][usize::from(n) % 2])
}

pub(crate) fn capture(n: u8) -> CaptureId {
    Capture::id_of(source(n), Digest([n % 4; 32]))
}

pub(crate) fn post_key(n: u8) -> PostKey {
    match n % 5 {
        0 => PostKey::Introduction { page: "live".to_owned() },
        n => PostKey::Stamped { at: hour(i64::from(n) * 2), ordinal: 0 },
    }
}

pub(crate) fn published(n: u8) -> Option<Moment> {
    (!n.is_multiple_of(5)).then(|| Moment::minute(hour(i64::from(n % 5) * 2)))
}

pub(crate) fn post(n: u8) -> PostId {
    post_key(n).post(source(n))
}

pub(crate) fn claim_id(n: u8) -> ClaimId {
    ClaimId::derive(&["world", &(n % 8).to_string()])
}

pub(crate) fn matter(n: u8) -> MatterId {
    let slugs = ["harbour-strike", "ceasefire", "prisoners"];
    MatterId::try_from(slugs[usize::from(n) % 3].to_owned()).expect("a slug")
}

pub(crate) fn sighting(claim: u8, place: u8, takes_back: bool) -> Sighting {
    let quote = format!("words of {}", claim % 8);
    let anchor = Anchor { quote, prefix: String::new(), suffix: String::new(), start: 0, end: 10 };
    Sighting {
        claim: claim_id(claim),
        source: source(place),
        post: post(place),
        capture: capture(place),
        text: Digest([place % 4; 32]),
        published: published(place),
        venue: None,
        content: vec![anchor],
        source_phrase: Vec::new(),
        cue: Vec::new(),
        mentions: Vec::new(),
        takes_back,
    }
}

pub(crate) fn new_claim(n: u8, speaker: u8, place: u8) -> NewClaim {
    let about = counterclaim_model::About {
        actor: actor(speaker + 1),
        role: counterclaim_model::AboutRole::Accused,
    };
    let claim = Claim {
        statement: format!("statement {}", n % 8),
        speaker: Speaker {
            actor: (speaker < 7).then(|| actor(speaker)),
            phrase: None,
            role: None,
            candidates: Vec::new(),
        },
        relayed_by: None,
        modality: Modality::Asserts,
        form: Form::Indirect,
        wording: Wording::Outlet,
        language: None,
        translated: None,
        attribution: Attribution::Explicit,
        grounds: Grounds::NotStated,
        about: if n.is_multiple_of(2) { vec![about] } else { Vec::new() },
        figures: Vec::new(),
        asserted_at: (speaker == 3).then(|| Moment::minute(hour(1))),
    };
    let sighting = (place < 9).then(|| sighting(n, place, false));
    let matters = if n.is_multiple_of(3) { vec![matter(n)] } else { Vec::new() };
    NewClaim { id: claim_id(n), claim, sighting, matters }
}

pub(crate) fn link(from: u8, to: u8, relation: u8) -> Link {
    let (from, to) = (claim_id(from), claim_id(to));
    let relation = Relation::ALL[usize::from(relation) % Relation::ALL.len()];
    let basis = if relation == Relation::Denies {
        counterclaim_model::Basis::Stated
    } else {
        counterclaim_model::Basis::Inferred
    };
    let id = Link::id_of(from, relation, to);
    let reason = "they speak of the same night".to_owned();
    Link { id, from, to, relation, basis, stated_in: None, cue: None, reason, weight: 100 }
}

pub(crate) fn head(log: &[Recorded]) -> Position {
    log.last().map_or(Position::START, |recorded| recorded.position)
}
