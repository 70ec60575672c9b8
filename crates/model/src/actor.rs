//! Actors: who speaks.

use serde::{Deserialize, Serialize};

use crate::{ActorId, Period};

/// What an actor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActorKind {
    /// A person.
    Person,
    /// A ministry, army, company, court, international body.
    Organisation,
    /// A state, or an entity that claims to be one.
    State,
    /// A news outlet or its correspondent.
    Outlet,
    /// A source the page leaves without a name.
    Unnamed,
}

/// Someone who speaks, or of whom something is said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// Derived from kind and canonical name.
    pub id: ActorId,
    /// What it is.
    pub kind: ActorKind,
    /// The neutral display name.
    pub name: String,
    /// Where this entry comes from: `gazetteer@VERSION`, `page`, or an analyst.
    pub basis: String,
}

impl Actor {
    /// Derives the id of the actor of this kind and name. States have fixed ids, so that cases can be merged.
    pub fn id_of(kind: ActorKind, name: &str) -> ActorId {
        ActorId::derive(&[kind.name(), name.trim()])
    }
}

/// An actor speaks for another: the person for the ministry, the ministry for the state; dated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpeaksFor {
    /// Who speaks.
    pub actor: ActorId,
    /// For whom.
    pub principal: ActorId,
    /// In which capacity, in the page's words ("spokeswoman"); [`SpeaksFor::JOINTLY`] of one that stands
    /// for several together.
    pub role: Option<String>,
    /// When this holds.
    pub period: Period,
    /// Where this comes from: `gazetteer@VERSION`, `page`, or an analyst.
    pub basis: String,
}

impl SpeaksFor {
    /// The capacity of an actor that stands for several who speak together ("the three presidents"): one
    /// entry for each of them. It is no principal that replaces the actor as the party, and what the
    /// actor says is the voice of each of them and of nobody else.
    pub const JOINTLY: &str = "jointly";

    /// Returns whether the actor speaks for the principal together with others.
    pub fn is_joint(&self) -> bool {
        self.role.as_deref() == Some(Self::JOINTLY)
    }
}

/// Two actors count as one group for corroboration: allies, fronts, a state and its patron; dated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alignment {
    /// One of them.
    pub actor: ActorId,
    /// The other. Alignment is symmetric and transitive.
    pub with: ActorId,
    /// When this holds.
    pub period: Period,
    /// Why, for the reader.
    pub reason: String,
}
