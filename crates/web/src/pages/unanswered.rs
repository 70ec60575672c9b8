//! Unanswered: what was said of a party on matters on which nothing of it was found. A gap in our material.

use askama::Template;
use counterclaim_desk::answers::{PartyStatements, UnansweredBy};

use super::filters::{PAGE, Part, not_too_large, page_number};
use crate::call::Call;
use crate::chrome::Chrome;
use crate::problem::Problem;
use crate::reply::Reply;
use crate::route::{ITEM, LIST, Parameter, Route, Schema, get};

/// Statements of a page.
const STATEMENTS: usize = 50;

/// What is on matters on which the party has spoken, as far as a page shows it.
const UNADDRESSED: usize = 50;

/// A party's own statements shown beside one of others.
const EARLIER: usize = 3;

const PARTY: Parameter =
    Parameter { name: "party", means: "The party: name, alias or id.", schema: Schema::Text };

pub(super) const ROUTES: &[Route] = &[
    get("/unanswered", "unanswered", "Parties of whom to ask what is unanswered.", choose)
        .takes(&[PARTY])
        .forms(ITEM)
        .statuses(&[
            (303, "A party was chosen in the form: on to it."),
            (404, "There is no such party."),
            (422, "Several parties have that name."),
        ]),
    get(
        "/unanswered/{party}",
        "unanswered_by",
        "What was said of one party on matters on which it has no statement.",
        unanswered,
    )
    .for_agents()
    .takes(&[PARTY, PAGE])
    .forms(LIST)
    .statuses(&[(404, "There is no such party."), (422, "Several parties have that name.")]),
];

#[derive(Template)]
#[template(path = "unanswered.html")]
struct ChoosePage {
    chrome: Chrome,
    parties: Vec<PartyStatements>,
    parties_in_all: usize,
}

#[derive(Template)]
#[template(path = "unanswered_by.html")]
struct UnansweredPage<'p> {
    chrome: Chrome,
    shown: &'p UnansweredBy,
    part: Part,
}

fn choose(call: &Call<'_>) -> Result<Reply, Problem> {
    if let Some(name) = call.value("party") {
        let id = call.ask(|desk| desk.actor(name))?;
        let chrome = call.chrome("Unanswered", None);
        return Ok(Reply::see_other(&chrome.below("/unanswered", id)));
    }
    let overview = call.ask(|desk| desk.overview(call.question))?;
    if !call.wants_page() {
        return call.data(&overview);
    }
    let chrome = call.chrome("Unanswered", Some(&overview.asked));
    let parties_in_all = overview.parties_in_all;
    call.page(&ChoosePage { chrome, parties: overview.parties, parties_in_all })
}

fn unanswered(call: &Call<'_>) -> Result<Reply, Problem> {
    page_number(call)?;
    not_too_large(call, "open a matter, or use `counterclaim unanswered`")?;
    let shown = call.ask(|desk| desk.unanswered(call.named("party"), call.question))?;
    if !call.wants_page() {
        return call.data(&shown);
    }
    let part = Part::of(call, STATEMENTS, shown.items.len())?;
    let title = format!("Unanswered by {}", shown.party.name);
    call.page(&UnansweredPage {
        chrome: call.chrome(title, Some(&shown.asked)),
        shown: &shown,
        part,
    })
}
