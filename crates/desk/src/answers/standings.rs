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
    /// The least that would have to fail for no line to be left for it: one for each line.
    pub cut: Vec<CutShown>,
    /// The one or two links without which it would read otherwise.
    pub without: Vec<WithoutShown>,
}

/// What one line at most can pass.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CutShown {
    /// `claims`, or one side's `origins` or `witnesses`.
    pub what: &'static str,
    /// The claims.
    pub claims: Vec<ClaimId>,
    /// The same in words.
    pub told: String,
}

/// What a standing would be without one link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WithoutShown {
    /// The claim that objects or confirms.
    pub from: ClaimId,
    /// The claim it is about.
    pub to: ClaimId,
    /// The state in print without it.
    pub word: String,
    /// The same in a sentence.
    pub sentence: String,
}

/// A claim on a line, told by who said it, for whom and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// The claim.
    pub claim: ClaimId,
    /// "Jo Lake (Valdoria, 14 Jun 2031)"
    pub told: String,
}
