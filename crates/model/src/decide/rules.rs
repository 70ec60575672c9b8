//! The door of the rules: expectations first, then one function per command.

use super::{Decided, actors, claims, links, pages};
use crate::{Command, Expectation, Refusal, State};

/// Decides what a command changes, given what was recorded so far.
///
/// The result may be empty: the command asks for what is already so. Nothing here reads a clock, a
/// file or chance; the same state and command give the same answer for ever.
///
/// # Errors
/// The first rule that says no, as a [`Refusal`]: revisions that moved before anything else.
pub fn decide(
    state: &State,
    command: Command,
    expected: &[Expectation],
) -> Result<Decided, Refusal> {
    expected.iter().try_for_each(|expectation| meet(state, expectation))?;
    match command {
        Command::OpenCase { case, title } => pages::open_case(state, case, title),
        Command::EraseContent(erased) => pages::erase_content(state, erased),
        Command::DecideQueue(decided) => pages::decide_queue(decided),
        Command::NoteImport(imported) => pages::note_import(imported),
        Command::RegisterSource(source) => pages::register_source(state, source),
        Command::RateSource { source, reliability, reason } => {
            pages::rate_source(state, source, reliability, reason)
        }
        Command::OwnSource { source, ownership } => pages::own_source(state, source, ownership),
        Command::RecordCapture(capture) => pages::record_capture(state, capture),
        Command::RecordPost { post, version } => pages::record_post(state, post, version),
        Command::ProposeClaim { claim, origin } => claims::propose(state, claim, origin),
        Command::RecordClaim(claim) => claims::record(state, claim),
        Command::SightClaim(sighting) => claims::sight(state, sighting),
        Command::CheckClaim { claim } => claims::check(state, claim),
        Command::RejectClaim { claim, reason } => claims::reject(state, claim, reason),
        Command::AmendClaim { claim, amendment, reason } => {
            claims::amend(state, claim, amendment, reason)
        }
        Command::WithdrawClaim { claim, reason } => claims::withdraw(state, claim, reason),
        Command::RecordFinding { finding, by, evidence, relation, target, reason } => {
            claims::record_finding(state, finding, by, evidence, relation, target, reason)
        }
        Command::ProposeLink { link, origin } => links::propose(state, link, origin),
        Command::AddLink { link, by } => links::add(state, link, by),
        Command::CheckLink { link } => links::check(state, link),
        Command::RejectLink { link, reason } => links::reject(state, link, reason),
        Command::WithdrawLink { link, reason } => links::withdraw(state, link, reason),
        Command::AddActor(actor) => actors::add(state, actor),
        Command::AddAlias { actor, alias, period } => actors::alias(state, actor, alias, period),
        Command::AddSpeaksFor(speaks_for) => actors::speaks_for(state, speaks_for),
        Command::Align(alignment) => actors::align(state, alignment),
        Command::MergeActors { actor, into, reason } => actors::merge(state, actor, into, reason),
        Command::SplitActor { actor, reason } => actors::split(state, actor, reason),
        Command::AddMatter(matter) => claims::add_matter(state, matter),
        Command::AssignMatter { claim, matter } => claims::assign(state, claim, matter),
        Command::UnassignMatter { claim, matter } => claims::unassign(state, claim, matter),
        Command::MergeMatters { matter, into } => claims::merge_matters(state, matter, into),
        Command::AddReview(review) => claims::review(state, review),
        Command::AddNote(note) => claims::note(state, note),
        Command::RequestComment(request) => claims::request_comment(state, request),
    }
}

fn meet(state: &State, expectation: &Expectation) -> Result<(), Refusal> {
    let thing = expectation.thing.clone();
    let actual = state.revision(&thing).ok_or_else(|| Refusal::Unknown(thing.clone()))?;
    if actual == expectation.revision {
        return Ok(());
    }
    Err(Refusal::RevisionMoved { thing, expected: expectation.revision, actual })
}
