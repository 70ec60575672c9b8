//! GraphML: a key for every attribute, a directed graph, an id on every edge (edges may be parallel).
//! Read by networkx, igraph, graphology and yEd.

use counterclaim_desk::answers::GraphShown;

use super::attributes::{self, Attribute, Value, is_whole, of_edge, of_graph, of_node};
use super::xml::text;
use counterclaim_desk::Zone;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" \
xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns \
http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n";

pub(super) fn write(graph: &GraphShown, zone: Zone) -> String {
    let mut out = HEAD.to_owned();
    keys("graph", attributes::GRAPH, &mut out);
    keys("node", attributes::NODE, &mut out);
    keys("edge", attributes::EDGE, &mut out);
    out.push_str("  <graph id=\"claims\" edgedefault=\"directed\">\n");
    data("graph", &of_graph(graph, zone), "    ", &mut out);
    for node in &graph.nodes {
        out.push_str(&format!("    <node id=\"{}\">\n", node.card.id));
        data("node", &of_node(node, zone), "      ", &mut out);
        out.push_str("    </node>\n");
    }
    for edge in &graph.edges {
        let link = &edge.link;
        out.push_str(&format!(
            "    <edge id=\"{}\" source=\"{}\" target=\"{}\">\n",
            link.id, link.from, link.to
        ));
        data("edge", &of_edge(edge), "      ", &mut out);
        out.push_str("    </edge>\n");
    }
    out.push_str("  </graph>\n</graphml>\n");
    out
}

fn keys(of: &str, names: &[&str], out: &mut String) {
    for name in names {
        let kind = if is_whole(name) { "long" } else { "string" };
        out.push_str(&format!(
            "  <key id=\"{of}_{name}\" for=\"{of}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>\n"
        ));
    }
}

fn data(of: &str, attributes: &[Attribute], indent: &str, out: &mut String) {
    for (name, value) in attributes {
        let value = match value {
            Value::Text(value) => text(value),
            Value::Whole(number) => number.to_string(),
        };
        out.push_str(&format!("{indent}<data key=\"{of}_{name}\">{value}</data>\n"));
    }
}
