//! Ratings as schema.org's `ClaimReview`: only what a named person recorded. The rating is given in the
//! scale's own words; a number stands there only where the rating is one.

use counterclaim_desk::answers::{ClaimRow, ReviewRow};

use super::claim::author;
use super::iri::Base;
use super::node::{Node, Term};
use super::place::appearance;

/// Returns a rating with the claim it rates.
pub(super) fn node(row: &ClaimRow<'_>, review: &ReviewRow<'_>, base: &Base) -> Node {
    let mut node = Node::named(base.name("review", review.id), &["schema:ClaimReview"]);
    node.text("schema:claimReviewed", row.statement);
    let mut person = Node::blank(&["schema:Person"]);
    person.text("schema:name", review.by);
    node.node("schema:author", person);
    node.says("schema:datePublished", Term::Instant(review.recorded));
    let mut rating = Node::blank(&["schema:Rating"]);
    rating.text("schema:alternateName", review.rating);
    if let Ok(number) = review.rating.parse() {
        rating.says("schema:ratingValue", Term::Whole(number));
    }
    rating.text("schema:description", &format!("on the scale {}", review.scale));
    rating.any_text("schema:ratingExplanation", review.reason);
    node.node("schema:reviewRating", rating);
    let mut claim = Node::named(base.name("claim", row.id), &["schema:Claim"]);
    claim.text("schema:text", row.statement);
    if let Some(author) = author(row, base) {
        claim.node("schema:author", author);
    }
    claim.any_moment("schema:datePublished", row.times.published);
    for place in &row.places {
        claim.node("schema:appearance", appearance(place, base));
    }
    node.node("schema:itemReviewed", claim);
    node
}
