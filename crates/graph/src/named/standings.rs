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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedStandings {
    /// Every statement.
    pub claims: BTreeMap<String, NamedStanding>,
    /// Every node of the defeat graph.
    pub labels: BTreeMap<String, Label>,
    /// Who attacks whom in the defeat graph, ascending.
    pub defeat_graph: Vec<(String, String)>,
    /// Structures that call for attention (`citation_ring:b,c`).
    pub flags: Vec<String>,
    /// Statements that object to each other in circles.
    pub contradiction_sccs: Vec<Vec<String>>,
    /// Edges too light to count.
    pub noted_edges: Vec<(String, String, Kind)>,
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
        let names: Vec<&str> = self.by_name.keys().copied().collect();
        let all = |numbers: &[u32]| -> Vec<String> {
            let mut all: Vec<_> = numbers.iter().map(|n| names[*n as usize].to_owned()).collect();
            all.sort();
            all
        };
        let node = |number: u32| match names.get(number as usize) {
            Some(name) => (*name).to_owned(),
            None => {
                let unfounded = core.compiled.unfounded[number as usize - names.len()];
                format!("~{}", names[unfounded as usize])
            }
        };
        let nodes = (0..core.compiled.attacks.nodes() as u32).filter_map(|n| {
            let label = core.label(n)?;
            Some((node(n), label))
        });
        let mut defeat_graph: Vec<_> =
            core.compiled.attacks.pairs().map(|(from, to)| (node(from), node(to))).collect();
        defeat_graph.sort();
        let flag = |flag: CoreFlag| match flag {
            CoreFlag::SelfRefute(s) => format!("self_refute:{}", node(s)),
            CoreFlag::SelfContradiction(a, b) => {
                format!("self_contradiction:{}->{}", node(a), node(b))
            }
            CoreFlag::CitationRing(ring) => format!("citation_ring:{}", all(&ring).join(",")),
            CoreFlag::ConfirmationLoop(ring) => {
                format!("confirmation_loop:{}", all(&ring).join(","))
            }
        };
        let standing = |number: u32| {
            let assessed = core.assess(number);
            NamedStanding {
                label: core.label(number),
                dispute: assessed.dispute,
                support: assessed.support,
                lines_for: assessed.lines_for.len(),
                lines_against: assessed.lines_against.len(),
                single_points: all(&assessed.single_points),
            }
        };
        let noted = core.compiled.noted.iter();
        NamedStandings {
            claims: names.iter().zip(0..).map(|(n, i)| ((*n).to_owned(), standing(i))).collect(),
            labels: nodes.collect(),
            defeat_graph,
            flags: core.flags().into_iter().map(flag).collect(),
            contradiction_sccs: core.circles().iter().map(|circle| all(circle)).collect(),
            noted_edges: noted.map(|(from, to, kind)| (node(*from), node(*to), *kind)).collect(),
        }
    }
}
