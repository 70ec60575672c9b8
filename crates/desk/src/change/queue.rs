//! Decisions on proposals: one by one, by query, or on everything seen. A decision on more than one
//! records the query and all that was seen.

use std::collections::BTreeSet;

use counterclaim_model::{Command, Instant, QueueAction, QueueDecided, Thing};
use serde::{Deserialize, Serialize};

use super::asked::Asked;
use super::typed;
use crate::answers::Queue;
use crate::ask::{AsOf, Question};
use crate::desk::Desk;
use crate::error::DeskError;

/// What stands for everything in the queue.
const ALL: &str = "all";

/// Decide on proposals. What is to be decided on is named, or is `all` of the queue that `post` and
/// `where` ask for; a page that shows a queue names what it showed, or gives `as_of`, so that nothing
/// is decided on that came in later.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QueueDecide {
    /// Claims and links to be found right: ids or unique prefixes, or `all`.
    #[serde(default, deserialize_with = "typed::words", skip_serializing_if = "Vec::is_empty")]
    pub check: Vec<String>,
    /// Claims and links to be found wrong: ids or unique prefixes, or `all`.
    #[serde(default, deserialize_with = "typed::words", skip_serializing_if = "Vec::is_empty")]
    pub reject: Vec<String>,
    /// Why, for the record; may be left out.
    #[serde(default)]
    pub reason: String,
    /// The number of the post that the queue was asked for.
    #[serde(default, deserialize_with = "typed::number_or_absent")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub post: Option<u32>,
    /// The query that the queue was asked for (`where`): words and `party:`, `speaker:`, `matter:`,
    /// `modality:` or `form:` with a value after it.
    #[serde(default, rename = "where", deserialize_with = "typed::text_or_absent")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub matching: Option<String>,
    /// Up to where the queue that was seen reached: a position or a time; else all that is recorded.
    #[serde(default, with = "typed::as_of", skip_serializing_if = "is_head")]
    pub as_of: AsOf,
    /// Only what was published no later was seen.
    #[serde(default, deserialize_with = "typed::instant_or_absent")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_by: Option<Instant>,
}

/// Set fields of a proposal right before it is decided on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QueueAmend {
    /// The claim: id or unique prefix.
    pub claim: String,
    /// Fields with their new values, as for [`ClaimCorrect`](super::ClaimCorrect).
    #[serde(deserialize_with = "typed::settings")]
    pub set: Vec<String>,
    /// Why, for the record; may be left out.
    #[serde(default)]
    pub reason: String,
}

fn is_head(as_of: &AsOf) -> bool {
    *as_of == AsOf::Head
}

impl Asked for QueueAmend {
    fn commands(&self, desk: &Desk, _: &str) -> Result<Vec<Command>, DeskError> {
        super::claims::amended(desk, &self.claim, &self.set, &self.reason)
    }

    fn alters(&self) -> bool {
        true
    }
}

impl Asked for QueueDecide {
    fn commands(&self, desk: &Desk, _: &str) -> Result<Vec<Command>, DeskError> {
        if self.check.is_empty() && self.reject.is_empty() {
            let why = "nothing to decide on: give ids, or all, as check or reject";
            return Err(DeskError::Invalid(why.to_owned()));
        }
        let checked = self.things(desk, &self.check)?;
        let rejected = self.things(desk, &self.reject)?;
        if let Some(both) = rejected.iter().find(|thing| checked.contains(thing)) {
            return Err(DeskError::Invalid(format!("{both} is to be both checked and rejected")));
        }
        let mut commands = Vec::new();
        self.decide(QueueAction::Check, &checked, &mut commands);
        self.decide(QueueAction::Reject, &rejected, &mut commands);
        Ok(commands)
    }
}

impl QueueDecide {
    /// Returns what the ids name, each once, in their order.
    fn things(&self, desk: &Desk, ids: &[String]) -> Result<Vec<Thing>, DeskError> {
        let is_all = ids.iter().any(|id| id == ALL);
        let mut things = Vec::new();
        if is_all || self.post.is_some() {
            let queue = self.queue(desk)?;
            if is_all {
                things.extend(queue.claims.iter().map(|card| Thing::Claim(card.id)));
                things.extend(queue.links.iter().map(|link| Thing::Link(link.id)));
                return Ok(things);
            }
        }
        for id in ids {
            things.push(desk.claim_or_link(id)?);
        }
        let mut seen = BTreeSet::new();
        things.retain(|thing| seen.insert(thing.clone()));
        Ok(things)
    }

    /// Returns the queue that was asked for. A post number must not mean several posts, since every
    /// capture counts anew.
    fn queue(&self, desk: &Desk) -> Result<Queue, DeskError> {
        let Self { as_of, public_by, .. } = *self;
        let question = Question { as_of, public_by, ..Question::default() };
        let queue = desk.queue_where(self.post, self.matching.as_deref(), question)?;
        let posts: BTreeSet<_> =
            queue.claims.iter().filter_map(|card| Some(card.place.as_ref()?.post)).collect();
        if self.post.is_some() && posts.len() > 1 {
            let found = posts.iter().map(ToString::to_string).collect();
            return Err(DeskError::Ambiguous { name: "post number".to_owned(), found });
        }
        Ok(queue)
    }

    fn decide(&self, action: QueueAction, things: &[Thing], commands: &mut Vec<Command>) {
        commands.extend(things.iter().filter_map(|thing| self.decision(action, thing)));
        if things.len() > 1 {
            let claim = |thing: &Thing| if let Thing::Claim(id) = thing { Some(*id) } else { None };
            let link = |thing: &Thing| if let Thing::Link(id) = thing { Some(*id) } else { None };
            commands.push(Command::DecideQueue(QueueDecided {
                action,
                query: self.query(),
                seen: things.iter().filter_map(claim).collect(),
                links: things.iter().filter_map(link).collect(),
            }));
        }
    }

    fn decision(&self, action: QueueAction, thing: &Thing) -> Option<Command> {
        let reason = self.reason.clone();
        if let Thing::Link(link) = *thing {
            return Some(match action {
                QueueAction::Check => Command::CheckLink { link },
                QueueAction::Reject => Command::RejectLink { link, reason },
            });
        }
        let Thing::Claim(claim) = *thing else { return None };
        Some(match action {
            QueueAction::Check => Command::CheckClaim { claim },
            QueueAction::Reject => Command::RejectClaim { claim, reason },
        })
    }

    /// Returns the query as it is recorded with a decision on several.
    fn query(&self) -> String {
        let post = self.post.map(|number| format!("post {number}"));
        let parts: Vec<String> = post.into_iter().chain(self.matching.clone()).collect();
        parts.join(", ")
    }
}
