//! A report: what one party said, or several, or everybody on a matter, with the other side beside it.
//! Every statement is in it once, as a [`Card`] under a label; everything else refers to it by claim id.

use std::collections::BTreeMap;

use counterclaim_model::{CaseId, ClaimId, Digest, Instant, LinkId, MatterId, Moment, Position};
use serde::{Deserialize, Serialize};

use super::{
    Asked, Card, ChangedField, LinkCard, MatrixShown, Named, ReviewShown, SeriesShown, Words,
};

/// What a report rests on, and all that it depends on: the same basis gives the same bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportBasis {
    /// The program that made it, as `name@version`: another may word it differently.
    pub made_by: String,
    /// The case.
    pub case: CaseId,
    /// Records up to this position.
    pub as_of: Position,
    /// Root of the Merkle tree over the log up to there; none for a case in memory.
    pub root: Option<Digest>,
    /// The last signed checkpoint that reaches no further, as a C2SP note; none if not signed.
    pub checkpoint: Option<String>,
    /// Published no later than this, if limited.
    pub public_by: Option<Instant>,
    /// What entered standing and counts: `checked` or `all`.
    pub count: String,
    /// The zone of the times printed.
    pub zone: String,
    /// The parties it is about, by id; none of them: about everybody.
    pub parties: Vec<String>,
    /// The one matter it is about, if limited.
    pub matter: Option<MatterId>,
    /// Only what was published at this time or later, if limited. The undated is in it all the same.
    pub from: Option<Instant>,
    /// Only what was published before this time, if limited.
    pub to: Option<Instant>,
    /// Only statements that stand so, with what is tied to them and what others say beside them, if limited.
    #[serde(default)]
    pub standing: Option<String>,
    /// Whether it was asked for as final: refused while anything in it is unchecked.
    pub is_final: bool,
}

/// How much of something a person has checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CheckedOf {
    /// All of it.
    pub all: usize,
    /// Checked.
    pub checked: usize,
}

impl CheckedOf {
    /// Returns whether something is left to check.
    pub fn is_open(self) -> bool {
        self.checked < self.all
    }
}

/// How firmly the words are the party's: every statement is counted once. What is known only through others
/// is counted apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Firmness {
    /// Wholly given as the speaker's words.
    pub quoted: usize,
    /// Partly.
    pub partly_quoted: usize,
    /// In the outlet's words only.
    pub outlet_words: usize,
    /// Recorded by hand, without words from a page.
    pub by_hand: usize,
    /// Only a headline says it: nothing to quote.
    pub headline_only: usize,
    /// Known only through others: never quoted as the party's.
    pub through_others: usize,
}

/// Somebody who spoke for a party.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SpokeFor {
    /// Who.
    pub speaker: Named,
    /// In which role, in the page's words, where one is given.
    pub role: Option<String>,
    /// For whom.
    pub party: Named,
    /// Number of statements.
    pub statements: usize,
}

/// A party that a report is about, with whom it counts as that party.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReportParty {
    /// The party.
    pub party: Named,
    /// Its own statements in this report, and how many of them are checked; what is known only through
    /// others is not among them.
    pub statements: CheckedOf,
    /// How firmly the words are its own.
    pub firmness: Firmness,
    /// Who spoke for it, most first.
    pub spoke: Vec<SpokeFor>,
    /// Recorded as aligned with it, with the reason: one group where independent lines are counted, and
    /// another party here.
    pub aligned: Vec<(Named, String)>,
}

/// A statement of the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReportStatement {
    /// Its label in this report: `S1` of a party that the report is about, `B1` of somebody beside it.
    pub label: String,
    /// Whether it is of a party that the report is about.
    pub is_own: bool,
    /// The statement.
    pub card: Card,
    /// Ratings by persons, oldest first.
    pub reviews: Vec<ReviewShown>,
    /// Requests of this desk for comment: asked, replied.
    pub requests: Vec<(Instant, Option<Instant>)>,
    /// Other places that carry it: outlet, time of publication.
    pub also_carried: Vec<(String, Option<Moment>)>,
}

impl ReportStatement {
    /// Returns whether the rating at `at` was followed by another of the same person on the same scale.
    pub fn is_replaced(&self, at: usize) -> bool {
        let Some(review) = self.reviews.get(at) else { return false };
        self.reviews.iter().skip(at + 1).any(|later| later.is_by_the_same(review))
    }
}

/// What is between the statements of a matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Between {
    /// In a few words ("possible contradiction, unchecked").
    pub told: String,
    /// The statements meant.
    pub claims: Vec<ClaimId>,
}

/// A matter with what each side says on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReportMatter {
    /// The matter; absent for statements without one.
    pub matter: Option<MatterId>,
    /// Its title.
    pub title: String,
    /// Statements of each party the report is about, in their order; empty means none in this material.
    pub own: Vec<Vec<ClaimId>>,
    /// Statements of everybody else, party by party.
    pub beside: Vec<(Named, Vec<ClaimId>)>,
    /// What is between them.
    pub between: Vec<Between>,
}

/// A party's own later word on an earlier one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReportChange {
    /// `corrects`, `updates`, `retracts`; or `takes_back`, where a sighting takes the statement back.
    pub kind: &'static str,
    /// The later statement; the same as the earlier where a sighting takes it back.
    pub later: ClaimId,
    /// The earlier statement.
    pub earlier: ClaimId,
    /// The link, if one was drawn.
    pub link: Option<LinkId>,
}

/// Two statements of one party that are recorded as contradicting each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReportClash {
    /// One.
    pub one: ClaimId,
    /// The other.
    pub other: ClaimId,
    /// The link.
    pub link: LinkId,
}

/// Two statements that look like a contradiction and are recorded as none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReportPair {
    /// One.
    pub one: ClaimId,
    /// The other.
    pub other: ClaimId,
    /// Why it is none.
    pub reason: String,
}

/// A figure with everything that says what it counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReportFigure {
    /// The statement.
    pub claim: ClaimId,
    /// Which figure of it, from 0.
    pub number: usize,
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
    /// What came of setting it against others.
    pub compared: String,
}

/// Something said that has no reply in this material.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReportUnanswered {
    /// Of whom it is said.
    pub party: Named,
    /// The statement.
    pub claim: ClaimId,
    /// Statements of that party on the matter that are earlier, and so no reply: the latest twenty.
    pub earlier: Vec<ClaimId>,
    /// How many more there are.
    pub more_earlier: usize,
}

/// A denial or rejection, a confirmation: who speaks to whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReportReply {
    /// The statement that denies, rejects or confirms.
    pub from: ClaimId,
    /// What it speaks of.
    pub to: ClaimId,
    /// The link, which has the page's verb.
    pub link: LinkId,
}

/// A source with what it carries of the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReportSource {
    /// The outlet.
    pub outlet: String,
    /// Its owner, where known.
    pub owner: Option<String>,
    /// Its Admiralty reliability, if rated.
    pub reliability: Option<char>,
    /// Statements of the parties the report is about that it carries.
    pub own: usize,
    /// Statements beside them that it carries.
    pub beside: usize,
    /// Its captures that were read.
    pub captures: usize,
}

/// Statements with one origin that look like several.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReportOrigin {
    /// Who said it first, as far as recorded.
    pub origin: Named,
    /// The statements, in order of publication.
    pub claims: Vec<ClaimId>,
}

/// Something this desk put right in its own records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OurCorrection {
    /// The claim.
    pub claim: ClaimId,
    /// The statement as it stood until then.
    pub statement: String,
    /// For whom it stood until then.
    pub party: Named,
    /// What was done ("withdrawn by us: …").
    pub what: String,
    /// What a field said before and since, where one was set right.
    pub field: Option<ChangedField>,
    /// When.
    pub recorded_at: Instant,
    /// By whom.
    pub by: String,
}

/// A captured page that the report rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReportEvidence {
    /// The outlet.
    pub outlet: String,
    /// Title of the page.
    pub title: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// When it was captured.
    pub captured: Option<Moment>,
    /// First and last publication among its posts.
    pub published: Option<(Moment, Moment)>,
    /// Posts.
    pub posts: usize,
    /// SHA-256 of the bytes.
    pub bytes: Digest,
    /// SHA-256 of the text read from them.
    pub text: Digest,
    /// Reader name and version.
    pub reader: String,
    /// What could not be read.
    pub faults: Vec<String>,
}

/// What a report is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportSubject {
    /// One party.
    Party,
    /// Several parties, side by side.
    Compare,
    /// One matter, everybody on it.
    Matter,
    /// The whole case.
    Case,
}

/// A report.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// What it rests on.
    pub basis: ReportBasis,
    /// Where on both clocks it was asked, and what counted.
    pub asked: Asked,
    /// Title of the case.
    pub case_title: String,
    /// What it is about.
    pub subject: ReportSubject,
    /// Title of the one matter it is about, if limited.
    pub matter_title: Option<String>,
    /// The parties it is about, in the order asked for.
    pub parties: Vec<ReportParty>,
    /// From when to when its statements were published, as far as they are dated.
    pub span: Option<(Moment, Moment)>,
    /// Statements within its other limits that are not in it, since they stand otherwise than was asked for.
    pub left_out: usize,
    /// Its statements without a date.
    pub undated: usize,
    /// Whether anything in it is unchecked.
    pub is_draft: bool,
    /// Statements, in all.
    pub statements_checked: CheckedOf,
    /// Links between them.
    pub links_checked: CheckedOf,
    /// Every statement: those of the parties first, each kind in order of publication.
    pub statements: Vec<ReportStatement>,
    /// Links among them, in order of recording.
    pub links: Vec<LinkCard>,
    /// Position by matter.
    pub matters: Vec<ReportMatter>,
    /// Later words of the parties on their earlier ones.
    pub changes: Vec<ReportChange>,
    /// Recorded contradictions within one party.
    pub clashes: Vec<ReportClash>,
    /// Pairs within one party that look like contradictions and are recorded as none.
    pub no_clashes: Vec<ReportPair>,
    /// Figures of all statements.
    pub figures: Vec<ReportFigure>,
    /// Those that count, set against each other where that is allowed.
    pub series: Vec<SeriesShown>,
    /// Denials and rejections: stated by a page, or drawn.
    pub rejections: Vec<ReportReply>,
    /// Contradictions: each objects to the other.
    pub contradictions: Vec<ReportReply>,
    /// Refutations: findings, and what they refute.
    pub refutations: Vec<ReportReply>,
    /// Confirmations.
    pub confirmations: Vec<ReportReply>,
    /// Who objects to whom and who confirms whom, added up; only rows and columns of the parties.
    pub matrix: MatrixShown,
    /// Said of the parties, without a reply in this material.
    pub unanswered_by_them: Vec<ReportUnanswered>,
    /// Said by the parties of others, without a reply in this material.
    pub unanswered_by_others: Vec<ReportUnanswered>,
    /// Sources, with what they carry.
    pub sources: Vec<ReportSource>,
    /// Several statements, one origin.
    pub origins: Vec<ReportOrigin>,
    /// What this desk put right in its own records.
    pub our_corrections: Vec<OurCorrection>,
    /// Proposals of the machine that a person found wrong: left out, and only counted.
    pub proposals_rejected: usize,
    /// The captured pages it rests on.
    pub evidence: Vec<ReportEvidence>,
}

impl Report {
    /// Returns every statement by its claim.
    pub fn by_claim(&self) -> BTreeMap<ClaimId, &ReportStatement> {
        self.statements.iter().map(|statement| (statement.card.id, statement)).collect()
    }
}
