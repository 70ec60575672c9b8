//! The front of a case as an answer: how much is in it, what is newest, what is most contested. Made by
//! `Desk::overview`.

use counterclaim_model::{CaseId, Instant, Position};
use serde::Serialize;

use super::{Asked, Card, LogHead, MatterCount, PartyStatements};

/// The front of a case.
///
/// Left out, because it would cost as much as the case is large: where every claim stands, the pairs that
/// only look like contradictions, and what is unanswered. They have answers of their own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Overview {
    /// Where it was asked.
    pub asked: Asked,
    /// The case.
    pub case: CaseId,
    /// Its title.
    pub title: String,
    /// How much is in it.
    pub counts: OverviewCounts,
    /// The statements published last, the last one first; live ones, unchecked ones among them.
    pub newest: Vec<Card>,
    /// The statements that the most live objections are linked to, with that number; the most first.
    pub contested: Vec<(Card, usize)>,
    /// Matters with the most statements, the most first.
    pub matters: Vec<MatterCount>,
    /// How many matters there are.
    pub matters_in_all: usize,
    /// Parties with the most statements, the most first.
    pub parties: Vec<PartyStatements>,
    /// How many parties have statements.
    pub parties_in_all: usize,
    /// The event recorded last.
    pub last: Option<LastRecorded>,
    /// Size and root of the log as it is now, with its last checkpoint; none for a case in memory.
    pub log: Option<LogHead>,
}

/// How much is in a case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct OverviewCounts {
    /// Checked claims.
    pub checked: usize,
    /// Claims that wait in the queue.
    pub proposed: usize,
    /// Claims found to be wrongly attributed.
    pub rejected: usize,
    /// Claims withdrawn by us.
    pub withdrawn: usize,
    /// Checked links.
    pub links_checked: usize,
    /// Links that wait in the queue.
    pub links_proposed: usize,
    /// Sources.
    pub sources: usize,
    /// Captures.
    pub captures: usize,
}

impl OverviewCounts {
    /// Returns how many proposals wait to be checked, claims and links.
    pub fn queue(&self) -> usize {
        self.proposed + self.links_proposed
    }
}

/// The event recorded last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LastRecorded {
    /// Its place.
    pub position: Position,
    /// When it was recorded.
    pub recorded_at: Instant,
    /// Who recorded it.
    pub by: String,
    /// Its stored name (`claim.checked`).
    pub event: String,
}
