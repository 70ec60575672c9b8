//! Sources: every outlet with what was read of it, and one of them with its captures, its posts, and who is
//! heard in it.

use askama::Template;
use axum::http::header;
use counterclaim_desk::answers::{
    Facet, FacetValue, Named, OwnershipShown, SourcePage, SourceRow, Sources, Window,
};
use counterclaim_desk::query::{Key, Query, Term};
use counterclaim_desk::{Counted, Order, Slice, SourceId};

use super::filters::{Part, page_number};
use crate::call::Call;
use crate::chrome::Chrome;
use crate::problem::Problem;
use crate::reply::Reply;
use crate::route::{LIST, Parameter, Route, Schema, get};

/// Captures and posts of a part.
const PART: usize = 50;

const SOURCE: Parameter = Parameter {
    name: "source",
    means: "Name or id of the source, or a unique beginning of the id.",
    schema: Schema::Text,
};
const PAGE: Parameter = Parameter {
    name: "page",
    means: "Which part of its captures and posts, fifty of each, from 1. Data come in the same parts.",
    schema: Schema::Number(1, 1_000_000),
};

pub(super) const ROUTES: &[Route] = &[
    get("/sources", "sources", "Every source with what was read of it.", sources).forms(LIST),
    get("/sources/{source}", "source", "One source: captures, posts, who is heard in it.", source)
        .takes(&[SOURCE, PAGE])
        .forms(LIST)
        .statuses(&[(404, "There is no such source."), (422, "Several sources begin so.")]),
];

#[derive(Template)]
#[template(path = "sources.html")]
struct SourcesPage<'p> {
    chrome: Chrome,
    shown: &'p Sources,
}

#[derive(Template)]
#[template(path = "source.html")]
struct OneSource<'p> {
    chrome: Chrome,
    shown: &'p SourcePage,
    /// Parties heard in it with the number of statements, as far as they are listed, and how many more.
    heard: Vec<FacetValue>,
    heard_more: usize,
    part: Part,
}

/// Returns what is wrong with what was read of a source; empty if nothing is.
fn wrong(row: &SourceRow) -> Vec<String> {
    let mut all = Vec::new();
    if row.captures == 0 {
        all.push("nothing was captured".to_owned());
    } else if row.posts == 0 {
        all.push("no post was read in what was captured".to_owned());
    } else if row.checked + row.proposed == 0 {
        all.push("no statement was found in it".to_owned());
    }
    if row.captures > 0 && row.first_captured.is_none() {
        all.push("no capture is dated".to_owned());
    }
    match row.faults {
        0 => {}
        1 => all.push("1 thing could not be read".to_owned()),
        several => all.push(format!("{several} things could not be read")),
    }
    all
}

/// Returns who owned it, in a line.
fn owner(own: &OwnershipShown) -> String {
    match &own.state {
        Some(state) if state.id == own.owner.id => format!("state-owned, {}", state.name),
        Some(state) => format!("{} (state-owned, {})", own.owner.name, state.name),
        None => own.owner.name.clone(),
    }
}

impl SourcesPage<'_> {
    fn wrong(&self, row: &SourceRow) -> String {
        wrong(row).join("; ")
    }

    fn owner(&self, row: &SourceRow) -> String {
        row.owned.as_ref().map(owner).unwrap_or_default()
    }
}

impl OneSource<'_> {
    fn wrong(&self) -> String {
        wrong(&self.shown.row).join("; ")
    }

    fn owner(&self, own: &OwnershipShown) -> String {
        owner(own)
    }

    /// Returns the search for what a party says here.
    fn said_here(&self, value: &FacetValue) -> String {
        self.chrome.asking("/claims", "q", &value.query)
    }

    fn outlet(&self) -> &Named {
        &self.shown.row.outlet
    }
}

fn sources(call: &Call<'_>) -> Result<Reply, Problem> {
    let shown = call.ask(|desk| desk.sources(call.question));
    call.answer(&shown, || SourcesPage {
        chrome: call.chrome("Sources", Some(&shown.asked)),
        shown: &shown,
    })
}

fn source(call: &Call<'_>) -> Result<Reply, Problem> {
    let window = Window { offset: (page_number(call)? - 1).saturating_mul(PART), limit: PART };
    let name = call.named("source");
    let shown = call.ask(|desk| desk.source_page(name, window, window, call.question))?;
    let part = Part::of(call, PART, shown.captures_in_all.max(shown.posts_in_all))?;
    let next = part.next.clone();
    if !call.wants_page() {
        return Ok(linked(call.data(&shown)?, call, next.is_some()));
    }
    let heard = heard(call, shown.row.source.id)?;
    let page = OneSource {
        chrome: call.chrome(shown.row.source.name.clone(), Some(&shown.asked)),
        heard_more: heard.as_ref().map_or(0, |facet| facet.more),
        heard: heard.map(|facet| facet.values).unwrap_or_default(),
        part,
        shown: &shown,
    };
    Ok(linked(call.page(&page)?, call, next.is_some()))
}

/// Says where the next part is, to programs that read headers.
fn linked(reply: Reply, call: &Call<'_>, has_next: bool) -> Reply {
    let Ok(Some(number)) = page_number(call).map(|number| has_next.then_some(number + 1)) else {
        return reply;
    };
    let suffix = if call.wants_page() { "" } else { call.form.suffix };
    let address = call.address.with(suffix, &[("page", &number.to_string())]);
    reply.header(header::LINK, &format!("<{address}>; rel=\"next\""))
}

/// Counts the parties that a source carries statements of.
fn heard(call: &Call<'_>, source: SourceId) -> Result<Option<Facet>, Problem> {
    let term = Term::of(Key::Outlet, &source.to_string())
        .map_err(|why| Problem::parameter("source", why))?;
    let query = Query::default().with(term);
    let slice = Slice { cursor: None, limit: 1, order: Order::default(), counted: Counted::Facets };
    let found = call.ask(|desk| desk.claims(&query, &slice, call.question))?;
    Ok(found.facets.into_iter().find(|facet| facet.key == Key::Party.name() && facet.is_counted))
}
