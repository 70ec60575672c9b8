//! What a statement, a link and the graph itself carry in every format of data: one table of names and
//! one way to fill it, so that all formats say the same. Times are RFC 3339, UTC.

use chrono::SecondsFormat;
use counterclaim_desk::answers::{Card, GraphEdge, GraphNode, GraphShown, Words};
use counterclaim_desk::{Effect, Instant, Moment, Relation};

use super::label;
use crate::document::marked;
use crate::phrase::stable;
use counterclaim_desk::Zone;

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    /// Text.
    Text(String),
    /// A whole number.
    Whole(u64),
}

/// A name with its value; what is unknown is not there.
pub(super) type Attribute = (&'static str, Value);

/// The names of numbers; every other attribute is text.
const WHOLE: &[&str] =
    &["lines_for", "lines_against", "sightings", "weight_percent", "as_of", "captures"];

/// The attributes of a statement, in the order they are written.
pub(super) const NODE: &[&str] = &[
    "label",
    "statement",
    "words",
    "speaker",
    "speaker_kind",
    "role",
    "party",
    "relayed_by",
    "outlet",
    "modality",
    "form",
    "wording",
    "grounds",
    "matters",
    "said",
    "published",
    "published_precision",
    "captured",
    "recorded",
    "sightings",
    "status",
    "standing",
    "dispute",
    "support",
    "lines_for",
    "lines_against",
    "sentence",
];

/// The attributes of a link.
pub(super) const EDGE: &[&str] =
    &["relation", "effect", "basis", "cue", "reason", "status", "by", "weight_percent", "recorded"];

/// The attributes of the graph.
pub(super) const GRAPH: &[&str] =
    &["caption", "as_of", "recorded_by", "public_by", "count", "captures"];

/// Returns whether an attribute is a whole number.
pub(super) fn is_whole(name: &str) -> bool {
    WHOLE.contains(&name)
}

pub(super) fn of_node(node: &GraphNode, zone: Zone) -> Vec<Attribute> {
    let card = &node.card;
    let mut list = List(Vec::new());
    list.text("label", format!("{}: {}", label::who(card, zone), label::words(card)));
    list.text("statement", card.statement.clone());
    list.text("words", all_words(&card.words));
    list.text("speaker", card.speaker.name.clone());
    list.text("speaker_kind", card.speaker.kind.map(|kind| kind.name().to_owned()));
    list.text("role", card.role.clone());
    list.text("party", card.party.name.clone());
    list.text("relayed_by", card.relayed_by.as_ref().map(|named| named.name.clone()));
    list.text("outlet", card.outlet.clone());
    list.text("modality", stable(&card.modality));
    list.text("form", stable(&card.form));
    list.text("wording", stable(&card.wording));
    list.text("grounds", stable(&card.grounds));
    let matters: Vec<&str> = card.matters.iter().map(|matter| matter.as_str()).collect();
    list.text("matters", matters.join(" "));
    of_times(card, &mut list);
    list.whole("sightings", card.sightings as u64);
    list.text("status", stable(&card.status));
    if let Some(standing) = &card.standing {
        list.text("standing", standing.word.clone());
        list.text("dispute", standing.dispute.map(str::to_owned));
        list.text("support", standing.support.to_owned());
        list.whole("lines_for", u64::from(standing.lines_for));
        list.whole("lines_against", u64::from(standing.lines_against));
        list.text("sentence", standing.sentence.clone());
    }
    list.0
}

fn of_times(card: &Card, list: &mut List) {
    let at = |moment: Moment| time(moment.at);
    list.text("said", card.times.said.map(at));
    list.text("published", card.times.published.map(at));
    list.text("published_precision", card.times.published.map(|moment| stable(&moment.precision)));
    list.text("captured", card.times.captured.map(at));
    list.text("recorded", time(card.times.recorded));
}

pub(super) fn of_edge(edge: &GraphEdge) -> Vec<Attribute> {
    let link = &edge.link;
    let mut list = List(Vec::new());
    list.text("relation", link.relation.name().to_owned());
    list.text("effect", effect(link.relation, edge.by_finding).to_owned());
    list.text("basis", stable(&link.basis));
    list.text("cue", link.cue.clone());
    list.text("reason", link.reason.clone());
    list.text("status", stable(&link.status));
    list.text("by", link.by.clone());
    list.whole("weight_percent", u64::from(link.weight_percent));
    list.text("recorded", time(link.recorded));
    list.0
}

pub(super) fn of_graph(graph: &GraphShown, zone: Zone) -> Vec<Attribute> {
    let mut list = List(Vec::new());
    list.text("caption", label::caption(graph, zone));
    list.whole("as_of", graph.asked.as_of.0);
    list.text("recorded_by", graph.asked.recorded_at.map(time));
    list.text("public_by", graph.asked.public_by.map(time));
    list.text("count", if graph.asked.counts_unchecked { "all" } else { "checked" }.to_owned());
    list.whole("captures", graph.asked.captures as u64);
    list.0
}

/// Returns what a link does to standing, in a word.
pub(super) fn effect(relation: Relation, by_finding: bool) -> &'static str {
    match relation.effect() {
        Effect::Confirm => "confirm",
        Effect::Directed if by_finding => "refutation",
        Effect::Symmetric | Effect::Directed => "objection",
        Effect::Provenance => "provenance",
        Effect::SameNode => "repetition",
        Effect::Supersedes => "supersedes",
        Effect::TakesBack => "takes_back",
        Effect::Shown => "shown",
    }
}

/// Returns the exact words, every piece in its marks.
fn all_words(words: &[Words]) -> Option<String> {
    let pieces: Vec<String> = words.iter().map(marked).collect();
    (!pieces.is_empty()).then(|| pieces.join(" … "))
}

/// Returns a time as it stands in JSON.
pub(super) fn time(at: Instant) -> String {
    at.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}

struct List(Vec<Attribute>);

impl List {
    /// Adds a text, unless there is none.
    fn text(&mut self, name: &'static str, text: impl Into<Option<String>>) {
        let text = text.into().filter(|text| !text.is_empty());
        self.0.extend(text.map(|text| (name, Value::Text(text))));
    }

    fn whole(&mut self, name: &'static str, number: u64) {
        self.0.push((name, Value::Whole(number)));
    }
}
