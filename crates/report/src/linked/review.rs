//! Ratings as schema.org's `ClaimReview`: only what a named person recorded. The rating is given in the
//! scale's own words; a number stands there only where the rating is one.

use counterclaim_desk::OriginalRating;
use counterclaim_desk::answers::{ClaimRow, ReviewRow};

use super::claim::author;
use super::iri::{Base, address};
use super::node::{Node, Term};
use super::place::appearance;

/// Returns a rating with the claim it rates.
pub(super) fn node(row: &ClaimRow<'_>, review: &ReviewRow<'_>, base: &Base) -> Node {
    let mut node = Node::named(base.name("review", review.id), &["schema:ClaimReview"]);
    node.text("schema:claimReviewed", row.statement);
    node.node("schema:author", reviewer(review));
    match review.published.and_then(|published| published.date) {
        Some(date) => node.says("schema:datePublished", Term::Moment(date)),
        None => node.says("schema:datePublished", Term::Instant(review.recorded)),
    }
    if let Some(url) = review.published.and_then(|published| published.url.as_deref()) {
        node.any_text("schema:url", address(url).as_deref());
    }
    let mut rating = Node::blank(&["schema:Rating"]);
    rating.text("schema:name", review.scale);
    match review.published {
        Some(published) => original(&published.original, &mut rating),
        None => {
            rating.text("schema:alternateName", review.rating);
            if let Ok(number) = review.rating.parse() {
                rating.says("schema:ratingValue", Term::Whole(number));
            }
        }
    }
    rating.text("schema:description", &format!("on the scale {}", review.scale));
    rating.any_text("schema:ratingExplanation", review.reason);
    node.node("schema:reviewRating", rating);
    if let Some(normalised) = review.published.and_then(|published| published.normalised) {
        let mut rating = Node::blank(&["schema:Rating"]);
        rating.text("schema:name", "normalised");
        rating.text("schema:ratingValue", &normalised.value.to_string());
        rating.says("schema:worstRating", Term::Whole(0));
        rating.says("schema:bestRating", Term::Whole(1));
        node.node("schema:reviewRating", rating);
    }
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

/// Returns who rates: the organisation itself, or a person and for whom.
fn reviewer(review: &ReviewRow<'_>) -> Node {
    let organisation = review.published.and_then(|published| published.organisation.as_deref());
    let is_itself = organisation == Some(review.by);
    let mut node = Node::blank(&[if is_itself { "schema:Organization" } else { "schema:Person" }]);
    node.text("schema:name", review.by);
    if let Some(name) = organisation.filter(|_| !is_itself) {
        let mut employer = Node::blank(&["schema:Organization"]);
        employer.text("schema:name", name);
        node.node("schema:worksFor", employer);
    }
    node
}

/// Writes a rating in the words and digits it was published with.
fn original(original: &OriginalRating, rating: &mut Node) {
    rating.any_text("schema:alternateName", original.words.as_deref());
    rating.any_text("schema:ratingValue", original.value.as_deref());
    rating.any_text("schema:worstRating", original.worst.as_deref());
    rating.any_text("schema:bestRating", original.best.as_deref());
}
