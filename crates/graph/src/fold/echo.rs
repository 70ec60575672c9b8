//! What confirms a claim without being another line: relays of it, its own side, speakers nobody names.

use super::parties::Voice;
use super::weighed::Weighed;

/// How the reports of a claim with one line hang together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Echo {
    /// The claim is known only through them.
    Through,
    /// All of them have it from this claim.
    FromHere,
    /// All of them are its own side's, and none has it from this claim.
    OwnSide,
    /// It and they are of speakers who are not named, and who may be one.
    Unnamed,
    /// All lead to one origin in one way or another.
    OneOrigin,
}

impl Weighed {
    pub(crate) fn echo(&self, node: u32, reports: &[u32]) -> Echo {
        if !self.core.input.speaks(node) {
            return Echo::Through;
        }
        let begins_here = |report: &u32| {
            let line = self.core.line(*report);
            let origin = line.and_then(|line| line.first().copied());
            let knot = |statement: u32| self.core.provenance.knot(statement);
            origin.is_some_and(|origin| knot(origin) == knot(node))
        };
        let from_here = reports.iter().filter(|report| begins_here(report)).count();
        let party = |statement: u32| self.core.input.party(statement);
        let is_own = |report: &u32| self.core.input.one_side(party(*report), party(node));
        match (from_here, reports.iter().all(is_own)) {
            (all, _) if all == reports.len() => Echo::FromHere,
            (0, true) if self.nodes.voice(node) == Voice::Unknown => Echo::Unnamed,
            (0, true) => Echo::OwnSide,
            _ => Echo::OneOrigin,
        }
    }
}
