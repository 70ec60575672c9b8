//! One event told: what kind of change it is, what it is about, and a sentence. Used by `changes`.

use counterclaim_model::{ActorId, ClaimId, Clock, Event, Link, LinkId, QueueAction, SourceId};

use super::lens::Lens;
use crate::answers::{ChangedField, ChangedItem, ChangedKind};

impl Lens<'_> {
    /// Fills in what an event says. `before` is the clock just before it, for what it replaced.
    pub(super) fn tell_event(&self, item: &mut ChangedItem, event: &Event, before: Clock) {
        use ChangedKind as Kind;
        match event {
            Event::CaseOpened(opened) => {
                told(item, Kind::CaseOpened, format!("the case was opened: {}", opened.title));
            }
            Event::ContentErased(erased) => {
                item.reason = Some(erased.reason.clone());
                let many = erased.positions.len();
                let text = format!("{} had the content of {many} events erased", erased.by);
                told(item, Kind::ContentErased, text);
            }
            Event::FileImported(_) => {
                told(item, Kind::FileImported, "a file was imported".to_owned());
            }
            Event::QueueDecided(decided) => {
                let what = match decided.action {
                    QueueAction::Check => "checked",
                    QueueAction::Reject => "rejected",
                };
                let many = decided.seen.len() + decided.links.len();
                let text = format!("{many} proposals were {what} together: {}", decided.query);
                told(item, Kind::QueueDecided, text);
            }
            Event::SourceRegistered(source) => {
                self.source_changed(item, Kind::SourceNew, source.id, "new source");
            }
            Event::SourceRated(rated) => {
                item.reason = given(&rated.reason);
                let what = match rated.reliability {
                    Some(rating) => format!("rated {}", rating.letter()),
                    None => "no longer rated".to_owned(),
                };
                self.source_changed(item, Kind::SourceRated, rated.source, &what);
            }
            Event::SourceOwned(owned) => {
                item.of.other = Some(self.named(Some(owned.ownership.owner)));
                let what = format!("owned by {}", self.named(Some(owned.ownership.owner)).name);
                self.source_changed(item, Kind::SourceOwned, owned.source, &what);
            }
            Event::CaptureRecorded(capture) => {
                item.of.capture = Some(capture.id);
                let title = capture.title.as_deref().unwrap_or("a page");
                let what = format!("new capture, {title}");
                self.source_changed(item, Kind::CaptureNew, capture.source, &what);
            }
            Event::PostRecorded(new) => {
                item.of.post = Some(new.post.id);
                item.of.capture = Some(new.version.capture);
                let what = format!("new post{}", headed(new.version.headline.as_deref()));
                self.source_changed(item, Kind::PostNew, new.post.source, &what);
            }
            Event::PostRevised(version) => {
                item.of.post = Some(version.post);
                item.of.capture = Some(version.capture);
                let what =
                    format!("another wording of a post{}", headed(version.headline.as_deref()));
                match self.desk.views.post(version.post, Clock { public_by: None, ..self.clock }) {
                    Some(at) => self.source_changed(item, Kind::PostRevised, at.post.source, &what),
                    None => told(item, Kind::PostRevised, what),
                }
            }
            Event::ClaimProposed(_)
            | Event::ClaimRecorded(_)
            | Event::FindingRecorded(_)
            | Event::ClaimSighted(_)
            | Event::ClaimChecked(_)
            | Event::ClaimRejected(_)
            | Event::ClaimAmended(_)
            | Event::ClaimWithdrawn(_)
            | Event::ReviewRecorded(_)
            | Event::NoteRecorded(_)
            | Event::CommentRequested(_)
            | Event::MatterAssigned(_)
            | Event::MatterUnassigned(_) => self.tell_claim(item, event, before),
            Event::LinkProposed(new) => {
                self.link_changed(item, Kind::LinkProposed, &new.link, "proposed");
            }
            Event::LinkAdded(new) => self.link_changed(item, Kind::LinkAdded, &new.link, "drawn"),
            Event::LinkChecked(checked) => {
                self.known_link(item, Kind::LinkChecked, checked.link, "checked");
            }
            Event::LinkRejected(closed) => {
                item.reason = given(&closed.reason);
                self.known_link(item, Kind::LinkRejected, closed.link, "rejected");
            }
            Event::LinkWithdrawn(closed) => {
                item.reason = given(&closed.reason);
                self.known_link(item, Kind::LinkWithdrawn, closed.link, "withdrawn by us");
            }
            Event::ActorAdded(actor) => {
                self.actor_changed(item, Kind::ActorNew, actor.id, "new actor".to_owned());
            }
            Event::ActorAliased(aliased) => {
                let what = format!("also called {}", aliased.alias);
                self.actor_changed(item, Kind::ActorAliased, aliased.actor, what);
            }
            Event::ActorSpeaksFor(speaks) => {
                let what = format!("speaks for {}", self.other(item, speaks.principal));
                self.actor_changed(item, Kind::ActorSpeaksFor, speaks.actor, what);
            }
            Event::ActorAligned(aligned) => {
                item.reason = given(&aligned.reason);
                let what = format!("counts as one group with {}", self.other(item, aligned.with));
                self.actor_changed(item, Kind::ActorAligned, aligned.actor, what);
            }
            Event::ActorMerged(merged) => {
                item.reason = given(&merged.reason);
                let what = format!("found to be {}", self.other(item, merged.into));
                self.actor_changed(item, Kind::ActorMerged, merged.actor, what);
                // It goes by the other's name from here on; what it was called is in its own record.
                let own = self.desk.views.actor(merged.actor, self.clock);
                if let (Some(at), Some(other)) = (own, &item.of.other) {
                    item.told = format!("{}: found to be {}", at.actor.name, other.name);
                }
            }
            Event::ActorSplit(split) => {
                item.reason = given(&split.reason);
                self.actor_changed(item, Kind::ActorSplit, split.actor, "itself again".to_owned());
            }
            Event::MatterAdded(matter) => {
                item.of.matter = Some(matter.id.clone());
                told(item, Kind::MatterNew, format!("new matter: {}", matter.title));
            }
            Event::MatterMerged(merged) => {
                item.of.matter = Some(merged.into.clone());
                let text = format!("matter {} was found to be {}", merged.matter, merged.into);
                told(item, Kind::MatterMerged, text);
            }
        }
    }

    /// Tells an event of a claim.
    fn tell_claim(&self, item: &mut ChangedItem, event: &Event, before: Clock) {
        use ChangedKind as Kind;
        let mut of = |kind: Kind, claim: ClaimId, what: &str| {
            let line = self.claim_told(claim);
            told(item, kind, format!("{}: {what}", line.who));
            item.of.claim = Some(line);
        };
        match event {
            Event::ClaimProposed(new) => of(Kind::ClaimProposed, new.claim.id, "proposed"),
            Event::ClaimRecorded(new) => of(Kind::ClaimRecorded, new.id, "recorded by hand"),
            Event::FindingRecorded(new) => {
                of(Kind::FindingRecorded, new.claim.id, "recorded as a finding");
            }
            Event::ClaimSighted(seen) => {
                of(Kind::ClaimSighted, seen.claim, "sighted in another place");
                item.of.source = Some(seen.source);
                item.of.post = Some(seen.post);
                item.of.capture = Some(seen.capture);
            }
            Event::ClaimChecked(checked) => of(Kind::ClaimChecked, checked.claim, "checked"),
            Event::ClaimRejected(closed) => {
                of(Kind::ClaimRejected, closed.claim, "rejected");
                item.reason = given(&closed.reason);
            }
            Event::ClaimWithdrawn(closed) => {
                of(Kind::ClaimWithdrawn, closed.claim, "withdrawn by us");
                item.reason = given(&closed.reason);
            }
            Event::ClaimAmended(amended) => {
                let field = self.corrected(amended.claim, &amended.amendment, before);
                let what = format!(
                    "{} corrected, {} → {}",
                    field.field,
                    or_nothing(&field.old),
                    or_nothing(&field.new)
                );
                of(Kind::ClaimCorrected, amended.claim, &what);
                item.field = Some(field);
                item.reason = given(&amended.reason);
            }
            Event::ReviewRecorded(review) => {
                let what = format!("rated {} ({}) by {}", review.rating, review.scale, review.by);
                of(Kind::ReviewRecorded, review.claim, &what);
                item.of.review = Some(review.id);
                item.reason.clone_from(&review.reason);
            }
            Event::NoteRecorded(note) => {
                of(Kind::NoteRecorded, note.claim, &format!("{} remarks: {}", note.by, note.text));
            }
            Event::CommentRequested(request) => {
                let what = match request.replied {
                    Some(_) => "comment asked for and given",
                    None => "comment asked for",
                };
                of(Kind::CommentRequested, request.claim, what);
            }
            Event::MatterAssigned(at) => {
                of(Kind::MatterAssigned, at.claim, &format!("put under {}", at.matter));
                item.of.matter = Some(at.matter.clone());
            }
            Event::MatterUnassigned(at) => {
                of(Kind::MatterUnassigned, at.claim, &format!("taken out of {}", at.matter));
                item.of.matter = Some(at.matter.clone());
            }
            Event::CaseOpened(_)
            | Event::ContentErased(_)
            | Event::QueueDecided(_)
            | Event::FileImported(_)
            | Event::SourceRegistered(_)
            | Event::SourceRated(_)
            | Event::SourceOwned(_)
            | Event::CaptureRecorded(_)
            | Event::PostRecorded(_)
            | Event::PostRevised(_)
            | Event::LinkProposed(_)
            | Event::LinkAdded(_)
            | Event::LinkChecked(_)
            | Event::LinkRejected(_)
            | Event::LinkWithdrawn(_)
            | Event::ActorAdded(_)
            | Event::ActorAliased(_)
            | Event::ActorSpeaksFor(_)
            | Event::ActorAligned(_)
            | Event::ActorMerged(_)
            | Event::ActorSplit(_)
            | Event::MatterAdded(_)
            | Event::MatterMerged(_) => {}
        }
    }

    /// Returns a field as it was on `before`, and as an amendment has it.
    pub(super) fn corrected(
        &self,
        claim: ClaimId,
        amendment: &counterclaim_model::Amendment,
        before: Clock,
    ) -> ChangedField {
        let at = self.desk.views.claim(claim, before);
        let old = at.as_ref().map(|at| self.field_of(&at.claim, amendment)).unwrap_or_default();
        let new = at.map(|at| {
            let mut claim = at.claim.into_owned();
            claim.amend(amendment);
            self.field_of(&claim, amendment)
        });
        ChangedField { field: super::claim::field(amendment), old, new: new.unwrap_or_default() }
    }

    fn source_changed(
        &self,
        item: &mut ChangedItem,
        kind: ChangedKind,
        source: SourceId,
        what: &str,
    ) {
        let name = self.source_of(source).map(|source| source.name);
        item.of.source = Some(source);
        told(item, kind, format!("{}: {what}", name.unwrap_or_else(|| source.to_string())));
    }

    fn actor_changed(
        &self,
        item: &mut ChangedItem,
        kind: ChangedKind,
        actor: ActorId,
        what: String,
    ) {
        let named = self.named(Some(actor));
        told(item, kind, format!("{}: {what}", named.name));
        item.of.actor = Some(named);
    }

    /// Names the other actor of a change.
    fn other(&self, item: &mut ChangedItem, actor: ActorId) -> String {
        let named = self.named(Some(actor));
        let name = named.name.clone();
        item.of.other = Some(named);
        name
    }

    fn known_link(&self, item: &mut ChangedItem, kind: ChangedKind, link: LinkId, what: &str) {
        match self.desk.views.link(link, Clock { public_by: None, ..self.clock }) {
            Some(at) => self.link_changed(item, kind, at.link, what),
            None => told(item, kind, format!("link {link}: {what}")),
        }
    }

    fn link_changed(&self, item: &mut ChangedItem, kind: ChangedKind, link: &Link, what: &str) {
        let (from, to) = (self.claim_told(link.from), self.claim_told(link.to));
        let relation = link.relation.name().replace('_', " ");
        told(item, kind, format!("{} {relation} {}: {what}", from.who, to.who));
        item.of.link = Some(link.id);
        item.of.relation = Some(link.relation);
        item.of.claim = Some(from);
        item.of.to = Some(to);
        if item.reason.is_none() {
            item.reason = given(&link.reason);
        }
    }
}

fn told(item: &mut ChangedItem, kind: ChangedKind, text: String) {
    item.kind = kind;
    item.told = text;
}

fn given(reason: &str) -> Option<String> {
    (!reason.is_empty()).then(|| reason.to_owned())
}

fn headed(headline: Option<&str>) -> String {
    headline.map(|headline| format!(", ‹{headline}›")).unwrap_or_default()
}

fn or_nothing(text: &str) -> &str {
    if text.is_empty() { "nothing" } else { text }
}
