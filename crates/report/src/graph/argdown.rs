//! Argdown: a party's denial is a contradiction (`><`), only a finding's refutation is an attack (`-`),
//! a confirmation is a support (`+`). What else ties two statements stands in their data.

use counterclaim_desk::Effect;
use counterclaim_desk::answers::{GraphEdge, GraphNode, GraphShown};

use super::label;
use counterclaim_desk::Zone;

pub(super) fn write(graph: &GraphShown, zone: Zone) -> String {
    let mut out = format!(
        "===\ntitle: \"Claims graph\"\nabstract: {}\n===\n",
        quoted(&label::caption(graph, zone))
    );
    let mut into: Vec<Vec<&GraphEdge>> = vec![Vec::new(); graph.nodes.len()];
    let mut out_of: Vec<Vec<&GraphEdge>> = vec![Vec::new(); graph.nodes.len()];
    for edge in &graph.edges {
        if sign(edge).is_some() { &mut into[edge.to] } else { &mut out_of[edge.from] }.push(edge);
    }
    for (number, node) in graph.nodes.iter().enumerate() {
        let data = data(graph, node, &out_of[number], zone);
        let text = format!("{}: {}", label::who(&node.card, zone), label::words(&node.card));
        out.push_str(&format!("\n[{}]: {} {{{data}}}\n", node.key, escaped(&text)));
        for edge in &into[number] {
            if let Some(sign) = sign(edge) {
                out.push_str(&format!("  {sign} [{}]\n", graph.nodes[edge.from].key));
            }
        }
    }
    out
}

/// Returns how a link is drawn; none for one that Argdown has no sign for.
fn sign(edge: &GraphEdge) -> Option<&'static str> {
    match edge.link.relation.effect() {
        Effect::Confirm => Some("+"),
        Effect::Directed if edge.by_finding => Some("-"),
        Effect::Symmetric | Effect::Directed => Some("><"),
        Effect::Provenance
        | Effect::SameNode
        | Effect::Supersedes
        | Effect::TakesBack
        | Effect::Shown => None,
    }
}

fn data(graph: &GraphShown, node: &GraphNode, others: &[&GraphEdge], zone: Zone) -> String {
    let card = &node.card;
    let mut fields = vec![
        format!("id: {}", quoted(&card.id.to_string())),
        format!("party: {}", quoted(&card.party.name)),
        format!("speaker: {}", quoted(&card.speaker.name)),
    ];
    fields.extend(card.outlet.iter().map(|outlet| format!("outlet: {}", quoted(outlet))));
    let published = card.times.published.map(|moment| zone.moment(moment));
    fields.extend(published.iter().map(|when| format!("published: {}", quoted(when))));
    if !label::standing(card).is_empty() {
        fields.push(format!("standing: {}", quoted(label::standing(card))));
    }
    let mut names: Vec<&str> = others.iter().map(|edge| edge.link.relation.name()).collect();
    names.sort_unstable();
    names.dedup();
    for name in names {
        let same = others.iter().filter(|edge| edge.link.relation.name() == name);
        let keys: Vec<String> = same.map(|edge| quoted(&graph.nodes[edge.to].key)).collect();
        fields.push(format!("{name}: [{}]", keys.join(", ")));
    }
    fields.join(", ")
}

/// Returns a YAML string in which nothing can close the braces around it.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in label::visible(text).chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '{' | '}' | '[' | ']' | '<' | '>' | '=' => {
                out.push_str(&format!("\\u{:04x}", u32::from(c)))
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Escapes what Argdown could take for markup. Points, colons and hyphens are left alone where they
/// open nothing, so that the text stays readable.
fn escaped(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    for (at, c) in letters.iter().enumerate() {
        let next = letters.get(at + 1).copied().unwrap_or(' ');
        let last = at.checked_sub(1).map_or(' ', |before| letters[before]);
        let opens = match c {
            '\\' | '@' | '#' | '*' | '_' | '[' | ']' | '<' | '>' | '/' | '(' | ')' | '{' | '}' => {
                true
            }
            // ".name." and ":name:" stand for special characters.
            '.' | ':' => {
                letters[at + 1..].iter().take_while(|c| !c.is_whitespace()).any(|n| n == c)
            }
            '-' => "-<>".contains(next) || "-<>".contains(last),
            _ => false,
        };
        if opens {
            out.push('\\');
        }
        out.push(*c);
    }
    out
}
