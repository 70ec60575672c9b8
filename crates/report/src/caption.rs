//! What stands below every count, list and drawing made from the graph.

use counterclaim_desk::answers::ParametersShown;

/// Counts count reports, and reports were chosen.
pub(crate) const CARRIED: &str = "Counts carry what these outlets chose to carry.";

/// Returns the named parameters in one sentence.
pub(crate) fn parameters(parameters: &ParametersShown) -> String {
    let ranks = match parameters.ranks {
        "findings_above" => "a finding stands above statements",
        _ => "findings and statements rank alike",
    };
    format!(
        "Parameters: a link counts from weight {}, an analyst's objection is one-way from {}; {ranks}.",
        parameters.count_from, parameters.adjudicate_from
    )
}
