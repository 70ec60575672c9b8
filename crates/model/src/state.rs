//! The state that rules look at: what exists, in which status, at which revision. Nothing else.

use std::collections::BTreeSet;

use crate::layered::Layered;
use crate::{
    ActorId, Affiliations, Amendment, CaptureId, ClaimAmended, ClaimId, Digest, Event, Few,
    Instant, LinkId, MatterId, NewClaim, Period, Position, PostId, Recorded, SourceId, Status,
    Stream, Thing,
};

/// What the rules know of a claim.
#[derive(Clone, Debug)]
pub(crate) struct ClaimEntry {
    pub(crate) status: Status,
    pub(crate) stream: Stream,
    pub(crate) speaker: Option<ActorId>,
    /// When the words were said, or else published.
    pub(crate) said: Option<Instant>,
    published: Option<Instant>,
    pub(crate) sighted_in: Few<PostId>,
    pub(crate) matters: Few<MatterId>,
}

/// What the rules know of an actor.
#[derive(Clone, Debug, Default)]
pub(crate) struct ActorEntry {
    pub(crate) aliases: BTreeSet<String>,
    pub(crate) speaks_for: BTreeSet<(ActorId, Period)>,
    pub(crate) aligned: BTreeSet<(ActorId, Period)>,
    pub(crate) merged_into: Option<ActorId>,
}

/// The state that [`decide`](crate::decide) looks at: a fold over everything recorded.
///
/// Events of a commit that is not yet durable can be [staged](State::stage); they count for later
/// decisions at once, and are kept by [`settle`](State::settle) or dropped by [`discard`](State::discard).
#[derive(Clone, Debug, Default)]
pub struct State {
    pub(crate) head: Position,
    staged_head: Option<Position>,
    marked_head: Option<Position>,
    pub(crate) is_open: Layered<(), ()>,
    pub(crate) sources: Layered<SourceId, ()>,
    pub(crate) captures: Layered<CaptureId, ()>,
    /// Contents already seen, so that a wording that comes back is no new version twice in a row.
    pub(crate) posts: Layered<PostId, Digest>,
    pub(crate) claims: Layered<ClaimId, ClaimEntry>,
    pub(crate) links: Layered<LinkId, Status>,
    pub(crate) actors: Layered<ActorId, ActorEntry>,
    pub(crate) matters: Layered<MatterId, Option<MatterId>>,
    revisions: Layered<Thing, Position>,
    pub(crate) affiliations: Affiliations,
}

impl State {
    /// Returns the position of the last event applied or staged.
    pub fn head(&self) -> Position {
        self.staged_head.unwrap_or(self.head)
    }

    /// Returns the revision of `thing`: the position of the last event that changed it.
    pub fn revision(&self, thing: &Thing) -> Option<Position> {
        self.revisions.get(thing).copied()
    }

    /// Returns the status of a claim, if it is known.
    pub fn claim_status(&self, claim: ClaimId) -> Option<Status> {
        self.claims.get(&claim).map(|entry| entry.status)
    }

    /// Returns the status of a link, if it is known.
    pub fn link_status(&self, link: LinkId) -> Option<Status> {
        self.links.get(&link).copied()
    }

    /// Returns whether the actor is known.
    pub fn has_actor(&self, actor: ActorId) -> bool {
        self.actors.contains(&actor)
    }

    /// Returns whether the source is known.
    pub fn has_source(&self, source: SourceId) -> bool {
        self.sources.contains(&source)
    }

    /// Returns whether this text of this source was read before.
    pub fn has_capture(&self, capture: CaptureId) -> bool {
        self.captures.contains(&capture)
    }

    /// Returns the hash of a post's latest wording, if the post is known.
    pub fn post_content(&self, post: PostId) -> Option<Digest> {
        self.posts.get(&post).copied()
    }

    /// Returns the recorded affiliations.
    pub fn affiliations(&self) -> &Affiliations {
        &self.affiliations
    }

    /// Applies a durable event.
    pub fn apply(&mut self, recorded: &Recorded) {
        self.stage(recorded);
        self.settle();
    }

    /// Applies an event that may still be taken back.
    pub fn stage(&mut self, recorded: &Recorded) {
        self.staged_head = Some(recorded.position);
        self.touch(recorded);
        self.fold(recorded);
        self.affiliations.apply(recorded);
    }

    /// Remembers what is staged so far, for [`back`](Self::back) to return to.
    pub fn mark(&mut self) {
        self.marked_head = self.staged_head;
        self.each(|layer| layer.mark());
    }

    /// Drops what was staged since the last [`mark`](Self::mark), and nothing before it.
    pub fn back(&mut self) {
        self.staged_head = self.marked_head;
        self.affiliations.forget_after(self.head());
        self.each(|layer| layer.back());
    }

    /// Keeps everything staged.
    pub fn settle(&mut self) {
        self.head = self.head();
        self.staged_head = None;
        self.each(|layer| layer.settle());
    }

    /// Drops everything staged.
    pub fn discard(&mut self) {
        self.staged_head = None;
        self.affiliations.forget_after(self.head);
        self.each(|layer| layer.discard());
    }

    fn each(&mut self, mut act: impl FnMut(&mut dyn Layer)) {
        act(&mut self.is_open);
        act(&mut self.sources);
        act(&mut self.captures);
        act(&mut self.posts);
        act(&mut self.claims);
        act(&mut self.links);
        act(&mut self.actors);
        act(&mut self.matters);
        act(&mut self.revisions);
    }

    /// Moves the revision of everything the event changed.
    fn touch(&mut self, recorded: &Recorded) {
        for thing in recorded.event.things() {
            self.revisions.insert(thing, recorded.position);
        }
    }

    fn fold(&mut self, recorded: &Recorded) {
        match &recorded.event {
            Event::CaseOpened(_) => self.is_open.insert((), ()),
            Event::SourceRegistered(source) => self.sources.insert(source.id, ()),
            Event::CaptureRecorded(capture) => self.captures.insert(capture.id, ()),
            Event::PostRecorded(new) => self.posts.insert(new.post.id, new.version.content),
            Event::PostRevised(version) => self.posts.insert(version.post, version.content),
            Event::ClaimProposed(proposed) => self.add_claim(&proposed.claim, Status::Proposed),
            Event::ClaimRecorded(claim) => self.add_claim(claim, Status::Checked),
            Event::FindingRecorded(finding) => self.add_claim(&finding.claim, Status::Checked),
            Event::ClaimSighted(sighting) => self.claims.change(&sighting.claim, |claim| {
                claim.sighted_in.insert(sighting.post);
            }),
            Event::ClaimChecked(checked) => self.set_claim(checked.claim, Status::Checked),
            Event::ClaimRejected(closed) => self.set_claim(closed.claim, Status::Rejected),
            Event::ClaimWithdrawn(closed) => self.set_claim(closed.claim, Status::Withdrawn),
            Event::ClaimAmended(amended) => self.amend_claim(amended),
            Event::LinkProposed(proposed) => self.links.insert(proposed.link.id, Status::Proposed),
            Event::LinkAdded(added) => self.links.insert(added.link.id, Status::Checked),
            Event::LinkChecked(checked) => self.links.insert(checked.link, Status::Checked),
            Event::LinkRejected(closed) => self.links.insert(closed.link, Status::Rejected),
            Event::LinkWithdrawn(closed) => self.links.insert(closed.link, Status::Withdrawn),
            Event::ActorAdded(actor) => self.actors.insert(actor.id, ActorEntry::default()),
            Event::ActorAliased(aliased) => self.actors.change(&aliased.actor, |actor| {
                actor.aliases.insert(aliased.alias.clone());
            }),
            Event::ActorSpeaksFor(speaks) => self.actors.change(&speaks.actor, |actor| {
                actor.speaks_for.insert((speaks.principal, speaks.period));
            }),
            Event::ActorAligned(aligned) => self.actors.change(&aligned.actor, |actor| {
                actor.aligned.insert((aligned.with, aligned.period));
            }),
            Event::ActorMerged(merged) => {
                self.actors.change(&merged.actor, |actor| actor.merged_into = Some(merged.into));
            }
            Event::ActorSplit(split) => {
                self.actors.change(&split.actor, |actor| actor.merged_into = None)
            }
            Event::MatterAdded(matter) => self.matters.insert(matter.id.clone(), None),
            Event::MatterMerged(m) => self.matters.insert(m.matter.clone(), Some(m.into.clone())),
            Event::MatterAssigned(assigned) => self.claims.change(&assigned.claim, |claim| {
                claim.matters.insert(assigned.matter.clone());
            }),
            Event::MatterUnassigned(assigned) => self.claims.change(&assigned.claim, |claim| {
                claim.matters.remove(&assigned.matter);
            }),
            Event::ContentErased(_)
            | Event::QueueDecided(_)
            | Event::FileImported(_)
            | Event::SourceRated(_)
            | Event::SourceOwned(_)
            | Event::ReviewRecorded(_)
            | Event::NoteRecorded(_)
            | Event::CommentRequested(_) => {}
        }
    }

    fn add_claim(&mut self, new: &NewClaim, status: Status) {
        let published = new.sighting.as_ref().and_then(|sighting| sighting.published);
        let entry = ClaimEntry {
            status,
            stream: new.stream(),
            speaker: new.claim.speaker.actor,
            said: new.claim.asserted_at.or(published).map(|moment| moment.at),
            published: published.map(|moment| moment.at),
            sighted_in: new.sighting.iter().map(|sighting| sighting.post).collect(),
            matters: new.matters.iter().cloned().collect(),
        };
        self.claims.insert(new.id, entry);
    }

    fn set_claim(&mut self, claim: ClaimId, status: Status) {
        self.claims.change(&claim, |entry| entry.status = status);
    }

    fn amend_claim(&mut self, amended: &ClaimAmended) {
        self.claims.change(&amended.claim, |entry| {
            if let Amendment::Speaker(actor) = &amended.amendment {
                entry.speaker = *actor;
            }
            if let Amendment::AssertedAt(moment) = &amended.amendment {
                entry.said = moment.map(|moment| moment.at).or(entry.published);
            }
        });
    }
}

/// What every layered map can do, whatever it holds.
trait Layer {
    fn mark(&mut self);
    fn back(&mut self);
    fn settle(&mut self);
    fn discard(&mut self);
}

impl<K: Eq + std::hash::Hash + Clone, V: Clone> Layer for Layered<K, V> {
    fn mark(&mut self) {
        Layered::mark(self);
    }

    fn back(&mut self) {
        Layered::back(self);
    }

    fn settle(&mut self) {
        Layered::settle(self);
    }

    fn discard(&mut self) {
        Layered::discard(self);
    }
}
