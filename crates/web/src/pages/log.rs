//! The log: every recorded event, the last one first, and one of them whole with the proof that it was
//! recorded.

use askama::Template;
use axum::http::header;
use counterclaim_desk::answers::{Asked, ChangedItem, LogEntryPage, LogHead, LogPage};
use counterclaim_desk::{AsOf, DeskError, Position, Question};

use crate::call::Call;
use crate::chrome::Chrome;
use crate::problem::Problem;
use crate::reply::Reply;
use crate::route::{LIST, Parameter, Route, Schema, get};

/// Events of a page.
const PAGE: u64 = 50;

/// Most events of a page.
const MOST: u64 = 1_000;

const BEFORE: Parameter = Parameter {
    name: "before",
    means: "Only events before this position. Without it, the last ones.",
    schema: Schema::Number(1, u64::MAX),
};
const LIMIT: Parameter =
    Parameter { name: "limit", means: "How many events.", schema: Schema::Number(1, MOST) };
const POSITION: Parameter = Parameter {
    name: "position",
    means: "Position of the event.",
    schema: Schema::Number(1, u64::MAX),
};

pub(super) const ROUTES: &[Route] = &[
    get("/log", "log", "Recorded events, a page at a time. Data keep the order of recording.", log)
        .takes(&[BEFORE, LIMIT])
        .forms(LIST),
    get("/log/{position}", "log_entry", "One event with its hash and proof.", entry)
        .takes(&[POSITION])
        .forms(LIST)
        .statuses(&[(404, "Nothing was recorded there.")]),
];

#[derive(Template)]
#[template(path = "log.html")]
struct WholeLog {
    chrome: Chrome,
    /// The last one first.
    items: Vec<ChangedItem>,
    head: Option<LogHead>,
    /// First and last position shown.
    shown: (u64, u64),
    newer: Option<String>,
    older: Option<String>,
}

#[derive(Template)]
#[template(path = "log_entry.html")]
struct OneEntry<'p> {
    chrome: Chrome,
    shown: &'p LogEntryPage,
    /// The event in a sentence.
    told: Option<ChangedItem>,
    payload: String,
    head: Option<LogHead>,
    newer: Option<String>,
    older: Option<String>,
}

impl OneEntry<'_> {
    /// Returns whether the signed checkpoint covers the event.
    fn is_covered(&self) -> bool {
        let checkpoint = self.head.as_ref().and_then(|head| head.checkpoint.as_ref());
        checkpoint.is_some_and(|checkpoint| checkpoint.size >= self.shown.entry.position.0)
    }
}

fn log(call: &Call<'_>) -> Result<Reply, Problem> {
    let limit = call.parsed::<u64>("limit")?.unwrap_or(PAGE);
    if !(1..=MOST).contains(&limit) {
        return Err(Problem::parameter("limit", format!("{limit} is not from 1 to {MOST}")));
    }
    let before = call.parsed::<u64>("before")?;
    if before == Some(0) {
        return Err(Problem::parameter("before", "positions begin at 1"));
    }
    let until = call.ask(|desk| desk.position_of(call.question.as_of)).0;
    let last = before.map_or(until, |before| (before - 1).min(until));
    let after = last.saturating_sub(limit);
    let question = Question { as_of: AsOf::Position(Position(last)), ..call.question };
    let older = (after > 0).then(|| (after + 1).to_string());
    let older = |suffix| Some(call.address.with(suffix, &[("before", older.as_deref()?)]));
    if !call.wants_page() {
        let shown: LogPage = call.ask(|desk| desk.log(Position(after), question))?;
        return Ok(linked(call.data(&shown)?, older(call.form.suffix)));
    }
    let (asked, items, head) = call.ask(|desk| {
        let mut items = desk.told(Position(after), question)?;
        items.reverse();
        Ok::<(Asked, _, _), DeskError>((desk.asked(call.question), items, desk.log_head()?))
    })?;
    let newer = (last < until).then(|| match last + limit < until {
        true => (last + limit + 1).to_string(),
        false => String::new(),
    });
    let page = WholeLog {
        chrome: call.chrome("Log", Some(&asked)),
        shown: (after + 1, last),
        items,
        head,
        newer: newer.map(|before| call.address.with("", &[("before", &before)])),
        older: older(""),
    };
    Ok(linked(call.page(&page)?, older("")))
}

/// Says where the page before this one in time is, to programs that read headers.
fn linked(reply: Reply, older: Option<String>) -> Reply {
    match older {
        Some(address) => reply.header(header::LINK, &format!("<{address}>; rel=\"next\"")),
        None => reply,
    }
}

fn entry(call: &Call<'_>) -> Result<Reply, Problem> {
    let named = call.named("position");
    let none = || Problem::not_found(format!("no position {named:?} in this log on these clocks"));
    let position = named.parse().map(Position).map_err(|_| none())?;
    let until = call.ask(|desk| desk.position_of(call.question.as_of));
    if position.0 == 0 || position > until {
        return Err(none());
    }
    let shown = call.ask(|desk| desk.log_entry(position))?;
    if !call.wants_page() {
        return call.data(&shown);
    }
    let question = Question { as_of: AsOf::Position(position), ..call.question };
    let (asked, told, head) = call.ask(|desk| {
        let told = desk.told(Position(position.0 - 1), question)?.into_iter().next();
        Ok::<(Asked, _, _), DeskError>((desk.asked(call.question), told, desk.log_head()?))
    })?;
    let chrome = call.chrome(format!("Event {position}"), Some(&asked));
    let payload = shown.entry.payload.as_ref();
    let page = OneEntry {
        payload: payload
            .map(|payload| serde_json::to_string_pretty(payload).unwrap_or_default())
            .unwrap_or_default(),
        newer: (position < until).then(|| chrome.below("/log", position.0 + 1)),
        older: (position.0 > 1).then(|| chrome.below("/log", position.0 - 1)),
        chrome,
        told,
        head,
        shown: &shown,
    };
    call.page(&page)
}
