//! Actors: the parties with how much they say, and one actor with what it said, what others say it said,
//! and what is said about it.

use askama::Template;
use counterclaim_desk::answers::{ActorPage, ActorTab, Parties};

use super::claims::Found;
use super::list::{self, CURSOR, LIMIT, QUERY, SORT};
use crate::call::Call;
use crate::chrome::Chrome;
use crate::problem::Problem;
use crate::reply::Reply;
use crate::route::{LIST, Parameter, Route, Schema, get};

const ACTOR: Parameter = Parameter {
    name: "actor",
    means: "Name, alias or id of the actor, or words that only its name holds.",
    schema: Schema::Text,
};
const TAB: Parameter = Parameter {
    name: "tab",
    means: "Which statements: its own, those known through others, or those about it.",
    schema: Schema::OneOf(&["statements", "known_through_others", "about"]),
};

pub(super) const ROUTES: &[Route] = &[
    get("/actors", "actors", "The parties with their numbers of statements.", parties)
        .for_agents()
        .forms(LIST),
    get("/actors/{actor}", "actor", "One actor with a page of statements.", actor)
        .for_agents()
        .forms(LIST)
        .takes(&[ACTOR, TAB, QUERY, SORT, LIMIT, CURSOR])
        .statuses(&[
            (404, "There is no such actor."),
            (422, "Several are called so, or the query is none."),
        ]),
];

#[derive(Template)]
#[template(path = "actors.html")]
struct PartiesPage<'p> {
    chrome: Chrome,
    shown: &'p Parties,
}

#[derive(Template)]
#[template(path = "actor.html")]
struct ActorShown<'p> {
    chrome: Chrome,
    shown: &'p ActorPage,
    found: Found<'p>,
    /// The tabs: name, address, how many, whether it is this one.
    tabs: Vec<(&'static str, String, usize, bool)>,
    path: String,
}

fn parties(call: &Call<'_>) -> Result<Reply, Problem> {
    let shown = call.ask(|desk| desk.parties(call.question));
    call.answer(&shown, || PartiesPage {
        chrome: call.chrome("Actors", Some(&shown.asked)),
        shown: &shown,
    })
}

fn actor(call: &Call<'_>) -> Result<Reply, Problem> {
    let (query, slice, tab) = (list::query(call)?, list::slice(call)?, tab(call)?);
    let name = call.named("actor");
    let shown = call.ask(|desk| desk.actor_page(name, tab, &query, &slice, call.question))?;
    let tabs = [
        ("Its statements", "", ActorTab::Statements),
        ("Known through others", "known_through_others", ActorTab::KnownThroughOthers),
        ("About it", "about", ActorTab::About),
    ];
    let tabs = tabs.into_iter().zip(shown.tabs).map(|((told, name, own), many)| {
        (told, call.address.with("", &[("tab", name), ("cursor", "")]), many, own == tab)
    });
    let page = || ActorShown {
        chrome: call.chrome(shown.actor.actor.name.clone(), Some(&shown.asked)),
        found: Found::of(call, &shown.page),
        tabs: tabs.collect(),
        path: call.address.with("", &[]).split('?').next().unwrap_or_default().to_owned(),
        shown: &shown,
    };
    Ok(list::linked(call.answer(&shown, page)?, call, shown.page.next))
}

fn tab(call: &Call<'_>) -> Result<ActorTab, Problem> {
    match call.value("tab") {
        None | Some("statements") => Ok(ActorTab::Statements),
        Some("known_through_others") => Ok(ActorTab::KnownThroughOthers),
        Some("about") => Ok(ActorTab::About),
        Some(other) => Err(Problem::parameter(
            "tab",
            format!("{other:?} is none of statements, known_through_others, about"),
        )),
    }
}
