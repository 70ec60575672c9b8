//! `POST /changes`: whatever a person can ask for, one change or several in one commit. Looked into beside
//! others who ask, recorded together with others who write.

use axum::http::{HeaderName, StatusCode, header};
use counterclaim_desk::answers::Submitted;
use counterclaim_desk::{
    Change, ChangeOptions, Command, CommitId, Desk, Expectation, Identity, Position, Prepared,
    Request, Thing,
};

use super::again::refused;
use super::asked::{Asked, AskedFor, form};
use super::caller::{self, DRY_RUN, Seen};
use super::recorded::recorded;
use crate::call::Call;
use crate::describe;
use crate::problem::{Kind, Problem};
use crate::reply::Reply;
use crate::route::{Body, Route, post};

/// Most bytes of a request for change.
const LARGEST: usize = 1 << 20;

pub(super) const ROUTES: &[Route] = &[post(
    "/changes",
    "change",
    "Records what a person asks for: a change, or several in one commit.",
    change,
)
.forms(&["json", "html"])
.takes(&[DRY_RUN])
.heeds(&[describe::IF_MATCH, describe::IDEMPOTENCY_KEY])
.body(Body {
    media: &["application/json", "application/x-www-form-urlencoded"],
    most: LARGEST,
    means: "A change; as JSON also a list of changes, recorded together or not at all. A form has the \
            same fields as text, and beside them `revision` and `back`, a path of this server.",
    schema: Some(describe::changes),
})
.gives(describe::submitted)
.statuses(&[
    (201, "Recorded: `Location` is the log entry of the last event."),
    (303, "A browser's form was recorded: on to the page named by `back`."),
    (404, "Something that is named is not there."),
    (409, "It is in conflict with what was recorded, or the key stands for another request."),
    (412, "What is to be changed has changed since: `revision` says what it is now."),
    (422, "It is no change, or the rules say no."),
    (428, "What is to be changed is there: say by `If-Match` which revision you saw, or `*`."),
])];

fn change(call: &Call<'_>) -> Result<Reply, Problem> {
    let Some(fields) = form(call) else {
        let asked = Asked::of_json(&call.body)?;
        return answer(call, carry_out(call, &asked)?, None);
    };
    let back = fields.iter().rev().find(|(name, _)| name == "back");
    let back = back.map(|(_, value)| value.as_str());
    match Asked::of_form(&fields).and_then(|asked| carry_out(call, &asked)) {
        Ok(submitted) => answer(call, submitted, back),
        Err(problem) if call.wants_page() => refused(call, &fields, back, &problem),
        Err(problem) => Err(problem),
    }
}

/// Tells what was recorded: a browser on the page it goes on to, a program here.
fn answer(call: &Call<'_>, submitted: Submitted, back: Option<&str>) -> Result<Reply, Problem> {
    if !call.wants_page() {
        return told(call, &submitted);
    }
    if submitted.dry_run {
        return recorded(call, &submitted, back);
    }
    let last = submitted.positions.map(|(_, last)| last);
    Ok(Reply::see_other(&caller::back(back, last)))
}

/// Tells a program what was recorded.
pub(super) fn told(call: &Call<'_>, submitted: &Submitted) -> Result<Reply, Problem> {
    let reply = call.data(submitted)?;
    let reply = match submitted.positions {
        Some((_, last)) => reply.header(header::LOCATION, &format!("/log/{last}")),
        None => reply,
    };
    Ok(match (submitted.positions, submitted.replayed) {
        (Some(_), false) => reply.status(StatusCode::CREATED),
        (_, true) => reply.header(HeaderName::from_static("idempotent-replayed"), "true"),
        (None, false) => reply,
    })
}

/// Carries out what is asked for.
fn carry_out(call: &Call<'_>, asked: &Asked) -> Result<Submitted, Problem> {
    let by = caller::identity(call)?;
    let key = caller::key(call)?;
    let dry_run = caller::is_dry_run(call)?;
    let if_match = caller::if_match(call)?;
    if asked.is_list && if_match.is_some() {
        let why = "a list has no one revision: give each change its own `revision`";
        return Err(Problem::parameter("If-Match", why));
    }
    let mut all = asked.changes.clone();
    for one in &mut all {
        one.seen = if_match.clone().or_else(|| one.seen.take());
        if one.needs_revision() && one.seen.is_none() {
            let why = format!(
                "{} changes what is there: say which revision you saw (`If-Match: \"151\"`, or a field \
                 `revision`; * for whatever it is)",
                one.change.name()
            );
            return Err(Problem::new(Kind::RevisionNeeded, why));
        }
    }
    let prepared = call.ask(|desk| match all.as_slice() {
        [one] if !asked.is_list => prepared_one(desk, one, by, key, dry_run),
        list => prepared_list(desk, list, by, key, dry_run),
    })?;
    match prepared {
        Prepared::Done(submitted) => Ok(submitted),
        Prepared::Ready(request) => Ok(call.server.submit(request)?),
    }
}

fn prepared_one(
    desk: &Desk,
    one: &AskedFor,
    by: Identity,
    key: Option<CommitId>,
    dry_run: bool,
) -> Result<Prepared, Problem> {
    let options = ChangeOptions { by: Some(by), key, expected: None, dry_run };
    let mut prepared = desk.prepare(&one.change, options)?;
    if let Prepared::Ready(request) = &mut prepared {
        request.expected = expected(desk, one, &request.commands)?;
    }
    Ok(prepared)
}

/// Puts several changes into one request. What each names was there before the first of them.
fn prepared_list(
    desk: &Desk,
    list: &[AskedFor],
    by: Identity,
    key: Option<CommitId>,
    dry_run: bool,
) -> Result<Prepared, Problem> {
    let texts: Vec<String> = list.iter().map(|one| one.change.json()).collect();
    let mut typed = format!("[{}]", texts.join(","));
    if list.iter().any(|one| one.change.is_signed()) {
        typed.push_str(&format!(" in the name of {}", by.analyst));
    }
    let done = key.as_ref().map(|key| desk.done_before(key, &typed)).transpose()?.flatten();
    if let Some(done) = done {
        return Ok(Prepared::Done(done));
    }
    let mut commands = Vec::new();
    let mut all_expected = Vec::new();
    for (at, one) in list.iter().enumerate() {
        let placed = |problem: Problem| Problem {
            detail: format!("changes[{at}]: {}", problem.detail),
            ..problem
        };
        let own = desk.commands_for(&one.change, &by.analyst).map_err(Problem::from);
        let own = own.map_err(placed)?;
        all_expected.extend(expected(desk, one, &own).map_err(placed)?);
        commands.extend(own);
    }
    Ok(Prepared::Ready(Request {
        commands,
        by: Some(by),
        expected: all_expected,
        key,
        typed: Some(typed),
        dry_run,
        ..Request::default()
    }))
}

/// Returns what must still be so when the change is recorded: each thing that it changes is at the
/// revision it is at now, which the caller has seen.
///
/// One thing is at a revision that was named. Several, as in a decision on a queue, were seen together:
/// none of them has changed behind the position that was named.
fn expected(
    desk: &Desk,
    one: &AskedFor,
    commands: &[Command],
) -> Result<Vec<Expectation>, Problem> {
    let Some(Seen::OneOf(seen)) = &one.seen else { return Ok(Vec::new()) };
    let mut things: Vec<Thing> = Vec::new();
    for thing in commands.iter().filter_map(Command::subject) {
        if !things.contains(&thing) {
            things.push(thing);
        }
    }
    let is_queue = matches!(one.change, Change::QueueDecide(_));
    let last = seen.iter().max().copied().unwrap_or(Position::START);
    let is_seen = |revision: &Position| match things.len() {
        1 if !is_queue => seen.contains(revision),
        _ => *revision <= last,
    };
    let mut expected = Vec::new();
    for thing in &things {
        // What is not there is told by the rules.
        let Some(revision) = desk.revision(thing) else { continue };
        if !is_seen(&revision) {
            let why = format!(
                "{thing} has changed since you saw it: it is at revision {revision}; look again, then \
                 repeat"
            );
            return Err(Problem::stale(why, revision));
        }
        expected.push(Expectation { thing: thing.clone(), revision });
    }
    Ok(expected)
}
