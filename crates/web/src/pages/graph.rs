//! The claims graph: drawn in layers, the same as an outline, and in the formats of other tools.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use counterclaim_desk::answers::{Argument, Card, GraphEdge, GraphNode, GraphShown};
use counterclaim_report::pictures::{self, Drawn};
use counterclaim_report::{GraphFormat, argument_names, graph as written};

use super::filters::{FROM, Filter, MATTER, PARTY, TO, not_too_large};
use super::pictures::drawn;
use super::ties::{Tie, is_settled, rank};
use crate::call::Call;
use crate::chrome::Chrome;
use crate::problem::Problem;
use crate::reply::Reply;
use crate::route::{Parameter, Route, Schema, get};

/// Statements that are drawn, and stand in the outline.
const DRAWN: usize = 120;

const NAMES: Parameter = Parameter {
    name: "names",
    means: "For tgf and apx: what the arguments stand for, a line each, in place of the graph.",
    schema: Schema::OneOf(&["only"]),
};

pub(super) const ROUTES: &[Route] = &[get(
    "/graph",
    "graph",
    "The claims graph, drawn and as an outline; whole in the formats of other tools.",
    graph,
)
.takes(&[PARTY, MATTER, FROM, TO, NAMES])
.forms(&[
    "html",
    "json",
    "svg",
    "dot",
    "graphml",
    "gexf",
    "cytoscape",
    "tgf",
    "apx",
    "argdown",
    "turtle",
])
.statuses(&[
    (404, "There is no such party or matter."),
    (422, "Several parties have that name, or the case is too large to be shown as a whole."),
])];

#[derive(Template)]
#[template(path = "graph.html")]
struct GraphPage<'p> {
    chrome: Chrome,
    typed: [String; 2],
    is_narrowed: bool,
    picture: Option<Drawn>,
    outline: Vec<Entry<'p>>,
    /// Statements and links of the whole graph.
    whole: (usize, usize),
    unchecked: (usize, usize),
}

/// A statement with the links that lead from it.
struct Entry<'p> {
    label: String,
    card: &'p Card,
    ties: Vec<(Tie<'p>, &'p Card)>,
}

fn graph(call: &Call<'_>) -> Result<Reply, Problem> {
    let filter = Filter::of(call)?;
    not_too_large(call, "open a matter, or use `counterclaim graph`")?;
    let names = call.value("names");
    if names.is_some_and(|names| names != "only") {
        return Err(Problem::parameter("names", "it is \"only\", or left out"));
    }
    let shown = call.ask(|desk| {
        let mut shown = desk.graph(call.question);
        if !filter.is_empty() {
            let mut cards: Vec<Card> = shown.nodes.iter().map(|node| node.card.clone()).collect();
            filter.keep(desk, &mut cards)?;
            let kept = cards.iter().map(|card| card.id).collect();
            shown = with_neighbours(shown, kept);
        }
        Ok::<_, Problem>(shown)
    })?;
    if call.wants_page() {
        page(call, &shown, &filter)
    } else {
        data(call, &shown, names.is_some())
    }
}

fn data(call: &Call<'_>, shown: &GraphShown, names: bool) -> Result<Reply, Problem> {
    let format: GraphFormat = call.form.suffix.parse().map_err(|_| call.not_offered())?;
    if names && format.is_for_solvers() {
        return Ok(Reply::whole("text/plain; charset=utf-8", argument_names(shown)));
    }
    let text = written(shown, format, call.question.zone)?;
    Ok(match format {
        GraphFormat::Svg => Reply::document(call.form.media, text),
        GraphFormat::Json | GraphFormat::Cytoscape => Reply::whole(call.form.media, text),
        GraphFormat::Dot
        | GraphFormat::Graphml
        | GraphFormat::Gexf
        | GraphFormat::Tgf
        | GraphFormat::Apx
        | GraphFormat::Argdown
        | GraphFormat::Turtle => {
            Reply::whole(call.form.media, text).named(&format!("claims.{format}"))
        }
    })
}

fn page(call: &Call<'_>, shown: &GraphShown, filter: &Filter) -> Result<Reply, Problem> {
    let chrome = call.chrome("Graph", Some(&shown.asked));
    let bounded = most_linked(shown);
    let ends = bounded.edges.iter().flat_map(|edge| [edge.from, edge.to]).collect();
    let linked = part_of(&bounded, &ends);
    let page = GraphPage {
        picture: (!linked.nodes.is_empty())
            .then(|| drawn(&chrome, "graph", |page| pictures::graph(&linked, page))),
        typed: ["party", "matter"].map(|name| call.value(name).unwrap_or_default().to_owned()),
        is_narrowed: !filter.is_empty(),
        outline: outline(&bounded),
        whole: (shown.nodes.len(), shown.edges.len()),
        unchecked: (shown.unchecked_claims, shown.unchecked_links),
        chrome,
    };
    call.page(&page)
}

/// Returns the graph of some statements with those that a link ties to them.
fn with_neighbours(shown: GraphShown, kept: BTreeSet<counterclaim_desk::ClaimId>) -> GraphShown {
    let is_kept = |number: usize| kept.contains(&shown.nodes[number].card.id);
    let mut numbers: BTreeSet<usize> =
        (0..shown.nodes.len()).filter(|number| is_kept(*number)).collect();
    for edge in &shown.edges {
        if is_kept(edge.from) || is_kept(edge.to) {
            numbers.extend([edge.from, edge.to]);
        }
    }
    part_of(&shown, &numbers)
}

/// Returns as much of the graph as is drawn: the statements with the most links, in their order.
fn most_linked(shown: &GraphShown) -> GraphShown {
    let mut links = vec![0_usize; shown.nodes.len()];
    for edge in shown.edges.iter().filter(|edge| edge.from != edge.to) {
        links[edge.from] += 1;
        links[edge.to] += 1;
    }
    let mut numbers: Vec<usize> = (0..links.len()).collect();
    numbers.sort_by_key(|number| (std::cmp::Reverse(links[*number]), *number));
    part_of(shown, &numbers.into_iter().take(DRAWN).collect())
}

/// Returns the part of a graph that is between some of its statements.
fn part_of(shown: &GraphShown, numbers: &BTreeSet<usize>) -> GraphShown {
    let renumbered: BTreeMap<usize, usize> =
        numbers.iter().enumerate().map(|(new, old)| (*old, new)).collect();
    let edge = |edge: &GraphEdge| {
        let (from, to) = (*renumbered.get(&edge.from)?, *renumbered.get(&edge.to)?);
        Some(GraphEdge { from, to, ..edge.clone() })
    };
    let nodes: Vec<GraphNode> = numbers.iter().map(|number| shown.nodes[*number].clone()).collect();
    let kept: BTreeSet<_> = nodes.iter().map(|node| node.card.id).collect();
    let arguments = shown.defeat.arguments.iter().enumerate();
    let arguments: Vec<(usize, &Argument)> =
        arguments.filter(|(_, argument)| kept.contains(&argument.claim)).collect();
    let places: BTreeMap<usize, usize> =
        arguments.iter().enumerate().map(|(new, (old, _))| (*old, new)).collect();
    let attack = |(from, to): &(usize, usize)| Some((*places.get(from)?, *places.get(to)?));
    let mut part = GraphShown {
        edges: shown.edges.iter().filter_map(edge).collect(),
        nodes,
        defeat: shown.defeat.clone(),
        asked: shown.asked.clone(),
        parameters: shown.parameters.clone(),
        unchecked_claims: shown.unchecked_claims,
        unchecked_links: shown.unchecked_links,
    };
    part.defeat.attacks = shown.defeat.attacks.iter().filter_map(attack).collect();
    part.defeat.arguments = arguments.into_iter().map(|(_, argument)| argument.clone()).collect();
    part
}

fn outline(shown: &GraphShown) -> Vec<Entry<'_>> {
    let label = |number: usize| format!("G{}", number + 1);
    let mut entries: Vec<Entry<'_>> = shown
        .nodes
        .iter()
        .enumerate()
        .map(|(number, node)| Entry { label: label(number), card: &node.card, ties: Vec::new() })
        .collect();
    let mut edges: Vec<&GraphEdge> = shown.edges.iter().collect();
    edges.sort_by_key(|edge| (rank(edge.link.relation), edge.to));
    for edge in edges {
        let [from, to] = [edge.from, edge.to].map(|end| &shown.nodes[end].card);
        let is_settled = is_settled(from, to);
        let tie = Tie { link: &edge.link, from: String::new(), to: label(edge.to), is_settled };
        entries[edge.from].ties.push((tie, to));
    }
    entries
}
