//! Links: typed relations between two claims, and the one table that says what each may do.

use serde::{Deserialize, Serialize};

use crate::{ClaimId, LinkId};

/// The type of a link, read from the first claim to the second ("A denies B").
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// Says the same, on its own account.
    Confirms,
    /// Rejects it. Also where the page writes "refutes" or "debunks": a denial is a statement.
    Denies,
    /// Cannot be true together with it.
    Contradicts,
    /// Shows it wrong. Only a finding refutes: a named person, with evidence.
    Refutes,
    /// Takes it from there: relays, cites, credits.
    RestsOn,
    /// The same speaker says the same again.
    Repeats,
    /// The same party puts it right.
    Corrects,
    /// The same party brings it up to date.
    Updates,
    /// The same party takes it back.
    Retracts,
    /// Answers a demand, promise or hope with no.
    Rejects,
    /// Limits it.
    Qualifies,
    /// Fits with it, without confirming it.
    ConsistentWith,
}

/// What a link does to standing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Effect {
    /// Evidence for the target.
    Confirm,
    /// An objection both ways.
    Symmetric,
    /// An objection one way.
    Directed,
    /// The source rests on the target.
    Provenance,
    /// One node: sightings are pooled.
    SameNode,
    /// The target is superseded.
    Supersedes,
    /// The target is taken back.
    TakesBack,
    /// Shown, not counted.
    Shown,
}

impl Relation {
    /// Returns what a link of this type does to standing.
    pub fn effect(self) -> Effect {
        match self {
            Self::Confirms => Effect::Confirm,
            Self::Denies | Self::Contradicts => Effect::Symmetric,
            Self::Refutes => Effect::Directed,
            Self::RestsOn => Effect::Provenance,
            Self::Repeats => Effect::SameNode,
            Self::Corrects | Self::Updates => Effect::Supersedes,
            Self::Retracts => Effect::TakesBack,
            Self::Rejects | Self::Qualifies | Self::ConsistentWith => Effect::Shown,
        }
    }

    /// Returns whether both claims must be the same party's.
    pub fn needs_same_party(self) -> bool {
        matches!(self, Self::Corrects | Self::Updates | Self::Retracts)
    }

    /// Returns whether a machine may propose it. It never proposes that something is refuted.
    pub fn may_be_proposed(self) -> bool {
        self != Self::Refutes
    }
}

/// Where a link comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// The text itself says so.
    Stated,
    /// A rule or person paired the two.
    Inferred,
}

/// A typed relation between two claims.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Derived from the two claims and the relation.
    pub id: LinkId,
    /// The claim that denies, confirms, rests on.
    pub from: ClaimId,
    /// The claim it is about.
    pub to: ClaimId,
    /// The type.
    pub relation: Relation,
    /// Where it comes from.
    pub basis: Basis,
    /// The claim whose post states it, for a stated link: the link is as public as that post.
    pub stated_in: Option<ClaimId>,
    /// The verb or phrase in the page's words ("slams as fake"), where there is one.
    pub cue: Option<String>,
    /// Why the two are linked, for the reader.
    pub reason: String,
    /// Weight in per cent, set by a person; 100 otherwise.
    pub weight: u8,
}

impl Link {
    /// Derives the id of the link of this type between two claims.
    pub fn id_of(from: ClaimId, relation: Relation, to: ClaimId) -> LinkId {
        LinkId::derive(&[&from.to_string(), relation.name(), &to.to_string()])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_finding_is_directed() {
        let directed: Vec<_> =
            Relation::ALL.into_iter().filter(|r| r.effect() == Effect::Directed).collect();
        assert_eq!(directed, [Relation::Refutes]);
        assert!(!Relation::Refutes.may_be_proposed());
    }
}
