//! An abstract graph as it is given: statements and edges by name, put into numbers for the core.

use std::collections::BTreeMap;

use crate::core::{Core, Edge, Input, Kind, Parameters, Statement};

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

/// Statements by name, numbered in the order of their names.
pub(super) struct Names<'s> {
    pub(super) by_name: BTreeMap<&'s str, (u32, &'s NamedStatement)>,
    numbered: Vec<&'s NamedStatement>,
}

impl<'s> Names<'s> {
    pub(super) fn of(statements: &'s [NamedStatement]) -> Result<Self, BadGraph> {
        let mut names = BTreeMap::new();
        for statement in statements {
            if names.insert(statement.id.as_str(), (0, statement)).is_some() {
                return Err(BadGraph::NamedTwice(statement.id.clone()));
            }
        }
        names.values_mut().zip(0..).for_each(|(entry, number)| entry.0 = number);
        let numbered = names.values().map(|(_, named)| *named).collect();
        Ok(Self { by_name: names, numbered })
    }

    /// Returns the name of a statement by its number; numbers come from the names.
    pub(super) fn name(&self, number: u32) -> &'s str {
        &self.numbered[number as usize].id
    }

    /// Returns the name of a node of the defeat graph: `~r` for "no origin of `r` stands".
    pub(super) fn node(&self, core: &Core, node: u32) -> String {
        match (node as usize).checked_sub(self.numbered.len()) {
            None => self.name(node).to_owned(),
            Some(auxiliary) => format!("~{}", self.name(core.compiled.unfounded[auxiliary])),
        }
    }

    /// Returns the party of a statement by its number.
    pub(super) fn party(&self, number: u32) -> &'s str {
        &self.numbered[number as usize].party
    }

    pub(super) fn number(&self, name: &str) -> Result<u32, BadGraph> {
        let found = self.by_name.get(name).map(|(number, _)| *number);
        found.ok_or_else(|| BadGraph::NotThere(name.to_owned()))
    }
}

/// Numbers parties and statements in the order of the statements' names.
pub(super) fn core(
    names: &Names<'_>,
    edges: &[NamedEdge],
    parameters: &Parameters,
) -> Result<Core, BadGraph> {
    let mut parties = BTreeMap::new();
    let mut input = Input::default();
    for (child, named) in (0..).zip(&names.numbered) {
        let next = parties.len() as u32;
        input.statements.push(Statement {
            party: *parties.entry(named.party.as_str()).or_insert(next),
            rank: named.rank,
            live: !named.retracted,
            speaks: true,
        });
        for parent in &named.rests_on {
            input.rests_on.push((child, names.number(parent)?));
        }
    }
    for edge in edges.iter().filter(|edge| !edge.withdrawn) {
        let (from, to) = (names.number(&edge.from)?, names.number(&edge.to)?);
        let NamedEdge { kind, by_analyst, weight, .. } = *edge;
        input.edges.push(Edge { from, to, kind, by_analyst, weight });
    }
    Ok(Core::new(input, parameters))
}
