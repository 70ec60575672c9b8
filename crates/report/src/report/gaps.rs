//! What has no reply in this material, both ways, and what this desk asked itself.

use counterclaim_desk::ClaimId;
use counterclaim_desk::answers::{ReportSubject, ReportUnanswered};

use super::finder::Finder;
use crate::document::{Document, Line, strong, text};
use crate::phrase::{count, join};

/// Writes what is unanswered, both ways.
pub(super) fn gaps(finder: &Finder<'_>, out: &mut Document) {
    let report = finder.report;
    let names: Vec<String> = report.parties.iter().map(|party| party.party.name.clone()).collect();
    let until = report.span.map(|(_, last)| format!(" (to {})", finder.zone().moment(last)));
    out.heading(2, format!("No reply in this material{}", until.unwrap_or_default()));
    out.paragraph(vec![text(format!(
        "No statement found in the {} read that speaks to it and is as late: a gap in our material, not an admission.",
        count(report.asked.captures, "capture")
    ))]);
    match report.subject {
        ReportSubject::Party | ReportSubject::Compare => {
            out.heading(3, format!("Said of {}", join(&names)));
            listed(finder, &report.unanswered_by_them, out);
            out.heading(3, format!("Said by {} of others", join(&names)));
            listed(finder, &report.unanswered_by_others, out);
        }
        ReportSubject::Case | ReportSubject::Matter => {
            listed(finder, &report.unanswered_by_them, out);
        }
    }
    requests(finder, out);
}

fn listed(finder: &Finder<'_>, items: &[ReportUnanswered], out: &mut Document) {
    if items.is_empty() {
        out.paragraph(vec![text("Nothing.")]);
        return;
    }
    let row = |item: &ReportUnanswered| {
        let earlier = match item.earlier.as_slice() {
            [] => vec![text("none")],
            some => earlier(finder, some, item.more_earlier),
        };
        let mut said = finder.short_with_party(item.claim);
        let status = finder.card(item.claim).map(|card| card.status);
        said.extend(status.and_then(|status| finder.unchecked_row(status)));
        vec![vec![text(item.party.name.clone())], said, earlier]
    };
    out.table(
        &["Said of", "By whom, and what", "Its earlier or undated statements on the matter"],
        items.iter().map(row).collect(),
    );
}

/// Refers to earlier statements: the first few of those in this report, and how many there are besides.
fn earlier(finder: &Finder<'_>, claims: &[ClaimId], unlisted: usize) -> Line {
    let here: Vec<ClaimId> =
        claims.iter().copied().filter(|claim| finder.statement(*claim).is_some()).collect();
    let shown = &here[..here.len().min(EARLIER)];
    let mut line = finder.refer_all(shown);
    let more = claims.len() - shown.len() + unlisted;
    if more > 0 {
        let and = if shown.is_empty() { "" } else { " and " };
        line.push(text(format!("{and}{} outside this list", count(more, "statement"))));
    }
    line
}

/// So many earlier statements are referred to beside a charge.
const EARLIER: usize = 12;

fn requests(finder: &Finder<'_>, out: &mut Document) {
    let zone = finder.zone();
    let asked = finder.report.statements.iter().flat_map(|statement| {
        statement.requests.iter().map(move |(asked, replied)| {
            let mut line: Line = vec![text(format!("Asked {}; ", zone.full(*asked)))];
            line.push(match replied {
                Some(replied) => text(format!("answered {}:", zone.full(*replied))),
                None => strong("no answer recorded:"),
            });
            line.push(text(" "));
            line.extend(finder.short_with_party(statement.card.id));
            line
        })
    });
    let asked: Vec<Line> = asked.collect();
    out.heading(3, "Put to a party for comment by this desk");
    if asked.is_empty() {
        out.paragraph(vec![text("Not recorded.")]);
    }
    out.list(asked);
}
