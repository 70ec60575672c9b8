//! The queue as it is asked for: which proposals fit a query, and which one an id means. The decisions
//! themselves are in `change`.

use counterclaim_model::Thing;

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

    /// Returns the claim or link with this id or unique prefix.
    pub(crate) fn claim_or_link(&self, id: &str) -> Result<Thing, DeskError> {
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
