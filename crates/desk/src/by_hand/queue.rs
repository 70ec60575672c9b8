//! The queue by hand: which proposals fit a query, and what to do with them.

use std::collections::BTreeSet;

use counterclaim_model::{Command, LinkId, QueueAction, QueueDecided, Thing};

use crate::answers::Queue;
use crate::desk::Desk;
use crate::error::DeskError;

impl Desk {
    /// Returns the commands that decide on the proposals named; `all` stands for everything in `queue`.
    /// A decision on more than one records query and everything seen.
    ///
    /// `post` is the post number that the queue was asked for, if any; it must not mean several posts, since
    /// every capture counts anew.
    ///
    /// # Errors
    /// If an id is that of no claim or link, or of several, or the post number means several posts.
    pub fn decide_queue(
        &self,
        action: QueueAction,
        ids: &[String],
        queue: &Queue,
        query: &str,
        reason: &str,
        post: Option<u32>,
    ) -> Result<Vec<Command>, DeskError> {
        let posts: BTreeSet<_> =
            queue.claims.iter().filter_map(|card| Some(card.place.as_ref()?.post)).collect();
        if post.is_some() && posts.len() > 1 {
            let found = posts.iter().map(ToString::to_string).collect();
            return Err(DeskError::Ambiguous { name: "post number".to_owned(), found });
        }
        let things = if ids.iter().any(|id| id == "all") {
            let claims = queue.claims.iter().map(|card| Thing::Claim(card.id));
            claims.chain(queue.links.iter().map(|link| Thing::Link(link.id))).collect()
        } else {
            ids.iter().map(|id| self.claim_or_link(id)).collect::<Result<Vec<_>, _>>()?
        };
        let mut commands: Vec<Command> =
            things.iter().filter_map(|thing| decision(action, thing, reason)).collect();
        if things.len() > 1 {
            let claim = |thing: &Thing| if let Thing::Claim(id) = thing { Some(*id) } else { None };
            let link = |thing: &Thing| if let Thing::Link(id) = thing { Some(*id) } else { None };
            commands.push(Command::DecideQueue(QueueDecided {
                action,
                query: query.to_owned(),
                seen: things.iter().filter_map(claim).collect(),
                links: things.iter().filter_map(link).collect(),
            }));
        }
        Ok(commands)
    }

    fn claim_or_link(&self, id: &str) -> Result<Thing, DeskError> {
        match (self.claim_id(id), self.link_id(id)) {
            (Ok(claim), Err(_)) => Ok(Thing::Claim(claim)),
            (Err(_), Ok(link)) => Ok(Thing::Link(link)),
            (Ok(claim), Ok(link)) => Err(DeskError::Ambiguous {
                name: id.to_owned(),
                found: vec![format!("claim {claim}"), format!("link {link}")],
            }),
            (Err(error), Err(_)) => Err(error),
        }
    }
}

fn decision(action: QueueAction, thing: &Thing, reason: &str) -> Option<Command> {
    let reason = reason.to_owned();
    let link = |link: LinkId| match action {
        QueueAction::Check => Command::CheckLink { link },
        QueueAction::Reject => Command::RejectLink { link, reason: reason.clone() },
    };
    if let Thing::Link(id) = thing {
        return Some(link(*id));
    }
    let Thing::Claim(claim) = *thing else { return None };
    Some(match action {
        QueueAction::Check => Command::CheckClaim { claim },
        QueueAction::Reject => Command::RejectClaim { claim, reason },
    })
}
