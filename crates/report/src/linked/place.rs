//! Where words appear: the post as schema.org has it, the capture as an entity, and the exact words as
//! Web Annotation selectors into the captured text.

use counterclaim_desk::answers::{Marks, PlaceRow};

use super::iri::{Base, address};
use super::node::{Node, Term};
use crate::export::names;

/// Returns the post in which the words appear, and who publishes it.
pub(super) fn appearance(place: &PlaceRow<'_>, base: &Base) -> Node {
    let mut node = Node::named(base.name("post", place.post), &["schema:CreativeWork"]);
    if let Some(url) = place.url.and_then(address) {
        node.says("schema:url", Term::Address(url));
    }
    node.any_text("schema:headline", place.headline);
    node.any_moment("schema:datePublished", place.published);
    node.any_moment("schema:dateModified", place.reworded);
    if let Some(outlet) = place.outlet {
        let mut publisher = Node::blank(&["schema:NewsMediaOrganization"]);
        publisher.text("schema:name", outlet);
        node.node("schema:publisher", publisher);
    }
    node
}

/// Returns the captured page whose text the words stand in.
pub(super) fn capture(place: &PlaceRow<'_>, base: &Base) -> Node {
    let mut node = Node::named(base.name("capture", place.capture), &["prov:Entity"]);
    node.text("cc:textSha256", &place.text.to_string());
    node.any_moment("prov:generatedAtTime", place.captured);
    node
}

/// Returns the exact words in their place.
pub(super) fn annotation(
    claim: &str,
    number: usize,
    place: &PlaceRow<'_>,
    marks: Marks,
    base: &Base,
) -> Node {
    let mut node = Node::named(format!("{claim}#place-{number}"), &["oa:Annotation"]);
    node.says("oa:hasBody", Term::Iri(claim.to_owned()));
    for piece in place.pieces {
        let mut quote = Node::blank(&["oa:TextQuoteSelector"]);
        quote.text("oa:exact", &piece.quote);
        quote.text("oa:prefix", &piece.prefix);
        quote.text("oa:suffix", &piece.suffix);
        let mut position = Node::blank(&["oa:TextPositionSelector"]);
        position.says("oa:start", Term::Whole(piece.start.into()));
        position.says("oa:end", Term::Whole(piece.end.into()));
        let mut target = Node::blank(&["oa:SpecificResource"]);
        target.says("oa:hasSource", Term::Iri(base.name("capture", place.capture)));
        target.node("oa:hasSelector", quote);
        target.node("oa:hasSelector", position);
        target.text("cc:wordsOf", names::marks(marks));
        node.node("oa:hasTarget", target);
    }
    node.says("cc:post", Term::Iri(base.name("post", place.post)));
    if place.takes_back {
        node.says("cc:takesBack", Term::Truth(true));
    }
    node
}
