//! Labelled articles from a folder: `text/NAME.txt` beside `attributions/NAME_ANNOTATOR.ann`, the marks in
//! a brat-like standoff. The first line of a text is its headline. Where several annotators marked an
//! article, the first file counts.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use super::gold::{Document, Labelled, Quote};
use super::words::Place;

/// Returns the parts of a data folder, sorted: its folders with texts in them.
pub(super) fn parts(data: &Path) -> anyhow::Result<Vec<String>> {
    let entries = fs::read_dir(data).with_context(|| format!("no folder {}", data.display()))?;
    let mut parts: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| data.join(name).join("text").is_dir())
        .collect();
    parts.sort();
    Ok(parts)
}

/// Returns the articles of `part`, sorted by name.
pub(super) fn load(data: &Path, part: &str) -> anyhow::Result<Vec<Document>> {
    let mut marks: HashMap<String, PathBuf> = HashMap::new();
    for path in files(&data.join(part).join("attributions"), "ann")? {
        let name = stem(&path);
        let Some((name, _)) = name.rsplit_once('_') else { continue };
        marks.entry(name.to_owned()).or_insert(path);
    }
    let mut documents = Vec::new();
    for path in files(&data.join(part).join("text"), "txt")? {
        let id = stem(&path);
        let marks = marks.get(&id).with_context(|| format!("nothing is marked in {id}"))?;
        let marks = fs::read_to_string(marks).with_context(|| marks.display().to_string())?;
        let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let headline = text.chars().position(|letter| letter == '\n').unwrap_or(0) as u32;
        let labelled = |quote: Quote| {
            let first = quote.content.iter().map(|place| place.0).min();
            Labelled { headline: first.is_some_and(|first| first < headline), quote }
        };
        let quotes = quotes(&marks).into_iter().map(labelled).collect();
        documents.push(Document { id, text, quotes });
    }
    Ok(documents)
}

fn files(folder: &Path, extension: &str) -> anyhow::Result<Vec<PathBuf>> {
    let entries =
        fs::read_dir(folder).with_context(|| format!("no folder {}", folder.display()))?;
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|one| one == extension))
        .collect();
    files.sort();
    Ok(files)
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// Reads the marks: lines `T…` give spans, lines `E…` tie them together, in whatever order they stand.
fn quotes(marks: &str) -> Vec<Quote> {
    let (mut spans, mut ties): (HashMap<&str, Vec<Place>>, Vec<&str>) = Default::default();
    for line in marks.lines() {
        let mut fields = line.split('\t');
        let (Some(id), Some(rest)) = (fields.next(), fields.next()) else { continue };
        if id.starts_with('E') {
            ties.push(rest);
        } else if let Some((_, places)) = rest.split_once(' ').filter(|_| id.starts_with('T')) {
            spans.insert(id, places.split(';').filter_map(place).collect());
        }
    }
    ties.into_iter().map(|tie| tied(tie, &spans)).collect()
}

fn tied(tie: &str, spans: &HashMap<&str, Vec<Place>>) -> Quote {
    let mut quote = Quote::default();
    for (role, id) in tie.split(' ').filter_map(|part| part.split_once(':')) {
        let found = spans.get(id).into_iter().flatten();
        match role.trim_end_matches(|letter: char| letter.is_ascii_digit()) {
            "Source" => quote.source.extend(found),
            "Cue" => quote.cue.extend(found),
            "Content" => quote.content.extend(found),
            _ => {}
        }
    }
    quote
}

fn place(text: &str) -> Option<Place> {
    let (start, end) = text.split_once(' ')?;
    Some((start.parse().ok()?, end.parse().ok()?))
}

/// Returns the names of the rolling pages among the articles: the third column of `lists/rolling.tsv`;
/// none where there is no such list.
pub(super) fn rolling(data: &Path) -> Vec<String> {
    let list = fs::read_to_string(data.join("lists/rolling.tsv")).unwrap_or_default();
    list.lines().filter_map(|line| line.split('\t').nth(2)).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_in_pieces_are_put_together() {
        let marks = "E1\tAttribution:T4 Content2:T3 Cue:T2 Source:T1\nT1\tSource 0 3\the\nT2\tCue 4 8\tsaid\nT3\tContent 9 12;20 24\ta … b\n\
                     T4\tAttribution 4 8\tsaid\n";
        let expected =
            Quote { source: vec![(0, 3)], cue: vec![(4, 8)], content: vec![(9, 12), (20, 24)] };
        assert_eq!(quotes(marks), [expected]);
    }
}
