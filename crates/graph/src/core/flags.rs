//! What a reader should be told beside a standing, whatever it is.

use std::sync::Arc;

use super::assess::Core;
use super::rings::rings;

/// A structure that calls for attention.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum CoreFlag {
    /// A statement objects to itself; the loop was dropped.
    SelfRefute(u32),
    /// The first statement objects to the second, of the same party or of parties that share a member.
    SelfContradiction(u32, u32),
    /// Statements that take it from each other.
    CitationRing(Arc<[u32]>),
    /// Statements that confirm each other in a circle.
    ConfirmationLoop(Arc<[u32]>),
}

impl CoreFlag {
    /// Returns the statements it is about.
    pub(crate) fn nodes(&self) -> Vec<u32> {
        match self {
            Self::SelfRefute(statement) => vec![*statement],
            Self::SelfContradiction(from, to) => vec![*from, *to],
            Self::CitationRing(ring) | Self::ConfirmationLoop(ring) => ring.to_vec(),
        }
    }
}

/// Returns every flag of the graph, by kind and then by statement.
pub(crate) fn flags(core: &Core) -> Vec<CoreFlag> {
    let party = |statement: u32| core.input.party(statement);
    let refuters = core.compiled.refuters.pairs();
    let mut same_party: Vec<(u32, u32)> = refuters
        .filter(|(to, from)| core.input.one_side(party(*to), party(*from)))
        .map(|(to, from)| (from, to))
        .collect();
    same_party.sort_unstable();
    let mut flags: Vec<CoreFlag> =
        core.compiled.self_refuting.iter().map(|s| CoreFlag::SelfRefute(*s)).collect();
    flags.extend(same_party.into_iter().map(|(a, b)| CoreFlag::SelfContradiction(a, b)));
    let cited = core.provenance.rings().into_iter();
    flags.extend(cited.map(|members| CoreFlag::CitationRing(members.into())));
    let confirmed = rings(&core.compiled.confirmers).into_iter();
    flags.extend(confirmed.map(|members| CoreFlag::ConfirmationLoop(members.into())));
    flags
}
