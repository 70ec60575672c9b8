//! `/report`: the report of an analyst, as one file.

use axum::http::HeaderName;
use counterclaim_desk::answers::Report;
use counterclaim_desk::{AsOf, ReportWanted};
use counterclaim_report::{ReportFile, ReportFormat, report as write};

use crate::call::{Call, time};
use crate::client::REPORTED;
use crate::problem::{Kind, Problem};
use crate::reply::Reply;
use crate::route::{Parameter, Route, Schema, get};

pub(super) const ROUTES: &[Route] = &[get(
    "/report",
    "report",
    "What a party said, with the other side beside it: a report to publish.",
    report,
)
.forms(&["md", "html", "typ", "json", "ndjson", "xlsx", "jsonld", "turtle"])
.takes(&[
    Parameter {
        name: "party",
        means: "Name, alias or id. Several set parties side by side; none means everybody.",
        schema: Schema::Texts,
    },
    Parameter { name: "matter", means: "Only this matter: its slug.", schema: Schema::Text },
    Parameter {
        name: "from",
        means: "Only what was published then or later, and what is not dated.",
        schema: Schema::Time,
    },
    Parameter {
        name: "to",
        means: "Only what was published before that, and what is not dated.",
        schema: Schema::Time,
    },
    Parameter {
        name: "final",
        means: "Refuse while anything in it is unchecked.",
        schema: Schema::OneOf(&["true", "false"]),
    },
])
.statuses(&[
    (404, "A party or matter is not there."),
    (409, "It was to be final, and something in it is unchecked."),
    (422, "A name may mean several things."),
])];

fn report(call: &Call<'_>) -> Result<Reply, Problem> {
    let format: ReportFormat = call.form.suffix.parse().map_err(|_| call.not_offered())?;
    let wanted = wanted(call)?;
    let (report, file) = call.ask(|desk| -> Result<(Report, ReportFile), Problem> {
        let report = desk.report(&wanted, call.question)?;
        let file = write(&report, desk, format, call.question.zone)?;
        Ok((report, file))
    })?;
    let ReportFile::One(bytes) = file else { return Err(call.not_offered()) };
    let position = report.basis.as_of;
    let mut reply = Reply::whole(call.form.media, bytes);
    if let AsOf::Position(asked) = call.question.as_of
        && asked > position
    {
        reply = reply
            .note(&format!("position {} was asked for; the log ends at {}", asked.0, position.0));
    }
    let draft = if report.is_draft { "a DRAFT, " } else { "" };
    let checked = &report.statements_checked;
    let told = format!(
        "{draft}{} of {} statements checked, as of position {}",
        checked.checked, checked.all, position.0
    );
    Ok(reply.header(HeaderName::from_static(REPORTED), &told))
}

fn wanted(call: &Call<'_>) -> Result<ReportWanted, Problem> {
    let at = |name: &'static str| {
        let read = call.value(name).map(time).transpose();
        read.map_err(|why| Problem::parameter(name, why))
    };
    let is_final = match call.value("final") {
        None | Some("false") => false,
        Some("true") => true,
        Some(other) => {
            let why = format!("final: {other:?} is neither true nor false");
            return Err(Problem::new(Kind::Usage, why));
        }
    };
    Ok(ReportWanted {
        parties: call.values("party"),
        matter: call.value("matter").map(str::to_owned),
        from: at("from")?,
        to: at("to")?,
        is_final,
    })
}
