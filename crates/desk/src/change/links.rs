//! Changes to links.

use counterclaim_model::{Basis, Command, Link, Relation};
use serde::{Deserialize, Deserializer, Serialize};

use super::asked::Asked;
use super::typed;
use crate::desk::Desk;
use crate::error::DeskError;

/// Weight of a link for which nobody gives one, in per cent.
const FULL: u8 = 100;

/// Draw a link between two claims, in the name of whoever asks for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinkAdd {
    /// The claim that denies, confirms, rests on: id or unique prefix.
    pub from: String,
    /// The type.
    #[serde(deserialize_with = "typed::name")]
    pub relation: Relation,
    /// The claim it is about: id or unique prefix.
    pub to: String,
    /// Why, for the reader.
    pub reason: String,
    /// Weight in per cent; 100 where nothing is said.
    #[serde(default = "full", deserialize_with = "weight_or_full")]
    pub weight: u8,
}

/// Withdraw a link: our mistake.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinkWithdraw {
    /// The link: id or unique prefix.
    pub link: String,
    /// Why, for the record.
    pub reason: String,
}

/// Find a proposed link right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinkCheck {
    /// The link: id or unique prefix.
    pub link: String,
}

/// Find a proposed link wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinkReject {
    /// The link: id or unique prefix.
    pub link: String,
    /// Why, for the record; may be left out.
    #[serde(default)]
    pub reason: String,
}

fn full() -> u8 {
    FULL
}

fn weight_or_full<'de, D: Deserializer<'de>>(from: D) -> Result<u8, D::Error> {
    Ok(typed::number_or_absent(from)?.unwrap_or(FULL))
}

impl Asked for LinkAdd {
    fn commands(&self, desk: &Desk, by: &str) -> Result<Vec<Command>, DeskError> {
        let (from, to) = (desk.claim_id(&self.from)?, desk.claim_id(&self.to)?);
        let link = Link {
            id: Link::id_of(from, self.relation, to),
            from,
            to,
            relation: self.relation,
            basis: Basis::Inferred,
            stated_in: None,
            cue: None,
            reason: self.reason.clone(),
            weight: self.weight,
        };
        Ok(vec![Command::AddLink { link, by: by.to_owned() }])
    }

    fn is_signed(&self) -> bool {
        true
    }
}

impl Asked for LinkWithdraw {
    fn commands(&self, desk: &Desk, _: &str) -> Result<Vec<Command>, DeskError> {
        let (link, reason) = (desk.link_id(&self.link)?, self.reason.clone());
        Ok(vec![Command::WithdrawLink { link, reason }])
    }

    fn alters(&self) -> bool {
        true
    }
}

impl Asked for LinkCheck {
    fn commands(&self, desk: &Desk, _: &str) -> Result<Vec<Command>, DeskError> {
        Ok(vec![Command::CheckLink { link: desk.link_id(&self.link)? }])
    }

    fn alters(&self) -> bool {
        true
    }
}

impl Asked for LinkReject {
    fn commands(&self, desk: &Desk, _: &str) -> Result<Vec<Command>, DeskError> {
        let (link, reason) = (desk.link_id(&self.link)?, self.reason.clone());
        Ok(vec![Command::RejectLink { link, reason }])
    }

    fn alters(&self) -> bool {
        true
    }
}
