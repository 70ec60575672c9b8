//! An abstract claims graph by names, as in `standing --graph FILE`: no case, no clock, ranks as given.
//! The command line calls it, and so do the tests against published cases.

use std::collections::BTreeMap;

use crate::core::{
    Core, CoreFlag, Dispute, Edge, Input, Kind, Label, Parameters, Score, Statement, Support,
};

/// A statement of an abstract graph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedStatement {
    /// Its name.
    pub id: String,
    /// Who makes it; statements of one party are one voice.
    pub party: String,
    /// Higher prevails where nobody has adjudicated.
    pub rank: i32,
    /// Whether it was taken back.
    pub retracted: bool,
    /// The statements it takes its content from.
    pub rests_on: Vec<String>,
}

/// An edge of an abstract graph.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedEdge {
    /// The statement that confirms or refutes.
    pub from: String,
    /// The statement it is about.
    pub to: String,
    /// Which of the two.
    pub kind: Kind,
    /// Whether an analyst stands for it; otherwise a party does.
    pub by_analyst: bool,
    /// Weight, 1 for full.
    pub weight: f64,
    /// Whether it was withdrawn; then it has no effect.
    pub withdrawn: bool,
}

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

/// Why an abstract graph cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BadGraph {
    /// Two statements have this name.
    NamedTwice(String),
    /// An edge or `rests_on` names a statement that is not there.
    NotThere(String),
}

impl std::fmt::Display for BadGraph {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NamedTwice(name) => write!(f, "two claims are named {name:?}"),
            Self::NotThere(name) => write!(f, "no claim is named {name:?}"),
        }
    }
}

impl std::error::Error for BadGraph {}

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

/// Scores every statement of an abstract graph. The number is secondary: it says nothing across
/// different standings, and where many statements object to each other in circles it may be one of
/// several that would do show it there to nobody.
///
/// # Errors
/// [`BadGraph`] if a name is given twice or leads nowhere.
pub fn scores(
    statements: &[NamedStatement],
    edges: &[NamedEdge],
    parameters: &Parameters,
    score: Score,
) -> Result<BTreeMap<String, f64>, BadGraph> {
    let names = Names::of(statements)?;
    let scores = core(&names, edges, parameters)?.scores(score);
    Ok(names.0.keys().map(|name| (*name).to_owned()).zip(scores).collect())
}

/// Numbers parties and statements in the order of the statements' names.
fn core(names: &Names<'_>, edges: &[NamedEdge], parameters: &Parameters) -> Result<Core, BadGraph> {
    let mut parties = BTreeMap::new();
    let mut input = Input::default();
    for (_, named) in names.0.values() {
        let next = parties.len() as u32;
        input.statements.push(Statement {
            party: *parties.entry(named.party.as_str()).or_insert(next),
            rank: named.rank,
            live: !named.retracted,
            speaks: true,
            rests_on: named
                .rests_on
                .iter()
                .map(|name| names.number(name))
                .collect::<Result<_, _>>()?,
        });
    }
    for edge in edges.iter().filter(|edge| !edge.withdrawn) {
        let (from, to) = (names.number(&edge.from)?, names.number(&edge.to)?);
        let NamedEdge { kind, by_analyst, weight, .. } = *edge;
        input.edges.push(Edge { from, to, kind, by_analyst, weight });
    }
    Ok(Core::new(input, parameters))
}

/// Statements by name, numbered in the order of their names.
struct Names<'s>(BTreeMap<&'s str, (u32, &'s NamedStatement)>);

impl<'s> Names<'s> {
    fn of(statements: &'s [NamedStatement]) -> Result<Self, BadGraph> {
        let mut names = BTreeMap::new();
        for statement in statements {
            if names.insert(statement.id.as_str(), (0, statement)).is_some() {
                return Err(BadGraph::NamedTwice(statement.id.clone()));
            }
        }
        names.values_mut().zip(0..).for_each(|(entry, number)| entry.0 = number);
        Ok(Self(names))
    }

    fn number(&self, name: &str) -> Result<u32, BadGraph> {
        let found = self.0.get(name).map(|(number, _)| *number);
        found.ok_or_else(|| BadGraph::NotThere(name.to_owned()))
    }

    fn told(&self, core: &Core) -> NamedStandings {
        let names: Vec<&str> = self.0.keys().copied().collect();
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
