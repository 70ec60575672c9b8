//! Figures with whose they are, set against others where that is allowed.

use counterclaim_desk::answers::{FiguresCompared, RangeShown, ReportFigure, SeriesShown};

use super::finder::Finder;
use crate::document::{Document, Inline, Line, strong, text};
use crate::phrase::join;

/// Writes the figures.
pub(super) fn figures(finder: &Finder<'_>, out: &mut Document) {
    let report = finder.report;
    out.heading(2, "Figures: who counted what");
    if report.figures.is_empty() {
        out.paragraph(vec![text("No statement here gives a figure.")]);
        return;
    }
    let rows = report.figures.iter().map(|figure| row(finder, figure)).collect();
    out.table(
        &[
            "What is counted",
            "Whose, where, when",
            "Figure and words",
            "Given by",
            "Against others' figures",
        ],
        rows,
    );
    out.paragraph(vec![text(
        "Figures are set against each other only where measure, whose, place and period are known to be the same. Two \
         that differ are contrary, not contradictory: both may be wrong. A party without a row gives no figure here; \
         that is not zero.",
    )]);
    for (number, series) in report.series.iter().enumerate() {
        told(finder, number, series, out);
    }
}

fn row(finder: &Finder<'_>, figure: &ReportFigure) -> Vec<Line> {
    let scope = if figure.scope.is_empty() { "not said" } else { &figure.scope };
    let mut value = vec![text(format!("{}: ", figure.value))];
    for (index, words) in figure.words.iter().chain(&figure.variants).enumerate() {
        if index > 0 {
            value.push(text(" · "));
        }
        value.push(Inline::Words(words.clone()));
    }
    let mut by = vec![finder.refer(figure.claim)];
    if let Some(card) = finder.card(figure.claim) {
        by.push(text(format!(" {}", card.party.name)));
        if card.party != card.speaker {
            by.push(text(format!(" · {}", card.speaker.name)));
        }
        by.push(text(format!(", {}", finder.print.place(card))));
        by.extend(finder.unchecked(card.status));
        by.extend(finder.unchecked_row(card.status));
    }
    vec![
        vec![text(figure.what.clone())],
        vec![text(scope)],
        value,
        by,
        vec![text(figure.compared.clone())],
    ]
}

/// Tells a series: its range, and for each time which figures agree.
fn told(finder: &Finder<'_>, number: usize, series: &SeriesShown, out: &mut Document) {
    let what = series.counts.as_ref().map(|counts| format!(": {counts}")).unwrap_or_default();
    let period = series.period.as_ref().map(|period| format!(", {period}")).unwrap_or_default();
    let title = format!("{}{what} ({}, {}{period})", series.measure, series.whose, series.place);
    out.heading(3, title);
    let drawn = finder
        .picture(&format!("figures-{number}"), |drawing| crate::picture::figures(series, drawing));
    out.blocks.extend(drawn);
    let rows = series.rows.iter().map(|row| {
        let when = row.as_of.map(|moment| finder.zone().moment(moment));
        vec![
            vec![text(row.party.name.clone())],
            vec![text(range(&row.range))],
            vec![text(when.unwrap_or_else(|| "not dated apart from the period".to_owned()))],
            vec![text(if row.is_current { "stands as said" } else { "taken back or replaced" })],
            vec![finder.refer(row.claim)],
        ]
    });
    out.table(&["Party", "Figure", "As of", "Now", "Statement"], rows.collect());
    out.list(series.comparisons.iter().map(|compared| agreement(series, compared)).collect());
}

fn agreement(series: &SeriesShown, compared: &FiguresCompared) -> Line {
    let set = |set: &counterclaim_desk::answers::FiguresAgreeing| {
        let mut names: Vec<String> = set
            .rows
            .iter()
            .filter_map(|row| series.rows.get(*row))
            .map(|row| row.party.name.clone())
            .collect();
        names.dedup();
        format!("{} ({})", join(&names), range(&set.common))
    };
    let sets: Vec<String> = compared.sets.iter().map(set).collect();
    match sets.as_slice() {
        [one] => vec![text(format!("Agree, or stand alone: {one}."))],
        several => vec![
            text(format!("Contrary: {}. ", several.join(" against "))),
            strong("Both may be wrong."),
        ],
    }
}

fn range((low, high): &RangeShown) -> String {
    match high {
        Some(high) if high == low => low.clone(),
        Some(high) => format!("{low} to {high}"),
        None => format!("{low} or more"),
    }
}
