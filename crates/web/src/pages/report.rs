//! The report an analyst publishes: a form for what it is about, and the report as a document by itself, the
//! same bytes as the command line makes.

use askama::Template;
use counterclaim_desk::ReportWanted;
use counterclaim_desk::answers::{MatterCount, PartyStatements};
use counterclaim_report::{ReportFile, ReportFormat, report as write};

use super::filters::{FROM, Filter, MATTER, TO, not_too_large};
use crate::call::Call;
use crate::chrome::Chrome;
use crate::problem::{Kind, Problem};
use crate::reply::Reply;
use crate::route::{Parameter, Route, Schema, get};

const PARTY: Parameter = Parameter {
    name: "party",
    means: "A party: name, alias or id. Several set parties side by side; none means everybody.",
    schema: Schema::Texts,
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
.takes(&[PARTY, MATTER, FROM, TO, FINAL, MAKE])
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
        is_final,
    };
    let format = format(call)?;
    let file = call.ask(|desk| {
        let report = desk.report(&wanted, call.question)?;
        Ok::<_, Problem>(write(&report, desk, format, call.question.zone)?)
    })?;
    match file {
        ReportFile::One(bytes) if call.wants_page() => Ok(Reply::document(call.form.media, bytes)),
        ReportFile::One(bytes) => {
            Ok(Reply::whole(call.form.media, bytes).named(&format!("report.{format}")))
        }
        ReportFile::Set(_) | ReportFile::ToPrint { .. } => Err(call.not_offered()),
    }
}

/// Returns the format of a form.
fn format(call: &Call<'_>) -> Result<ReportFormat, Problem> {
    call.form.suffix.parse().map_err(|why| Problem::new(Kind::NotAcceptable, format!("{why}")))
}

fn form(call: &Call<'_>) -> Result<Reply, Problem> {
    let overview = call.ask(|desk| desk.overview(call.question))?;
    let page = ReportPage {
        chrome: call.chrome("Report", Some(&overview.asked)),
        parties: overview.parties,
        matters: overview.matters,
        chosen: call.values("party"),
        matter: call.value("matter").unwrap_or_default().to_owned(),
    };
    call.page(&page)
}
