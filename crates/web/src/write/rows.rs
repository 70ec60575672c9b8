//! `POST /import`: a file of rows (claims, links, actors, matters, reviews) into the case, each row with its
//! own result.

use axum::http::{HeaderName, StatusCode, header};
use counterclaim_desk::answers::{ImportedFile, ImportedRow, RowResult};
use counterclaim_desk::{Completeness, Identity, ImportWanted, MAX_PAGE, Vouching};
use serde::de::DeserializeOwned;

use super::caller::{self, DRY_RUN};
use crate::call::Call;
use crate::describe;
use crate::problem::{Kind, Problem};
use crate::reply::Reply;
use crate::route::{Body, Parameter, Route, Schema, post};

/// Refused rows that a problem names.
const NAMED: usize = 20;

/// What the rows of a file may be.
pub(crate) const KINDS: &[&str] =
    &["claims", "links", "figures", "actors", "matters", "claimreview"];
/// How a file may be written.
pub(crate) const FORMATS: &[&str] = &["json", "ndjson", "csv", "jsonld"];

const YES_OR_NO: Schema = Schema::OneOf(&["true", "false"]);

pub(super) const ROUTES: &[Route] = &[post(
    "/import",
    "import",
    "Reads a file of rows into the case. The same file again adds nothing.",
    import,
)
.forms(&["json", "ndjson", "csv", "txt"])
.takes(&[
    Parameter {
        name: "name",
        means: "Name of the file, as it is recorded.",
        schema: Schema::Text,
    },
    Parameter {
        name: "kind",
        means: "What the rows are; told from the content otherwise.",
        schema: Schema::OneOf(KINDS),
    },
    Parameter {
        name: "input",
        means: "How the file is written; told from the content otherwise.",
        schema: Schema::OneOf(FORMATS),
    },
    Parameter {
        name: "all_or_nothing",
        means: "Record nothing if a row is refused, and everything in one commit.",
        schema: YES_OR_NO,
    },
    Parameter {
        name: "checked",
        means: "Vouch for what was checked where the file comes from; else it waits in the queue.",
        schema: YES_OR_NO,
    },
    DRY_RUN,
])
.heeds(&[describe::IDEMPOTENCY_KEY])
.body(Body {
    media: &[
        "application/json",
        "application/x-ndjson",
        "text/csv",
        "application/ld+json",
        "application/octet-stream",
    ],
    most: MAX_PAGE,
    means: "The file, in UTF-8. How it is written is told from its content, not from its media type.",
    schema: None,
})
.gives(describe::imported)
.statuses(&[
    (201, "Recorded; refused rows are named."),
    (409, "The key stands for another file."),
    (422, "It cannot be told what the file is; or rows were refused, and it was all or nothing."),
])];

fn import(call: &Call<'_>) -> Result<Reply, Problem> {
    let wanted = wanted(call)?;
    let file = taken_in(call, &call.body, caller::identity(call)?, &wanted)?;
    let is_new = file.positions.is_some() && !file.replayed;
    let reply = call.data(&file)?;
    let reply = match file.positions {
        Some((_, last)) => reply.header(header::LOCATION, &format!("/log/{last}")),
        None => reply,
    };
    let replayed = HeaderName::from_static("idempotent-replayed");
    let reply = if file.replayed { reply.header(replayed, "true") } else { reply };
    Ok(if is_new { reply.status(StatusCode::CREATED) } else { reply })
}

/// Reads a file into the case.
///
/// # Errors
/// As the desk; and where it was to be all or nothing, if rows are refused: which, and why.
pub(crate) fn taken_in(
    call: &Call<'_>,
    mut bytes: &[u8],
    by: Identity,
    wanted: &ImportWanted,
) -> Result<ImportedFile, Problem> {
    if bytes.is_empty() {
        return Err(Problem::new(Kind::Usage, "there is no file in the body"));
    }
    let mut rows: Vec<ImportedRow> = Vec::new();
    let file = call.server.alone(|desk| {
        desk.in_the_name_of(by, |desk| desk.import(&mut bytes, wanted, &mut |row| rows.push(row)))
    })?;
    // Rows that had to wait for others are told late.
    rows.sort_by_key(|row| row.at);
    let is_whole = wanted.completeness == Completeness::AllOrNothing && !wanted.dry_run;
    if is_whole && file.refused > 0 {
        return Err(Problem::new(Kind::Invalid, refusals(&file, &rows)));
    }
    Ok(ImportedFile { results: rows, ..file })
}

fn refusals(file: &ImportedFile, rows: &[ImportedRow]) -> String {
    let refused = rows.iter().filter(|row| row.result == RowResult::Refused);
    let named: Vec<String> = refused
        .take(NAMED)
        .map(|row| format!("row {}: {}", row.at, row.why.as_deref().unwrap_or("refused")))
        .collect();
    let (count, of, named) = (file.refused, file.rows, named.join("; "));
    format!("{count} of {of} rows are refused, nothing is recorded: {named}")
}

/// Reads how the file is to be imported.
fn wanted(call: &Call<'_>) -> Result<ImportWanted, Problem> {
    let whole = caller::flag(call, "all_or_nothing")?;
    let vouch = caller::flag(call, "checked")?;
    Ok(ImportWanted {
        name: call.value("name").unwrap_or("the file sent").to_owned(),
        kind: call.value("kind").map(|name| named("kind", name, KINDS)).transpose()?,
        format: call.value("input").map(|name| named("input", name, FORMATS)).transpose()?,
        completeness: completeness(whole),
        vouching: vouching(vouch),
        key: caller::key(call)?,
        dry_run: caller::is_dry_run(call)?,
    })
}

/// Reads one of the names of a kind.
///
/// # Errors
/// If it is none of them.
pub(crate) fn named<T: DeserializeOwned>(
    parameter: &str,
    name: &str,
    known: &[&str],
) -> Result<T, Problem> {
    let read = serde_json::from_value(serde_json::Value::String(name.to_owned()));
    let why = || format!("{name:?} is none of {}", known.join(", "));
    read.map_err(|_| Problem::parameter(parameter, why()))
}

/// Returns what is done where rows are refused.
pub(crate) fn completeness(is_whole: bool) -> Completeness {
    if is_whole { Completeness::AllOrNothing } else { Completeness::EachRow }
}

/// Returns what becomes of what was checked elsewhere.
pub(crate) fn vouching(vouches: bool) -> Vouching {
    if vouches { Vouching::Vouch } else { Vouching::Propose }
}
