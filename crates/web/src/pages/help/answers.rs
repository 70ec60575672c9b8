//! The pages of help, and the tables they are made of as data. They take the clocks only to keep them in
//! their links.

use askama::Template;
use counterclaim_desk::query::Key;
use serde::Serialize;
use serde_json::{Value, json};

use super::keys::{self, Pressed};
use super::words::{self, Told};
use crate::call::Call;
use crate::chrome::Chrome;
use crate::problem::{KINDS, Problem};
use crate::reply::Reply;
use crate::route::{Route, get};

const FORMS: &[&str] = &["html", "json"];

pub(crate) const ROUTES: &[Route] = &[
    get("/help", "help", "What this is and how to read it.", help).forms(FORMS),
    get("/help/query", "help_query", "How to ask: the query language.", query).forms(FORMS),
    get("/help/keys", "help_keys", "The keys, and how to switch them off.", keys_page).forms(FORMS),
    get("/help/standing", "help_standing", "What the words of a standing mean.", standing)
        .forms(FORMS),
    get("/help/problems", "help_problems", "Every code of a problem.", problems).forms(FORMS),
];

#[derive(Template)]
#[template(path = "help.html")]
struct Help {
    chrome: Chrome,
}

#[derive(Template)]
#[template(path = "help_query.html")]
struct HelpQuery {
    chrome: Chrome,
    keys: [Key; 16],
}

#[derive(Template)]
#[template(path = "help_keys.html")]
struct HelpKeys {
    chrome: Chrome,
    groups: [(&'static str, &'static [Pressed]); 2],
}

#[derive(Template)]
#[template(path = "help_standing.html")]
struct HelpStanding {
    chrome: Chrome,
    groups: [(&'static str, &'static [Told]); 2],
}

#[derive(Template)]
#[template(path = "help_problems.html")]
struct HelpProblems<'a> {
    chrome: Chrome,
    problems: &'a [Coded],
}

/// A kind of problem as it is told.
#[derive(Serialize)]
struct Coded {
    code: &'static str,
    status: u16,
    title: &'static str,
    exit: u8,
    advice: &'static str,
}

fn help(call: &Call<'_>) -> Result<Reply, Problem> {
    let pages = || ROUTES.iter().map(|route| json!({ "path": route.path, "tells": route.means }));
    told(
        call,
        || json!({ "pages": pages().collect::<Vec<_>>() }),
        || Help { chrome: call.chrome("Help", None) },
    )
}

fn query(call: &Call<'_>) -> Result<Reply, Problem> {
    let key =
        |key: Key| json!({ "key": key.name(), "asks_for": key.means(), "values": key.values() });
    told(
        call,
        || json!({ "keys": Key::ALL.map(key) }),
        || HelpQuery { chrome: call.chrome("How to ask", None), keys: Key::ALL },
    )
}

fn keys_page(call: &Call<'_>) -> Result<Reply, Problem> {
    told(
        call,
        || json!({ "everywhere": keys::ACTS, "after_g": keys::GOES }),
        || HelpKeys {
            chrome: call.chrome("Keys", None),
            groups: [("On every page", keys::ACTS), ("Press g, then", keys::GOES)],
        },
    )
}

fn standing(call: &Call<'_>) -> Result<Reply, Problem> {
    told(
        call,
        || json!({ "dispute": words::DISPUTE, "support": words::SUPPORT }),
        || HelpStanding {
            chrome: call.chrome("Where a claim stands", None),
            groups: [
                ("Whether it is disputed", words::DISPUTE),
                ("What supports it", words::SUPPORT),
            ],
        },
    )
}

fn problems(call: &Call<'_>) -> Result<Reply, Problem> {
    let coded = KINDS.into_iter().map(|kind| {
        let (status, code, title, exit) = kind.told();
        Coded { code, status: status.as_u16(), title, exit, advice: kind.advice() }
    });
    let problems: Vec<Coded> = coded.collect();
    told(
        call,
        || json!({ "problems": problems }),
        || HelpProblems { chrome: call.chrome("Problems", None), problems: &problems },
    )
}

/// Gives a page of help, or what it tells as data.
fn told<T: Template>(
    call: &Call<'_>,
    data: impl FnOnce() -> Value,
    page: impl FnOnce() -> T,
) -> Result<Reply, Problem> {
    if call.wants_page() {
        return call.page(&page());
    }
    Ok(Reply::whole(call.form.media, format!("{:#}\n", data())))
}
