//! Statements over time: a picture of who spoke when, and the same as a list.

use askama::Template;
use counterclaim_desk::answers::{Card, ClaimsPage, Timeline};
use counterclaim_desk::{Counted, Cursor, Order, Slice};
use counterclaim_report::pictures::{self, Drawn};

use super::filters::{CURSOR, FROM, Filter, MATTER, PARTY, TO, Turn, not_too_large};
use super::pictures::drawn;
use crate::call::Call;
use crate::chrome::Chrome;
use crate::problem::Problem;
use crate::reply::Reply;
use crate::route::{LIST, Route, get};

/// Statements of a page.
const STATEMENTS: usize = 50;

/// Statements of a picture.
const DRAWN: usize = 1_000;

pub(super) const ROUTES: &[Route] = &[get(
    "/timeline",
    "timeline",
    "Statements in order of publication, drawn and as a list.",
    timeline,
)
.for_agents()
.takes(&[PARTY, MATTER, FROM, TO, CURSOR])
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
    /// How many statements the picture was drawn from.
    drawn: usize,
    statements: &'p [Card],
    total: usize,
    turn: Turn,
}

fn timeline(call: &Call<'_>) -> Result<Reply, Problem> {
    let filter = Filter::of(call)?;
    let cursor = call.parsed::<Cursor>("cursor")?;
    if !call.wants_page() {
        return data(call, &filter);
    }
    let query = filter.query()?;
    let part = |limit, counted| Slice { cursor, limit, order: Order::Oldest, counted };
    let (listed, drawable): (ClaimsPage, ClaimsPage) = call.ask(|desk| {
        let listed = desk.claims(&query, &part(STATEMENTS, Counted::Total), call.question)?;
        let drawable = desk.claims(&query, &part(DRAWN, Counted::Nothing), call.question)?;
        Ok::<_, Problem>((listed, drawable))
    })?;
    let chrome = call.chrome("Timeline", Some(&listed.asked));
    let cards: Vec<&Card> = drawable.statements.iter().collect();
    let total = listed.total.unwrap_or(listed.statements.len());
    let told = format!("{} of {total} statements", listed.statements.len());
    let page = TimelinePage {
        picture: drawn(&chrome, "timeline", |page| pictures::timeline(&cards, page)),
        drawn: cards.len(),
        typed: ["party", "matter", "from", "to"]
            .map(|name| call.value(name).unwrap_or_default().to_owned()),
        is_narrowed: !filter.is_empty(),
        statements: &listed.statements,
        total,
        turn: Turn::by_cursors(call, listed.previous, listed.next, told),
        chrome,
    };
    call.page(&page)
}

/// Data is whole: who wants it a page at a time asks for claims.
fn data(call: &Call<'_>, filter: &Filter) -> Result<Reply, Problem> {
    not_too_large(call, "ask /claims page by page, or /export/claims")?;
    let answer: Timeline = call.ask(|desk| {
        let mut answer = desk.timeline(call.question);
        filter.keep(desk, &mut answer.statements)?;
        Ok::<_, Problem>(answer)
    })?;
    call.data(&answer)
}
