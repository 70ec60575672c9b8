//! The door: the claims graph and a format in, text out. The command line calls it, and the web.

use counterclaim_desk::answers::GraphShown;

use super::format::GraphFormat;
use super::{argdown, cytoscape, dot, gexf, graphml, label, solver, svg, turtle};
use crate::answer::RenderError;
use counterclaim_desk::Zone;

/// Writes the claims graph. The same answer gives the same bytes.
///
/// # Errors
/// Only if the answer has no JSON form.
pub fn graph(graph: &GraphShown, format: GraphFormat, zone: Zone) -> Result<String, RenderError> {
    Ok(match format {
        GraphFormat::Dot => dot::write(graph, zone),
        GraphFormat::Graphml => graphml::write(graph, zone),
        GraphFormat::Gexf => gexf::write(graph, zone),
        GraphFormat::Cytoscape => cytoscape::write(graph, zone)?,
        GraphFormat::Tgf => solver::tgf(&graph.defeat),
        GraphFormat::Apx => solver::apx(&graph.defeat),
        GraphFormat::Argdown => argdown::write(graph, zone),
        GraphFormat::Turtle => turtle::write(graph, zone),
        GraphFormat::Svg => svg::write(graph, zone),
        GraphFormat::Json => {
            let mut out = serde_json::to_string_pretty(graph)?;
            out.push('\n');
            out
        }
    })
}

/// Returns what the arguments of `tgf` and `apx` stand for, a line each: name, claim, grounded label
/// and the statement, parted by tabs.
pub fn argument_names(graph: &GraphShown) -> String {
    let mut out = String::new();
    for argument in &graph.defeat.arguments {
        let node = graph.nodes.iter().find(|node| node.card.id == argument.claim);
        let told = node.map(|node| label::one_line(&node.card)).unwrap_or_default();
        let what = if argument.is_no_origin { "no origin stands of: " } else { "" };
        out.push_str(&format!(
            "{}\t{}\t{}\t{what}{told}\n",
            argument.name, argument.claim, argument.label
        ));
    }
    out
}
