//! A drawing of the graph in one file: no script, no other file, right in light and dark. Title and
//! description for those who do not see it; every statement and line has a title of its own; relations
//! differ by stroke and are named, never by colour alone.

use counterclaim_desk::Effect;
use counterclaim_desk::answers::{GraphEdge, GraphNode, GraphShown};

use super::label;
use super::layout::{Layout, layout};
use super::xml::text;
use counterclaim_desk::Zone;

const WIDTH: usize = 230;
const HEIGHT: usize = 96;
const GAP: usize = 40;
const ABOVE: usize = 72;
const HEAD: usize = 56;

const STYLE: &str = "
.node rect{fill:#fff;stroke:#222}.node text{fill:#111;font:12px sans-serif}
.node .standing{font-weight:bold}.edge path{fill:none;stroke:#555;stroke-width:1.5}
.edge text{font:11px sans-serif;fill:#333}.caption{font:12px sans-serif;fill:#111}
.confirm path{stroke:#1a6b2d}.objection path{stroke:#a11;stroke-dasharray:7 4}
.refutation path{stroke:#a11;stroke-width:3}.provenance path{stroke-dasharray:2 4}
@media (prefers-color-scheme:dark){.node rect{fill:#1c1c1c;stroke:#ddd}.node text,.caption{fill:#eee}
.edge path{stroke:#bbb}.edge text{fill:#ddd}.confirm path{stroke:#7bd38f}
.objection path,.refutation path{stroke:#ff8a8a}}
";

pub(super) fn write(graph: &GraphShown, zone: Zone) -> String {
    let layout = layout(graph);
    let width = (GAP + layout.columns.max(3) * (WIDTH + GAP)).max(760);
    let height = HEAD + layout.rows * (HEIGHT + ABOVE) + GAP;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
         height=\"{height}\" role=\"img\" aria-labelledby=\"graph-title graph-desc\">\n\
         <title id=\"graph-title\">Claims graph</title>\n<desc id=\"graph-desc\">{}</desc>\n\
         <style>{STYLE}</style>\n<defs><marker id=\"to\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" \
         markerWidth=\"8\" markerHeight=\"8\" orient=\"auto-start-reverse\"><path d=\"M0 0L8 4L0 8z\" \
         fill=\"context-stroke\"/></marker></defs>\n",
        text(&described(graph, zone))
    );
    caption(graph, zone, width, &mut out);
    graph.edges.iter().for_each(|each| edge(each, graph, &layout, &mut out));
    for (number, each) in graph.nodes.iter().enumerate() {
        node(each, at(&layout, number), zone, &mut out);
    }
    out.push_str("</svg>\n");
    out
}

/// Tells the whole graph in words.
fn described(graph: &GraphShown, zone: Zone) -> String {
    let links: Vec<String> = graph
        .edges
        .iter()
        .map(|edge| {
            let (from, to) = (&graph.nodes[edge.from].card, &graph.nodes[edge.to].card);
            let (from, to) = (label::one_line(from), label::one_line(to));
            format!("{from} {} {to}.", label::relation(edge.link.relation))
        })
        .collect();
    format!("{} {}", label::caption(graph, zone), links.join(" "))
}

fn caption(graph: &GraphShown, zone: Zone, width: usize, out: &mut String) {
    for (line, words) in lines(&label::caption(graph, zone), width / 7, 3).iter().enumerate() {
        out.push_str(&format!(
            "<text class=\"caption\" x=\"{GAP}\" y=\"{}\">{}</text>\n",
            18 + line * 15,
            text(words)
        ));
    }
}

/// Returns the upper left corner of a statement.
fn at(layout: &Layout, number: usize) -> (usize, usize) {
    let (row, column) = layout.places[number];
    (GAP + column * (WIDTH + GAP), HEAD + 12 + row * (HEIGHT + ABOVE))
}

fn node(node: &GraphNode, (x, y): (usize, usize), zone: Zone, out: &mut String) {
    let card = &node.card;
    let who = label::who(card, zone);
    let sentence = card.standing.as_ref().map_or("", |standing| standing.sentence.as_str());
    out.push_str(&format!(
        "<g class=\"node\" id=\"c-{}\"><title>{}</title><rect x=\"{x}\" y=\"{y}\" \
         width=\"{WIDTH}\" height=\"{HEIGHT}\" rx=\"6\"/>\n",
        node.card.id,
        text(&label::visible(&format!("{who}: {} {sentence}", label::words(card)))),
    ));
    let mut shown = lines(&who, 34, 2);
    shown.extend(lines(&label::words(card), 34, 3));
    for (line, words) in shown.iter().enumerate() {
        line_of(words, "", (x, y + 17 + line * 14), out);
    }
    line_of(label::standing(card), " class=\"standing\"", (x, y + HEIGHT - 8), out);
    out.push_str("</g>\n");
}

fn line_of(words: &str, class: &str, (x, y): (usize, usize), out: &mut String) {
    out.push_str(&format!(
        "<text{class} x=\"{}\" y=\"{y}\" direction=\"ltr\" unicode-bidi=\"plaintext\">{}</text>\n",
        x + 8,
        text(words)
    ));
}

fn edge(edge: &GraphEdge, graph: &GraphShown, layout: &Layout, out: &mut String) {
    if edge.from == edge.to {
        return;
    }
    let (from, to) = (at(layout, edge.from), at(layout, edge.to));
    let (start, end) = ends(from, to);
    let class = super::attributes::effect(edge.link.relation, edge.by_finding);
    let back = match edge.link.relation.effect() {
        Effect::Symmetric => " marker-start=\"url(#to)\"",
        Effect::Confirm
        | Effect::Directed
        | Effect::Provenance
        | Effect::SameNode
        | Effect::Supersedes
        | Effect::TakesBack
        | Effect::Shown => "",
    };
    let relation = label::relation(edge.link.relation);
    let names = [edge.from, edge.to].map(|number| label::one_line(&graph.nodes[number].card));
    let (bend, middle) = ((start.1 + end.1) / 2, (start.0 + end.0) / 2);
    out.push_str(&format!(
        "<g class=\"edge {class}\" id=\"l-{}\"><title>{}</title><path d=\"M{} {}C{} {bend} {} {bend} \
         {} {}\" marker-end=\"url(#to)\"{back}/><text x=\"{middle}\" y=\"{bend}\" \
         text-anchor=\"middle\">{}</text></g>\n",
        edge.link.id,
        text(&format!("{} {relation} {}", names[0], names[1])),
        start.0,
        start.1,
        start.0,
        end.0,
        end.0,
        end.1,
        text(&relation)
    ));
}

/// Returns where a line leaves one box and reaches the other: below and above, or along one row above
/// both.
fn ends(from: (usize, usize), to: (usize, usize)) -> ((usize, usize), (usize, usize)) {
    let (left, right) = (from.0 + WIDTH / 2, to.0 + WIDTH / 2);
    match from.1.cmp(&to.1) {
        std::cmp::Ordering::Less => ((left, from.1 + HEIGHT), (right, to.1)),
        std::cmp::Ordering::Greater => ((left, from.1), (right, to.1 + HEIGHT)),
        std::cmp::Ordering::Equal => ((left, from.1 + HEIGHT), (right, to.1 + HEIGHT)),
    }
}

/// Cuts a text into lines of this many characters; what does not fit is left to the title.
fn lines(words: &str, width: usize, most: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in words.split(' ') {
        let line = lines.last().map_or(0, |line| line.chars().count());
        if line > 0 && line + word.chars().count() >= width {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    if lines.len() > most {
        lines.truncate(most);
        if let Some(line) = lines.last_mut() {
            line.push_str(" …");
        }
    }
    lines
}
