//! Finds statements of a report by their claims, and prints references to them.

use std::collections::BTreeMap;

use counterclaim_desk::answers::{Card, LinkCard, Report, ReportStatement};
use counterclaim_desk::{Attribution, ClaimId, LinkId, Modality, Status, Zone};

use crate::document::{Block, Inline, Line, Picture, strong, text};
use crate::phrase::{Print, join, words};
use crate::picture::Drawing;
use crate::words::seen_from;

/// A report with its statements and links at hand.
pub(super) struct Finder<'r> {
    pub(super) report: &'r Report,
    pub(super) print: Print,
    statements: BTreeMap<ClaimId, &'r ReportStatement>,
    /// Where each statement stands among all.
    places: BTreeMap<ClaimId, usize>,
    links: BTreeMap<LinkId, &'r LinkCard>,
    /// The links of each claim, in order of recording.
    tied: BTreeMap<ClaimId, Vec<&'r LinkCard>>,
}

impl<'r> Finder<'r> {
    pub(super) fn new(report: &'r Report, zone: Zone) -> Self {
        let mut tied: BTreeMap<ClaimId, Vec<&LinkCard>> = BTreeMap::new();
        for link in &report.links {
            tied.entry(link.from).or_default().push(link);
            tied.entry(link.to).or_default().push(link);
        }
        let texts = report.evidence.iter().map(|piece| piece.text).collect();
        Self {
            report,
            print: Print { zone, main_day: None, texts },
            statements: report.by_claim(),
            places: (0..).zip(&report.statements).map(|(at, each)| (each.card.id, at)).collect(),
            links: report.links.iter().map(|link| (link.id, link)).collect(),
            tied,
        }
    }

    /// Lets `draw` draw a picture in which statements have their labels; `prefix` tells it from the others.
    pub(super) fn picture(
        &self,
        prefix: &str,
        draw: impl FnOnce(&Drawing<'_>) -> Option<Picture>,
    ) -> Option<Block> {
        let label = |claim| self.statement(claim).map(|statement| statement.label.clone());
        let to = |claim| label(claim).map(|label| format!("#{label}"));
        draw(&Drawing { prefix, zone: self.zone(), label: &label, to: &to }).map(Block::Picture)
    }

    pub(super) fn zone(&self) -> Zone {
        self.print.zone
    }

    pub(super) fn statement(&self, claim: ClaimId) -> Option<&'r ReportStatement> {
        self.statements.get(&claim).copied()
    }

    pub(super) fn card(&self, claim: ClaimId) -> Option<&'r Card> {
        self.statement(claim).map(|statement| &statement.card)
    }

    pub(super) fn link(&self, link: LinkId) -> Option<&'r LinkCard> {
        self.links.get(&link).copied()
    }

    /// Returns the links from and to a claim.
    pub(super) fn links_of(&self, claim: ClaimId) -> &[&'r LinkCard] {
        self.tied.get(&claim).map(Vec::as_slice).unwrap_or_default()
    }

    /// Returns a reference to a statement.
    pub(super) fn refer(&self, claim: ClaimId) -> Inline {
        match self.statement(claim) {
            Some(statement) => Inline::Refer(statement.label.clone()),
            None => text("a statement not in this report"),
        }
    }

    /// Returns references to statements, parted by commas, in the order of the report.
    pub(super) fn refer_all(&self, claims: &[ClaimId]) -> Line {
        let mut claims = claims.to_vec();
        claims.sort_by_key(|claim| self.places.get(claim));
        let mut line = Line::new();
        for (index, claim) in claims.iter().enumerate() {
            if index > 0 {
                line.push(text(", "));
            }
            line.push(self.refer(*claim));
        }
        line
    }

    /// Returns a statement in short: reference, who, when, words.
    pub(super) fn short(&self, claim: ClaimId) -> Line {
        self.short_as(claim, |card| format!(" {}", speaker(card)))
    }

    /// Returns a statement in short where its party is already named: a party's own name is not said again.
    pub(super) fn short_of_party(&self, claim: ClaimId) -> Line {
        self.short_as(claim, |card| match card.speaker == card.party {
            true => manner(card),
            false => format!(" {}", speaker(card)),
        })
    }

    fn short_as(&self, claim: ClaimId, who: impl Fn(&Card) -> String) -> Line {
        let Some(card) = self.card(claim) else { return vec![self.refer(claim)] };
        let mut line = vec![self.refer(claim), text(who(card))];
        let act = act(card.modality).map(|act| format!(", {act}")).unwrap_or_default();
        line.push(text(format!(", {}{act}: ", self.print.place(card))));
        line.extend(said(card));
        line.extend(self.unchecked(card.status));
        line.extend(self.fate(card));
        line
    }

    /// Says beside a statement in short what became of it, where that is on record: nobody should read it as
    /// standing.
    fn fate(&self, card: &Card) -> Line {
        let mut line = Line::new();
        // By the axis's stable name: the words in print may change.
        let fallen = card.standing.as_ref().filter(|standing| {
            matches!(standing.dispute, Some("refuted" | "retracted" | "origin_fallen"))
        });
        if let Some(standing) = fallen {
            line.extend([text(" "), strong(format!("[{}]", standing.word))]);
        }
        let later = |link: &&&LinkCard| link.to == card.id && link.relation.needs_same_party();
        for link in self.links_of(card.id).iter().filter(later) {
            let (_, done) = seen_from(link.relation);
            line.extend([text(format!(" [{} ", done.to_lowercase())), self.refer(link.from)]);
            line.extend(self.unchecked(link.status));
            line.push(text("]"));
        }
        line
    }

    /// Marks what nobody has checked. What is checked goes without saying; and where nothing is, every page
    /// says so, and the mark would be on every line.
    pub(super) fn unchecked(&self, status: Status) -> Option<Inline> {
        match status {
            Status::Proposed => (!self.is_all_open()).then(|| text(" [unchecked]")),
            Status::Checked => None,
            Status::Rejected => Some(text(" [rejected]")),
            Status::Withdrawn => Some(text(" [withdrawn by us]")),
        }
    }

    /// Marks a row of its own, of a statement or a link that nobody has checked, where the statements in it
    /// bear no mark: rows are read, and copied, far from what the head of the page says.
    pub(super) fn unchecked_row(&self, status: Status) -> Option<Inline> {
        let is_open = status == Status::Proposed && self.is_all_open();
        is_open.then(|| text(" [unchecked]"))
    }

    /// Returns whether nobody has checked anything here.
    fn is_all_open(&self) -> bool {
        self.report.statements_checked.checked + self.report.links_checked.checked == 0
    }

    /// Returns a statement in short, with the party before the speaker.
    pub(super) fn short_with_party(&self, claim: ClaimId) -> Line {
        let mut line = self.short(claim);
        let party = self.card(claim).filter(|card| card.party != card.speaker);
        if let Some(card) = party {
            line.insert(1, text(format!(" {} ·", card.party.name)));
        }
        line
    }
}

/// Names what is done with words that do not show it by themselves: the page's verb stands outside of them,
/// and a headline's words for what somebody denies read as if it was claimed.
fn act(modality: Modality) -> Option<&'static str> {
    match modality {
        Modality::Denies => Some("a denial"),
        Modality::Accuses => Some("a charge"),
        Modality::Demands => Some("a demand"),
        Modality::Promises => Some("a promise"),
        Modality::Hopes => Some("a hope"),
        Modality::Predicts => Some("a forecast"),
        Modality::Asserts | Modality::Announces => None,
    }
}

/// Returns who speaks, in which role and where, through whom.
pub(super) fn speaker(card: &Card) -> String {
    format!("{}{}", card.speaker.name, manner(card))
}

/// Returns in which role somebody speaks, where, and through whom, as it follows a name.
fn manner(card: &Card) -> String {
    let mut out = String::new();
    if let Some(role) = card.role.as_ref().filter(|role| !card.speaker.name.contains(role.as_str()))
    {
        out.push_str(&format!(", {role}"));
    }
    if card.attribution == Attribution::Narration {
        out.push_str(", in its own voice");
    }
    if let Some(venue) = &card.venue {
        // The page's words for where it was said; these two name to whom.
        let to = if matches!(venue.as_str(), "reporters" | "journalists") { "to " } else { "" };
        out.push_str(&format!(" ({to}{venue})"));
    }
    if let Some(relayer) = &card.relayed_by {
        out.push_str(&format!(", as told by {}", relayer.name));
    }
    out
}

/// Returns the words in their marks; a statement recorded by hand has none, and is ours.
pub(super) fn said(card: &Card) -> Line {
    if let Some(finding) = &card.finding {
        let evidence: Vec<String> =
            finding.evidence.iter().map(|item| item.title.clone()).collect();
        let evidence = if evidence.is_empty() { "none named".to_owned() } else { join(&evidence) };
        return vec![text(format!(
            "a finding of {}: {} (evidence: {evidence})",
            finding.by, card.statement
        ))];
    }
    if card.words.is_empty() {
        return vec![text(format!("recorded by hand, in our words: {}", card.statement))];
    }
    words(card)
}
