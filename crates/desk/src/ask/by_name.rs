//! `standing --graph`: an abstract graph in, where everything in it stands out. No case, no clock.

use std::collections::{BTreeMap, BTreeSet};

use counterclaim_graph::{
    Kind, NamedEdge, NamedStanding, NamedStandings, NamedStatement, Parameters, Score, Scored,
    assess, preferred, scores,
};
use serde::Deserialize;

use crate::answers::{NamedClaim, NamedGraph, NamedParams};
use crate::error::DeskError;

/// Which optional number is computed for an abstract graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScoreKind {
    /// Quadratic energy over every edge, by its weight.
    Qe,
    /// Quadratic energy over independent lines: one voice for each group of one origin or party.
    QeLines,
}

impl ScoreKind {
    /// Returns the name, as it stands in the answer.
    pub fn name(self) -> &'static str {
        match self {
            Self::Qe => "qe",
            Self::QeLines => "qe_lines",
        }
    }
}

/// An abstract graph as it is given. What is not named here is left unread.
#[derive(Debug, Deserialize)]
struct Given {
    claims: Vec<GivenClaim>,
    #[serde(default)]
    edges: Vec<GivenEdge>,
    #[serde(default)]
    params: GivenParams,
}

#[derive(Debug, Deserialize)]
struct GivenClaim {
    id: String,
    /// Nobody named, if absent; those are one party.
    party: Option<String>,
    #[serde(default)]
    rests_on: Vec<String>,
    #[serde(default)]
    state: GivenState,
    #[serde(default)]
    rank: i32,
}

#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum GivenState {
    #[default]
    Active,
    Retracted,
    Withdrawn,
}

#[derive(Debug, Deserialize)]
struct GivenEdge {
    from: String,
    to: String,
    kind: GivenKind,
    #[serde(default)]
    by: GivenBy,
    #[serde(default = "full")]
    w: f64,
    #[serde(default)]
    state: GivenState,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum GivenKind {
    Confirm,
    Refute,
}

#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum GivenBy {
    #[default]
    Party,
    Analyst,
}

#[derive(Debug, Default, Deserialize)]
struct GivenParams {
    theta_count: Option<f64>,
    theta_adjudication: Option<f64>,
}

fn full() -> f64 {
    1.0
}

/// Finds where every statement of an abstract graph stands: one JSON object with `claims` and `edges`
/// in the shape of the published cases.
///
/// # Errors
/// [`DeskError::Invalid`] with the place: line and column where it is no such object, or the claim or
/// edge that names something that is not there.
pub fn standing_by_name(json: &[u8], score: Option<ScoreKind>) -> Result<NamedGraph, DeskError> {
    let given: Given = serde_json::from_slice(json)
        .map_err(|error| DeskError::Invalid(format!("this is no claims graph: {error}")))?;
    check(&given).map_err(DeskError::Invalid)?;
    let defaults = Parameters::default();
    let parameters = Parameters {
        count_from: given.params.theta_count.unwrap_or(defaults.count_from),
        adjudicate_from: given.params.theta_adjudication.unwrap_or(defaults.adjudicate_from),
        ranks: defaults.ranks,
    };
    let statements: Vec<NamedStatement> = given.claims.into_iter().map(statement).collect();
    let edges: Vec<NamedEdge> = given.edges.into_iter().map(edge).collect();
    let invalid = |error: counterclaim_graph::BadGraph| DeskError::Invalid(error.to_string());
    let found = assess(&statements, &edges, &parameters).map_err(invalid)?;
    let mut told = told(found, &parameters);
    told.preferred = preferred(&statements, &edges, &parameters).map_err(invalid)?;
    if let Some(kind) = score {
        let wanted = match kind {
            ScoreKind::Qe => Score::Plain,
            ScoreKind::QeLines => Score::OverLines,
        };
        let mut scores = scores(&statements, &edges, &parameters, wanted).map_err(invalid)?;
        scores.retain(|name, _| told.claims.get(name).is_some_and(|c| c.label != RETRACTED));
        let (mut values, mut unscored) = (BTreeMap::new(), BTreeMap::new());
        for (name, scored) in scores {
            match scored {
                Scored::Value(value) => drop(values.insert(name, value)),
                none @ (Scored::CircularDispute { .. } | Scored::RestsOnCircularDispute { .. }) => {
                    unscored.insert(name, none.to_string());
                }
            }
        }
        told.gradual = Some(BTreeMap::from([(kind.name(), values)]));
        told.unscored = Some(unscored);
    }
    Ok(told)
}

/// Names the first thing that is wrong, by its place in the file.
fn check(given: &Given) -> Result<(), String> {
    let mut names = BTreeSet::new();
    for (number, claim) in given.claims.iter().enumerate() {
        if !names.insert(claim.id.as_str()) {
            return Err(format!("claims[{number}].id: two claims are named {:?}", claim.id));
        }
    }
    let is_there = |place: String, name: &str| match names.contains(name) {
        true => Ok(()),
        false => Err(format!("{place}: no claim is named {name:?}")),
    };
    for (number, claim) in given.claims.iter().enumerate() {
        for (at, origin) in claim.rests_on.iter().enumerate() {
            is_there(format!("claims[{number}].rests_on[{at}]"), origin)?;
        }
    }
    let is_share = |place: &str, value: f64| match (0.0..=1.0).contains(&value) {
        true => Ok(()),
        false => Err(format!("{place}: {value} is not between 0 and 1")),
    };
    for (number, edge) in given.edges.iter().enumerate() {
        is_there(format!("edges[{number}].from"), &edge.from)?;
        is_there(format!("edges[{number}].to"), &edge.to)?;
        is_share(&format!("edges[{number}].w"), edge.w)?;
    }
    let params = &given.params;
    is_share("params.theta_count", params.theta_count.unwrap_or(full()))?;
    is_share("params.theta_adjudication", params.theta_adjudication.unwrap_or(full()))
}

fn statement(given: GivenClaim) -> NamedStatement {
    NamedStatement {
        id: given.id,
        party: given.party.unwrap_or_default(),
        rank: given.rank,
        retracted: given.state != GivenState::Active,
        rests_on: given.rests_on,
    }
}

fn edge(given: GivenEdge) -> NamedEdge {
    NamedEdge {
        from: given.from,
        to: given.to,
        kind: match given.kind {
            GivenKind::Confirm => Kind::Confirm,
            GivenKind::Refute => Kind::Refute,
        },
        by_analyst: given.by == GivenBy::Analyst,
        weight: given.w,
        withdrawn: given.state != GivenState::Active,
    }
}

/// What stands instead of a label for a statement that was taken back.
const RETRACTED: &str = "RETRACTED";

fn told(found: NamedStandings, parameters: &Parameters) -> NamedGraph {
    let noted = found.noted_edges.into_iter().map(|(from, to, kind)| (from, to, kind.name()));
    NamedGraph {
        params: NamedParams {
            theta_count: parameters.count_from,
            theta_adjudication: parameters.adjudicate_from,
        },
        claims: found.claims.into_iter().map(|(name, claim)| (name, claim_told(claim))).collect(),
        labels: found.labels.into_iter().map(|(node, label)| (node, label.name())).collect(),
        defeat_graph: found.defeat_graph,
        flags: found.flags,
        contradiction_sccs: found.contradiction_sccs,
        noted_edges: noted.collect(),
        preferred: None,
        gradual: None,
        unscored: None,
    }
}

fn claim_told(claim: NamedStanding) -> NamedClaim {
    NamedClaim {
        label: claim.label.map_or(RETRACTED, |label| label.name()),
        dispute: claim.dispute.name(),
        support: claim.support.name(),
        standing: claim.word(),
        lines_for: claim.lines_for,
        lines_against: claim.lines_against,
        single_points: claim.single_points,
    }
}
