//! Where the statements of an abstract graph stand, given by names and without a case. The keys are
//! those of the published cases.

use std::collections::BTreeMap;

use serde::Serialize;

/// Everything found about an abstract graph. Node `~r` says "no origin of `r` stands".
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NamedGraph {
    /// The thresholds it was computed with.
    pub params: NamedParams,
    /// Every statement by name.
    pub claims: BTreeMap<String, NamedClaim>,
    /// Every node of the compiled graph of objections, with its grounded label.
    pub labels: BTreeMap<String, &'static str>,
    /// Who attacks whom there, ascending.
    pub defeat_graph: Vec<(String, String)>,
    /// Structures that call for attention (`citation_ring:b,c`).
    pub flags: Vec<String>,
    /// Nodes of the compiled graph that lead to each other in circles.
    pub contradiction_sccs: Vec<Vec<String>>,
    /// Edges too light to count.
    pub noted_edges: Vec<(String, String, &'static str)>,
    /// The largest sets of nodes that defend themselves; absent where there are too many to tell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preferred: Option<Vec<Vec<String>>>,
    /// Scores, where asked for: of every statement that has just one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gradual: Option<BTreeMap<&'static str, BTreeMap<String, f64>>>,
    /// Why the others have none, where scores were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unscored: Option<BTreeMap<String, String>>,
}

/// The thresholds of an abstract graph.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct NamedParams {
    /// The least weight at which an edge counts.
    pub theta_count: f64,
    /// The least weight at which an analyst's objection goes one way only.
    pub theta_adjudication: f64,
}

/// Where one statement of an abstract graph stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NamedClaim {
    /// `IN`, `OUT`, `UNDEC`, or `RETRACTED` for one that was taken back and has no label.
    pub label: &'static str,
    /// The dispute axis.
    pub dispute: &'static str,
    /// The support axis.
    pub support: &'static str,
    /// Both in one word.
    pub standing: &'static str,
    /// Independent lines for it, its own included.
    pub lines_for: usize,
    /// Independent lines against it.
    pub lines_against: usize,
    /// Other statements that every line for it passes.
    pub single_points: Vec<String>,
}
