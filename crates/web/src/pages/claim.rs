//! A claim in full: the words and where they stand, who said them through whom, where it stands and why,
//! what speaks for and against it, and what became of it here.

use askama::Template;
use counterclaim_desk::answers::{
    Card, ClaimRecord, LinkCard, PartOfClaim, Section, Segment, StandingRow,
};
use counterclaim_desk::{Desk, Portion, Question};
use counterclaim_report::pictures::{self, Drawn};
use counterclaim_report::words::seen_from;

use super::pictures::drawn;
use super::ties::{checked, class, drawn_by, is_checked};
use crate::call::Call;
use crate::chrome::Chrome;
use crate::problem::Problem;
use crate::reply::Reply;
use crate::route::{Parameter, Route, Schema, get};

const CLAIM: Parameter = Parameter {
    name: "claim",
    means: "Id of the claim, or a unique beginning of it.",
    schema: Schema::Text,
};

pub(super) const ROUTES: &[Route] = &[get("/claims/{claim}", "claim", "One claim in full.", claim)
    .for_agents()
    .takes(&[CLAIM])
    .statuses(&[(404, "There is no such claim."), (422, "Several claims begin so.")])];

#[derive(Template)]
#[template(path = "claim.html")]
struct ClaimPage<'p> {
    chrome: Chrome,
    record: &'p ClaimRecord,
    /// Where it stands, with lines and counterfactuals.
    standing: Option<StandingRow>,
    /// Where it would stand if unchecked proposals counted, for one that does not count now.
    if_counted: Option<StandingRow>,
    /// The post it stands in, with its words marked.
    context: Option<Section>,
    links: Vec<Beside<'p>>,
    /// What speaks to it, drawn.
    picture: Option<Drawn>,
    reference: String,
}

/// A link with the statement at its other end, as seen from here.
struct Beside<'p> {
    link: &'p LinkCard,
    other: &'p Card,
    /// "Denied by", "Confirms".
    verb: &'static str,
    /// The class of its word: whether it objects or confirms.
    class: &'static str,
}

impl<'p> Beside<'p> {
    fn of(record: &'p ClaimRecord, (link, other): &'p (LinkCard, Card)) -> Self {
        let (does, done) = seen_from(link.relation);
        let verb = if link.from == record.card.id { does } else { done };
        Self { link, other, verb, class: class(link.relation.effect()) }
    }

    /// Says whether a page states the link, or who or what drew it.
    fn basis(&self) -> String {
        drawn_by(self.link)
    }

    fn is_checked(&self) -> bool {
        is_checked(self.link)
    }

    /// Says whether somebody looked at the link, and who.
    fn checked(&self) -> String {
        checked(self.link)
    }
}

impl ClaimPage<'_> {
    /// Returns what a stretch of the post is of this claim: the class of its mark.
    fn part(&self, segment: &Segment) -> &'static str {
        let own = segment.claims.iter().filter(|(claim, _)| *claim == self.record.card.id);
        let parts: Vec<PartOfClaim> = own.map(|(_, part)| *part).collect();
        match parts.as_slice() {
            [] => "",
            all if all.contains(&PartOfClaim::SpeakersWords) => "words",
            all if all.contains(&PartOfClaim::OutletsWording) => "wording",
            all if all.contains(&PartOfClaim::SpeakerPhrase) => "source",
            all if all.contains(&PartOfClaim::Cue) => "cue",
            _ => "again",
        }
    }
}

fn claim(call: &Call<'_>) -> Result<Reply, Problem> {
    let record = call.ask(|desk| desk.claim(call.named("claim"), call.question))?;
    let revision = record.card.revision;
    if !call.wants_page() {
        return Ok(call.data(&record)?.revision(revision));
    }
    let (standing, if_counted, context, reference) =
        call.ask(|desk| beside(desk, &record, call.question));
    let title = format!("{}: {}", record.card.speaker.name, record.card.statement);
    let chrome = call.chrome(title, Some(&record.asked));
    // Drawn from what the page lists in words anyway, and never more than a column a side.
    let tied: Vec<(&LinkCard, &Card)> =
        record.links.iter().map(|(link, other)| (link, other)).collect();
    let page = ClaimPage {
        picture: drawn(&chrome, "around", |on| pictures::neighbourhood(&record.card, &tied, on)),
        chrome,
        standing,
        if_counted,
        context,
        reference,
        links: record.links.iter().map(|link| Beside::of(&record, link)).collect(),
        record: &record,
    };
    Ok(call.page(&page)?.revision(revision))
}

/// Asks what a page shows beside the record. What cannot be had is left out of the page.
fn beside(
    desk: &Desk,
    record: &ClaimRecord,
    question: Question,
) -> (Option<StandingRow>, Option<StandingRow>, Option<Section>, String) {
    let id = record.card.id.to_string();
    let stands = |question| {
        let standings = desk.standings(std::slice::from_ref(&id), None, question).ok()?;
        standings.rows.into_iter().next().filter(|row| row.card.standing.is_some())
    };
    let standing = stands(question);
    let if_counted = if standing.is_none() { stands(question.counting_all()) } else { None };
    let context = record.card.place.as_ref().and_then(|place| {
        let portion = Portion::Post(place.post);
        let capture = desk.capture(&place.capture.to_string(), portion, question).ok()?;
        capture.sections.into_iter().next()
    });
    let reference = desk.cite(&id, question).map(|citation| citation.line).unwrap_or_default();
    (standing, if_counted, context, reference)
}
