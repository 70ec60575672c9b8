//! RDF as Turtle: schema.org's Claim, attribution and derivation in PROV, confirmation and objection in
//! CiTO. A party's denial disputes; only a finding refutes. Every link is a plain triple and, with who
//! drew it and why, a reified statement. Speaker and outlet are different things here too: what is said
//! is attributed to the speaker, and the outlet publishes the place where it appears.
//!
//! Confirmations that feed on what they confirm:
//! `?a cito:confirms ?b . ?a (prov:hadPrimarySource|prov:wasDerivedFrom)+ ?b`

use std::collections::{BTreeMap, BTreeSet};

use counterclaim_desk::answers::{Card, GraphEdge, GraphNode, GraphShown, Marks, Named};
use counterclaim_desk::{ActorKind, Relation};

use super::label;
use super::turtle_text::{Subject, instant, literal, thing};
use crate::phrase::stable;
use counterclaim_desk::Zone;

const HEAD: &str = "\
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix schema: <https://schema.org/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix cito: <http://purl.org/spar/cito/> .
@prefix cc: <urn:counterclaim:vocabulary#> .
";

pub(super) fn write(graph: &GraphShown, zone: Zone) -> String {
    let mut out = HEAD.to_owned();
    head(graph, zone).write(&mut out);
    actors(graph).values().for_each(|actor| actor.write(&mut out));
    let derived: BTreeSet<usize> = graph
        .edges
        .iter()
        .filter(|edge| edge.link.relation == Relation::RestsOn)
        .map(|edge| edge.from)
        .collect();
    let mut triples: BTreeMap<usize, Vec<(&'static str, String)>> = BTreeMap::new();
    for edge in &graph.edges {
        let predicate = predicate(edge, derived.contains(&edge.to));
        triples.entry(edge.from).or_default().push((predicate, thing(edge.link.to)));
    }
    for (number, node) in graph.nodes.iter().enumerate() {
        let mut subject = claim(node);
        for (predicate, object) in triples.get(&number).into_iter().flatten() {
            subject.says(predicate, object);
        }
        subject.write(&mut out);
    }
    for edge in &graph.edges {
        link(edge, predicate(edge, derived.contains(&edge.to))).write(&mut out);
    }
    out
}

fn head(graph: &GraphShown, zone: Zone) -> Subject {
    let mut subject = Subject::new("<urn:counterclaim:graph>");
    subject.says("a", "schema:Dataset , prov:Entity");
    subject.says("schema:description", literal(&label::caption(graph, zone)));
    subject.says("cc:asOf", graph.asked.as_of.to_string());
    subject.says_any("prov:generatedAtTime", graph.asked.recorded_at.map(instant));
    subject.says_any("cc:publicBy", graph.asked.public_by.map(instant));
    let count = if graph.asked.counts_unchecked { "all" } else { "checked" };
    subject.says("cc:count", literal(count));
    subject
}

/// Returns everybody who speaks or is spoken for, by name in the graph.
fn actors(graph: &GraphShown) -> BTreeMap<String, Subject> {
    let mut actors = BTreeMap::new();
    for node in &graph.nodes {
        for named in [&node.card.speaker, &node.card.party] {
            let Some(id) = named.id else { continue };
            actors.entry(thing(id)).or_insert_with(|| {
                let mut subject = Subject::new(thing(id));
                subject.says("a", format!("prov:Agent , {}", class(named)));
                subject.says("rdfs:label", literal(&named.name));
                subject
            });
        }
    }
    actors
}

fn class(named: &Named) -> &'static str {
    match named.kind {
        Some(ActorKind::Person) => "schema:Person , prov:Person",
        Some(ActorKind::State) => "schema:Country , prov:Organization",
        Some(ActorKind::Organisation) => "schema:Organization , prov:Organization",
        Some(ActorKind::Outlet) => "schema:NewsMediaOrganization , prov:Organization",
        Some(ActorKind::Unnamed) | None => "cc:Unnamed",
    }
}

/// Returns the actor's name in the graph; nobody named is a blank node, a new one each time.
fn actor(named: &Named) -> String {
    let nobody = || format!("[ a prov:Agent , cc:Unnamed ; rdfs:label {} ]", literal(&named.name));
    named.id.map_or_else(nobody, thing)
}

fn claim(node: &GraphNode) -> Subject {
    let card = &node.card;
    let mut subject = Subject::new(thing(card.id));
    subject.says("a", "schema:Claim , prov:Entity");
    subject.says("schema:text", literal(&card.statement));
    for words in &card.words {
        let predicate = match words.marks {
            Marks::Speaker => "cc:wordsOfSpeaker",
            Marks::Outlet => "cc:wordingOfOutlet",
        };
        subject.says(predicate, literal(&words.text));
    }
    subject.says("prov:wasAttributedTo", actor(&card.speaker));
    subject.says("cc:party", actor(&card.party));
    subject.says("schema:appearance", appearance(card));
    subject.says_any("cc:said", card.times.said.map(|moment| instant(moment.at)));
    subject.says("cc:recorded", instant(card.times.recorded));
    subject.says("cc:modality", literal(&stable(&card.modality)));
    subject.says("cc:form", literal(&stable(&card.form)));
    subject.says("cc:status", literal(&stable(&card.status)));
    for matter in &card.matters {
        subject.says("schema:about", literal(matter.as_str()));
    }
    if let Some(standing) = &card.standing {
        subject.says("cc:standing", literal(&standing.word));
        subject.says_any("cc:dispute", standing.dispute.map(literal));
        subject.says("cc:support", literal(standing.support));
        subject.says("cc:linesFor", standing.lines_for.to_string());
        subject.says("cc:linesAgainst", standing.lines_against.to_string());
        subject.says("rdfs:comment", literal(&standing.sentence));
    }
    subject
}

/// Returns the place where the words appear: who publishes it, when, and which text under its hash.
fn appearance(card: &Card) -> String {
    let outlet = card.outlet.as_ref().map(|outlet| {
        let name = literal(outlet);
        format!("schema:publisher [ a schema:NewsMediaOrganization ; schema:name {name} ]")
    });
    let published = card.times.published.map(|moment| {
        format!(
            "schema:datePublished {} ; cc:precision {}",
            instant(moment.at),
            literal(&stable(&moment.precision))
        )
    });
    let place = card.place.as_ref().map(|place| {
        format!(
            "cc:textSha256 {} ; cc:start {} ; cc:end {}",
            literal(&place.text.to_string()),
            place.start,
            place.end
        )
    });
    let said: Vec<String> = outlet.into_iter().chain(published).chain(place).collect();
    let said: String = said.iter().map(|one| format!(" ; {one}")).collect();
    format!("[ a schema:CreativeWork{said} ]")
}

fn predicate(edge: &GraphEdge, target_is_derived: bool) -> &'static str {
    crate::linked::predicate(edge.link.relation, edge.by_finding, target_is_derived)
}

fn link(edge: &GraphEdge, predicate: &str) -> Subject {
    let link = &edge.link;
    let mut subject = Subject::new(thing(link.id));
    subject.says("a", "rdf:Statement , prov:Entity");
    subject.says("rdf:subject", thing(link.from));
    subject.says("rdf:predicate", predicate);
    subject.says("rdf:object", thing(link.to));
    subject.says("cc:relation", literal(link.relation.name()));
    subject.says("cc:basis", literal(&stable(&link.basis)));
    subject.says("cc:status", literal(&stable(&link.status)));
    subject.says("cc:drawnBy", literal(&link.by));
    subject.says("cc:weightPercent", link.weight_percent.to_string());
    subject.says_any("cc:cue", link.cue.as_deref().map(literal));
    subject.says("rdfs:comment", literal(&link.reason));
    subject.says("prov:generatedAtTime", instant(link.recorded));
    subject
}
