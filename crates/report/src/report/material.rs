//! Where it all comes from: outlets, one origin behind several statements, corrections apart from each
//! other, ratings with their history.

use counterclaim_desk::answers::OurCorrection;

use super::finder::Finder;
use crate::document::{Document, Line, strong, text};
use crate::phrase::count;

/// Writes the sources by origin.
pub(super) fn sources(finder: &Finder<'_>, out: &mut Document) {
    let report = finder.report;
    out.heading(2, "Sources, by origin");
    let row = |source: &counterclaim_desk::answers::ReportSource| {
        let owner = source.owner.clone().unwrap_or_else(|| "not recorded".to_owned());
        let rated =
            source.reliability.map_or_else(|| "not rated".to_owned(), |letter| letter.to_string());
        [
            source.outlet.clone(),
            owner,
            rated,
            source.captures.to_string(),
            source.own.to_string(),
            source.beside.to_string(),
        ]
        .into_iter()
        .map(|cell| vec![text(cell)])
        .collect()
    };
    let about = if report.parties.is_empty() { "Statements" } else { "Statements of the party" };
    out.table(
        &["Outlet", "Owner", "Reliability", "Captures read", about, "Beside"],
        report.sources.iter().map(row).collect(),
    );
    relayers(finder, out);
    let groups: Vec<Line> = report
        .origins
        .iter()
        .map(|origin| {
            let mut line = vec![text(format!(
                "{}, {}: ",
                origin.origin.name,
                count(origin.claims.len(), "statement")
            ))];
            line.extend(finder.refer_all(&origin.claims));
            line
        })
        .collect();
    if !groups.is_empty() {
        out.paragraph(vec![strong(
            "One origin behind several statements, which corroborate nothing:",
        )]);
        out.list(groups);
    }
}

fn relayers(finder: &Finder<'_>, out: &mut Document) {
    let mut relayed: std::collections::BTreeMap<&str, Vec<counterclaim_desk::ClaimId>> =
        std::collections::BTreeMap::new();
    for statement in finder.report.statements.iter().filter(|statement| statement.is_own) {
        if let Some(relayer) = &statement.card.relayed_by {
            relayed.entry(&relayer.name).or_default().push(statement.card.id);
        }
    }
    if relayed.is_empty() {
        return;
    }
    out.paragraph(vec![strong("Passed on by others before the outlet had it:")]);
    let item = |(name, claims): (&str, Vec<counterclaim_desk::ClaimId>)| {
        let mut line = vec![text(format!("{name}: "))];
        line.extend(finder.refer_all(&claims));
        line
    };
    out.list(relayed.into_iter().map(item).collect());
}

/// Writes corrections and withdrawals, theirs and ours apart.
pub(super) fn corrections(finder: &Finder<'_>, out: &mut Document) {
    let report = finder.report;
    out.heading(2, "Corrections and withdrawals");
    out.heading(3, "By the speakers");
    let theirs = report.changes.iter().filter(|change| change.kind != "updates").count();
    out.paragraph(vec![text(match theirs {
        0 => "None found in this material.".to_owned(),
        some => format!("{}, listed above under changes of position.", count(some, "correction")),
    })]);
    out.heading(3, "By this desk, of its own records");
    let items: Vec<Line> =
        report.our_corrections.iter().map(|ours| correction(finder, ours)).collect();
    if items.is_empty() {
        out.paragraph(vec![text("None.")]);
    }
    out.list(items);
    if report.proposals_rejected > 0 {
        out.paragraph(vec![text(format!(
            "Besides, a person found {} of the machine wrong; they are left out.",
            count(report.proposals_rejected, "proposal")
        ))]);
    }
}

/// Tells what this desk put right: the record as it stood, and both values of a field.
fn correction(finder: &Finder<'_>, ours: &OurCorrection) -> Line {
    let when = finder.zone().full(ours.recorded_at);
    let mut line = vec![text(format!("{when}: "))];
    // Of a claim that is in this report: where it stands as it is now.
    if finder.statement(ours.claim).is_some() {
        line.extend([finder.refer(ours.claim), text(", ")]);
    }
    let (statement, party) = (&ours.statement, &ours.party.name);
    line.push(text(format!("{statement} (recorded for {party}) · {}", ours.what)));
    if let Some(field) = &ours.field {
        let or_nothing = |value: &str| text(if value.is_empty() { "nothing" } else { value });
        line.extend([text(" · "), strong("before:"), text(" "), or_nothing(&field.old)]);
        line.extend([text(" · "), strong("now:"), text(" "), or_nothing(&field.new)]);
    }
    line.push(text(format!(" · by {}", ours.by)));
    line
}

/// Writes the ratings, oldest first: a later one does not wipe out an earlier.
pub(super) fn reviews(finder: &Finder<'_>, out: &mut Document) {
    let zone = finder.zone();
    out.heading(2, "Reviews");
    let rows: Vec<Vec<Line>> = finder
        .report
        .statements
        .iter()
        .flat_map(|statement| {
            statement.reviews.iter().enumerate().map(move |(at, review)| (statement, at, review))
        })
        .map(|(statement, at, review)| {
            let replaced = if statement.is_replaced(at) { ", replaced by a later one" } else { "" };
            vec![
                finder.short_with_party(statement.card.id),
                vec![text(format!("{} ({}){replaced}", review.rating, review.scale))],
                vec![text(review.by.clone())],
                vec![text(zone.full(review.recorded_at))],
                vec![text(review.reason.clone().unwrap_or_default())],
            ]
        })
        .collect();
    if rows.is_empty() {
        out.paragraph(vec![text("No person has rated a statement of this report.")]);
        return;
    }
    out.table(&["Statement", "Rating", "By", "Recorded", "Why"], rows);
    out.paragraph(vec![text(
        "A rating is the judgement of the person named, on the scale named; it changes no standing.",
    )]);
}
