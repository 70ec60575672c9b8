//! Linked data: claims, ratings and relations as JSON-LD and as Turtle, both from the same nodes.

mod claim;
mod door;
mod iri;
mod jsonld;
mod node;
mod place;
mod relation;
mod review;
mod statements;

pub use door::{Linked, claim_reviews, json_ld, turtle};
pub(crate) use door::{json_ld_of, turtle_of};
pub use iri::{BadBase, Base};
pub(crate) use relation::predicate;
