//! Rows in print: a table for each size, how every figure grows, what was missed and what was not run; and
//! the same as JSON.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::row::{Outcome, Row, Target, Unit};
use crate::table::Table;

/// The most a figure may grow by: this power of the size.
const GROWTH: f64 = 1.2;

/// Returns how many times as fast ours is: by the medians of this row and of ours beside it. Of bytes, how
/// many times as few.
pub(crate) fn ours_is(row: &Row, all: &[Row]) -> Option<f64> {
    let ours = all.iter().find(|other| other.is_ours() && other.is_beside(row))?;
    (!row.is_ours()).then_some(())?;
    Some(row.median()? / ours.median()?.max(1e-12))
}

/// Returns the tables, in the order in which they are printed.
pub(crate) fn tables(rows: &[Row]) -> Vec<Table> {
    let sizes: BTreeSet<Option<usize>> = rows.iter().map(|row| row.claims).collect();
    let mut tables: Vec<Table> = sizes.iter().map(|size| of_size(*size, rows)).collect();
    tables.extend(growth(rows));
    tables.push(misses(rows));
    tables.push(not_run(rows));
    tables
}

fn of_size(size: Option<usize>, rows: &[Row]) -> Table {
    let title = match size {
        Some(claims) => format!("{claims} claims"),
        None => "Whatever the size of the case".to_owned(),
    };
    let columns =
        ["work", "who", "median", "min", "max", "p99", "rate", "ours is", "target", "verdict"];
    let mut table = Table::new(&title, &columns);
    for row in by_work(rows.iter().filter(|row| row.claims == size).collect()) {
        let Outcome::Ran(values) = &row.outcome else { continue };
        let shown = |share| row.quantile(share).map_or(String::new(), |value| amount(row, value));
        let ratio = ours_is(row, rows);
        // Of fewer runs, the highest is all there is to say.
        let p99 = if values.len() >= 100 { shown(0.99) } else { String::new() };
        let rate = row.rate().zip(row.of);
        table.row([
            row.work.clone(),
            row.who.clone(),
            shown(0.5),
            shown(0.0),
            shown(1.0),
            p99,
            rate.map_or(String::new(), |(rate, (_, what))| format!("{} {what}/s", digits(rate))),
            ratio.map_or(String::new(), |ratio| format!("{} ×", digits(ratio))),
            target(row),
            verdict(row.is_met(ratio)).to_owned(),
        ]);
    }
    table
}

/// Puts rows of the same work together, ours first, as they came otherwise.
fn by_work(rows: Vec<&Row>) -> Vec<&Row> {
    let mut works: Vec<&str> = Vec::new();
    for row in &rows {
        if !works.contains(&row.work.as_str()) {
            works.push(&row.work);
        }
    }
    let of = |work: &str| rows.iter().copied().filter(move |row| row.work == work).collect();
    works.into_iter().flat_map(|work: &str| -> Vec<&Row> { of(work) }).collect()
}

/// Returns the exponents from each size to the next and over all: 1 is linear. None with one size.
fn growth(rows: &[Row]) -> Option<Table> {
    let sizes: BTreeSet<usize> = rows.iter().filter_map(|row| row.claims).collect();
    let (first, last) = (*sizes.first()?, *sizes.last()?);
    (first < last).then_some(())?;
    let title = format!("Growth from {first} to {last} claims (log-log; 1 is linear)");
    let mut table = Table::new(&title, &["work", "who", "exponent", "target", "verdict"]);
    for (small, large) in pairs(rows, first, last) {
        let Some(slope) = slope(small, large) else { continue };
        let is_ours = small.who.starts_with(super::row::OURS);
        table.row([
            small.work.clone(),
            small.who.clone(),
            format!("{slope:.3}"),
            if is_ours { format!("≤ {GROWTH}") } else { String::new() },
            if is_ours { verdict(Some(slope <= GROWTH)).to_owned() } else { String::new() },
        ]);
    }
    Some(table)
}

fn pairs(rows: &[Row], first: usize, last: usize) -> impl Iterator<Item = (&Row, &Row)> {
    let at = move |claims| move |row: &&Row| row.claims == Some(claims);
    let same = |one: &Row, other: &Row| one.work == other.work && one.who == other.who;
    by_work(rows.iter().filter(at(first)).collect()).into_iter().filter_map(move |small| {
        Some((small, rows.iter().filter(at(last)).find(|large| same(small, large))?))
    })
}

fn slope(small: &Row, large: &Row) -> Option<f64> {
    let sizes = large.claims? as f64 / small.claims? as f64;
    Some((large.grown()? / small.grown()?.max(1e-12)).ln() / sizes.ln())
}

/// Returns what was measured and is not as it should be, with nothing left out.
fn misses(rows: &[Row]) -> Table {
    let mut table = Table::new("Missed", &["claims", "work", "who", "target", "measured"]);
    for row in rows {
        let ratio = ours_is(row, rows);
        if row.is_met(ratio) == Some(false) {
            table.row([
                size(row.claims),
                row.work.clone(),
                row.who.clone(),
                target(row),
                measured(row, ratio),
            ]);
        }
    }
    let sizes: BTreeSet<usize> = rows.iter().filter_map(|row| row.claims).collect();
    let ends = sizes.first().zip(sizes.last()).filter(|(first, last)| first < last);
    let pairs = ends.into_iter().flat_map(|(first, last)| pairs(rows, *first, *last));
    for (small, large) in pairs.filter(|(small, _)| small.who.starts_with(super::row::OURS)) {
        if let Some(slope) = slope(small, large).filter(|slope| *slope > GROWTH) {
            let claims = format!("{} to {}", size(small.claims), size(large.claims));
            let (work, who) = (small.work.clone(), small.who.clone());
            let target = format!("grows by ≤ {GROWTH}");
            table.row([claims, work, who, target, format!("{slope:.3}")]);
        }
    }
    table
}

fn not_run(rows: &[Row]) -> Table {
    let mut table = Table::new("Not run", &["claims", "work", "who", "why"]);
    for row in rows {
        if let Outcome::NotRun(why) = &row.outcome {
            table.row([size(row.claims), row.work.clone(), row.who.clone(), why.clone()]);
        }
    }
    table
}

/// Returns all rows for machines.
pub(crate) fn json(rows: &[Row]) -> Value {
    let row = |row: &Row| {
        let ratio = ours_is(row, rows);
        let unit = match row.unit {
            Unit::Time => "s",
            Unit::BytesAClaim => "bytes a claim",
        };
        let (values, why) = match &row.outcome {
            Outcome::Ran(values) => (json!(values), Value::Null),
            Outcome::NotRun(why) => (json!([]), json!(why)),
        };
        json!({
            "claims": row.claims, "work": row.work, "who": row.who, "unit": unit,
            "values": values, "not_run": why, "median": row.median(),
            "min": row.quantile(0.0), "max": row.quantile(1.0), "p99": row.quantile(0.99),
            "of": row.of.map(|(many, what)| json!({ "many": many, "what": what })),
            "rate": row.rate(), "ours_is_times": ratio,
            "target": target(row), "met": row.is_met(ratio),
        })
    };
    rows.iter().map(row).collect()
}

fn size(claims: Option<usize>) -> String {
    claims.map_or("any".to_owned(), |claims| claims.to_string())
}

fn verdict(is_met: Option<bool>) -> &'static str {
    match is_met {
        Some(true) => "met",
        Some(false) => "MISSED",
        None => "",
    }
}

fn target(row: &Row) -> String {
    match row.target {
        Some(Target::Median(most)) if row.unit == Unit::BytesAClaim => {
            format!("≤ {}", amount(row, most))
        }
        Some(Target::Median(most)) => format!("median ≤ {}", amount(row, most)),
        Some(Target::P99(most)) => format!("p99 ≤ {}", amount(row, most)),
        Some(Target::Rate(least)) => format!("≥ {}/s", digits(least)),
        Some(Target::Times(least)) => format!("≥ {} ×", digits(least)),
        Some(Target::AtMostTimesOurs(most)) => format!("≤ {} × the time of ours", digits(most)),
        None => String::new(),
    }
}

fn measured(row: &Row, ours_is: Option<f64>) -> String {
    let shown = |share| row.quantile(share).map_or(String::new(), |value| amount(row, value));
    match row.target {
        Some(Target::P99(_)) => shown(0.99),
        Some(Target::Rate(_)) => {
            row.rate().map_or(String::new(), |rate| format!("{}/s", digits(rate)))
        }
        Some(Target::Times(_) | Target::AtMostTimesOurs(_)) => {
            ours_is.map_or(String::new(), |ratio| format!("{} ×", digits(ratio)))
        }
        Some(Target::Median(_)) | None => shown(0.5),
    }
}

fn amount(row: &Row, value: f64) -> String {
    match row.unit {
        Unit::Time => seconds(value),
        Unit::BytesAClaim => format!("{value:.0} B"),
    }
}

fn seconds(value: f64) -> String {
    crate::sample::told(std::time::Duration::from_secs_f64(value.max(0.0)))
}

fn digits(value: f64) -> String {
    match value {
        v if v >= 100.0 => format!("{v:.0}"),
        v if v >= 10.0 => format!("{v:.1}"),
        v => format!("{v:.2}"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::row::OURS;
    use super::*;

    fn rows() -> Vec<Row> {
        let row = |claims, who, seconds| Row::times(Some(claims), "rebuild", who, vec![seconds]);
        vec![
            row(10, OURS, 1.0),
            row(10, "SQLite", 4.0).with(Some(Target::Times(5.0))),
            row(1_000, OURS, 1_000.0),
            row(1_000, "SQLite", 6_000.0).with(Some(Target::Times(5.0))),
            Row::not_run(Some(10), "rebuild", "pandas", "it is not installed"),
        ]
    }

    #[test]
    fn a_miss_is_said_in_its_table_and_again() {
        let printed: String = tables(&rows()).iter().map(Table::markdown).collect();
        let printed = printed.split_whitespace().collect::<Vec<_>>().join(" ");
        for said in [
            "4.00 × | ≥ 5.00 × | MISSED |",
            "6.00 × | ≥ 5.00 × | met |",
            "| 10 | rebuild | SQLite | ≥ 5.00 × | 4.00 × |",
            "| 10 to 1000 | rebuild | ours | grows by ≤ 1.2 | 1.500 |",
            "| rebuild | ours | 1.500 | ≤ 1.2 | MISSED |",
            "| 10 | rebuild | pandas | it is not installed |",
        ] {
            assert!(printed.contains(said), "{said} is not in {printed}");
        }
    }

    #[test]
    fn machines_get_every_value() {
        let json = json(&rows());
        assert_eq!(json[1]["ours_is_times"], 4.0);
        assert_eq!(json[1]["met"], false);
        assert_eq!(json[4]["not_run"], "it is not installed");
    }
}
