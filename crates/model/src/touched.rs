//! What an event or command is about: which things it changes, and which stream it belongs to.

use crate::{Affiliations, Command, Digest, Event, NewClaim, Recorded, Stream, Thing};

impl Event {
    /// Returns everything whose revision this event moves.
    pub fn things(&self) -> Vec<Thing> {
        match self {
            Self::CaseOpened(_)
            | Self::ContentErased(_)
            | Self::QueueDecided(_)
            | Self::FileImported(_) => vec![Thing::Case],
            Self::SourceRegistered(source) => vec![Thing::Source(source.id)],
            Self::SourceRated(rated) => vec![Thing::Source(rated.source)],
            Self::SourceOwned(owned) => vec![Thing::Source(owned.source)],
            Self::CaptureRecorded(capture) => vec![Thing::Capture(capture.id)],
            Self::PostRecorded(new) => vec![Thing::Post(new.post.id)],
            Self::PostRevised(version) => vec![Thing::Post(version.post)],
            Self::ClaimProposed(proposed) => vec![Thing::Claim(proposed.claim.id)],
            Self::ClaimRecorded(claim) => vec![Thing::Claim(claim.id)],
            Self::FindingRecorded(finding) => vec![Thing::Claim(finding.claim.id)],
            Self::ClaimSighted(sighting) => vec![Thing::Claim(sighting.claim)],
            Self::ClaimChecked(checked) => vec![Thing::Claim(checked.claim)],
            Self::ClaimRejected(closed) | Self::ClaimWithdrawn(closed) => {
                vec![Thing::Claim(closed.claim)]
            }
            Self::ClaimAmended(amended) => vec![Thing::Claim(amended.claim)],
            Self::LinkProposed(proposed) => vec![Thing::Link(proposed.link.id)],
            Self::LinkAdded(added) => vec![Thing::Link(added.link.id)],
            Self::LinkChecked(checked) => vec![Thing::Link(checked.link)],
            Self::LinkRejected(closed) | Self::LinkWithdrawn(closed) => {
                vec![Thing::Link(closed.link)]
            }
            Self::ActorAdded(actor) => vec![Thing::Actor(actor.id)],
            Self::ActorAliased(aliased) => vec![Thing::Actor(aliased.actor)],
            Self::ActorSpeaksFor(speaks) => vec![Thing::Actor(speaks.actor)],
            Self::ActorAligned(aligned) => {
                vec![Thing::Actor(aligned.actor), Thing::Actor(aligned.with)]
            }
            Self::ActorMerged(merged) => {
                vec![Thing::Actor(merged.actor), Thing::Actor(merged.into)]
            }
            Self::ActorSplit(split) => vec![Thing::Actor(split.actor)],
            Self::MatterAdded(matter) => vec![Thing::Matter(matter.id.clone())],
            Self::MatterAssigned(assigned) | Self::MatterUnassigned(assigned) => {
                vec![Thing::Claim(assigned.claim), Thing::Matter(assigned.matter.clone())]
            }
            Self::MatterMerged(m) => {
                vec![Thing::Matter(m.matter.clone()), Thing::Matter(m.into.clone())]
            }
            Self::ReviewRecorded(review) => {
                vec![Thing::Review(review.id), Thing::Claim(review.claim)]
            }
            Self::NoteRecorded(note) => vec![Thing::Claim(note.claim)],
            Self::CommentRequested(request) => vec![Thing::Claim(request.claim)],
        }
    }
}

impl Event {
    /// Returns the evidence that this event names and that must be kept while it stands: bytes and text
    /// of a capture, and what a finding rests on.
    pub fn evidence(&self) -> Vec<Digest> {
        if let Self::CaptureRecorded(capture) = self {
            return vec![capture.bytes, capture.text];
        }
        if let Self::FindingRecorded(finding) = self {
            return finding.evidence.iter().filter_map(|piece| piece.bytes).collect();
        }
        Vec::new()
    }
}

impl NewClaim {
    /// Returns the stream this claim and its corrections belong to: its source's, or the case's.
    pub fn stream(&self) -> Stream {
        self.sighting.as_ref().map_or(Stream::Case, |sighting| Stream::Source(sighting.source))
    }
}

impl Affiliations {
    /// Applies an event; those that say nothing about affiliation change nothing.
    pub fn apply(&mut self, recorded: &Recorded) {
        let at = recorded.position;
        if let Event::ActorSpeaksFor(s) = &recorded.event {
            match s.is_joint() {
                true => self.add_member(s.actor, s.principal, s.period, at),
                false => self.add_speaks_for(s.actor, s.principal, s.period, at),
            }
        }
        if let Event::ActorAligned(a) = &recorded.event {
            self.add_alignment(a.actor, a.with, a.period, at);
        }
        if let Event::ActorMerged(m) = &recorded.event {
            self.add_merge(m.actor, m.into, at);
        }
        if let Event::ActorSplit(s) = &recorded.event {
            self.add_split(s.actor, at);
        }
    }
}

impl Command {
    /// Returns the one known thing that this command changes; none for commands that bring something new.
    pub fn subject(&self) -> Option<Thing> {
        match self {
            Self::RateSource { source, .. } | Self::OwnSource { source, .. } => {
                Some(Thing::Source(*source))
            }
            Self::SightClaim(sighting) => Some(Thing::Claim(sighting.claim)),
            Self::CheckClaim { claim }
            | Self::RejectClaim { claim, .. }
            | Self::AmendClaim { claim, .. }
            | Self::WithdrawClaim { claim, .. }
            | Self::AssignMatter { claim, .. }
            | Self::UnassignMatter { claim, .. } => Some(Thing::Claim(*claim)),
            Self::RecordFinding { target, .. } => Some(Thing::Claim(*target)),
            Self::AddReview(review) => Some(Thing::Claim(review.claim)),
            Self::AddNote(note) => Some(Thing::Claim(note.claim)),
            Self::RequestComment(request) => Some(Thing::Claim(request.claim)),
            Self::CheckLink { link }
            | Self::RejectLink { link, .. }
            | Self::WithdrawLink { link, .. } => Some(Thing::Link(*link)),
            Self::AddAlias { actor, .. }
            | Self::MergeActors { actor, .. }
            | Self::SplitActor { actor, .. } => Some(Thing::Actor(*actor)),
            Self::AddSpeaksFor(speaks_for) => Some(Thing::Actor(speaks_for.actor)),
            Self::Align(alignment) => Some(Thing::Actor(alignment.actor)),
            Self::MergeMatters { matter, .. } => Some(Thing::Matter(matter.clone())),
            Self::OpenCase { .. }
            | Self::EraseContent(_)
            | Self::DecideQueue(_)
            | Self::NoteImport(_)
            | Self::RegisterSource(_)
            | Self::RecordCapture(_)
            | Self::RecordPost { .. }
            | Self::ProposeClaim { .. }
            | Self::RecordClaim(_)
            | Self::ProposeLink { .. }
            | Self::AddLink { .. }
            | Self::AddActor(_)
            | Self::AddMatter(_) => None,
        }
    }
}
