//! Answers that are lists: an actor's view, comparisons, contradictions, timeline, figures, the queue.

use counterclaim_model::{
    Basis, ClaimId, Instant, LinkId, MatterId, Period, Position, Relation, Status,
};
use serde::Serialize;

use super::{Card, FigureRow, Named, ParametersShown, SeriesShown, Unanswered};

/// Where on both clocks an answer was given, and what it counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Asked {
    /// Records up to this position.
    pub as_of: Position,
    /// When the last of them was recorded.
    pub recorded_at: Option<Instant>,
    /// Published no later than this, if limited.
    pub public_by: Option<Instant>,
    /// Whether unchecked proposals entered standing and counts.
    pub counts_unchecked: bool,
    /// Captures read.
    pub captures: usize,
    /// What every standing in the answer was computed with.
    pub parameters: ParametersShown,
}

/// An actor as it is known here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ActorRow {
    /// The actor.
    pub actor: Named,
    /// Other names.
    pub aliases: Vec<String>,
    /// For whom it speaks: principal, role, period.
    pub speaks_for: Vec<(Named, Option<String>, Period)>,
    /// Where the entry comes from.
    pub basis: String,
    /// Statements.
    pub statements: usize,
    /// When each of the other names holds, in the order of `aliases`.
    pub alias_periods: Vec<Period>,
    /// Where each affiliation comes from, in the order of `speaks_for`.
    pub speaks_for_basis: Vec<String>,
    /// With whom it counts as one group: who, when, why.
    pub aligned: Vec<(Named, Period, String)>,
}

/// Everything one actor or party said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ActorView {
    /// Where it was asked.
    pub asked: Asked,
    /// The actor.
    pub actor: ActorRow,
    /// Who counts as this party, with number of statements each.
    pub spoke: Vec<(Named, usize)>,
    /// Its statements, in order of publication.
    pub statements: Vec<Card>,
    /// What it is said to have said, known only through others: not its statements, and not counted.
    pub known_through_others: Vec<Card>,
    /// Statements of others about it.
    pub about_it: Vec<Card>,
    /// Links to and from its statements.
    pub links: Vec<LinkCard>,
}

/// A link as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LinkCard {
    /// The link.
    pub id: LinkId,
    /// The type.
    pub relation: Relation,
    /// Stated by the page, or inferred.
    pub basis: Basis,
    /// The verb in the page's words.
    pub cue: Option<String>,
    /// Why the two are linked.
    pub reason: String,
    /// Whether a person has looked at it.
    pub status: Status,
    /// The rule that proposed it, or the person who drew it.
    pub by: String,
    /// The person who found it right, or drew it; absent while nobody did.
    pub checked_by: Option<String>,
    /// Its weight; 100 unless a person set another.
    pub weight_percent: u8,
    /// When it was first recorded.
    pub recorded: Instant,
    /// The claim that denies, confirms, rests on.
    pub from: counterclaim_model::ClaimId,
    /// The claim it is about.
    pub to: counterclaim_model::ClaimId,
    /// Position of the last event that changed it.
    pub revision: Position,
    /// The claim whose post states it, for a link that a page states.
    pub stated_in: Option<ClaimId>,
    /// Confidence of the proposal in per cent; absent for a link that a person drew.
    pub confidence: Option<u8>,
    /// What a person should look at first.
    pub flags: Vec<String>,
}

/// A pair that looked like a contradiction and is recorded as none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LeftOutPair {
    /// One statement.
    pub one: Card,
    /// The other.
    pub other: Card,
    /// Why it is none.
    pub reason: String,
}

/// One matter with what each party says on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ComparisonRow {
    /// The matter; absent for statements without one.
    pub matter: Option<MatterId>,
    /// Its title.
    pub title: String,
    /// Statements of each party, in the order in which the parties were asked for.
    pub sides: Vec<Vec<Card>>,
    /// Links between statements of different sides.
    pub between: Vec<LinkCard>,
}

/// Parties side by side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// Where it was asked.
    pub asked: Asked,
    /// The parties.
    pub parties: Vec<Named>,
    /// Matter by matter.
    pub rows: Vec<ComparisonRow>,
}

/// Who contradicts whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Contradictions {
    /// Where it was asked.
    pub asked: Asked,
    /// Pairs: link, one side, other side.
    pub pairs: Vec<(LinkCard, Card, Card)>,
    /// Pairs considered and left out.
    pub left_out: Vec<LeftOutPair>,
    /// Statements that object to each other in circles of more than two.
    pub circles: Vec<CircleShown>,
}

/// Statements that object to each other in circles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CircleShown {
    /// All of them, by id.
    pub claims: Vec<ClaimId>,
    /// One shortest circle, by who said it: each objects to the next, and the last to the first.
    pub shortest: Vec<String>,
}

/// Statements in order of publication.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Timeline {
    /// Where it was asked.
    pub asked: Asked,
    /// The statements.
    pub statements: Vec<Card>,
}

/// Every figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Figures {
    /// Where it was asked.
    pub asked: Asked,
    /// The figures, by what is counted and then by time.
    pub rows: Vec<FigureRow>,
    /// Those that count, set against each other where that is allowed.
    pub series: Vec<SeriesShown>,
}

/// What a party has not answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UnansweredBy {
    /// Where it was asked.
    pub asked: Asked,
    /// The party.
    pub party: Named,
    /// From when to when the captures reach.
    pub span: Option<(Instant, Instant)>,
    /// What is about the party, on a matter on which it has no statement.
    pub items: Vec<Unanswered>,
    /// What is about the party on matters on which it has statements, none of which speaks to this and is
    /// as late.
    pub unaddressed: Vec<Unanswered>,
}

/// Proposals waiting to be checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Queue {
    /// Where it was asked.
    pub asked: Asked,
    /// Claims waiting.
    pub claims: Vec<Card>,
    /// Links waiting.
    pub links: Vec<LinkCard>,
}

/// What a search found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FoundClaims {
    /// Where it was asked.
    pub asked: Asked,
    /// The words looked for.
    pub query: String,
    /// Statements that contain all of them.
    pub statements: Vec<Card>,
}

/// A matter with its number of statements.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MatterRow {
    /// The slug.
    pub matter: MatterId,
    /// The title.
    pub title: String,
    /// Statements.
    pub statements: usize,
}
