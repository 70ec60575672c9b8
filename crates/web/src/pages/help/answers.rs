//! The pages of help. They take the clocks only to keep them in their links.

use askama::Template;
use counterclaim_desk::query::Key;

use super::keys::{self, Pressed};
use super::words::{self, Told};
use crate::call::Call;
use crate::chrome::Chrome;
use crate::problem::{KINDS, Problem};
use crate::reply::Reply;
use crate::route::{Route, get};

const PAGE: &[&str] = &["html"];

pub(crate) const ROUTES: &[Route] = &[
    get("/help", "help", "What this is and how to read it.", help).forms(PAGE),
    get("/help/query", "help_query", "How to ask: the query language.", query).forms(PAGE),
    get("/help/keys", "help_keys", "The keys, and how to switch them off.", keys_page).forms(PAGE),
    get("/help/standing", "help_standing", "What the words of a standing mean.", standing)
        .forms(PAGE),
    get("/help/problems", "help_problems", "Every code of a problem.", problems).forms(PAGE),
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
struct HelpProblems {
    chrome: Chrome,
    problems: Vec<Coded>,
}

/// A kind of problem as it is told.
struct Coded {
    code: &'static str,
    status: u16,
    title: &'static str,
    exit: u8,
    advice: &'static str,
}

fn help(call: &Call<'_>) -> Result<Reply, Problem> {
    call.page(&Help { chrome: call.chrome("Help", None) })
}

fn query(call: &Call<'_>) -> Result<Reply, Problem> {
    call.page(&HelpQuery { chrome: call.chrome("How to ask", None), keys: Key::ALL })
}

fn keys_page(call: &Call<'_>) -> Result<Reply, Problem> {
    let groups = [("On every page", keys::ACTS), ("Press g, then", keys::GOES)];
    call.page(&HelpKeys { chrome: call.chrome("Keys", None), groups })
}

fn standing(call: &Call<'_>) -> Result<Reply, Problem> {
    let groups = [("Whether it is disputed", words::DISPUTE), ("What supports it", words::SUPPORT)];
    call.page(&HelpStanding { chrome: call.chrome("Where a claim stands", None), groups })
}

fn problems(call: &Call<'_>) -> Result<Reply, Problem> {
    let told = KINDS.into_iter().map(|kind| {
        let (status, code, title, exit) = kind.told();
        Coded { code, status: status.as_u16(), title, exit, advice: kind.advice() }
    });
    let problems = told.collect();
    call.page(&HelpProblems { chrome: call.chrome("Problems", None), problems })
}
