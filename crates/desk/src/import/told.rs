//! What was recorded for a row beside the thing itself, in words.

use counterclaim_model::Event;

use super::people::People;
use crate::desk::Desk;

/// Returns what the events bring beside the thing with the row's own id, and what a person should know of
/// what they do to it.
pub(super) fn told(
    events: &[Event],
    own: Option<&str>,
    people: &People,
    desk: &Desk,
) -> (Vec<String>, Vec<String>) {
    let (mut created, mut notes) = (Vec::new(), Vec::new());
    let is_own = |id: String| own == Some(id.as_str());
    let name = |actor| people.name(actor, desk);
    // What is proposed and checked at once is new, and checked where it comes from.
    let is_new = events
        .iter()
        .any(|event| matches!(event, Event::ClaimProposed(_) | Event::LinkProposed(_)));
    for event in events {
        match event {
            Event::ActorAdded(actor) if !is_own(actor.id.to_string()) => {
                created.push(format!("actor {} ({})", actor.name, actor.kind.name()));
            }
            Event::ActorAliased(aliased) => {
                created.push(format!("{} is also called {}", name(aliased.actor), aliased.alias));
            }
            Event::ActorSpeaksFor(speaks) => created.push(format!(
                "{} speaks for {}",
                name(speaks.actor),
                name(speaks.principal)
            )),
            Event::ActorAligned(aligned) => created.push(format!(
                "{} and {} count as one group",
                name(aligned.actor),
                name(aligned.with)
            )),
            Event::SourceRegistered(source) => created.push(format!("source {}", source.name)),
            Event::CaptureRecorded(capture) => {
                let at = capture.url.as_ref().map(|url| format!(" of {url}")).unwrap_or_default();
                created.push(format!("capture {}{at}, without its page", capture.id));
            }
            Event::PostRecorded(new) => created.push(format!("post {}", new.post.id)),
            Event::MatterAdded(matter) if !is_own(matter.id.to_string()) => {
                created.push(format!("matter {}", matter.id));
            }
            Event::ClaimProposed(new) if !is_own(new.claim.id.to_string()) => {
                created.push(format!("claim {}", new.claim.id));
            }
            Event::ClaimRecorded(new) if !is_own(new.id.to_string()) => {
                created.push(format!("claim {}", new.id));
            }
            Event::LinkAdded(added) if !is_own(added.link.id.to_string()) => {
                created.push(format!("link {}", added.link.id));
            }
            Event::ReviewRecorded(review) if !is_own(review.id.to_string()) => {
                created.push(format!("review by {}", review.by));
            }
            Event::ClaimSighted(sighting) => {
                created.push(format!("sighting in post {}", sighting.post));
            }
            Event::ClaimChecked(_) | Event::LinkChecked(_) if !is_new => {
                notes.push("checked".to_owned());
            }
            Event::CaseOpened(_)
            | Event::ContentErased(_)
            | Event::QueueDecided(_)
            | Event::FileImported(_)
            | Event::SourceRated(_)
            | Event::SourceOwned(_)
            | Event::PostRevised(_)
            | Event::ClaimProposed(_)
            | Event::ClaimRecorded(_)
            | Event::ClaimChecked(_)
            | Event::ClaimRejected(_)
            | Event::ClaimAmended(_)
            | Event::ClaimWithdrawn(_)
            | Event::FindingRecorded(_)
            | Event::LinkProposed(_)
            | Event::LinkAdded(_)
            | Event::LinkChecked(_)
            | Event::LinkRejected(_)
            | Event::LinkWithdrawn(_)
            | Event::ActorAdded(_)
            | Event::ActorMerged(_)
            | Event::ActorSplit(_)
            | Event::MatterAdded(_)
            | Event::MatterAssigned(_)
            | Event::MatterUnassigned(_)
            | Event::MatterMerged(_)
            | Event::ReviewRecorded(_)
            | Event::NoteRecorded(_)
            | Event::CommentRequested(_) => {}
        }
    }
    (created, notes)
}
