//! Changes to sources.

use counterclaim_model::{Command, Ownership, Period, Reliability};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::asked::Asked;
use super::typed;
use crate::desk::Desk;
use crate::error::DeskError;

/// What stands for no rating.
const NONE: &str = "none";

/// Rate a source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceRate {
    /// The source: name or id.
    pub source: String,
    /// A letter from A to F; `none`, which takes the rating off, is absence here.
    #[serde(serialize_with = "letter_or_none", deserialize_with = "rating")]
    pub rating: Option<Reliability>,
    /// Why, for the reader.
    pub reason: String,
}

/// Record who owns a source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceOwner {
    /// The source: name or id.
    pub source: String,
    /// The owner: name, alias or id of an actor.
    pub owner: String,
    /// The state it is owned by, if any: name, alias or id.
    #[serde(default, deserialize_with = "typed::text_or_absent")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
}

fn rating<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Reliability>, D::Error> {
    let text = String::deserialize(from)?;
    let why = || format!("{text:?} is not a letter from A to F, or {NONE}");
    match text.trim() {
        NONE => Ok(None),
        letter => letter.parse().map(Some).map_err(|_| serde::de::Error::custom(why())),
    }
}

fn letter_or_none<S: Serializer>(rating: &Option<Reliability>, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(rating.map_or(NONE, Reliability::name))
}

impl Asked for SourceRate {
    fn commands(&self, desk: &Desk, _: &str) -> Result<Vec<Command>, DeskError> {
        let (source, reason) = (desk.source_id(&self.source)?, self.reason.clone());
        Ok(vec![Command::RateSource { source, reliability: self.rating, reason }])
    }

    fn alters(&self) -> bool {
        true
    }
}

impl Asked for SourceOwner {
    fn commands(&self, desk: &Desk, _: &str) -> Result<Vec<Command>, DeskError> {
        let state = self.state.as_deref().map(|name| desk.actor(name)).transpose()?;
        let ownership =
            Ownership { owner: desk.actor(&self.owner)?, state, period: Period::ALWAYS };
        Ok(vec![Command::OwnSource { source: desk.source_id(&self.source)?, ownership }])
    }

    fn alters(&self) -> bool {
        true
    }
}
