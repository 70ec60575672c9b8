//! GEXF 1.3: a dynamic graph in whole days, with a kind on every edge (edges of different kinds may be
//! parallel). Read by Gephi from 0.9.3 on, networkx and graphology.

use counterclaim_desk::Instant;
use counterclaim_desk::answers::{GraphEdge, GraphNode, GraphShown};

use super::attributes::{self, Attribute, Value, is_whole, of_edge, of_node};
use super::label::caption;
use super::xml::text;
use counterclaim_desk::Zone;

pub(super) fn write(graph: &GraphShown, zone: Zone) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n",
    );
    meta(graph, zone, &mut out);
    out.push_str(
        "  <graph defaultedgetype=\"directed\" mode=\"dynamic\" timeformat=\"date\" \
         timerepresentation=\"interval\">\n",
    );
    declare("node", attributes::NODE, &mut out);
    declare("edge", attributes::EDGE, &mut out);
    out.push_str("    <nodes>\n");
    graph.nodes.iter().for_each(|each| node(each, zone, &mut out));
    out.push_str("    </nodes>\n    <edges>\n");
    graph.edges.iter().for_each(|each| edge(each, graph, &mut out));
    out.push_str("    </edges>\n  </graph>\n</gexf>\n");
    out
}

fn meta(graph: &GraphShown, zone: Zone, out: &mut String) {
    let modified = graph.asked.recorded_at.map(day);
    let modified = modified.map(|day| format!(" lastmodifieddate=\"{day}\"")).unwrap_or_default();
    out.push_str(&format!(
        "  <meta{modified}>\n    <creator>counterclaim</creator>\n    \
         <description>{}</description>\n  </meta>\n",
        text(&caption(graph, zone))
    ));
}

fn declare(class: &str, names: &[&str], out: &mut String) {
    out.push_str(&format!("    <attributes class=\"{class}\" mode=\"static\">\n"));
    for name in names.iter().filter(|name| !is_built_in(name)) {
        let kind = if is_whole(name) { "long" } else { "string" };
        out.push_str(&format!(
            "      <attribute id=\"{name}\" title=\"{name}\" type=\"{kind}\"/>\n"
        ));
    }
    out.push_str("    </attributes>\n");
}

/// GEXF has places of its own for these.
fn is_built_in(name: &str) -> bool {
    matches!(name, "label")
}

fn node(node: &GraphNode, zone: Zone, out: &mut String) {
    let attributes = of_node(node, zone);
    let label = attributes.iter().find_map(|(name, value)| match value {
        Value::Text(label) if is_built_in(name) => Some(text(label)),
        Value::Text(_) | Value::Whole(_) => None,
    });
    out.push_str(&format!(
        "      <node id=\"{}\" label=\"{}\"{}>\n",
        node.card.id,
        label.unwrap_or_default(),
        span(node.from, node.until)
    ));
    values(&attributes, out);
    out.push_str("      </node>\n");
}

fn edge(edge: &GraphEdge, graph: &GraphShown, out: &mut String) {
    let (from, to) = (&graph.nodes[edge.from], &graph.nodes[edge.to]);
    let until = [from.until, to.until].into_iter().flatten().min();
    let link = &edge.link;
    out.push_str(&format!(
        "      <edge id=\"{}\" source=\"{}\" target=\"{}\" type=\"directed\" kind=\"{}\" \
         label=\"{}\" weight=\"{}\"{}>\n",
        link.id,
        link.from,
        link.to,
        link.relation.name(),
        super::label::relation(link.relation),
        f64::from(link.weight_percent) / 100.0,
        span(from.from.max(to.from), until)
    ));
    let attributes = of_edge(edge);
    values(&attributes, out);
    out.push_str("      </edge>\n");
}

fn values(attributes: &[Attribute], out: &mut String) {
    out.push_str("        <attvalues>\n");
    for (name, value) in attributes.iter().filter(|(name, _)| !is_built_in(name)) {
        let value = match value {
            Value::Text(value) => text(value),
            Value::Whole(number) => number.to_string(),
        };
        out.push_str(&format!("          <attvalue for=\"{name}\" value=\"{value}\"/>\n"));
    }
    out.push_str("        </attvalues>\n");
}

/// Returns the days something is in the graph. An end before the start (a retraction dated only to its
/// month, say) would be refused by readers and is left out.
fn span(from: Instant, until: Option<Instant>) -> String {
    let end = until.filter(|until| *until >= from).map(|until| format!(" end=\"{}\"", day(until)));
    format!(" start=\"{}\"{}", day(from), end.unwrap_or_default())
}

fn day(at: Instant) -> String {
    at.format("%Y-%m-%d").to_string()
}
