//! A claim twice: as schema.org has it, for whoever reads only that, and with everything schema.org has
//! no terms for: party, wording, standing, the words in their place.

use counterclaim_desk::answers::{ClaimRow, Marks, NamedRow};
use counterclaim_desk::{ActorKind, Status};

use super::iri::Base;
use super::node::{Node, Term};
use super::place::{annotation, appearance, capture};

/// Returns the claim in terms of schema.org alone.
pub(super) fn plain(row: &ClaimRow<'_>, base: &Base) -> Node {
    let mut node = Node::named(base.name("claim", row.id), &["schema:Claim"]);
    node.text("schema:text", row.statement);
    node.any_text("schema:inLanguage", row.language);
    if let Some(author) = author(row, base) {
        node.node("schema:author", author);
    }
    node.any_moment("schema:dateCreated", row.times.said);
    node.any_moment("schema:datePublished", row.times.published);
    for place in &row.places {
        node.node("schema:appearance", appearance(place, base));
    }
    for about in &row.about {
        node.node("schema:about", actor(&about.actor, base, "schema:Thing"));
    }
    for matter in row.matters {
        node.text("schema:keywords", matter.as_str());
    }
    // A quotation is what the page gives as the speaker's own words, and nothing else.
    if row.marks == Marks::Speaker && !row.is_known_through_others() {
        for piece in row.place().map_or(&[][..], |place| place.pieces) {
            let mut quotation = Node::blank(&["schema:Quotation"]);
            quotation.text("schema:text", &piece.quote);
            node.node("schema:hasPart", quotation);
        }
    }
    node.text(
        "schema:creativeWorkStatus",
        match row.status {
            Status::Proposed => "unchecked: read by machine",
            Status::Checked => "attribution checked",
            Status::Rejected => "rejected: this attribution was found wrong",
            Status::Withdrawn => "withdrawn by us",
        },
    );
    node
}

/// Returns who says it, as schema.org has authors: persons and organisations. A claim known only through
/// others is nobody's own words, so it has none here.
pub(super) fn author(row: &ClaimRow<'_>, base: &Base) -> Option<Node> {
    if let Some(finding) = &row.finding {
        let mut person = Node::blank(&["schema:Person"]);
        person.text("schema:name", finding.by);
        return Some(person);
    }
    match row.speaker.kind {
        Some(
            ActorKind::Person | ActorKind::Organisation | ActorKind::State | ActorKind::Outlet,
        ) if !row.is_known_through_others() => {
            Some(actor(&row.speaker, base, "schema:Organization"))
        }
        Some(
            ActorKind::Person
            | ActorKind::Organisation
            | ActorKind::State
            | ActorKind::Outlet
            | ActorKind::Unnamed,
        )
        | None => None,
    }
}

fn actor(named: &NamedRow<'_>, base: &Base, otherwise: &'static str) -> Node {
    let class = match named.kind {
        Some(ActorKind::Person) => "schema:Person",
        Some(ActorKind::Organisation) => "schema:Organization",
        Some(ActorKind::State) => "schema:GovernmentOrganization",
        Some(ActorKind::Outlet) => "schema:NewsMediaOrganization",
        Some(ActorKind::Unnamed) | None => otherwise,
    };
    let mut node = match named.id {
        Some(id) => Node::named(base.name("actor", id), &[class]),
        None => Node::blank(&[class]),
    };
    node.text("schema:name", &named.name);
    node
}

/// Returns what else is known of the claim, and where its words stand.
pub(super) fn relations(row: &ClaimRow<'_>, base: &Base) -> Vec<Node> {
    let id = base.name("claim", row.id);
    let mut node = Node::named(id.clone(), &["prov:Entity"]);
    let speaker =
        if row.is_known_through_others() { "cc:allegedSpeaker" } else { "prov:wasAttributedTo" };
    node.node(speaker, agent(&row.speaker, base));
    node.node("cc:party", agent(&row.party, base));
    if let Some(relayer) = &row.relayed_by {
        node.node("cc:relayedBy", agent(relayer, base));
    }
    node.any_text("cc:speakerPhrase", row.phrase);
    node.any_text("cc:role", row.role);
    for (predicate, name) in [
        ("cc:modality", row.modality.name()),
        ("cc:form", row.form.name()),
        ("cc:wording", row.wording.name()),
        ("cc:attribution", row.attribution.name()),
        ("cc:grounds", row.grounds.name()),
        ("cc:status", row.status.name()),
    ] {
        node.text(predicate, name);
    }
    node.says("cc:recorded", Term::Instant(row.times.recorded));
    node.says("cc:revision", Term::Whole(row.revision.0));
    for place in &row.places {
        // Only the speaker's own words are quoted from a page; the rest is drawn from it.
        let is_quoted = row.marks == Marks::Speaker && !row.is_known_through_others();
        let predicate = if is_quoted { "prov:wasQuotedFrom" } else { "prov:wasDerivedFrom" };
        node.node(predicate, capture(place, base));
    }
    if let Some(finding) = &row.finding {
        node.text("cc:findingBy", finding.by);
        finding.evidence.iter().for_each(|item| node.text("cc:evidence", &item.title));
    }
    if let Some(standing) = &row.standing {
        node.text("cc:standing", &standing.word);
        node.any_text("cc:dispute", standing.dispute);
        node.text("cc:support", standing.support);
        node.says("cc:linesFor", Term::Whole(standing.lines_for.into()));
        node.says("cc:linesAgainst", Term::Whole(standing.lines_against.into()));
        node.any_text("rdfs:comment", Some(&standing.sentence));
    }
    let places = (1..).zip(&row.places);
    let annotations = places.map(|(number, place)| annotation(&id, number, place, row.marks, base));
    std::iter::once(node).chain(annotations).collect()
}

fn agent(named: &NamedRow<'_>, base: &Base) -> Node {
    let class: &[&'static str] = match named.kind {
        Some(ActorKind::Person) => &["prov:Agent", "prov:Person"],
        Some(ActorKind::Organisation | ActorKind::State | ActorKind::Outlet) => {
            &["prov:Agent", "prov:Organization"]
        }
        Some(ActorKind::Unnamed) | None => &["prov:Agent", "cc:Unnamed"],
    };
    let mut node = match named.id {
        Some(id) => Node::named(base.name("actor", id), class),
        None => Node::blank(class),
    };
    node.text("rdfs:label", &named.name);
    node
}
