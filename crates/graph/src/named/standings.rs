//! Where the statements of an abstract graph stand, in the theory's own reading.

use std::collections::BTreeMap;

use super::input::{BadGraph, NamedEdge, NamedStatement, Names, core};
use crate::core::{Core, CoreFlag, Dispute, Kind, Label, Parameters, Support};

/// Where one statement stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedStanding {
    /// Its label in the defeat graph; none if taken back.
    pub label: Option<Label>,
    /// The dispute axis.
    pub dispute: Dispute,
    /// The support axis.
    pub support: Support,
    /// Independent lines for it, its own included.
    pub lines_for: usize,
    /// Independent lines against it.
    pub lines_against: usize,
    /// Statements that every line passes, by name.
    pub single_points: Vec<String>,
}

impl NamedStanding {
    /// Returns the one word for both axes: the dispute unless there is none, then the support.
    pub fn word(&self) -> &'static str {
        match (self.dispute, self.support) {
            (Dispute::Uncontested | Dispute::Upheld, support)
                if support != Support::Uncorroborated =>
            {
                support.name()
            }
            (dispute, _) => dispute.name(),
        }
    }
}

/// What was found about an abstract graph. Node `~r` says "no origin of `r` stands".
#[derive(Clone, Debug, PartialEq)]
pub struct NamedStandings {
    /// Every statement.
    pub claims: BTreeMap<String, NamedStanding>,
    /// Every node of the defeat graph.
    pub labels: BTreeMap<String, Label>,
    /// Who attacks whom in the defeat graph, ascending.
    pub defeat_graph: Vec<(String, String)>,
    /// Structures that call for attention (`citation_ring:b,c`).
    pub flags: Vec<String>,
    /// Nodes of the defeat graph that lead to each other in circles, `~r` among them.
    pub contradiction_sccs: Vec<Vec<String>>,
    /// Edges too light to count.
    pub noted_edges: Vec<(String, String, Kind)>,
    /// What all of it was found with.
    pub parameters: Parameters,
}

/// Finds where every statement of an abstract graph stands. Independent of the order of the input.
///
/// # Errors
/// [`BadGraph`] if a name is given twice or leads nowhere.
pub fn assess(
    statements: &[NamedStatement],
    edges: &[NamedEdge],
    parameters: &Parameters,
) -> Result<NamedStandings, BadGraph> {
    let names = Names::of(statements)?;
    Ok(names.told(&core(&names, edges, parameters)?))
}

impl Names<'_> {
    fn told(&self, core: &Core) -> NamedStandings {
        let node = |number: u32| self.node(core, number);
        let pair = |(from, to): (u32, u32)| (node(from), node(to));
        let nodes = 0..core.compiled.attacks.nodes() as u32;
        let labels = nodes.filter_map(|number| Some((node(number), core.label(number)?)));
        let mut defeat_graph: Vec<_> = core.compiled.attacks.pairs().map(pair).collect();
        defeat_graph.sort();
        let mut circles: Vec<Vec<String>> =
            core.loops().iter().map(|nodes| self.all(core, nodes)).collect();
        circles.sort();
        let noted = core.compiled.noted.iter();
        NamedStandings {
            claims: (0..core.input.len() as u32)
                .map(|n| (node(n), self.standing(core, n)))
                .collect(),
            labels: labels.collect(),
            defeat_graph,
            flags: core.flags().iter().map(|flag| self.flag(core, flag)).collect(),
            contradiction_sccs: circles,
            noted_edges: noted.map(|(from, to, kind)| (node(*from), node(*to), *kind)).collect(),
            parameters: core.parameters,
        }
    }

    fn standing(&self, core: &Core, number: u32) -> NamedStanding {
        let assessed = core.assess(number);
        NamedStanding {
            label: core.label(number),
            dispute: assessed.dispute,
            support: assessed.support,
            lines_for: assessed.lines_for.len(),
            lines_against: assessed.lines_against.len(),
            single_points: self.all(core, &assessed.single_points),
        }
    }

    fn flag(&self, core: &Core, flag: &CoreFlag) -> String {
        let node = |number: u32| self.node(core, number);
        match flag {
            CoreFlag::SelfRefute(one) => format!("self_refute:{}", node(*one)),
            CoreFlag::SelfContradiction(a, b) => {
                format!("self_contradiction:{}->{}", node(*a), node(*b))
            }
            CoreFlag::CitationRing(ring) => {
                format!("citation_ring:{}", self.all(core, ring).join(","))
            }
            CoreFlag::ConfirmationLoop(ring) => {
                format!("confirmation_loop:{}", self.all(core, ring).join(","))
            }
        }
    }

    /// Returns the names of nodes, ascending.
    fn all(&self, core: &Core, nodes: &[u32]) -> Vec<String> {
        let mut all: Vec<String> = nodes.iter().map(|number| self.node(core, *number)).collect();
        all.sort();
        all
    }
}
