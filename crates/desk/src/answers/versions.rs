//! Competing versions of one matter: what can be told together. None of them is called true.

use counterclaim_model::{ClaimId, MatterId};
use serde::Serialize;

use super::{Asked, Card, Named, ParametersShown};

/// The versions of a matter, dispute by dispute; a whole account takes one of each.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct VersionsShown {
    /// Where it was asked.
    pub asked: Asked,
    /// What it was computed with.
    pub parameters: ParametersShown,
    /// The matter.
    pub matter: MatterId,
    /// Its title.
    pub title: String,
    /// Statements that conflict with none of the others; they go with every version.
    pub undisputed: Vec<Card>,
    /// The disputes.
    pub disputes: Vec<DisputeShown>,
    /// The limits of the search.
    pub limits: VersionLimits,
}

/// Limits of the search for versions, for each dispute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct VersionLimits {
    /// Most statements.
    pub statements: usize,
    /// Most versions.
    pub versions: usize,
    /// Most steps of the search.
    pub steps: usize,
}

/// Statements tied together by conflicts.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DisputeShown {
    /// All of them.
    pub statements: Vec<Card>,
    /// Those that stand whichever version is told.
    pub standing: Vec<ClaimId>,
    /// The two camps, if every conflict is between one and the other.
    pub camps: Option<(Vec<ClaimId>, Vec<ClaimId>)>,
    /// The versions, those with most independent lines first.
    pub versions: Vec<VersionShown>,
    /// Which limit kept the list from being whole; then there is one version a party at most.
    pub not_exhaustive: Option<&'static str>,
}

/// Statements that can be told together; no other of the dispute could be added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct VersionShown {
    /// Whose story it is, where there is one a party.
    pub story_of: Option<Named>,
    /// The statements.
    pub claims: Vec<ClaimId>,
    /// The parties that make them.
    pub parties: Vec<Named>,
    /// Independent lines behind them together.
    pub lines: usize,
}
