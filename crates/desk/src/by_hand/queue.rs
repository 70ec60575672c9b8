//! The queue as it is asked for: which proposals fit a query, and which one an id means. The decisions
//! themselves are in `change`.

use counterclaim_model::Thing;

use crate::desk::Desk;
use crate::error::DeskError;

impl Desk {
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
