//! What a row asks for, before the rules have decided.

use counterclaim_model::{ActorId, Command, Instant};

/// What a row asks for.
#[derive(Debug, Default)]
pub(super) struct Draft {
    /// Id of what the row is about.
    pub(super) id: Option<String>,
    /// The wanted changes, in an order in which each finds what it needs.
    pub(super) commands: Vec<Command>,
    /// Texts that the changes name and that are kept with them.
    pub(super) kept: Vec<String>,
    /// What a person should know.
    pub(super) notes: Vec<String>,
    /// The party that the row names for its speaker: held against what comes out here.
    pub(super) party: Option<ExpectedParty>,
}

/// For whom a speaker speaks, by the file.
#[derive(Debug)]
pub(super) struct ExpectedParty {
    pub(super) speaker: ActorId,
    pub(super) said: Option<Instant>,
    pub(super) party: Option<ActorId>,
    pub(super) name: String,
}

/// What becomes of a row that was understood.
pub(super) enum Verdict {
    /// It asks for this.
    Draft(Draft),
    /// It asks for this, and for more that needs what a later row may bring: it is understood once more.
    Begun(Draft),
    /// It needs something that a later row may bring; if none does, this is what is missing.
    Later(String),
}
