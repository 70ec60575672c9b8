//! The queue by hand: which proposals fit a query, and what to do with them.

use std::collections::BTreeSet;

use counterclaim_model::{Command, LinkId, QueueAction, QueueDecided, Thing};

use crate::answers::{Card, Queue};
use crate::ask::Question;
use crate::desk::Desk;
use crate::error::DeskError;

impl Desk {
    /// Returns the proposals of a post, if given, that fit the query, if given.
    ///
    /// A query is words and `party:`, `speaker:`, `matter:`, `modality:` or `form:` with a value
    /// after it; all must fit.
    pub fn queue_where(&self, post: Option<u32>, query: Option<&str>, question: Question) -> Queue {
        let mut queue = self.queue(post, question);
        if let Some(query) = query {
            queue.claims.retain(|card| fits(card, query));
            queue.links.clear();
        }
        queue
    }

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

/// Returns whether a claim fits a query: words and `party:`, `speaker:`, `matter:`, `modality:` or `form:`
/// with a value after it; all must fit.
pub(crate) fn fits(card: &Card, query: &str) -> bool {
    query.split_whitespace().all(|term| fits_term(card, term))
}

fn fits_term(card: &Card, term: &str) -> bool {
    let holds = |hay: &str, needle: &str| hay.to_lowercase().contains(&needle.to_lowercase());
    let stable = |value: &dyn std::fmt::Debug, name: &str| holds(&format!("{value:?}"), name);
    match term.split_once(':') {
        Some(("party", name)) => holds(&card.party.name, name),
        Some(("speaker", name)) => holds(&card.speaker.name, name),
        Some(("matter", slug)) => card.matters.iter().any(|matter| matter.as_str() == slug),
        Some(("modality", name)) => stable(&card.modality, name),
        Some(("form", name)) => stable(&card.form, name),
        Some(_) | None => {
            holds(&card.statement, term) || card.words.iter().any(|words| holds(&words.text, term))
        }
    }
}
