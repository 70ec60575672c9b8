//! A drawing of the graph in one file: no script, no other file, right in light and dark. Title and
//! description for those who do not see it; every statement and line has a title of its own; relations
//! differ by stroke and are named, never by colour alone.

use std::fmt::Display;

use counterclaim_desk::answers::{GraphEdge, GraphNode, GraphShown};
use counterclaim_desk::{ClaimId, Effect, Zone};

use super::label;
use super::layout::{Layout, layout};
use super::xml::text;
use crate::document::Picture;
use crate::picture;
use crate::picture::style::{self, Role};

const TITLE: &str = "Claims graph";

const WIDTH: usize = 230;
const HEIGHT: usize = 96;
const GAP: usize = 40;
const ABOVE: usize = 72;
const HEAD: usize = 56;

/// How the graph is drawn: alone in a file, or as a part of a page.
pub(crate) struct Look<'a> {
    /// What its ids begin with; different for every picture of a page.
    pub(crate) prefix: &'a str,
    /// The style sheet it carries; none on a page, which has it.
    pub(crate) style: Option<&'static str>,
    /// The address that a statement leads to, where it leads somewhere.
    pub(crate) to: &'a dyn Fn(ClaimId) -> Option<String>,
}

impl Look<'_> {
    /// Returns the attribute that names what is drawn. Ids of a page are the page's; a file alone keeps those
    /// of statements and links.
    fn id(&self, kind: char, id: impl Display) -> String {
        match self.style {
            Some(_) => format!(" id=\"{kind}-{id}\""),
            None => String::new(),
        }
    }
}

/// Draws the graph as a file of its own.
pub(super) fn write(graph: &GraphShown, zone: Zone) -> String {
    let look = Look { prefix: "graph", style: Some(picture::STYLE), to: &|_| None };
    draw(graph, zone, &look).svg
}

/// Draws the graph.
pub(crate) fn draw(graph: &GraphShown, zone: Zone, look: &Look<'_>) -> Picture {
    let layout = layout(graph);
    let width = (GAP + layout.columns.max(3) * (WIDTH + GAP)).max(760);
    let height = HEAD + layout.rows * (HEIGHT + ABOVE) + GAP;
    let prefix = text(look.prefix);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"picture\" viewBox=\"0 0 {width} {height}\" \
         width=\"{width}\" height=\"{height}\" role=\"group\" aria-labelledby=\"{prefix}-title\" \
         aria-describedby=\"{prefix}-desc\" font-family=\"Arial, Liberation Sans, Helvetica, Noto Sans, \
         DejaVu Sans, sans-serif\">\n<title id=\"{prefix}-title\">{TITLE}</title>\n\
         <desc id=\"{prefix}-desc\">{}</desc>\n",
        text(&described(graph, zone))
    );
    if let Some(style) = look.style {
        out.push_str(&format!("<style>\n{style}</style>\n"));
    }
    out.push_str(&format!(
        "<defs><marker id=\"{prefix}-to\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"8\" \
         markerHeight=\"8\" orient=\"auto-start-reverse\"><path d=\"M0 0L8 4L0 8z\" \
         fill=\"context-stroke\"/></marker></defs>\n<rect class=\"{}\" width=\"{width}\" \
         height=\"{height}\" {}/>\n",
        style::PAPER.class, style::PAPER.plain
    ));
    caption(graph, zone, width, &mut out);
    graph.edges.iter().for_each(|each| edge(each, graph, &layout, look, &mut out));
    for (number, each) in graph.nodes.iter().enumerate() {
        node(each, at(&layout, number), zone, look, &mut out);
    }
    out.push_str("</svg>\n");
    Picture { title: TITLE.to_owned(), svg: out }
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
            "<text class=\"{}\" x=\"{GAP}\" y=\"{}\" {}>{}</text>\n",
            style::SOFT.class,
            18 + line * 15,
            style::SOFT.plain,
            text(words)
        ));
    }
}

/// Returns the upper left corner of a statement.
fn at(layout: &Layout, number: usize) -> (usize, usize) {
    let (row, column) = layout.places[number];
    (GAP + column * (WIDTH + GAP), HEAD + 12 + row * (HEIGHT + ABOVE))
}

fn node(node: &GraphNode, (x, y): (usize, usize), zone: Zone, look: &Look<'_>, out: &mut String) {
    let card = &node.card;
    let who = label::who(card, zone);
    let sentence = card.standing.as_ref().map_or("", |standing| standing.sentence.as_str());
    let to = (look.to)(card.id);
    out.push_str(&format!("<g class=\"node\"{}>", look.id('c', card.id)));
    if let Some(to) = &to {
        out.push_str(&format!("<a href=\"{}\">", text(to)));
    }
    out.push_str(&format!(
        "<title>{}</title><rect class=\"{}\" x=\"{x}\" y=\"{y}\" width=\"{WIDTH}\" \
         height=\"{HEIGHT}\" rx=\"6\" {}/>\n",
        text(&label::visible(&format!("{who}: {} {sentence}", label::words(card)))),
        style::CARD.class,
        style::CARD.plain
    ));
    let who = lines(&who, 36, 2);
    let words = lines(&label::words(card), 36, 3);
    let shown = who.iter().map(|line| (line, style::SOFT));
    let shown = shown.chain(words.iter().map(|line| (line, style::INK)));
    for (line, (words, role)) in shown.enumerate() {
        line_of(words, role, (x, y + 17 + line * 14), out);
    }
    line_of(label::standing(card), style::STRONG, (x, y + HEIGHT - 8), out);
    out.push_str(if to.is_some() { "</a></g>\n" } else { "</g>\n" });
}

fn line_of(words: &str, role: Role, (x, y): (usize, usize), out: &mut String) {
    out.push_str(&format!(
        "<text class=\"{}\" x=\"{}\" y=\"{y}\" direction=\"ltr\" unicode-bidi=\"plaintext\" {}>{}</text>\n",
        role.class,
        x + 8,
        role.plain,
        text(words)
    ));
}

fn edge(edge: &GraphEdge, graph: &GraphShown, layout: &Layout, look: &Look<'_>, out: &mut String) {
    let prefix = text(look.prefix);
    if edge.from == edge.to {
        return;
    }
    let (from, to) = (at(layout, edge.from), at(layout, edge.to));
    let (start, end) = ends(from, to);
    let class = super::attributes::effect(edge.link.relation, edge.by_finding);
    let (line, words) = roles(edge.link.relation.effect(), edge.by_finding);
    let back = match edge.link.relation.effect() {
        Effect::Symmetric => format!(" marker-start=\"url(#{prefix}-to)\""),
        Effect::Confirm
        | Effect::Directed
        | Effect::Provenance
        | Effect::SameNode
        | Effect::Supersedes
        | Effect::TakesBack
        | Effect::Shown => String::new(),
    };
    let relation = label::relation(edge.link.relation);
    let names = [edge.from, edge.to].map(|number| label::one_line(&graph.nodes[number].card));
    let (bend, middle) = ((start.1 + end.1) / 2, (start.0 + end.0) / 2);
    out.push_str(&format!(
        "<g class=\"edge {class}\"{}><title>{}</title><path class=\"{}\" d=\"M{} {}C{} {bend} {} {bend} \
         {} {}\" {} marker-end=\"url(#{prefix}-to)\"{back}/><text class=\"{}\" x=\"{middle}\" \
         y=\"{bend}\" text-anchor=\"middle\" {}>{}</text></g>\n",
        look.id('l', edge.link.id),
        text(&format!("{} {relation} {}", names[0], names[1])),
        line.class,
        start.0,
        start.1,
        start.0,
        end.0,
        end.0,
        end.1,
        line.plain,
        words.class,
        words.plain,
        text(&relation)
    ));
}

/// Returns how a line and the word on it look; a refutation by a finding is a whole line.
fn roles(effect: Effect, by_finding: bool) -> (Role, Role) {
    match effect {
        Effect::Directed if by_finding => (style::CROSS, style::AGAINST_WORDS),
        Effect::Symmetric | Effect::Directed => (style::AGAINST, style::AGAINST_WORDS),
        Effect::Confirm => (style::FOR, style::FOR_WORDS),
        Effect::Provenance
        | Effect::SameNode
        | Effect::Supersedes
        | Effect::TakesBack
        | Effect::Shown => (style::BESIDE, style::LABEL),
    }
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
