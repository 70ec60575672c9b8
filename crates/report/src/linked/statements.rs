//! Nodes as Turtle.

use super::node::{Node, PREFIXES, Term, lexical, rfc3339};
use crate::graph::literal;

/// Writes the prefixes.
pub(super) fn head() -> String {
    let lines =
        PREFIXES.iter().map(|(prefix, address)| format!("@prefix {prefix}: <{address}> .\n"));
    lines.collect()
}

/// Writes a node that has a name, with what is said of it.
pub(super) fn statement(out: &mut String, node: &Node) {
    let name = node.id.as_ref().map_or_else(|| "[]".to_owned(), |id| format!("<{id}>"));
    let mut said = Vec::new();
    let mut later = Vec::new();
    inside(node, &mut said, &mut later);
    if !said.is_empty() {
        out.push_str(&format!("\n{name} {} .\n", said.join(" ;\n    ")));
    }
    // Nodes with a name are told apart: brackets are for those without.
    later.into_iter().for_each(|node| statement(out, node));
}

fn inside<'n>(node: &'n Node, said: &mut Vec<String>, later: &mut Vec<&'n Node>) {
    if !node.types.is_empty() {
        said.push(format!("a {}", node.types.join(" , ")));
    }
    for (predicate, terms) in &node.said {
        let terms: Vec<String> = terms.iter().map(|one| term(one, later)).collect();
        said.push(format!("{predicate} {}", terms.join(" , ")));
    }
}

fn term<'n>(term: &'n Term, later: &mut Vec<&'n Node>) -> String {
    match term {
        Term::Iri(iri) | Term::Address(iri) => format!("<{iri}>"),
        Term::Name(name) => (*name).to_owned(),
        Term::Text(text) => literal(text),
        Term::Moment(moment) => {
            let (text, datatype) = lexical(*moment);
            format!("\"{text}\"^^{datatype}")
        }
        Term::Instant(at) => format!("\"{}\"^^xsd:dateTime", rfc3339(*at)),
        Term::Whole(number) => number.to_string(),
        Term::Truth(truth) => truth.to_string(),
        Term::Node(node) => match &node.id {
            Some(id) => {
                later.push(node);
                format!("<{id}>")
            }
            None => {
                let mut said = Vec::new();
                inside(node, &mut said, later);
                format!("[ {} ]", said.join(" ; "))
            }
        },
    }
}
