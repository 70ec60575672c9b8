//! `/whole/graph`: the claims graph in the formats of other tools, with what the command line says beside it.

use counterclaim_report::{GraphFormat, argument_names, clocks, graph as write};

use crate::call::Call;
use crate::problem::Problem;
use crate::reply::Reply;
use crate::route::{Route, get};

/// Names of the compiled graph that still fit into a header.
const MOST_NAMES: usize = 4 << 10;

pub(super) const ROUTES: &[Route] =
    &[get("/whole/graph", "whole_graph", "The claims graph in the formats of other tools.", graph)
        .forms(&[
            "dot",
            "json",
            "graphml",
            "gexf",
            "cytoscape",
            "argdown",
            "turtle",
            "svg",
            "tgf",
            "apx",
        ])];

fn graph(call: &Call<'_>) -> Result<Reply, Problem> {
    let format: GraphFormat = call.form.suffix.parse().map_err(|_| call.not_offered())?;
    let graph = call.ask(|desk| desk.graph(call.question));
    let zone = call.question.zone;
    let mut reply = Reply::whole(call.form.media, write(&graph, format, zone)?);
    reply = reply.note(&clocks(&graph.asked, zone));
    if graph.unchecked_claims + graph.unchecked_links > 0 {
        reply = reply.note(&format!(
            "not in it, since unchecked: {} claims, {} links; --count all takes them in",
            graph.unchecked_claims, graph.unchecked_links
        ));
    }
    if format.is_for_solvers() {
        let names = argument_names(&graph);
        reply = match names.len() <= MOST_NAMES {
            true => reply.note(names.trim_end()),
            false => reply.note("the map of its names is too long to stand here: see form json"),
        };
    }
    Ok(reply)
}
