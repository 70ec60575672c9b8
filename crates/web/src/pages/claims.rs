//! Claims: what a query finds, with what all of it is of. The first page of it is every claim.

use askama::Template;
use counterclaim_desk::answers::{ClaimsPage, Facet};

use super::list::{self, CURSOR, LIMIT, QUERY, SORT};
use crate::call::Call;
use crate::chrome::Chrome;
use crate::problem::Problem;
use crate::reply::Reply;
use crate::route::{LIST, Parameter, Route, get};

const TAKES: &[Parameter] = &[QUERY, SORT, LIMIT, CURSOR];
const STATUSES: &[(u16, &str)] =
    &[(404, "The query names what is not here."), (422, "The query is none.")];

pub(super) const ROUTES: &[Route] = &[
    get("/claims", "claims", "Claims that a query finds, with facets.", claims)
        .for_agents()
        .forms(LIST)
        .takes(TAKES)
        .statuses(STATUSES),
    get("/search", "search", "The same, from the search field of every page.", claims)
        .forms(LIST)
        .takes(TAKES)
        .statuses(STATUSES),
];

#[derive(Template)]
#[template(path = "claims.html")]
struct ClaimsListed<'p> {
    chrome: Chrome,
    found: Found<'p>,
}

/// A page of statements with the addresses around it.
pub(super) struct Found<'p> {
    /// The page.
    pub(super) page: &'p ClaimsPage,
    /// Facets worth showing, each value with its address.
    pub(super) facets: Vec<(&'p Facet, Vec<String>)>,
    /// The page behind this one.
    pub(super) next: Option<String>,
    /// The page before this one.
    pub(super) previous: Option<String>,
    /// The order asked for.
    pub(super) sort: String,
}

impl<'p> Found<'p> {
    /// Makes the addresses around a page.
    pub(super) fn of(call: &Call<'_>, page: &'p ClaimsPage) -> Self {
        let worth = page.facets.iter().filter(|facet| facet.is_counted && !facet.values.is_empty());
        let facets = worth.map(|facet| {
            let addresses =
                facet.values.iter().map(|value| list::asked_for(call, &value.query)).collect();
            (facet, addresses)
        });
        Self {
            page,
            facets: facets.collect(),
            next: list::turned(call, page.next),
            previous: list::turned(call, page.previous),
            sort: call.value("sort").unwrap_or("newest").to_owned(),
        }
    }
}

fn claims(call: &Call<'_>) -> Result<Reply, Problem> {
    let (query, slice) = (list::query(call)?, list::slice(call)?);
    let page = call.ask(|desk| desk.claims(&query, &slice, call.question))?;
    let title = if query.is_empty() { "Claims".to_owned() } else { format!("Claims: {query}") };
    let shown = || ClaimsListed {
        chrome: call.chrome(title, Some(&page.asked)),
        found: Found::of(call, &page),
    };
    Ok(list::linked(call.answer(&page, shown)?, call, page.next))
}
