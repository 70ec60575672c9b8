//! Links between claims: a plain triple with CiTO or PROV, and a statement about it with who drew it and
//! why. A party's denial disputes; only a finding refutes.

use counterclaim_desk::Relation;
use counterclaim_desk::answers::LinkCard;

use super::iri::Base;
use super::node::{Node, Term};

/// Returns the predicate of a link. What rests on something that itself rests on nothing has it for its
/// primary source.
pub(crate) fn predicate(
    relation: Relation,
    by_finding: bool,
    target_is_derived: bool,
) -> &'static str {
    match relation {
        Relation::Confirms => "cito:confirms",
        Relation::Denies | Relation::Contradicts => "cito:disputes",
        Relation::Refutes if by_finding => "cito:refutes",
        Relation::Refutes => "cito:disputes",
        Relation::RestsOn if target_is_derived => "prov:wasDerivedFrom",
        Relation::RestsOn => "prov:hadPrimarySource",
        Relation::Repeats => "prov:alternateOf",
        Relation::Corrects => "cito:corrects",
        Relation::Updates => "cito:updates",
        Relation::Retracts => "cito:retracts",
        Relation::Qualifies => "cito:qualifies",
        Relation::Rejects => "cc:rejects",
        Relation::ConsistentWith => "cc:consistentWith",
    }
}

/// Returns the triple and the statement about it.
pub(super) fn nodes(link: &LinkCard, predicate: &'static str, base: &Base) -> [Node; 2] {
    let [from, to] = [link.from, link.to].map(|claim| base.name("claim", claim));
    let mut triple = Node::named(from.clone(), &[]);
    triple.says(predicate, Term::Iri(to.clone()));
    let mut node = Node::named(base.name("link", link.id), &["rdf:Statement", "prov:Entity"]);
    node.says("rdf:subject", Term::Iri(from));
    node.says("rdf:predicate", Term::Name(predicate));
    node.says("rdf:object", Term::Iri(to));
    node.text("cc:relation", link.relation.name());
    node.text("cc:basis", link.basis.name());
    node.text("cc:status", link.status.name());
    node.text("cc:drawnBy", &link.by);
    node.says("cc:weightPercent", Term::Whole(link.weight_percent.into()));
    node.any_text("cc:cue", link.cue.as_deref());
    node.any_text("rdfs:comment", Some(&link.reason));
    node.says("prov:generatedAtTime", Term::Instant(link.recorded));
    [triple, node]
}
