//! From a wish to a command, and the commands every log of this world begins with.

use counterclaim_model::{
    Actor, Alignment, Amendment, Capture, CapturedFrom, CaseId, Command, CommentRequest, Digest,
    Evidence, Fault, Matter, Moment, Note, Origin, Ownership, Period, Post, PostVersion, Relation,
    Reliability, Review, ReviewId, Source, SpeaksFor,
};

use super::{
    ACTORS, Wish, actor, capture, claim_id, hour, link, matter, new_claim, post, post_key,
    published, sighting, source,
};

/// The case, its actors and sources, two captures and two matters.
pub(crate) fn beginnings() -> Vec<Command> {
    let open = Command::OpenCase { case: CaseId::derive(&["world"]), title: "The night".into() };
    let actors = ACTORS.iter().map(|(kind, name)| {
        let id = Actor::id_of(*kind, name);
        Command::AddActor(Actor { id, kind: *kind, name: (*name).into(), basis: "page".into() })
    });
    let sources = ["Harbour Wire", "Skarne Courier"].map(|name| {
        let (id, outlet) = (Source::id_of(name), actor(5));
        Command::RegisterSource(Source { id, name: name.into(), outlet, url: None })
    });
    let pages = [wish_capture(0), wish_capture(1), wish_post(1, 0), wish_post(2, 0)];
    let matters = [0, 1].map(|n| Command::AddMatter(Matter { id: matter(n), title: "M".into() }));
    [open].into_iter().chain(actors).chain(sources).chain(pages).chain(matters).collect()
}

/// What is wished for. Much of it the rules refuse; that is as it should be.
pub(crate) fn command((kind, a, b, c): Wish) -> Command {
    let reason = || format!("reason {c}");
    let by = || "Ida Moor".to_owned();
    match kind {
        0 => wish_capture(a),
        1 | 2 => wish_post(a, c),
        3..=6 => Command::ProposeClaim { claim: new_claim(a, b, c), origin: origin(c) },
        7 | 8 => Command::RecordClaim(new_claim(a, b, c)),
        9 => Command::SightClaim(sighting(a, b, c == 0)),
        10 | 11 => Command::CheckClaim { claim: claim_id(a) },
        12 => Command::RejectClaim { claim: claim_id(a), reason: reason() },
        13 => Command::WithdrawClaim { claim: claim_id(a), reason: reason() },
        14 | 15 => {
            Command::AmendClaim { claim: claim_id(a), amendment: amendment(b, c), reason: reason() }
        }
        16 => finding(a, b, c),
        17 | 18 => Command::ProposeLink { link: link(a % 3, b % 3, c), origin: origin(c) },
        19 => Command::AddLink { link: link(a % 3, b % 3, c), by: by() },
        20 => match a / 3 {
            0 => Command::CheckLink { link: link(a % 3, b % 3, c).id },
            1 => Command::RejectLink { link: link(a % 3, b % 3, c).id, reason: reason() },
            _ => Command::WithdrawLink { link: link(a % 3, b % 3, c).id, reason: reason() },
        },
        21 => Command::AddAlias { actor: actor(a), alias: format!("The  {b}"), period: period(c) },
        22 => Command::AddSpeaksFor(SpeaksFor {
            actor: actor(a),
            principal: actor(b),
            role: None,
            period: period(c),
            basis: "page".into(),
        }),
        23 => Command::Align(Alignment {
            actor: actor(a),
            with: actor(b),
            period: period(c),
            reason: reason(),
        }),
        24 => match c % 3 {
            0 => Command::SplitActor { actor: actor(a), reason: reason() },
            _ => Command::MergeActors { actor: actor(a), into: actor(b), reason: reason() },
        },
        25 => Command::AssignMatter { claim: claim_id(a), matter: matter(b) },
        26 => Command::UnassignMatter { claim: claim_id(a), matter: matter(b) },
        27 => match c % 4 {
            0 => Command::MergeMatters { matter: matter(a), into: matter(b) },
            _ => Command::AddMatter(Matter { id: matter(a), title: format!("M {a}") }),
        },
        28 => match c % 3 {
            0 => Command::AddReview(Review {
                id: ReviewId::derive(&[&a.to_string(), &b.to_string()]),
                claim: claim_id(a),
                by: by(),
                scale: "desk".into(),
                rating: format!("{b}"),
                reason: None,
                published: None,
            }),
            1 => Command::AddNote(Note { claim: claim_id(a), by: by(), text: reason() }),
            _ => Command::RequestComment(CommentRequest {
                claim: claim_id(a),
                asked: hour(b.into()),
                replied: None,
            }),
        },
        _ => source_wish(a, b, c),
    }
}

fn source_wish(a: u8, b: u8, c: u8) -> Command {
    if c.is_multiple_of(2) {
        let reliability = (b > 2).then_some(Reliability::C);
        return Command::RateSource { source: source(a), reliability, reason: "its record".into() };
    }
    let ownership = Ownership { owner: actor(b), state: Some(actor(0)), period: period(c) };
    Command::OwnSource { source: source(a), ownership }
}

fn finding(target: u8, n: u8, c: u8) -> Command {
    let mut finding = new_claim(n, 7, 11);
    finding.id = counterclaim_model::ClaimId::derive(&["finding", &n.to_string()]);
    let relation = if c.is_multiple_of(2) { Relation::Refutes } else { Relation::Confirms };
    Command::RecordFinding {
        finding,
        by: "Ida Moor".into(),
        evidence: vec![Evidence { title: "satellite image".into(), bytes: None }],
        relation,
        target: claim_id(target),
        reason: "the quay is intact".into(),
    }
}

fn amendment(b: u8, c: u8) -> Amendment {
    match b % 4 {
        0 => Amendment::Statement(format!("amended {c}")),
        1 => Amendment::AssertedAt(Some(Moment::minute(hour(c.into())))),
        2 => Amendment::Role(Some(format!("role {c}"))),
        _ => Amendment::Speaker((c < 10).then(|| actor(c))),
    }
}

fn origin(c: u8) -> Origin {
    Origin { rule: "rule@1".into(), confidence: c, flags: Vec::new() }
}

/// A wished period; some end before they begin and are refused.
fn period(c: u8) -> Period {
    match c % 3 {
        0 => Period::ALWAYS,
        1 => Period { from: Some(hour(i64::from(c))), until: None },
        _ => Period { from: None, until: Some(hour(i64::from(c))) },
    }
}

fn wish_capture(n: u8) -> Command {
    Command::RecordCapture(Capture {
        id: capture(n),
        source: source(n),
        title: None,
        url: None,
        final_url: None,
        status: None,
        headers: Vec::new(),
        captured_at: (n % 4 != 3).then(|| Moment::minute(hour(12 + i64::from(n % 4)))),
        captured_from: Some(CapturedFrom::Option),
        bytes: Digest([n; 32]),
        text: Digest([n % 4; 32]),
        reader: "reader@1".into(),
        faults: vec![Fault { at: n.into(), what: "a stamp that is no time".into() }],
    })
}

fn wish_post(n: u8, wording: u8) -> Command {
    let key = post_key(n);
    let post =
        Post { id: post(n), source: source(n), key, published: published(n), permalink: None };
    let version = PostVersion {
        post: post.id,
        capture: capture(n),
        headline: None,
        number: n.into(),
        start: 0,
        end: 10,
        content: Digest([wording % 3; 32]),
    };
    Command::RecordPost { post, version }
}
