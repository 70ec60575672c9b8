//! The brief: who says what on the pages read, in the order a desk reads it.

use counterclaim_model::{Digest, MatterId, Moment};
use serde::Serialize;

use super::{Card, LeftOutPair, LinkCard, LogHead, Named, Words};

/// A page as the head of a brief shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BriefPage {
    /// Title.
    pub title: Option<String>,
    /// Outlet.
    pub outlet: String,
    /// Owner, where known ("state-owned: Norland").
    pub owner: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// Dated posts.
    pub posts: usize,
    /// Posts per day, in order of time: day, number.
    pub days: Vec<(String, usize)>,
    /// First published.
    pub first: Option<Moment>,
    /// Last published.
    pub last: Option<Moment>,
    /// Whether the page has an undated introduction.
    pub introduction: bool,
    /// When it was captured.
    pub captured: Option<Moment>,
    /// SHA-256 of the text read.
    pub text: Digest,
    /// What could not be read.
    pub faults: Vec<String>,
}

/// Statements of one party.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PartyCount {
    /// The party.
    pub party: Named,
    /// Number of statements.
    pub statements: usize,
}

/// A denial or rejection that the page itself reports.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StatedRejection {
    /// The link, with the page's verb.
    pub link: LinkCard,
    /// The denial.
    pub denial: Card,
    /// What is denied.
    pub denied: Card,
}

/// Two accounts that a rule put beside each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PairedAccounts {
    /// The matter they share, if any.
    pub matter: Option<String>,
    /// The link, with its reason.
    pub link: LinkCard,
    /// One account.
    pub one: Card,
    /// The other.
    pub other: Card,
    /// Places where the first party says the same again.
    pub likewise: Vec<Card>,
}

/// A figure with everything that says what it counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FigureRow {
    /// What is counted: measure and thing.
    pub what: String,
    /// Whose, where and over which time; empty if the page does not say.
    pub scope: String,
    /// The value in print ("30", "30 to 40", "none known").
    pub value: String,
    /// The words it stands in, with their marks.
    pub words: Vec<Words>,
    /// The same figure in other words, with their marks.
    pub variants: Vec<Words>,
    /// Which figure of the statement it is, from 0.
    pub number: usize,
    /// What came of setting it against others; absent where that was not asked for.
    pub compared: Option<String>,
    /// The statement.
    pub card: Card,
}

/// Statements with one origin that look like several.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SameOrigin {
    /// The origin.
    pub origin: Named,
    /// The statements, in order of publication.
    pub cards: Vec<Card>,
}

/// A statement about somebody who has no reply in what was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unanswered {
    /// Of whom it is said.
    pub party: Named,
    /// The statement.
    pub card: Card,
    /// Statements of that party on a matter of it that are no reply, being earlier or on other things: the
    /// latest twenty.
    pub earlier: Vec<Card>,
    /// How many more there are.
    pub more_earlier: usize,
}

/// How much of what is given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Given {
    /// All statements.
    pub statements: usize,
    /// Of these, checked by a person.
    pub checked: usize,
    /// Denials and rejections that the page states.
    pub rejections: usize,
    /// Confirmations that the page states.
    pub confirmations: usize,
    /// Possible contradictions paired by rule.
    pub contradictions: usize,
    /// Statements that are reported from more than one independent origin.
    pub corroborated: usize,
    /// Accusations without a reply.
    pub unanswered: usize,
}

/// Something a person should look at first, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LookAt {
    /// Why, as a sentence.
    pub why: String,
    /// The statements.
    pub cards: Vec<Card>,
}

/// All statements on one matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MatterSection {
    /// The slug; absent for statements without a matter.
    pub matter: Option<MatterId>,
    /// The title.
    pub title: String,
    /// The statements, in order of publication.
    pub cards: Vec<Card>,
}

/// Who says what on the pages read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Brief {
    /// The log it rests on; none without a case on disk.
    pub log: Option<LogHead>,
    /// The pages.
    pub pages: Vec<BriefPage>,
    /// The outlets, each once.
    pub outlets: Vec<String>,
    /// Statements by party, most first; the outlets' own voice and nobody named come last.
    pub parties: Vec<PartyCount>,
    /// What is given, in numbers.
    pub given: Given,
    /// Denied or rejected, as the page tells it.
    pub rejections: Vec<StatedRejection>,
    /// Denials that name no accuser.
    pub unprompted_denials: Vec<Card>,
    /// Possible contradictions.
    pub contradictions: Vec<PairedAccounts>,
    /// Pairs considered and left out.
    pub left_out: Vec<LeftOutPair>,
    /// Figures.
    pub figures: Vec<FigureRow>,
    /// Confirmed, as the page tells it.
    pub confirmations: Vec<StatedRejection>,
    /// Announcements.
    pub announcements: Vec<Card>,
    /// One origin, several statements.
    pub same_origin: Vec<SameOrigin>,
    /// Seen or heard by the outlet's own people.
    pub witnessed: Vec<Card>,
    /// The outlet's own voice, no source named.
    pub own_voice: Vec<Card>,
    /// No reply in what was read.
    pub unanswered: Vec<Unanswered>,
    /// Look at these first.
    pub look_first: Vec<LookAt>,
    /// Every statement, by matter.
    pub sections: Vec<MatterSection>,
}
