//! What goes into the core: numbered statements, edges between them, and the named parameters.

use std::collections::BTreeMap;

/// What an edge says about its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Evidence for it.
    Confirm,
    /// An objection to it.
    Refute,
}

impl Kind {
    /// Returns the stable name, as it stands in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Confirm => "confirm",
            Self::Refute => "refute",
        }
    }
}

/// Which statement prevails where two object to each other and nobody has adjudicated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Ranks {
    /// A finding stands above statements; a later denial is shown beside it.
    #[default]
    FindingsAbove,
    /// All are equal; a denial of a finding makes it disputed.
    Equal,
}

/// The named parameters of a standing. With the log prefix they determine every result.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parameters {
    /// The least weight at which an edge counts; lighter ones are noted only.
    pub count_from: f64,
    /// The least weight at which an analyst's objection is directed.
    pub adjudicate_from: f64,
    /// Which statement prevails without an adjudication.
    pub ranks: Ranks,
}

impl Parameters {
    /// Returns whether an edge of this weight counts.
    pub(crate) fn counts(&self, weight: f64) -> bool {
        weight >= self.count_from
    }

    /// Returns whether an analyst's objection of this weight goes one way only.
    pub(crate) fn decides(&self, weight: f64) -> bool {
        self.counts(weight) && weight >= self.adjudicate_from
    }
}

impl Default for Parameters {
    fn default() -> Self {
        Self { count_from: 0.5, adjudicate_from: 0.75, ranks: Ranks::default() }
    }
}

/// A statement as the core sees it; its number is its place in the list. Small: there are millions.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Statement {
    /// The group whose statements are one voice.
    pub(crate) party: u32,
    /// Higher prevails where nobody has adjudicated.
    pub(crate) rank: i32,
    /// False once taken back.
    pub(crate) live: bool,
    /// False for a claim known only through others: it is never evidence, not even of itself.
    pub(crate) speaks: bool,
}

/// A weighted edge between two statements.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Edge {
    pub(crate) from: u32,
    pub(crate) to: u32,
    pub(crate) kind: Kind,
    /// Whether an analyst stands for it.
    pub(crate) by_analyst: bool,
    pub(crate) weight: f64,
}

/// Everything the core looks at.
#[derive(Clone, Debug, Default)]
pub(crate) struct Input {
    pub(crate) statements: Vec<Statement>,
    pub(crate) edges: Vec<Edge>,
    /// Which statement takes its content from which: the relay, and what it rests on.
    pub(crate) rests_on: Vec<(u32, u32)>,
    /// Parties that are several others speaking together, by those; each with two members or more.
    pub(crate) joint: BTreeMap<u32, Vec<u32>>,
}

impl Input {
    pub(crate) fn len(&self) -> usize {
        self.statements.len()
    }

    pub(crate) fn party(&self, statement: u32) -> u32 {
        self.statements[statement as usize].party
    }

    pub(crate) fn speaks(&self, statement: u32) -> bool {
        self.statements[statement as usize].speaks
    }

    pub(crate) fn rank(&self, statement: u32) -> i32 {
        self.statements.get(statement as usize).map_or(0, |statement| statement.rank)
    }

    /// Returns whether two parties are one, or have a member in common.
    pub(crate) fn one_side(&self, one: u32, other: u32) -> bool {
        let (joint_one, joint_other) = (self.joint.get(&one), self.joint.get(&other));
        match (joint_one, joint_other) {
            (None, None) => one == other,
            (Some(members), None) => members.contains(&other),
            (None, Some(members)) => members.contains(&one),
            (Some(one), Some(other)) => one.iter().any(|member| other.contains(member)),
        }
    }

    pub(crate) fn is_live(&self, statement: u32) -> bool {
        self.statements.get(statement as usize).is_some_and(|statement| statement.live)
    }
}
