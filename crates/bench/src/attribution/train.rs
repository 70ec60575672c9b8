//! Learns the weights that ship from labelled articles: `counterclaim-bench train-attribution`.

use std::path::PathBuf;

use counterclaim_ingest::{Lesson, Marked, Page, Span, Weights, learn, read, utterances_by};

use super::gold::{Document, Quote};
use super::ours::prediction;
use super::run::told;
use super::standoff;
use super::words::Place;
use crate::table::Table;

pub(crate) const TRAIN_USAGE: &str = "\
       counterclaim-bench train-attribution [--data DIR] [--part NAME] [--out FILE]
           learns `data/attribution.weights` from the articles of a part (train) and tells what the weights
           learned from three quarters of them find in the fourth
";

/// Learns as the arguments say, writes the weights and returns what is to be printed.
///
/// # Errors
/// Arguments that mean nothing, data that cannot be read, a file that cannot be written.
pub(crate) fn train(mut arguments: impl Iterator<Item = String>) -> anyhow::Result<String> {
    let (mut data, mut part) = (PathBuf::from("../shared/data/polnear"), "train".to_owned());
    let mut out = PathBuf::from("data/attribution.weights");
    while let Some(argument) = arguments.next() {
        let value = arguments.next();
        let value = value.ok_or_else(|| anyhow::anyhow!("{argument} needs a value behind it"))?;
        match argument.as_str() {
            "--data" => data = value.into(),
            "--part" => part = value,
            "--out" => out = value.into(),
            other => anyhow::bail!("train-attribution knows no {other}\n\nUsage:\n{TRAIN_USAGE}"),
        }
    }
    let documents = standoff::load(&data, &part)?;
    let lessons: Vec<Lesson> = documents.iter().map(lesson).collect();
    let taught = learn(&lessons);
    std::fs::write(&out, &taught.weights)?;
    let [sentences, marked, proposed] = taught.counts;
    let mut tables = vec![Table::new("Learned", &["sentences", "marked in them", "proposed"])];
    tables[0].row([sentences, marked, proposed].map(|count| count.to_string()));
    tables.extend(unseen(&documents, &lessons, &taught.folds)?);
    Ok(tables.iter().map(Table::markdown).collect::<Vec<_>>().join("\n"))
}

/// What the weights learned without a quarter of the articles find in it, over all quarters.
fn unseen(
    documents: &[Document],
    lessons: &[Lesson],
    folds: &[Vec<u8>],
) -> anyhow::Result<[Table; 3]> {
    let weights: Vec<Weights> =
        folds.iter().filter_map(|bytes| Weights::read(bytes.clone().into())).collect();
    anyhow::ensure!(!weights.is_empty(), "no weights were learned");
    let found: Vec<_> = lessons
        .iter()
        .enumerate()
        .map(|(number, lesson)| {
            let weights = &weights[number % weights.len()];
            utterances_by(&lesson.reading, Some(weights)).iter().map(prediction).collect()
        })
        .collect();
    Ok(told("articles not learned from", documents, &found))
}

fn lesson(document: &Document) -> Lesson {
    let page = Page { bytes: document.text.as_bytes().to_vec(), ..Page::default() };
    let spans = |places: &[Place]| -> Vec<Span> {
        places.iter().map(|(start, end)| Span::new(*start, *end)).collect()
    };
    let marked = |quote: &Quote| Marked {
        source: spans(&quote.source),
        cue: spans(&quote.cue),
        content: spans(&quote.content),
    };
    let marked = document.quotes.iter().map(|labelled| marked(&labelled.quote)).collect();
    Lesson { reading: read(&page), marked }
}
