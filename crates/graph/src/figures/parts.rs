//! A part cannot be greater than the whole: civilians killed against all killed, killed against
//! casualties. Closed tables; what is not in them is not compared.

use counterclaim_model::ClaimId;

use super::scope::Scope;
use super::table::Series;

/// A part that is stated to be greater than the whole it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PartExceeds {
    /// The claim that counts the part.
    pub part: ClaimId,
    /// The claim that counts the whole.
    pub whole: ClaimId,
}

/// Kinds of people: parts of people in general.
const KINDS_OF_PEOPLE: [&str; 14] = [
    "civilians",
    "soldiers",
    "servicemen",
    "servicewomen",
    "troops",
    "fighters",
    "militants",
    "policemen",
    "children",
    "women",
    "men",
    "journalists",
    "medics",
    "residents",
];

/// Measures of which another is a part.
const PARTS_OF_MEASURES: [(&str, &str); 2] = [("killed", "casualties"), ("wounded", "casualties")];

/// Returns whether everything in `part` is also in `whole`, and they differ.
fn is_part(part: &Scope, whole: &Scope) -> bool {
    let measure = part.measure == whole.measure
        || PARTS_OF_MEASURES.contains(&(part.measure.as_str(), whole.measure.as_str()));
    let counts = part.counts == whole.counts
        || (whole.counts.is_none()
            && part.counts.as_ref().is_some_and(|kind| KINDS_OF_PEOPLE.contains(&kind.as_str())));
    let same_rest =
        part.whose == whole.whose && part.place == whole.place && part.period == whole.period;
    measure && counts && same_rest && part != whole
}

/// Returns the claims whose part is greater than another's whole at the same time, ascending.
pub(super) fn exceeding(series: &[Series]) -> Vec<PartExceeds> {
    let mut found = Vec::new();
    for part in series {
        for whole in series.iter().filter(|whole| is_part(&part.scope, &whole.scope)) {
            for (one, other) in part.comparable(whole) {
                let (part, whole) = (&part.rows[one], &whole.rows[other]);
                if whole.range.is_below(part.range) {
                    found.push(PartExceeds { part: part.claim, whole: whole.claim });
                }
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}
