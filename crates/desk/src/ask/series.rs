//! Figures set against each other, from the weighed graph, and what is said of each in a list.

use std::collections::HashMap;

use counterclaim_graph::{Change, ChangeKind, FigureOf, FigureTable, NotCompared, Range, Series};
use counterclaim_model::{ClaimId, Modality};
use counterclaim_views::ClaimAt;

use super::lens::Lens;
use crate::answers::{FigureRow, FiguresAgreeing, FiguresCompared, SeriesRow, SeriesShown};

/// A table in which figures are found by claim and number.
struct Found<'t> {
    table: &'t FigureTable,
    left_out: HashMap<(ClaimId, usize), NotCompared>,
    rows: HashMap<(ClaimId, usize), (&'t Series, usize)>,
}

impl<'t> Found<'t> {
    fn of(table: &'t FigureTable) -> Self {
        // Of several the first counts, which is put in last.
        let left_out = table.not_compared.iter().rev();
        let rows = table.series.iter().rev().flat_map(|series| {
            let rows = series.rows.iter().enumerate().rev();
            rows.map(move |(at, row)| ((row.claim, row.number), (series, at)))
        });
        Self {
            table,
            left_out: left_out.map(|(claim, number, why)| ((*claim, *number), *why)).collect(),
            rows: rows.collect(),
        }
    }
}

impl Lens<'_> {
    /// Sets the figures that count against each other, and says in every row what came of it.
    pub(super) fn compared(&self, rows: &mut [FigureRow]) -> Vec<SeriesShown> {
        let claims: Vec<ClaimAt<'_>> = self.desk.views.claims(self.clock).collect();
        // What is denied is not stated: its figures are nobody's there.
        let stating = claims.iter().filter(|at| at.claim.modality != Modality::Denies);
        let figures = stating.flat_map(|at| {
            let said = at.said();
            let figures = at.claim.figures.iter().enumerate();
            figures.map(move |(number, figure)| FigureOf { claim: at.id, number, figure, said })
        });
        let table = self.everything().figures(figures);
        let found = Found::of(&table);
        for row in rows {
            row.compared = Some(match row.card.modality {
                Modality::Denies => "not compared: it is denied, not stated".to_owned(),
                Modality::Asserts
                | Modality::Accuses
                | Modality::Demands
                | Modality::Promises
                | Modality::Hopes
                | Modality::Announces
                | Modality::Predicts => self.what_came_of(row.card.id, row.number, &found),
            });
        }
        table.series.iter().map(|series| self.series(series)).collect()
    }

    fn what_came_of(&self, claim: ClaimId, number: usize, found: &Found<'_>) -> String {
        if let Some(reason) = found.left_out.get(&(claim, number)) {
            return format!("not compared: {}", reason.reason());
        }
        let Some((series, row)) = found.rows.get(&(claim, number)).copied() else {
            return "not compared: nobody has checked it".to_owned();
        };
        let table = found.table;
        let mut said = self.agreements(series, row);
        said.extend(series.changes.iter().filter(|change| change.to == row).map(change));
        let exceeding = table.parts.iter().filter(|part| part.part == claim || part.whole == claim);
        said.extend(exceeding.map(|_| "a part is stated to be greater than the whole".to_owned()));
        if said.is_empty() {
            said.push("nothing of the same measure, whose, place and period".to_owned());
        }
        said.join("; ")
    }

    fn agreements(&self, series: &Series, row: usize) -> Vec<String> {
        let mut said = Vec::new();
        for comparison in &series.comparisons {
            let (own, others): (Vec<_>, Vec<_>) =
                comparison.sets.iter().partition(|set| set.rows.contains(&row));
            if own.is_empty() {
                continue;
            }
            let named = |sets: &[&counterclaim_graph::FigureSet]| {
                let rows = sets.iter().flat_map(|set| &set.rows).filter(|other| **other != row);
                let mut names: Vec<String> =
                    rows.map(|other| self.party_named(series.rows[*other].party).name).collect();
                names.sort();
                names.dedup();
                names.join(", ")
            };
            let agrees = named(&own);
            // One that agrees with some of the others is contrary to the rest only.
            let rest: Vec<_> = others
                .into_iter()
                .filter(|set| {
                    set.rows.iter().any(|other| own.iter().all(|own| !own.rows.contains(other)))
                })
                .collect();
            if !agrees.is_empty() {
                said.push(format!("agrees with {agrees}"));
            }
            if !rest.is_empty() {
                said.push(format!("contrary to {}; both may be wrong", named(&rest)));
            }
        }
        said.dedup();
        said
    }

    fn series(&self, series: &Series) -> SeriesShown {
        let scope = &series.scope;
        let row = |row: &counterclaim_graph::FigureRow| SeriesRow {
            claim: row.claim,
            number: row.number,
            party: self.party_named(row.party),
            as_of: row.as_of,
            range: range(row.range),
            best: row.best.map(|amount| amount.to_string()),
            is_current: row.is_current,
        };
        let compared = series.comparisons.iter().map(|comparison| FiguresCompared {
            as_of: comparison.as_of,
            sets: comparison
                .sets
                .iter()
                .map(|set| FiguresAgreeing {
                    rows: set.rows.clone(),
                    common: range(set.common),
                    lines: set.lines,
                })
                .collect(),
        });
        SeriesShown {
            measure: scope.measure.clone(),
            counts: scope.counts.clone(),
            whose: scope.whose.clone(),
            place: scope.place.clone(),
            period: scope.period.clone(),
            rows: series.rows.iter().map(row).collect(),
            envelope: series.envelope.map(range),
            changes: series.changes.iter().map(|c| (c.from, c.to, kind(c))).collect(),
            comparisons: compared.collect(),
        }
    }
}

fn range(range: Range) -> (String, Option<String>) {
    (range.low.to_string(), range.high.map(|high| high.to_string()))
}

fn kind(change: &Change) -> &'static str {
    match change.kind {
        ChangeKind::Update => "update",
        ChangeKind::Revision => "revision",
    }
}

fn change(change: &Change) -> String {
    match change.kind {
        ChangeKind::Update => "brings the party's own earlier figure up to date".to_owned(),
        ChangeKind::Revision => "revises the party's own earlier figure".to_owned(),
    }
}
