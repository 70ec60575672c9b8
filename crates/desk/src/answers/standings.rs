//! Where claims stand, with everything the sentence was read from.

use counterclaim_model::ClaimId;
use serde::Serialize;

use super::{Asked, Card, ParametersShown};

/// Where claims stand. Computed from recorded links; no verdict.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Standings {
    /// Where it was asked.
    pub asked: Asked,
    /// What it was computed with.
    pub parameters: ParametersShown,
    /// The claims, in order of publication; the undated first.
    pub rows: Vec<StandingRow>,
}

/// One claim with its standing and the lines behind it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StandingRow {
    /// The claim. Its standing is absent if it does not count here.
    pub card: Card,
    /// The independent lines for it: each from its origin to the claim that testifies.
    pub lines_for: Vec<Vec<Step>>,
    /// The independent lines for what objects to it.
    pub lines_against: Vec<Vec<Step>>,
}

/// A claim on a line, told by who said it, for whom and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// The claim.
    pub claim: ClaimId,
    /// "Jo Lake (Valdoria, 14 Jun 2031)"
    pub told: String,
}
