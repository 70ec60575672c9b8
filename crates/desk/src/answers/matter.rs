//! One matter as an answer: what each party says on it, what is linked, counted and unanswered. Made by
//! `Desk::matter_page`.

use counterclaim_model::{Instant, MatterId, Position};
use serde::Serialize;

use super::{Asked, Card, FigureRow, LinkCard, Named, Unanswered};

/// A matter with its number of statements.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MatterCount {
    /// The slug.
    pub matter: MatterId,
    /// The title.
    pub title: String,
    /// Checked statements.
    pub checked: usize,
    /// Statements that wait in the queue.
    pub proposed: usize,
}

/// A party with its number of statements.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PartyStatements {
    /// The party; "nobody named" for statements without a named speaker.
    pub party: Named,
    /// Checked statements.
    pub checked: usize,
    /// Statements that wait in the queue.
    pub proposed: usize,
}

/// Every party.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Parties {
    /// Where it was asked.
    pub asked: Asked,
    /// The parties, the one with the most live statements first; nobody named comes last.
    pub rows: Vec<PartyStatements>,
}

/// One matter in full.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MatterPage {
    /// Where it was asked.
    pub asked: Asked,
    /// The matter with its counts.
    pub matter: MatterCount,
    /// The matters found to be this one.
    pub also: Vec<MatterCount>,
    /// What happened to it and to those found to be it: opened, merged; oldest first.
    pub history: Vec<MatterEvent>,
    /// What each party says on it, the party with the most statements first.
    pub sides: Vec<MatterSide>,
    /// Live links between statements that are shown, in the order of recording.
    pub links: Vec<LinkCard>,
    /// Figures in the statements read.
    pub figures: Vec<FigureRow>,
    /// Charges and demands among the statements read that their addressee has not answered on this matter.
    pub unanswered: Vec<Unanswered>,
    /// How many of the matter's live statements were read for figures and for what is unanswered, those
    /// recorded last; all of them, unless the matter has more than two thousand.
    pub read: usize,
}

/// What one party says on a matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MatterSide {
    /// The party with its counts on this matter.
    pub party: PartyStatements,
    /// Its statements, published last first, what is known only through others among them: as many as were
    /// asked for.
    pub statements: Vec<Card>,
    /// How many more there are.
    pub more: usize,
}

/// Something that happened to a matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MatterEvent {
    /// Position of the event.
    pub position: Position,
    /// When it was recorded.
    pub recorded_at: Instant,
    /// Who recorded it.
    pub by: String,
    /// The matter it happened to.
    pub matter: MatterId,
    /// The matter it was found to be; absent where it was opened.
    pub merged_into: Option<MatterId>,
}
