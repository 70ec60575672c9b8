//! The optional number for the statements of an abstract graph.

use std::collections::BTreeMap;

use super::input::{BadGraph, NamedEdge, NamedStatement, Names, core};
use crate::core::{Parameters, Score};

/// Scores every statement of an abstract graph. The number is secondary: it says nothing across
/// different standings, and where many statements object to each other in circles it may be one of
/// several that would do show it there to nobody.
///
/// # Errors
/// [`BadGraph`] if a name is given twice or leads nowhere.
pub fn scores(
    statements: &[NamedStatement],
    edges: &[NamedEdge],
    parameters: &Parameters,
    score: Score,
) -> Result<BTreeMap<String, f64>, BadGraph> {
    let names = Names::of(statements)?;
    let scores = core(&names, edges, parameters)?.scores(score);
    Ok(names.by_name.keys().map(|name| (*name).to_owned()).zip(scores).collect())
}
