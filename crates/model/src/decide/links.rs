//! Rules about links.

use super::Decided;
use super::texts::{fits, per_cent, says_something};
use crate::{
    ClaimId, Event, Link, LinkAdded, LinkChecked, LinkClosed, LinkId, LinkProposed, Origin,
    Refusal, Relation, State, Status, Stream, Thing, Vantage,
};

pub(super) fn propose(state: &State, link: Link, origin: Origin) -> Result<Decided, Refusal> {
    per_cent(origin.confidence)?;
    if !link.relation.may_be_proposed() {
        return Err(Refusal::OnlyAFindingRefutes);
    }
    check_link(state, &link)?;
    if state.links.contains(&link.id) {
        return Ok(Decided::nothing());
    }
    Ok(Decided::one(Stream::Links, Event::LinkProposed(LinkProposed { link, origin })))
}

pub(super) fn add(state: &State, link: Link, by: String) -> Result<Decided, Refusal> {
    says_something("name of the person", &by)?;
    if link.relation == Relation::Refutes {
        return Err(Refusal::OnlyAFindingRefutes);
    }
    check_link(state, &link)?;
    match state.links.get(&link.id) {
        Some(Status::Proposed | Status::Checked) => {
            Err(Refusal::AlreadyRecorded(Thing::Link(link.id)))
        }
        // A link once rejected or withdrawn may be drawn again: the history shows both.
        Some(Status::Rejected | Status::Withdrawn) | None => {
            Ok(Decided::one(Stream::Links, Event::LinkAdded(LinkAdded { link, by })))
        }
    }
}

pub(super) fn check(state: &State, link: LinkId) -> Result<Decided, Refusal> {
    needs(state, link, &[Status::Proposed], "checked")?;
    Ok(Decided::one(Stream::Links, Event::LinkChecked(LinkChecked { link })))
}

pub(super) fn reject(state: &State, link: LinkId, reason: String) -> Result<Decided, Refusal> {
    fits("reason", &reason)?;
    needs(state, link, &[Status::Proposed], "rejected")?;
    Ok(Decided::one(Stream::Links, Event::LinkRejected(LinkClosed { link, reason })))
}

pub(super) fn withdraw(state: &State, link: LinkId, reason: String) -> Result<Decided, Refusal> {
    says_something("reason", &reason)?;
    needs(state, link, &[Status::Proposed, Status::Checked], "withdrawn")?;
    Ok(Decided::one(Stream::Links, Event::LinkWithdrawn(LinkClosed { link, reason })))
}

/// Checks what holds for every link, whoever draws it.
pub(super) fn check_link(state: &State, link: &Link) -> Result<(), Refusal> {
    says_something("reason", &link.reason)?;
    per_cent(link.weight)?;
    if link.from == link.to {
        return Err(Refusal::SelfLink);
    }
    let from = party(state, link.from)?;
    let to = party(state, link.to)?;
    if link.relation.needs_same_party() && (from.is_none() || from != to) {
        return Err(Refusal::NotTheSameParty(link.relation));
    }
    Ok(())
}

/// Returns the party of a claim as recorded so far; none if nobody is named.
fn party(state: &State, claim: ClaimId) -> Result<Option<crate::ActorId>, Refusal> {
    let entry = state.claims.get(&claim).ok_or(Refusal::Unknown(Thing::Claim(claim)))?;
    let vantage = Vantage { said: entry.said, as_of: state.head() };
    Ok(entry.speaker.map(|speaker| state.affiliations.party(speaker, vantage)))
}

fn needs(
    state: &State,
    link: LinkId,
    allowed: &[Status],
    wanted: &'static str,
) -> Result<(), Refusal> {
    let status = *state.links.get(&link).ok_or(Refusal::Unknown(Thing::Link(link)))?;
    if allowed.contains(&status) {
        return Ok(());
    }
    Err(Refusal::WrongStatus { thing: Thing::Link(link), status, wanted })
}
