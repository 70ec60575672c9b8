//! Party against party: recorded objections and confirmations, added up.

use serde::Serialize;

use super::{Asked, Named, ParametersShown};

/// The matrix of parties. Counts of recorded links, not of what was said in the world.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MatrixShown {
    /// Where it was asked.
    pub asked: Asked,
    /// What it was computed with.
    pub parameters: ParametersShown,
    /// Every party with the number of its statements: what its column is to be seen against.
    pub parties: Vec<MatrixParty>,
    /// Cells that are not empty: objections first, then confirmations; a party and itself come last.
    pub cells: Vec<MatrixCell>,
}

/// A party in the matrix.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MatrixParty {
    /// The party.
    pub party: Named,
    /// Its statements that count.
    pub statements: usize,
}

/// What one party's statements say of another's.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MatrixCell {
    /// `objects` or `confirms`.
    pub kind: &'static str,
    /// Whose statements speak.
    pub from: Named,
    /// Whose statements they speak of.
    pub to: Named,
    /// Whether both are one: a party that contradicts or repeats itself.
    pub is_itself: bool,
    /// Links.
    pub links: usize,
    /// Different statements they are about.
    pub targets: usize,
    /// All statements of the party spoken of.
    pub of: usize,
    /// Sum of the links' weights.
    pub weight: f64,
    /// How many of the statements spoken of are out now.
    pub targets_out: usize,
}
