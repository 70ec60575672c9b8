//! Graphviz: confirmations green and solid, objections red and dashed, provenance grey and dotted; the
//! shape of a statement says how it stands. Colour never stands alone: every edge is also labelled.

use counterclaim_desk::Effect;
use counterclaim_desk::answers::{GraphEdge, GraphNode, GraphShown};

use super::label;
use counterclaim_desk::Zone;

pub(super) fn write(graph: &GraphShown, zone: Zone) -> String {
    let mut out = String::from("digraph claims {\n");
    out.push_str(&format!(
        "  graph [charset=\"UTF-8\", rankdir=\"BT\", labelloc=\"b\", fontname=\"sans-serif\", \
         label={}];\n",
        quoted(&label::caption(graph, zone))
    ));
    out.push_str("  node [fontname=\"sans-serif\", shape=\"box\"];\n");
    out.push_str("  edge [fontname=\"sans-serif\", fontsize=\"10\"];\n");
    graph.nodes.iter().for_each(|each| out.push_str(&node(each, zone)));
    graph.edges.iter().for_each(|each| out.push_str(&edge(each)));
    out.push_str("}\n");
    out
}

fn node(node: &GraphNode, zone: Zone) -> String {
    let card = &node.card;
    let lines = [label::who(card, zone), label::words(card), label::standing(card).to_owned()];
    let lines: Vec<String> = lines.iter().filter(|line| !line.is_empty()).map(wrapped).collect();
    let sentence = card.standing.as_ref().map_or("", |standing| standing.sentence.as_str());
    let dispute = card.standing.as_ref().and_then(|standing| standing.dispute);
    format!(
        "  {} [label=\"{}\", shape={}, tooltip={}];\n",
        quoted(&card.id.to_string()),
        lines.join("\\n"),
        quoted(shape(dispute)),
        quoted(&label::visible(sentence))
    )
}

/// Returns the shape for a dispute axis.
fn shape(dispute: Option<&str>) -> &'static str {
    match dispute {
        Some("contested") => "diamond",
        Some("refuted") => "octagon",
        Some("origin_fallen") => "house",
        Some("retracted") => "note",
        Some("upheld") => "doubleoctagon",
        // Undisputed, or a demand, promise or hope, which has no dispute axis.
        Some(_) | None => "box",
    }
}

fn edge(edge: &GraphEdge) -> String {
    let link = &edge.link;
    let (color, style, dir) = match link.relation.effect() {
        Effect::Confirm => ("darkgreen", "solid", "forward"),
        Effect::Symmetric => ("red", "dashed", "both"),
        Effect::Directed => ("red", "dashed", "forward"),
        Effect::Provenance => ("gray40", "dotted", "forward"),
        Effect::SameNode | Effect::Supersedes | Effect::TakesBack | Effect::Shown => {
            ("gray40", "solid", "forward")
        }
    };
    format!(
        "  {} -> {} [id={}, label={}, color=\"{color}\", fontcolor=\"{color}\", \
         style=\"{style}\", dir=\"{dir}\", tooltip={}];\n",
        quoted(&link.from.to_string()),
        quoted(&link.to.to_string()),
        quoted(&link.id.to_string()),
        quoted(&label::relation(link.relation)),
        quoted(&label::visible(&link.reason))
    )
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", escaped(text))
}

/// Escapes what ends a string, and what Graphviz would take for an escape of its own or an entity.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '&' => out.push_str("&amp;"),
            '\n' => out.push_str("\\n"),
            c => out.push(c),
        }
    }
    out
}

/// Breaks a line where it gets wide.
#[expect(clippy::ptr_arg, reason = "it is mapped over strings")]
fn wrapped(line: &String) -> String {
    let mut out = String::new();
    let mut width = 0;
    for word in line.split(' ') {
        let length = word.chars().count();
        if width > 0 && width + length > 40 {
            out.push_str("\\n");
            width = 0;
        } else if width > 0 {
            out.push(' ');
        }
        out.push_str(&escaped(word));
        width += length + 1;
    }
    out
}
