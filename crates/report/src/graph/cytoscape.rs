//! Cytoscape JSON: `elements` with nodes and edges, every edge with an id of its own, since
//! cytoscape.js drops those without.

use counterclaim_desk::answers::GraphShown;
use serde_json::{Map, Value as Json, json};

use super::attributes::{Attribute, Value, of_edge, of_graph, of_node};
use counterclaim_desk::Zone;

pub(super) fn write(graph: &GraphShown, zone: Zone) -> serde_json::Result<String> {
    let nodes: Vec<Json> = graph
        .nodes
        .iter()
        .map(|node| element(&[("id", node.card.id.to_string())], of_node(node, zone)))
        .collect();
    let edges: Vec<Json> = graph
        .edges
        .iter()
        .map(|edge| {
            let link = &edge.link;
            let ends = [
                ("id", link.id.to_string()),
                ("source", link.from.to_string()),
                ("target", link.to.to_string()),
            ];
            element(&ends, of_edge(edge))
        })
        .collect();
    let value = json!({
        "format_version": "1.0",
        "generated_by": "counterclaim",
        "data": data(of_graph(graph, zone)),
        "elements": { "nodes": nodes, "edges": edges },
    });
    let mut out = serde_json::to_string_pretty(&value)?;
    out.push('\n');
    Ok(out)
}

fn element(ids: &[(&str, String)], attributes: Vec<Attribute>) -> Json {
    let mut fields: Map<String, Json> =
        ids.iter().map(|(name, id)| ((*name).to_owned(), Json::from(id.as_str()))).collect();
    fields.extend(data(attributes));
    json!({ "data": fields })
}

fn data(attributes: Vec<Attribute>) -> Map<String, Json> {
    let field = |(name, value): Attribute| {
        let value = match value {
            Value::Text(text) => Json::from(text),
            Value::Whole(number) => Json::from(number),
        };
        (name.to_owned(), value)
    };
    attributes.into_iter().map(field).collect()
}
