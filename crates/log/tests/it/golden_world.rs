//! The invented world of the golden log: one command after another, until every event type was there.
//! Ostrevia, Valdoria and Harbour Wire do not exist.

use counterclaim_log::Commit;
use counterclaim_model::*;
use sha2::{Digest as _, Sha256};

use crate::way::{commit, second};

/// Bytes and text of the one page.
pub(crate) const PAGE: [&[u8]; 2] = [
    b"<html><body><p>02:26 Ostrevia: \"The bridge fell.\"</p><p>Valdoria denies it.</p></body></html>",
    b"02:26 Ostrevia: \"The bridge fell.\" Valdoria denies it.",
];

/// A piece that is worth packing, and one that is erased in the end.
pub(crate) fn plan() -> Vec<u8> {
    let pier = |number| format!("pier {number}: stands (plan of the invented bridge)\n");
    (1..=120).map(pier).collect::<String>().into_bytes()
}
pub(crate) const LETTER: &[u8] = b"A letter that its invented sender wants back.";

/// SHA-256 of the two, in hexadecimal digits.
const BYTES: &str = "178f894d1f3a1a7e444c2f741e811d7728920588085f7f27a7ae47825e8b94af";
const TEXT: &str = "0fdd470ae20da5a40939c26d85d027af8a02b97e6439ccf03fc575e750728db0";

fn digest(text: &str) -> Digest {
    text.parse().expect("it is a SHA-256")
}

fn hash(bytes: &[u8]) -> Digest {
    Digest(Sha256::digest(bytes).into())
}

fn state(name: &str) -> Actor {
    let id = Actor::id_of(ActorKind::State, name);
    Actor { id, kind: ActorKind::State, name: name.into(), basis: "gazetteer@1".into() }
}

fn moment() -> Moment {
    Moment::minute(second(0))
}

fn claim(name: &str, speaker: &Actor, capture: Option<&Capture>) -> NewClaim {
    let id = ClaimId::derive(&[name]);
    let anchor = Anchor {
        quote: "The bridge fell.".into(),
        prefix: "Ostrevia: \"".into(),
        suffix: "\"".into(),
        start: 17,
        end: 33,
    };
    let sighting = capture.map(|capture| Sighting {
        claim: id,
        source: capture.source,
        post: key().post(capture.source),
        capture: capture.id,
        text: capture.text,
        published: Some(moment()),
        venue: Some("in a statement".into()),
        content: vec![anchor.clone()],
        source_phrase: vec![],
        cue: vec![],
        mentions: vec![Mention {
            form: Form::Direct,
            content: vec![anchor.clone()],
            source: vec![],
            cue: vec![],
        }],
        takes_back: false,
    });
    let figure = Figure {
        measure: "killed".into(),
        counts: Some("civilians".into()),
        whose: Some("Ostrevia".into()),
        place: None,
        period: None,
        as_of: Some(moment()),
        low: Some(Amount::whole(30)),
        best: None,
        high: None,
        qualifier: Some("at least".into()),
        qualifier_by: Some(Voice::Speaker),
        variants: vec![Variant { text: "30".into(), by: Voice::Outlet }],
        anchor: None,
    };
    let about = vec![About { actor: state("Valdoria").id, role: AboutRole::Accused }];
    NewClaim {
        id,
        claim: Claim {
            statement: format!("{name} \u{201c}so far\u{201d}"),
            speaker: Speaker {
                actor: Some(speaker.id),
                phrase: Some(speaker.name.clone()),
                role: Some("spokesperson".into()),
                candidates: vec![],
            },
            relayed_by: None,
            modality: Modality::Asserts,
            form: Form::Direct,
            wording: if sighting.is_some() { Wording::Speaker } else { Wording::Outlet },
            language: Some("en".into()),
            translated: Some(false),
            attribution: Attribution::Explicit,
            grounds: Grounds::Witnessed,
            about,
            figures: vec![figure],
            asserted_at: Some(moment()),
        },
        sighting,
        matters: vec![],
    }
}

fn key() -> PostKey {
    PostKey::Stamped { at: second(0), ordinal: 0 }
}

fn link(from: &NewClaim, relation: Relation, to: &NewClaim) -> Link {
    Link {
        id: Link::id_of(from.id, relation, to.id),
        from: from.id,
        to: to.id,
        relation,
        basis: Basis::Stated,
        stated_in: Some(from.id),
        cue: Some("denies".into()),
        reason: "one denies what the other says".into(),
        weight: 100,
    }
}

fn origin() -> Origin {
    Origin { rule: "golden@1".into(), confidence: 80, flags: vec!["fiction".into()] }
}

/// Everything that was asked for, in order.
fn commands() -> Vec<Command> {
    let (ostrevia, valdoria, tarn) = (state("Ostrevia"), state("Valdoria"), state("Tarn Republic"));
    let outlet = Actor {
        id: Actor::id_of(ActorKind::Outlet, "Harbour Wire"),
        kind: ActorKind::Outlet,
        name: "Harbour Wire".into(),
        basis: "page".into(),
    };
    let source = Source {
        id: Source::id_of("Harbour Wire"),
        name: "Harbour Wire".into(),
        outlet: outlet.id,
        url: Some("https://harbour-wire.example".into()),
    };
    let capture = Capture {
        id: Capture::id_of(source.id, digest(TEXT)),
        source: source.id,
        title: Some("Night over the harbour".into()),
        url: Some("https://harbour-wire.example/live".into()),
        final_url: None,
        status: Some(200),
        headers: vec![("content-type".into(), "text/html".into())],
        captured_at: Some(moment()),
        captured_from: Some(CapturedFrom::Fetch),
        bytes: digest(BYTES),
        text: digest(TEXT),
        reader: "golden@1".into(),
        faults: vec![Fault { at: 3, what: "no date: taken from the masthead".into() }],
    };
    let post = Post {
        id: key().post(source.id),
        source: source.id,
        key: key(),
        published: Some(moment()),
        permalink: None,
    };
    let version = |content: u8| PostVersion {
        post: post.id,
        capture: capture.id,
        headline: Some("Bridge".into()),
        number: 1,
        start: 0,
        end: 54,
        content: Digest([content; 32]),
    };
    let second_key = PostKey::Permalink("https://harbour-wire.example/2".into());
    let second_post = Post { id: second_key.post(source.id), key: second_key, ..post.clone() };
    let second_version = PostVersion { post: second_post.id, number: 2, ..version(3) };
    let said = claim("The bridge fell", &ostrevia, Some(&capture));
    let denied = claim("It stands", &valdoria, None);
    let other = claim("It was closed", &valdoria, None);
    let finding = claim("The bridge stands on a photograph", &ostrevia, None);
    let (denies, contradicts) =
        (link(&denied, Relation::Denies, &said), link(&other, Relation::Contradicts, &said));
    let qualifies = link(&other, Relation::Qualifies, &denied);
    let matter = |slug: &str| Matter {
        id: slug.parse().expect("it is a slug"),
        title: format!("About {slug}"),
    };
    let (bridge, crossing) = (matter("bridge"), matter("crossing"));
    let elsewhere = Sighting {
        claim: denied.id,
        post: second_post.id,
        ..said.sighting.clone().expect("it stands on the page")
    };
    let reason = || "the invented record says so".to_owned();
    vec![
        Command::OpenCase { case: CaseId::derive(&["golden"]), title: "Golden".into() },
        Command::AddActor(ostrevia.clone()),
        Command::AddActor(valdoria.clone()),
        Command::AddActor(tarn.clone()),
        Command::AddActor(outlet.clone()),
        Command::AddAlias {
            actor: ostrevia.id,
            alias: "the Ostrevian side".into(),
            period: Period::ALWAYS,
        },
        Command::AddSpeaksFor(SpeaksFor {
            actor: outlet.id,
            principal: ostrevia.id,
            role: Some("state outlet".into()),
            period: Period { from: Some(second(0)), until: None },
            basis: "by hand".into(),
        }),
        Command::Align(Alignment {
            actor: ostrevia.id,
            with: valdoria.id,
            period: Period::ALWAYS,
            reason: reason(),
        }),
        Command::MergeActors { actor: tarn.id, into: valdoria.id, reason: reason() },
        Command::SplitActor { actor: tarn.id, reason: reason() },
        Command::RegisterSource(source.clone()),
        Command::RateSource {
            source: source.id,
            reliability: Some(Reliability::C),
            reason: reason(),
        },
        Command::OwnSource {
            source: source.id,
            ownership: Ownership {
                owner: ostrevia.id,
                state: Some(ostrevia.id),
                period: Period::ALWAYS,
            },
        },
        Command::RecordCapture(capture.clone()),
        Command::RecordPost { post: post.clone(), version: version(1) },
        Command::RecordPost { post: post.clone(), version: version(2) },
        Command::RecordPost { post: second_post, version: second_version },
        Command::AddMatter(bridge.clone()),
        Command::AddMatter(crossing.clone()),
        Command::ProposeClaim { claim: said.clone(), origin: origin() },
        Command::RecordClaim(denied.clone()),
        Command::ProposeClaim { claim: other.clone(), origin: origin() },
        Command::SightClaim(elsewhere),
        Command::CheckClaim { claim: said.id },
        Command::AmendClaim {
            claim: said.id,
            amendment: Amendment::Grounds(Grounds::Document),
            reason: reason(),
        },
        Command::AssignMatter { claim: said.id, matter: bridge.id.clone() },
        Command::AssignMatter { claim: said.id, matter: crossing.id.clone() },
        Command::UnassignMatter { claim: said.id, matter: crossing.id.clone() },
        Command::MergeMatters { matter: crossing.id, into: bridge.id },
        Command::ProposeLink { link: denies.clone(), origin: origin() },
        Command::CheckLink { link: denies.id },
        Command::ProposeLink { link: contradicts.clone(), origin: origin() },
        Command::RejectLink { link: contradicts.id, reason: reason() },
        Command::AddLink { link: qualifies.clone(), by: "ida".into() },
        Command::WithdrawLink { link: qualifies.id, reason: reason() },
        Command::RejectClaim { claim: other.id, reason: reason() },
        Command::RecordFinding {
            finding,
            by: "ida".into(),
            evidence: vec![
                Evidence { title: "a photograph".into(), bytes: Some(digest(BYTES)) },
                Evidence { title: "a plan".into(), bytes: Some(hash(&plan())) },
                Evidence { title: "a letter".into(), bytes: Some(hash(LETTER)) },
            ],
            relation: Relation::Refutes,
            target: said.id,
            reason: reason(),
        },
        Command::AddReview(Review {
            id: ReviewId::derive(&["golden"]),
            claim: said.id,
            by: "ida".into(),
            scale: "plain".into(),
            rating: "unsupported".into(),
            reason: Some(reason()),
            published: None,
        }),
        Command::AddNote(Note { claim: said.id, by: "ida".into(), text: "Ask the port.".into() }),
        Command::RequestComment(CommentRequest {
            claim: said.id,
            asked: second(1),
            replied: Some(second(2)),
        }),
        Command::DecideQueue(QueueDecided {
            action: QueueAction::Check,
            query: "matter:bridge".into(),
            seen: vec![said.id],
            links: vec![denies.id],
        }),
        Command::WithdrawClaim { claim: denied.id, reason: reason() },
    ]
}

/// The commits of the golden log, the record of an erasure of nothing that is kept among them; and,
/// apart, that of a real one: of the note, and of the letter.
pub(crate) fn commits() -> (Vec<Commit>, Commit) {
    let mut state = State::default();
    let nothing = erasure(vec![], Digest([0; 32]));
    let mut made: Vec<Commit> = Vec::new();
    let mut note = Position::START;
    for command in commands().into_iter().chain([nothing]) {
        let decided = decide(&state, command, &[]).expect("the rules allow it");
        let number = made.len() as u8 + 1;
        for (_, event) in decided.events() {
            let (position, analyst) = (state.head().next(), "ida".to_owned());
            if event.name() == "note.recorded" {
                note = position;
            }
            let recorded_at = second(number.into());
            state.apply(&Recorded { position, recorded_at, analyst, event: event.clone() });
        }
        made.push(commit(&format!("golden-{number}"), number, decided));
    }
    let decided = decide(&state, erasure(vec![note], hash(LETTER)), &[]);
    let last = made.len() as u8 + 1;
    (made, commit("golden-erasure", last, decided.expect("the rules allow it")))
}

fn erasure(positions: Vec<Position>, evidence: Digest) -> Command {
    let (reason, by) = ("its invented sender asked for it".to_owned(), "ida".to_owned());
    Command::EraseContent(ContentErased { positions, evidence: vec![evidence], reason, by })
}
