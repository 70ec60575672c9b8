//! Matrix and versions of an abstract graph.

use std::collections::BTreeSet;

use super::input::{BadGraph, NamedEdge, NamedStatement, Names, core};
use crate::core::{Kind, Matrix, Parameters};
use crate::versions::{Caps, Versions, versions as compete};

/// Adds up who objects to whom, or who confirms whom, party by party.
///
/// # Errors
/// [`BadGraph`] if a name is given twice or leads nowhere.
pub fn matrix(
    statements: &[NamedStatement],
    edges: &[NamedEdge],
    parameters: &Parameters,
    kind: Kind,
) -> Result<Matrix<String>, BadGraph> {
    let names = Names::of(statements)?;
    Ok(core(&names, edges, parameters)?.matrix(kind, |number| Some(names.party(number).to_owned())))
}

/// Returns the competing versions of an abstract graph, taken as one matter.
///
/// # Errors
/// [`BadGraph`] if a name is given twice or leads nowhere.
pub fn versions(
    statements: &[NamedStatement],
    edges: &[NamedEdge],
    parameters: &Parameters,
    caps: &Caps,
) -> Result<Versions<String, String>, BadGraph> {
    let names = Names::of(statements)?;
    let core = core(&names, edges, parameters)?;
    let all: BTreeSet<u32> = (0..statements.len() as u32).collect();
    let party = |number: u32| names.party(number).to_owned();
    Ok(compete(&core, &all, party, caps).named(&|number| names.name(number).to_owned()))
}
