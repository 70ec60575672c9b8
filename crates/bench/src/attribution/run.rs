//! All of it as tables.

use std::fmt::Write as _;
use std::path::Path;

use super::arguments::{self, Asked};
use super::cost::cost;
use super::gold::Document;
use super::growth::growth;
use super::measures::{Measure, SLICES, measures};
use super::ours::{Prediction, attributions, line};
use super::score::Score;
use super::{seed, standoff};
use crate::table::{self, Table};

/// Measures as the arguments say and returns what is to be printed.
///
/// # Errors
/// Arguments that mean nothing, or data that cannot be read.
pub(crate) fn run(arguments: impl Iterator<Item = String>) -> anyhow::Result<String> {
    let asked = arguments::read(arguments).map_err(|error| anyhow::anyhow!(error))?;
    let tables = tables(&asked)?;
    if let Some(path) = &asked.json {
        let json = serde_json::to_string_pretty(&table::json(&tables))?;
        std::fs::write(path, json + "\n")?;
    }
    Ok(tables.iter().map(Table::markdown).collect::<Vec<_>>().join("\n"))
}

fn tables(asked: &Asked) -> anyhow::Result<Vec<Table>> {
    let parts = match &asked.part {
        Some(part) => vec![part.clone()],
        None => standoff::parts(&asked.data)?.into_iter().filter(|part| part != "train").collect(),
    };
    let rolling = standoff::rolling(&asked.data);
    let mut tables = Vec::new();
    let mut lines = String::new();
    let mut all = Vec::new();
    for part in parts {
        let documents = standoff::load(&asked.data, &part)?;
        let found = found(&documents);
        for (document, found) in documents.iter().zip(&found) {
            let _ = writeln!(lines, "{}", line(&document.id, found));
        }
        tables.extend(told(&part, &documents, &found));
        let chosen: Vec<usize> =
            (0..documents.len()).filter(|at| rolling.contains(&documents[*at].id)).collect();
        if !chosen.is_empty() {
            let rolls: Vec<Document> = chosen.iter().map(|at| documents[*at].clone()).collect();
            let found: Vec<_> = chosen.iter().map(|at| found[*at].clone()).collect();
            tables.extend(told(&format!("rolling pages of {part}"), &rolls, &found));
        }
        all.extend(documents);
    }
    tables.extend(of_seed(&asked.data, &mut lines)?);
    if let Some(path) = &asked.predictions {
        std::fs::write(path, lines)?;
    }
    tables.push(cost(&all, asked.repeats));
    let sample: String = all.iter().take(40).map(|document| document.text.as_str()).collect();
    if asked.grow && !sample.is_empty() {
        tables.push(growth(&sample, 1_000_000));
    }
    Ok(tables)
}

fn found(documents: &[Document]) -> Vec<Vec<Prediction>> {
    documents.iter().map(|document| attributions(&document.text)).collect()
}

/// The annotated live blog lies two folders above the data; without it there is no table.
fn of_seed(data: &Path, lines: &mut String) -> anyhow::Result<Vec<Table>> {
    let Some(document) = seed::load(&data.join("../.."))? else { return Ok(Vec::new()) };
    let documents = [document];
    let found = found(&documents);
    let _ = writeln!(lines, "{}", line(&documents[0].id, &found[0]));
    Ok(told("the annotated live blog", &documents, &found).into())
}

/// Returns the figures of `documents`: as the outside scorer names them, and by place and cue.
pub(super) fn told(name: &str, documents: &[Document], found: &[Vec<Prediction>]) -> [Table; 3] {
    let mut score = Score::default();
    for (document, found) in documents.iter().zip(found) {
        score.add(document, found);
    }
    let (labelled, given) = (score.wanted.len(), score.given.len());
    let title = format!(
        "Attribution: {name} ({} documents, {labelled} labelled, {given} found)",
        documents.len()
    );
    let mut table = Table::new(&title, &["measure", "P", "R", "F1", "of"]);
    for measure in measures(&score) {
        table.row(cells(&measure));
    }
    let columns = ["slice", "P", "R", "F1", "R of content alone", "labelled", "found"];
    let mut slices =
        Table::new(&format!("Attribution: {name}, iou50_with_source by slice"), &columns);
    for slice in &SLICES {
        let (shares, labelled, given) = slice.of(&score);
        let shares = shares.into_iter().map(percent);
        let counts = [labelled.to_string(), given.to_string()];
        slices.row([slice.name.to_owned()].into_iter().chain(shares).chain(counts));
    }
    [table, slices, sureness(name, &score)]
}

/// Returns how often what was found with a confidence is right: where the two differ, the confidence lies.
fn sureness(name: &str, score: &Score) -> Table {
    let columns = ["confidence", "found", "mean confidence", "right"];
    let title = format!("Attribution: {name}, confidence beside the share that is right");
    let mut table = Table::new(&title, &columns);
    for low in (0..100).step_by(10) {
        let here: Vec<_> =
            score.given.iter().filter(|one| (low..low + 10).contains(&one.confidence)).collect();
        if here.is_empty() {
            continue;
        }
        let count = here.len() as f64;
        let mean = here.iter().map(|one| f64::from(one.confidence)).sum::<f64>() / count / 100.0;
        let right = here.iter().filter(|one| one.pair.is_some_and(|pair| pair.source)).count();
        table.row([
            format!("{low}-{}", low + 9),
            here.len().to_string(),
            percent(mean),
            percent(right as f64 / count),
        ]);
    }
    table
}

fn cells(measure: &Measure) -> Vec<String> {
    let of = measure.of.map_or(String::new(), |of| of.to_string());
    let mut cells = vec![measure.name.clone()];
    match measure.shares.as_slice() {
        [alone] if measure.name.contains("recall") => {
            cells.extend([String::new(), percent(*alone), String::new()]);
        }
        [alone] => cells.extend([percent(*alone), String::new(), String::new()]),
        shares => cells.extend(shares.iter().map(|share| percent(*share))),
    }
    cells.push(of);
    cells
}

fn percent(share: f64) -> String {
    format!("{:.1}", share * 100.0)
}
