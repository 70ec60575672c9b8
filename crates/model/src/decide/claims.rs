//! Rules about claims, findings, matters, reviews and notes.

use super::Decided;
use super::texts::{fits, per_cent, says_something};
use crate::state::ClaimEntry;
use crate::{
    Amendment, Basis, ClaimAmended, ClaimChecked, ClaimClosed, ClaimId, ClaimProposed,
    CommentRequest, Event, Evidence, FindingRecorded, Link, LinkAdded, Matter, MatterAssigned,
    MatterId, MatterMerged, NewClaim, Note, Origin, Refusal, Relation, Review, Sighting, State,
    Status, Stream, Thing, Wording,
};

pub(super) fn propose(state: &State, claim: NewClaim, origin: Origin) -> Result<Decided, Refusal> {
    per_cent(origin.confidence)?;
    if state.claims.contains(&claim.id) {
        return Ok(Decided::nothing());
    }
    check_claim(state, &claim)?;
    Ok(Decided::one(claim.stream(), Event::ClaimProposed(ClaimProposed { claim, origin })))
}

pub(super) fn record(state: &State, claim: NewClaim) -> Result<Decided, Refusal> {
    if state.claims.contains(&claim.id) {
        return Err(Refusal::AlreadyRecorded(Thing::Claim(claim.id)));
    }
    check_claim(state, &claim)?;
    Ok(Decided::one(claim.stream(), Event::ClaimRecorded(claim)))
}

pub(super) fn sight(state: &State, sighting: Sighting) -> Result<Decided, Refusal> {
    let claim = live(state, sighting.claim, "sighted")?;
    check_sighting(state, &sighting)?;
    if claim.sighted_in.contains(&sighting.post) && !sighting.takes_back {
        return Ok(Decided::nothing());
    }
    Ok(Decided::one(Stream::Source(sighting.source), Event::ClaimSighted(sighting)))
}

pub(super) fn check(state: &State, claim: ClaimId) -> Result<Decided, Refusal> {
    let entry = needs(state, claim, &[Status::Proposed], "checked")?;
    Ok(Decided::one(entry.stream, Event::ClaimChecked(ClaimChecked { claim })))
}

pub(super) fn reject(state: &State, claim: ClaimId, reason: String) -> Result<Decided, Refusal> {
    fits("reason", &reason)?;
    let entry = needs(state, claim, &[Status::Proposed], "rejected")?;
    Ok(Decided::one(entry.stream, Event::ClaimRejected(ClaimClosed { claim, reason })))
}

pub(super) fn amend(
    state: &State,
    claim: ClaimId,
    amendment: Amendment,
    reason: String,
) -> Result<Decided, Refusal> {
    let entry = live(state, claim, "amended")?;
    fits("reason", &reason)?;
    if let Amendment::Statement(statement) = &amendment {
        says_something("statement", statement)?;
    }
    if let Amendment::Speaker(Some(actor)) | Amendment::RelayedBy(Some(actor)) = &amendment {
        super::actors::known(state, *actor)?;
    }
    let amended = ClaimAmended { claim, amendment, reason };
    Ok(Decided::one(entry.stream, Event::ClaimAmended(amended)))
}

pub(super) fn withdraw(state: &State, claim: ClaimId, reason: String) -> Result<Decided, Refusal> {
    says_something("reason", &reason)?;
    let entry = needs(state, claim, &[Status::Checked], "withdrawn")?;
    Ok(Decided::one(entry.stream, Event::ClaimWithdrawn(ClaimClosed { claim, reason })))
}

pub(super) fn record_finding(
    state: &State,
    finding: NewClaim,
    by: String,
    evidence: Vec<Evidence>,
    relation: Relation,
    target: ClaimId,
    reason: String,
) -> Result<Decided, Refusal> {
    says_something("name of the person", &by)?;
    if evidence.is_empty() {
        return Err(Refusal::Empty("evidence of the finding"));
    }
    evidence.iter().try_for_each(|item| says_something("title of the evidence", &item.title))?;
    if !matches!(relation, Relation::Refutes | Relation::Confirms) {
        return Err(Refusal::NotAFindingRelation(relation));
    }
    if state.claims.contains(&finding.id) {
        return Err(Refusal::AlreadyRecorded(Thing::Claim(finding.id)));
    }
    check_claim(state, &finding)?;
    live(state, target, "the subject of a finding")?;
    let link = Link {
        id: Link::id_of(finding.id, relation, target),
        from: finding.id,
        to: target,
        relation,
        basis: Basis::Inferred,
        stated_in: None,
        cue: None,
        reason,
        weight: 100,
    };
    says_something("reason", &link.reason)?;
    let recorded = FindingRecorded { claim: finding, by: by.clone(), evidence };
    Ok(Decided::one(Stream::Reviews, Event::FindingRecorded(recorded))
        .and(Stream::Links, Event::LinkAdded(LinkAdded { link, by })))
}

pub(super) fn add_matter(state: &State, matter: Matter) -> Result<Decided, Refusal> {
    says_something("title of the matter", &matter.title)?;
    if state.matters.contains(&matter.id) {
        return Ok(Decided::nothing());
    }
    Ok(Decided::one(Stream::Matters, Event::MatterAdded(matter)))
}

pub(super) fn assign(state: &State, claim: ClaimId, matter: MatterId) -> Result<Decided, Refusal> {
    known_matter(state, &matter)?;
    if live(state, claim, "assigned")?.matters.contains(&matter) {
        return Ok(Decided::nothing());
    }
    Ok(Decided::one(Stream::Matters, Event::MatterAssigned(MatterAssigned { claim, matter })))
}

pub(super) fn unassign(
    state: &State,
    claim: ClaimId,
    matter: MatterId,
) -> Result<Decided, Refusal> {
    known_matter(state, &matter)?;
    if !known(state, claim)?.matters.contains(&matter) {
        return Ok(Decided::nothing());
    }
    Ok(Decided::one(Stream::Matters, Event::MatterUnassigned(MatterAssigned { claim, matter })))
}

pub(super) fn merge_matters(
    state: &State,
    matter: MatterId,
    into: MatterId,
) -> Result<Decided, Refusal> {
    known_matter(state, &matter)?;
    let mut target = into.clone();
    loop {
        if target == matter {
            return Err(Refusal::Circle(Thing::Matter(matter)));
        }
        match known_matter(state, &target)? {
            Some(next) => target = next.clone(),
            None => break,
        }
    }
    Ok(Decided::one(Stream::Matters, Event::MatterMerged(MatterMerged { matter, into })))
}

pub(super) fn review(state: &State, review: Review) -> Result<Decided, Refusal> {
    says_something("name of the person", &review.by)?;
    says_something("scale", &review.scale)?;
    says_something("rating", &review.rating)?;
    known(state, review.claim)?;
    Ok(Decided::one(Stream::Reviews, Event::ReviewRecorded(review)))
}

pub(super) fn note(state: &State, note: Note) -> Result<Decided, Refusal> {
    says_something("name of the person", &note.by)?;
    says_something("note", &note.text)?;
    known(state, note.claim)?;
    Ok(Decided::one(Stream::Reviews, Event::NoteRecorded(note)))
}

pub(super) fn request_comment(state: &State, request: CommentRequest) -> Result<Decided, Refusal> {
    known(state, request.claim)?;
    if request.replied.is_some_and(|replied| replied < request.asked) {
        return Err(Refusal::ReplyBeforeRequest);
    }
    Ok(Decided::one(Stream::Reviews, Event::CommentRequested(request)))
}

/// Checks what holds for every claim, whoever records it.
fn check_claim(state: &State, new: &NewClaim) -> Result<(), Refusal> {
    let claim = &new.claim;
    says_something("statement", &claim.statement)?;
    let about = claim.about.iter().map(|about| about.actor);
    let actors = claim.speaker.actor.into_iter().chain(claim.relayed_by).chain(about);
    for actor in actors.chain(claim.speaker.candidates.iter().copied()) {
        super::actors::known(state, actor)?;
    }
    new.matters.iter().try_for_each(|matter| known_matter(state, matter).map(|_| ()))?;
    match &new.sighting {
        Some(sighting) => check_sighting(state, sighting),
        None if claim.wording == Wording::Speaker => Err(Refusal::QuoteWithoutPlace),
        None => Ok(()),
    }
}

fn check_sighting(state: &State, sighting: &Sighting) -> Result<(), Refusal> {
    super::pages::known_source(state, sighting.source)?;
    if !state.captures.contains(&sighting.capture) {
        return Err(Refusal::Unknown(Thing::Capture(sighting.capture)));
    }
    if !state.posts.contains(&sighting.post) {
        return Err(Refusal::Unknown(Thing::Post(sighting.post)));
    }
    if sighting.content.is_empty() {
        return Err(Refusal::Empty("quotation of the sighting"));
    }
    sighting.content.iter().try_for_each(|anchor| says_something("quotation", &anchor.quote))
}

fn known(state: &State, claim: ClaimId) -> Result<&ClaimEntry, Refusal> {
    state.claims.get(&claim).ok_or(Refusal::Unknown(Thing::Claim(claim)))
}

fn known_matter<'a>(state: &'a State, matter: &MatterId) -> Result<Option<&'a MatterId>, Refusal> {
    let entry = state.matters.get(matter);
    entry.map(Option::as_ref).ok_or_else(|| Refusal::Unknown(Thing::Matter(matter.clone())))
}

fn live<'a>(
    state: &'a State,
    claim: ClaimId,
    wanted: &'static str,
) -> Result<&'a ClaimEntry, Refusal> {
    needs(state, claim, &[Status::Proposed, Status::Checked], wanted)
}

fn needs<'a>(
    state: &'a State,
    claim: ClaimId,
    allowed: &[Status],
    wanted: &'static str,
) -> Result<&'a ClaimEntry, Refusal> {
    let entry = known(state, claim)?;
    if allowed.contains(&entry.status) {
        return Ok(entry);
    }
    Err(Refusal::WrongStatus { thing: Thing::Claim(claim), status: entry.status, wanted })
}
