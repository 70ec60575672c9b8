//! The front of the case: what it is about, who contradicts whom most, what is newest.

use askama::Template;
use counterclaim_desk::answers::Overview;

use crate::call::Call;
use crate::chrome::Chrome;
use crate::problem::Problem;
use crate::reply::Reply;
use crate::route::{Route, get};

pub(super) const ROUTES: &[Route] =
    &[get("/", "overview", "The front of the case.", overview).for_agents()];

#[derive(Template)]
#[template(path = "overview.html")]
struct OverviewPage<'p> {
    chrome: Chrome,
    shown: &'p Overview,
    /// The two parties to begin comparing with.
    pair: Option<String>,
}

fn overview(call: &Call<'_>) -> Result<Reply, Problem> {
    let shown = call.ask(|desk| desk.overview(call.question))?;
    let named = |party: &counterclaim_desk::answers::Named| party.id.map(|id| id.to_string());
    let ids: Vec<String> =
        shown.parties.iter().filter_map(|row| named(&row.party)).take(2).collect();
    let pair = match ids.as_slice() {
        [one, other] => Some(format!("/compare?party={one}&party={other}")),
        _ => None,
    };
    let page = || OverviewPage {
        chrome: call.chrome("Overview", Some(&shown.asked)),
        shown: &shown,
        pair,
    };
    call.answer(&shown, page)
}
