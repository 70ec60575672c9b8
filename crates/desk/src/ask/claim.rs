//! One claim in full, and as a line to paste.

use std::collections::BTreeSet;

use counterclaim_model::{ClaimId, Moment, Precision, Status};
use counterclaim_views::{Change, ClaimAt};

use super::question::Question;
use crate::answers::{Card, Citation, ClaimRecord, HistoryLine, Marks, ReviewShown};
use crate::desk::Desk;
use crate::error::DeskError;

/// Claims that may be tied to one; above, everything is weighed.
const AROUND: usize = 10_000;

impl Desk {
    /// Returns everything known of one claim, its history included.
    ///
    /// # Errors
    /// If no claim, or several, have this id or prefix, or it is not there on this clock.
    pub fn claim(&self, id: &str, question: Question) -> Result<ClaimRecord, DeskError> {
        let id = self.claim_id(id)?;
        let lens = self.lens_on_few(question);
        let at = self.views.claim(id, lens.clock).ok_or_else(|| not_yet(id))?;
        let others = self.views.links_of(id, lens.clock);
        let others = others.flat_map(|link| [link.link.from, link.link.to]);
        let shown: BTreeSet<ClaimId> = others.chain([id]).collect();
        lens.weigh_together(&shown.into_iter().collect::<Vec<_>>(), AROUND);
        let links = self
            .views
            .links_of(id, lens.clock)
            .filter_map(|link| {
                let other = if link.link.from == id { link.link.to } else { link.link.from };
                Some((lens.link(&link), lens.card_of(other)?))
            })
            .collect();
        Ok(ClaimRecord {
            asked: self.asked(question),
            card: lens.card(&at),
            links,
            reviews: reviews(&at),
            notes: at
                .notes
                .iter()
                .map(|note| (note.value.by.clone(), note.value.text.clone()))
                .collect(),
            requests: at
                .comment_requests
                .iter()
                .map(|r| (r.value.asked, r.value.replied))
                .collect(),
            finding: at.finding.map(|finding| {
                (
                    finding.by.clone(),
                    finding.evidence.iter().map(|item| item.title.clone()).collect(),
                )
            }),
            history: history(&at),
        })
    }

    /// Returns the claim as one line to paste: who, role, party, words in their marks, outlet, times,
    /// and the hash of the text they stand in.
    ///
    /// # Errors
    /// As [`claim`](Self::claim).
    pub fn cite(&self, id: &str, question: Question) -> Result<Citation, DeskError> {
        let id = self.claim_id(id)?;
        let lens = self.lens_on_few(question);
        let card = lens.card_of(id).ok_or_else(|| not_yet(id))?;
        let text = card.place.as_ref().map(|place| place.text);
        Ok(Citation { claim: id, line: citation(&card), text })
    }
}

fn not_yet(id: ClaimId) -> DeskError {
    DeskError::NotFound { what: "claim on this clock", name: id.to_string() }
}

fn reviews(at: &ClaimAt<'_>) -> Vec<ReviewShown> {
    let shown = |review: &counterclaim_views::Record<counterclaim_model::Review>| {
        ReviewShown::of(&review.value, review.recorded_at)
    };
    at.reviews.iter().map(shown).collect()
}

fn history(at: &ClaimAt<'_>) -> Vec<HistoryLine> {
    let line = |change: &counterclaim_views::Record<Change>| HistoryLine {
        position: change.position,
        recorded_at: change.recorded_at,
        analyst: change.analyst.to_string(),
        what: what(&change.value),
    };
    at.history.iter().map(line).collect()
}

pub(super) fn what(change: &Change) -> String {
    match change {
        Change::Proposed => "proposed".to_owned(),
        Change::Recorded => "recorded by hand".to_owned(),
        Change::Found => "recorded as a finding".to_owned(),
        Change::Sighted(_) => "sighted in another place".to_owned(),
        Change::Checked => "checked: the attribution is right".to_owned(),
        Change::Rejected(reason) => because("rejected", reason),
        Change::Withdrawn(reason) => because("withdrawn by us", reason),
        Change::Amended { amendment, reason } => {
            because(&format!("amended: {}", field(amendment)), reason)
        }
        Change::Assigned(matter) => format!("put under {matter}"),
        Change::Unassigned(matter) => format!("taken out of {matter}"),
        Change::Reviewed(_) => "rated".to_owned(),
        Change::Noted => "remarked on".to_owned(),
        Change::CommentRequested => "comment requested".to_owned(),
    }
}

fn because(what: &str, reason: &str) -> String {
    if reason.is_empty() { what.to_owned() } else { format!("{what}: {reason}") }
}

pub(super) fn field(amendment: &counterclaim_model::Amendment) -> &'static str {
    use counterclaim_model::Amendment;
    match amendment {
        Amendment::Statement(_) => "statement",
        Amendment::Speaker(_) => "speaker",
        Amendment::Role(_) => "role",
        Amendment::RelayedBy(_) => "relayed by",
        Amendment::Modality(_) => "modality",
        Amendment::Form(_) => "form",
        Amendment::Wording(_) => "wording",
        Amendment::Grounds(_) => "grounds",
        Amendment::About(_) => "about",
        Amendment::Figures(_) => "figures",
        Amendment::AssertedAt(_) => "time of the utterance",
        Amendment::Language(_) => "language",
    }
}

fn citation(card: &Card) -> String {
    let mut line = card.speaker.name.clone();
    if let Some(role) = &card.role {
        line.push_str(&format!(", {role}"));
    }
    if card.party != card.speaker {
        line.push_str(&format!(" ({})", card.party.name));
    }
    if card.is_known_through_others() {
        line.push_str(", known only through others");
    }
    line.push_str(": ");
    let pieces: Vec<String> = card
        .words
        .iter()
        .map(|words| match words.marks {
            Marks::Speaker => format!("\"{}\"", words.text),
            Marks::Outlet => format!("‹{}›", words.text),
        })
        .collect();
    line.push_str(&if pieces.is_empty() { card.statement.clone() } else { pieces.join(" … ") });
    if let Some(outlet) = &card.outlet {
        line.push_str(&format!(". {outlet}"));
    }
    if let Some(published) = card.times.published {
        line.push_str(&format!(", {}", at(published)));
    }
    if let Some(captured) = card.times.captured {
        line.push_str(&format!(", captured {}", at(captured)));
    }
    if let Some(place) = &card.place {
        line.push_str(&format!(". Text sha256:{} at {}-{}", place.text, place.start, place.end));
    }
    line.push_str(match card.status {
        Status::Checked => "",
        Status::Proposed => ". Read by machine, not checked",
        Status::Rejected => ". REJECTED: this attribution was found wrong",
        Status::Withdrawn => ". WITHDRAWN by us",
    });
    line.push('.');
    one_line(&line)
}

/// Returns a moment no more precisely than it is known.
fn at(moment: Moment) -> String {
    let format = match moment.precision {
        Precision::Year => "%Y",
        Precision::Month => "%b %Y",
        Precision::Day => "%a %-d %b %Y",
        Precision::Hour | Precision::Minute | Precision::Second => "%a %-d %b %Y %H:%M GMT",
    };
    moment.at.format(format).to_string()
}

/// Folds white space, and drops what could move a cursor or turn text around: the line goes to terminals.
fn one_line(line: &str) -> String {
    let folded = line.split_whitespace().collect::<Vec<_>>().join(" ");
    let turns =
        |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{61c}');
    folded.chars().filter(|c| !c.is_control() && !turns(*c)).collect()
}
