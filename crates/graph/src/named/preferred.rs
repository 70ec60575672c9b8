//! Preferred readings of an abstract graph.

use super::input::{BadGraph, NamedEdge, NamedStatement, Names, core};
use crate::core::Parameters;

/// Returns the preferred readings of the defeat graph, each as the ascending names of the nodes that are
/// in, `~r` among them; none where there are too many or the open dispute is too large to search.
///
/// # Errors
/// [`BadGraph`] if a name is given twice or leads nowhere.
pub fn preferred(
    statements: &[NamedStatement],
    edges: &[NamedEdge],
    parameters: &Parameters,
) -> Result<Option<Vec<Vec<String>>>, BadGraph> {
    let names = Names::of(statements)?;
    let core = core(&names, edges, parameters)?;
    let told = |reading: Vec<u32>| -> Vec<String> {
        let mut nodes: Vec<String> = reading.iter().map(|node| names.node(&core, *node)).collect();
        nodes.sort();
        nodes
    };
    let readings = core.preferred().map(|readings| {
        let mut readings: Vec<Vec<String>> = readings.into_iter().map(told).collect();
        readings.sort();
        readings
    });
    Ok(readings)
}
