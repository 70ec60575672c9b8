//! Statements over time: a picture of who spoke when, and the same as a list.

use askama::Template;
use counterclaim_desk::answers::{Card, Timeline};
use counterclaim_report::pictures::{self, Drawn};

use super::filters::{FROM, Filter, MATTER, PAGE, PARTY, Part, TO, not_too_large};
use super::pictures::drawn;
use crate::call::Call;
use crate::chrome::Chrome;
use crate::problem::Problem;
use crate::reply::Reply;
use crate::route::{LIST, Route, get};

/// Statements of a page.
const STATEMENTS: usize = 50;

pub(super) const ROUTES: &[Route] = &[get(
    "/timeline",
    "timeline",
    "Statements in order of publication, drawn and as a list.",
    timeline,
)
.takes(&[PARTY, MATTER, FROM, TO, PAGE])
.forms(LIST)
.statuses(&[
    (404, "There is no such party or matter."),
    (422, "Several parties have that name, or the case is too large to be shown as a whole."),
])];

#[derive(Template)]
#[template(path = "timeline.html")]
struct TimelinePage<'p> {
    chrome: Chrome,
    /// What is typed in the fields: party, matter, from, to.
    typed: [String; 4],
    is_narrowed: bool,
    picture: Option<Drawn>,
    statements: &'p [Card],
    part: Part,
}

fn timeline(call: &Call<'_>) -> Result<Reply, Problem> {
    let filter = Filter::of(call)?;
    not_too_large(call, "open a matter or a party, or use `counterclaim timeline`")?;
    let answer: Timeline = call.ask(|desk| {
        let mut answer = desk.timeline(call.question);
        filter.keep(desk, &mut answer.statements)?;
        Ok::<_, Problem>(answer)
    })?;
    if !call.wants_page() {
        return call.data(&answer);
    }
    let chrome = call.chrome("Timeline", Some(&answer.asked));
    let cards: Vec<&Card> = answer.statements.iter().collect();
    let part = Part::of(call, STATEMENTS, cards.len())?;
    let page = TimelinePage {
        picture: drawn(&chrome, "timeline", |page| pictures::timeline(&cards, page)),
        typed: ["party", "matter", "from", "to"]
            .map(|name| call.value(name).unwrap_or_default().to_owned()),
        is_narrowed: !filter.is_empty(),
        statements: part.cut(&answer.statements),
        part,
        chrome,
    };
    call.page(&page)
}
