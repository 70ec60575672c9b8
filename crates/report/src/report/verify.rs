//! A report held against the log: made again, and compared byte by byte.

use counterclaim_desk::{Desk, DeskError, ReportAgain, Zone};
use serde::Serialize;
use serde_json::Value;

use super::door::{ReportFile, ReportFormat, report};
use super::recipe::Recipe;
use crate::answer::{Answer, RenderError, Rows};
use crate::sheet::Sheet;

/// What came of holding a report against the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReportVerified {
    /// Whether the log gives these very bytes.
    pub holds: bool,
    /// The position it was made at.
    pub as_of: u64,
    /// Its format.
    pub format: String,
    /// What does not hold, a sentence each.
    pub problems: Vec<String>,
}

impl ReportVerified {
    /// A report that cannot be made again: its basis names what this case does not know.
    pub fn not_made(recipe: &Recipe, error: &DeskError) -> Self {
        Self {
            holds: false,
            as_of: recipe.basis.as_of.0,
            format: recipe.format.clone(),
            problems: vec![format!("it cannot be made again: {error}")],
        }
    }
}

/// Compares a report with the one that the log of `desk` gives.
///
/// # Errors
/// If its format is none, or the report cannot be written.
pub fn verify_report(
    file: &ReportFile,
    recipe: &Recipe,
    again: &ReportAgain,
    desk: &Desk,
) -> Result<ReportVerified, RenderError> {
    let mut problems = again.problems.clone();
    if let Some(made) = &again.report {
        let format: ReportFormat = recipe.format.parse().map_err(RenderError::UnknownFormat)?;
        problems.extend(differences(file, &report(made, desk, format, again.zone)?));
    }
    Ok(ReportVerified {
        holds: problems.is_empty(),
        as_of: recipe.basis.as_of.0,
        format: recipe.format.clone(),
        problems,
    })
}

fn differences(given: &ReportFile, made: &ReportFile) -> Vec<String> {
    match (given, made) {
        (ReportFile::One(given), ReportFile::One(made)) => {
            difference(given, made).into_iter().collect()
        }
        (ReportFile::Set(given), ReportFile::Set(made)) => set_differences(given, made),
        (ReportFile::One(given), ReportFile::ToPrint { typst, .. }) => {
            difference(given, typst.as_bytes()).into_iter().collect()
        }
        (ReportFile::ToPrint { typst: given, .. }, ReportFile::ToPrint { typst, .. }) => {
            difference(given.as_bytes(), typst.as_bytes()).into_iter().collect()
        }
        (ReportFile::One(_), ReportFile::Set(_))
        | (ReportFile::Set(_), ReportFile::One(_) | ReportFile::ToPrint { .. })
        | (ReportFile::ToPrint { .. }, ReportFile::One(_) | ReportFile::Set(_)) => {
            vec!["one file where a set should be, or a set where one file should be".to_owned()]
        }
    }
}

type Named = (String, Vec<u8>);

fn set_differences(given: &[Named], made: &[Named]) -> Vec<String> {
    let in_made = made.iter().filter_map(|(name, bytes)| {
        match given.iter().find(|(other, _)| other == name) {
            Some((_, given)) => Some(format!("{name}: {}", difference(given, bytes)?)),
            None => Some(format!("{name} is missing")),
        }
    });
    let is_made = |name: &String| made.iter().any(|(other, _)| other == name);
    let strange = given.iter().filter(|(name, _)| !is_made(name));
    in_made.chain(strange.map(|(name, _)| format!("{name} is no part of it"))).collect()
}

/// Names the first line that differs.
fn difference(given: &[u8], made: &[u8]) -> Option<String> {
    if given == made {
        return None;
    }
    let (given, made) = (String::from_utf8_lossy(given), String::from_utf8_lossy(made));
    let (mut left, mut right) = (given.lines(), made.lines());
    let mut number = 1;
    loop {
        match (left.next(), right.next()) {
            (Some(given), Some(made)) if given == made => number += 1,
            (None, None) => {
                return Some("differs in its line endings or bytes that are no text".into());
            }
            (given, made) => return Some(told(number, given, made)),
        }
    }
}

fn told(number: usize, given: Option<&str>, made: Option<&str>) -> String {
    let cut = |line: Option<&str>| match line {
        Some(line) => format!("{:?}", line.chars().take(160).collect::<String>()),
        None => "nothing more".to_owned(),
    };
    format!("line {number} is {}; the log gives {}", cut(given), cut(made))
}

impl Answer for ReportVerified {
    fn rows(&self, _: Zone) -> Rows {
        let row = |kind: &str, what: &String| vec![kind.to_owned(), what.clone()];
        let problems = self.problems.iter().map(|what| row("does not hold", what));
        let mut rows: Vec<Vec<String>> = problems.collect();
        if self.holds {
            let what = format!("the log up to position {} gives these very bytes", self.as_of);
            rows.insert(0, row("holds", &what));
        }
        let columns = vec!["result", "what"];
        Rows(Sheet { title: format!("Report ({})", self.format), asked: None, columns, rows })
    }

    fn items(&self) -> serde_json::Result<Vec<Value>> {
        Ok(vec![serde_json::to_value(self)?])
    }
}
