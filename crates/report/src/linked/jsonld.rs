//! Nodes as JSON-LD: in terms of schema.org alone, keys are plain; elsewhere they have their prefix.

use super::node::{Node, PREFIXES, Term, lexical};
use crate::export::json::Json;

/// The context of plain nodes. It is named and not fetched: nobody needs it who knows schema.org.
pub(super) const PLAIN: &str = "https://schema.org";

/// How keys and values are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dress {
    /// Under the context of schema.org.
    Plain,
    /// Under the prefixes.
    Prefixed,
}

/// Writes the context of prefixed nodes.
pub(super) fn context(json: &mut Json) {
    json.key("@context");
    json.object(|json| {
        for (prefix, address) in PREFIXES {
            json.key(prefix);
            json.text(address);
        }
    });
}

/// Writes a node.
pub(super) fn node(json: &mut Json, node: &Node, dress: Dress) {
    json.object(|json| inside(json, node, dress));
}

/// Writes what stands inside a node's brackets.
pub(super) fn inside(json: &mut Json, node: &Node, dress: Dress) {
    match node.types.as_slice() {
        [] => {}
        [one] => {
            json.key("@type");
            json.name(dress.name(one));
        }
        several => {
            json.key("@type");
            json.array(|json| several.iter().for_each(|one| json.name(dress.name(one))));
        }
    }
    if let Some(id) = &node.id {
        json.key("@id");
        json.text(id);
    }
    for (predicate, terms) in &node.said {
        json.key(dress.name(predicate));
        match terms.as_slice() {
            [one] => term(json, one, dress),
            several => json.array(|json| several.iter().for_each(|one| term(json, one, dress))),
        }
    }
}

impl Dress {
    fn name(self, name: &'static str) -> &'static str {
        match self {
            Self::Plain => name.strip_prefix("schema:").unwrap_or(name),
            Self::Prefixed => name,
        }
    }
}

fn term(json: &mut Json, term: &Term, dress: Dress) {
    match term {
        Term::Iri(iri) => reference(json, iri),
        Term::Name(name) => reference(json, name),
        // The context of schema.org says which of its terms have addresses.
        Term::Address(address) if dress == Dress::Plain => json.text(address),
        Term::Address(address) => reference(json, address),
        Term::Text(text) => json.text(text),
        Term::Moment(moment) => {
            let (text, datatype) = lexical(*moment);
            value(json, &text, datatype, dress);
        }
        Term::Instant(at) => value(json, &super::node::rfc3339(*at), "xsd:dateTime", dress),
        Term::Whole(number) => json.whole(*number),
        Term::Truth(truth) => json.truth(*truth),
        Term::Node(inner) => node(json, inner, dress),
    }
}

fn reference(json: &mut Json, iri: &str) {
    json.object(|json| {
        json.key("@id");
        json.text(iri);
    });
}

fn value(json: &mut Json, text: &str, datatype: &'static str, dress: Dress) {
    if dress == Dress::Plain {
        return json.name(text);
    }
    json.object(|json| {
        json.key("@type");
        json.name(datatype);
        json.key("@value");
        json.name(text);
    });
}
