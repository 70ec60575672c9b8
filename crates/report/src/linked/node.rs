//! A node of linked data before it has a format: what it is called, what it is, and what is said of it.
//! Names are prefixed (`schema:text`); both formats know the prefixes below and no others.

use counterclaim_desk::{Instant, Moment};

/// The vocabularies.
pub(super) const PREFIXES: &[(&str, &str)] = &[
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    ("schema", "https://schema.org/"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("cito", "http://purl.org/spar/cito/"),
    ("oa", "http://www.w3.org/ns/oa#"),
    ("cc", "urn:counterclaim:vocabulary#"),
];

/// What can be said of a node.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Term {
    /// Another thing, by its name.
    Iri(String),
    /// A term of one of the vocabularies.
    Name(&'static str),
    /// An address.
    Address(String),
    /// Text.
    Text(String),
    /// A time, to the precision known.
    Moment(Moment),
    /// An instant.
    Instant(Instant),
    /// A whole number.
    Whole(u64),
    /// Yes or no.
    Truth(bool),
    /// Another node, told where it is named.
    Node(Box<Node>),
}

/// A node.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Node {
    /// Its name; nodes without one are told in one place only.
    pub(super) id: Option<String>,
    /// What it is.
    pub(super) types: Vec<&'static str>,
    /// What is said of it. The same predicate again stands next to its first.
    pub(super) said: Vec<(&'static str, Vec<Term>)>,
}

impl Node {
    /// A node with a name.
    pub(super) fn named(id: String, types: &[&'static str]) -> Self {
        Self { id: Some(id), types: types.to_vec(), said: Vec::new() }
    }

    /// A node without one.
    pub(super) fn blank(types: &[&'static str]) -> Self {
        Self { id: None, types: types.to_vec(), said: Vec::new() }
    }

    pub(super) fn says(&mut self, predicate: &'static str, term: Term) {
        match self.said.iter_mut().find(|(known, _)| *known == predicate) {
            Some((_, terms)) if terms.contains(&term) => {}
            Some((_, terms)) => terms.push(term),
            None => self.said.push((predicate, vec![term])),
        }
    }

    pub(super) fn text(&mut self, predicate: &'static str, text: &str) {
        self.says(predicate, Term::Text(text.to_owned()));
    }

    pub(super) fn any_text(&mut self, predicate: &'static str, text: Option<&str>) {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            self.text(predicate, text);
        }
    }

    pub(super) fn any_moment(&mut self, predicate: &'static str, moment: Option<Moment>) {
        if let Some(moment) = moment {
            self.says(predicate, Term::Moment(moment));
        }
    }

    pub(super) fn node(&mut self, predicate: &'static str, node: Node) {
        self.says(predicate, Term::Node(Box::new(node)));
    }
}

/// Returns a moment no more precisely than it is known, with the datatype of that.
pub(super) fn lexical(moment: Moment) -> (String, &'static str) {
    use counterclaim_desk::Precision;
    let (format, datatype) = match moment.precision {
        Precision::Year => ("%Y", "xsd:gYear"),
        Precision::Month => ("%Y-%m", "xsd:gYearMonth"),
        Precision::Day => ("%Y-%m-%d", "xsd:date"),
        Precision::Hour | Precision::Minute | Precision::Second => {
            return (rfc3339(moment.at), "xsd:dateTime");
        }
    };
    (moment.at.format(format).to_string(), datatype)
}

/// Returns an instant as it stands in JSON.
pub(super) fn rfc3339(at: Instant) -> String {
    let mut out = Vec::new();
    crate::export::text::instant(&mut out, at);
    String::from_utf8_lossy(&out).into_owned()
}
