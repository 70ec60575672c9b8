//! The optional number for the statements of an abstract graph.

use std::collections::BTreeMap;

use super::input::{BadGraph, NamedEdge, NamedStatement, Names, core};
use crate::core::{
    Kind, Parameters, Pull, Score, Scored, Semantics, contraction_bound, some_strengths,
};

/// Scores every statement of an abstract graph. The number is secondary: it says nothing across
/// different standings, and there is none where many statements pull at each other in circles so
/// strongly that several numbers would do.
///
/// # Errors
/// [`BadGraph`] if a name is given twice or leads nowhere.
pub fn scores(
    statements: &[NamedStatement],
    edges: &[NamedEdge],
    parameters: &Parameters,
    score: Score,
) -> Result<BTreeMap<String, Scored>, BadGraph> {
    let names = Names::of(statements)?;
    let scores = core(&names, edges, parameters)?.scores(score);
    Ok(names.by_name.keys().map(|name| (*name).to_owned()).zip(scores).collect())
}

/// One fixed point of gradual strengths, and whether there can be others.
#[derive(Clone, Debug, PartialEq)]
pub struct Strengths {
    /// By name.
    pub strengths: BTreeMap<String, f64>,
    /// The contraction bound for quadratic energy over the whole graph: below one there is no other
    /// fixed point.
    pub contraction_bound: f64,
}

/// Finds gradual strengths from base strengths, by damped sweeps (`damping` is the share of the way that
/// one sweep goes, 1 for all of it). For comparing semantics and for showing what a circular dispute
/// does to them; what is printed as a score is [`scores`].
///
/// # Errors
/// [`BadGraph`] if an edge leads nowhere.
pub fn strengths(
    base: &BTreeMap<String, f64>,
    edges: &[NamedEdge],
    semantics: Semantics,
    damping: f64,
) -> Result<Strengths, BadGraph> {
    let numbers: BTreeMap<&String, u32> = base.keys().zip(0..).collect();
    let number = |name: &String| {
        let found = numbers.get(name).copied();
        found.ok_or_else(|| BadGraph::NotThere(name.clone()))
    };
    let mut pulls: Vec<Vec<Pull>> = base.iter().map(|_| Vec::new()).collect();
    for edge in edges.iter().filter(|edge| !edge.withdrawn) {
        let sign = if edge.kind == Kind::Confirm { 1.0 } else { -1.0 };
        let by = vec![(number(&edge.from)?, edge.weight)];
        pulls[number(&edge.to)? as usize].push(Pull { sign, by });
    }
    let values: Vec<f64> = base.values().copied().collect();
    let found = some_strengths(semantics, &pulls, &values, damping);
    Ok(Strengths {
        strengths: base.keys().cloned().zip(found).collect(),
        contraction_bound: contraction_bound(&pulls, &values, 0..base.len() as u32),
    })
}
