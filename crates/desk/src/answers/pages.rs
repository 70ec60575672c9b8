//! Answers a page at a time: the rows shown, how many there are, what they are of, and the way to the pages
//! around them. Cards in pages leave the places in full out; one claim has them.

use counterclaim_model::{ClaimId, MatterId};
use serde::Serialize;

use super::{ActorRow, Asked, Card, LinkCard, Named};
use crate::ask::Cursor;

/// A page of statements.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ClaimsPage {
    /// Where it was asked; the pages around it are asked there too.
    pub asked: Asked,
    /// The query in its own text.
    pub query: String,
    /// The statements of this page.
    pub statements: Vec<Card>,
    /// Of those shown, the statements whose standing is not told: too many others are tied to them to weigh
    /// for a page. A statement's own answer tells it.
    pub unweighed: Vec<ClaimId>,
    /// How many there are in all; absent if not asked for, or if it would take weighing too many.
    pub total: Option<usize>,
    /// What all of them are of; empty if not asked for.
    pub facets: Vec<Facet>,
    /// The page behind this one.
    pub next: Option<Cursor>,
    /// The page before this one.
    pub previous: Option<Cursor>,
}

/// What the statements found are of, by one key of the query language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Facet {
    /// The key, as it is typed.
    pub key: &'static str,
    /// Whether it was counted. Where statements stand is counted for few only.
    pub is_counted: bool,
    /// The values, those with most statements first.
    pub values: Vec<FacetValue>,
    /// Values that are not listed.
    pub more: usize,
}

/// One value of a facet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FacetValue {
    /// The value, as it is typed behind the key.
    pub value: String,
    /// The value in print.
    pub label: String,
    /// Statements found that have it.
    pub count: usize,
    /// Whether the query asks for it.
    pub is_chosen: bool,
    /// The query with it put in, or taken out where it is in.
    pub query: String,
}

/// Which statements an actor's page lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ActorTab {
    /// What it said, as itself or as the party others spoke for.
    #[default]
    Statements,
    /// What it is said to have said, known only through others.
    KnownThroughOthers,
    /// What others said about it.
    About,
}

/// An actor with a page of statements.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ActorPage {
    /// Where it was asked.
    pub asked: Asked,
    /// Who it is; its number of statements is that of those that count.
    pub actor: ActorRow,
    /// Who speaks for it, with the number of statements that count of each, most first.
    pub spoke: Vec<(Named, usize)>,
    /// Its statements by status: proposed, checked.
    pub by_status: [usize; 2],
    /// Its statements by matter, with its title, most first.
    pub by_matter: Vec<(MatterId, String, usize)>,
    /// How many each tab lists without the query, in the order of [`ActorTab`].
    pub tabs: [usize; 3],
    /// Which of them the page is of.
    pub tab: ActorTab,
    /// The statements, within the query.
    pub page: ClaimsPage,
}

/// What can be compared, by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToCompare {
    /// Parties, by name.
    pub parties: Vec<String>,
    /// Matters with their titles, those with most statements first.
    pub matters: Vec<(MatterId, String)>,
}

/// A page of matters with what parties say on them, side by side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ComparePage {
    /// Where it was asked.
    pub asked: Asked,
    /// The query in its own text.
    pub query: String,
    /// The parties.
    pub parties: Vec<Named>,
    /// Matter by matter: first those on which all speak.
    pub rows: Vec<CompareRow>,
    /// Of those shown, the statements whose standing is not told: too many others are tied to them to weigh
    /// for a page. A statement's own answer tells it.
    pub unweighed: Vec<ClaimId>,
    /// How many matters there are in all.
    pub total: usize,
    /// The page behind this one.
    pub next: Option<Cursor>,
    /// The page before this one.
    pub previous: Option<Cursor>,
}

/// One matter of a comparison.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CompareRow {
    /// The matter; absent for statements without one.
    pub matter: Option<MatterId>,
    /// Its title.
    pub title: String,
    /// What each party says, in the order in which they were asked for.
    pub sides: Vec<CompareSide>,
    /// Live links between the statements shown of different sides.
    pub between: Vec<LinkCard>,
}

/// What one party says on a matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CompareSide {
    /// What links tie to another side and the latest of the others, newest first.
    pub statements: Vec<Card>,
    /// How many there are in all.
    pub total: usize,
}

/// A page of pairs that object to each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PairsPage {
    /// Where it was asked.
    pub asked: Asked,
    /// The query in its own text: one of the two fits it.
    pub query: String,
    /// Pairs: link, one side, other side.
    pub pairs: Vec<(LinkCard, Card, Card)>,
    /// Of those shown, the statements whose standing is not told: too many others are tied to them to weigh
    /// for a page. A statement's own answer tells it.
    pub unweighed: Vec<ClaimId>,
    /// How many there are in all; absent if not asked for.
    pub total: Option<usize>,
    /// The page behind this one.
    pub next: Option<Cursor>,
    /// The page before this one.
    pub previous: Option<Cursor>,
}

/// A page of proposals waiting to be checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct QueuePage {
    /// The statements that wait.
    pub page: ClaimsPage,
    /// How many links wait in all, whatever the query.
    pub links: usize,
}

/// A page of links waiting to be checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LinksPage {
    /// Where it was asked.
    pub asked: Asked,
    /// Links with both their statements.
    pub links: Vec<(LinkCard, Card, Card)>,
    /// Of those shown, the statements whose standing is not told: too many others are tied to them to weigh
    /// for a page. A statement's own answer tells it.
    pub unweighed: Vec<ClaimId>,
    /// How many there are in all; absent if not asked for.
    pub total: Option<usize>,
    /// The page behind this one.
    pub next: Option<Cursor>,
    /// The page before this one.
    pub previous: Option<Cursor>,
}
