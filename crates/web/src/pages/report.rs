//! The report an analyst publishes: a form for what it is about, and the report as a document by itself, the
//! same bytes as the command line makes.

use askama::Template;
use axum::http::HeaderName;
use counterclaim_desk::answers::{MatterCount, PartyStatements, Report};
use counterclaim_desk::query::Key;
use counterclaim_desk::{AsOf, ReportWanted};
use counterclaim_report::{ReportFile, ReportFormat, report as write};

use super::filters::{FROM, Filter, MATTER, TO, not_too_large};
use crate::call::Call;
use crate::chrome::Chrome;
use crate::client::REPORTED;
use crate::problem::{Kind, Problem};
use crate::reply::Reply;
use crate::route::{Parameter, Route, Schema, get};

const PARTY: Parameter = Parameter {
    name: "party",
    means: "A party: name, alias or id. Several set parties side by side; none means everybody.",
    schema: Schema::Texts,
};

const STANDING: Parameter = Parameter {
    name: "standing",
    means: "Only statements that stand so: a name of either axis, or words of it. What is tied to them, and what \
            others say beside them, is in it however it stands.",
    schema: Schema::Text,
};

const FINAL: Parameter = Parameter {
    name: "final",
    means: "Refuse while anything in it is unchecked.",
    schema: Schema::OneOf(&["yes", "no"]),
};

const MAKE: Parameter = Parameter {
    name: "make",
    means: "As a page: make the report instead of showing the form.",
    schema: Schema::OneOf(&["yes"]),
};

/// The forms of a report. A set of CSV files is several, and left to the command line; the workbook has the
/// same sheets.
const FORMS: &[&str] = &["html", "md", "typ", "json", "ndjson", "xlsx", "jsonld", "turtle"];

pub(super) const ROUTES: &[Route] = &[get(
    "/report",
    "report",
    "The report on parties, a matter and a period. As a page, first a form to choose them.",
    report,
)
.takes(&[PARTY, MATTER, FROM, TO, STANDING, FINAL, MAKE])
.forms(FORMS)
.statuses(&[
    (404, "There is no such party or matter."),
    (409, "It is wanted as final, and something in it is unchecked."),
    (422, "Several parties have that name, the limits are no period, or the case is too large."),
])];

#[derive(Template)]
#[template(path = "report.html")]
struct ReportPage {
    chrome: Chrome,
    parties: Vec<PartyStatements>,
    matters: Vec<MatterCount>,
    /// What is typed already: parties, matter.
    chosen: Vec<String>,
    matter: String,
    /// Names of standings.
    standings: &'static [&'static str],
}

impl ReportPage {
    fn at(&self, number: usize) -> &str {
        self.chosen.get(number).map_or("", String::as_str)
    }
}

fn report(call: &Call<'_>) -> Result<Reply, Problem> {
    let is_final = match call.value("final") {
        None | Some("no") => false,
        Some("yes") => true,
        Some(other) => {
            return Err(Problem::parameter("final", format!("{other:?} is neither yes nor no")));
        }
    };
    if call.value("make").is_some_and(|make| make != "yes") {
        return Err(Problem::parameter("make", "it is \"yes\", or left out"));
    }
    let filter = Filter::of(call)?;
    if call.wants_page() && call.value("make").is_none() {
        return form(call);
    }
    if filter.is_empty() {
        not_too_large(call, "name a party or a matter, or use `counterclaim report`")?;
    }
    let wanted = ReportWanted {
        parties: call.values("party"),
        matter: filter.matter,
        from: filter.from,
        to: filter.to,
        standing: call.value("standing").map(str::to_owned),
        is_final,
    };
    let format = format(call)?;
    let (report, file) = call.ask(|desk| {
        let report = desk.report(&wanted, call.question)?;
        let file = write(&report, desk, format, call.question.zone)?;
        Ok::<_, Problem>((report, file))
    })?;
    let reply = match file {
        ReportFile::One(bytes) if call.wants_page() => Reply::document(call.form.media, bytes),
        ReportFile::One(bytes) => {
            Reply::whole(call.form.media, bytes).named(&format!("report.{format}"))
        }
        ReportFile::Set(_) | ReportFile::ToPrint { .. } => return Err(call.not_offered()),
    };
    Ok(with_notes(call, &report, reply))
}

/// Adds what the command line says of a report beside it.
fn with_notes(call: &Call<'_>, report: &Report, reply: Reply) -> Reply {
    let position = report.basis.as_of;
    let draft = if report.is_draft { "a DRAFT, " } else { "" };
    let checked = &report.statements_checked;
    let told = format!(
        "{draft}{} of {} statements checked, as of position {position}",
        checked.checked, checked.all
    );
    let reply = reply.header(HeaderName::from_static(REPORTED), &told);
    match call.question.as_of {
        AsOf::Position(asked) if asked > position => {
            reply.note(&format!("position {asked} was asked for; the log ends at {position}"))
        }
        AsOf::Position(_) | AsOf::Time(_) | AsOf::Head => reply,
    }
}

/// Returns the format of a form.
fn format(call: &Call<'_>) -> Result<ReportFormat, Problem> {
    call.form.suffix.parse().map_err(|why: String| Problem::new(Kind::NotAcceptable, why))
}

fn form(call: &Call<'_>) -> Result<Reply, Problem> {
    let overview = call.ask(|desk| desk.overview(call.question))?;
    let page = ReportPage {
        chrome: call.chrome("Report", Some(&overview.asked)),
        parties: overview.parties,
        matters: overview.matters,
        chosen: call.values("party"),
        matter: call.value("matter").unwrap_or_default().to_owned(),
        standings: Key::Standing.values(),
    };
    call.page(&page)
}
