//! What a report carries so that it can be made again and held against itself: its basis and its format.

use counterclaim_desk::answers::ReportBasis;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::door::ReportFile;

/// Format and basis of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipe {
    /// Name of the format.
    pub format: String,
    /// What it rests on.
    pub basis: ReportBasis,
}

/// The row of the method sheet that holds it.
pub(super) const ROW: &str = "recipe";
const OPENS: &str = "counterclaim-report ";

impl Recipe {
    /// Returns the recipe on one line in which nothing can end a comment, an attribute or an element.
    pub(super) fn line(&self) -> serde_json::Result<String> {
        let mut line = serde_json::to_string(self)?;
        for (sign, code) in [("-", "2d"), ("<", "3c"), (">", "3e"), ("&", "26")] {
            line = line.replace(sign, &format!("\\u00{code}"));
        }
        Ok(line)
    }

    /// Returns the line with what it is found by.
    pub(super) fn marked(&self) -> serde_json::Result<String> {
        Ok(format!("{OPENS}{}", self.line()?))
    }

    pub(super) fn on_markdown(&self, text: String) -> serde_json::Result<String> {
        Ok(format!("{text}<!-- {} -->\n", self.marked()?))
    }

    pub(super) fn on_typst(&self, text: String) -> serde_json::Result<String> {
        Ok(format!("{text}// {}\n", self.marked()?))
    }

    pub(super) fn on_turtle(&self, mut text: Vec<u8>) -> serde_json::Result<Vec<u8>> {
        text.extend(format!("# {}\n", self.marked()?).into_bytes());
        Ok(text)
    }

    /// Puts the recipe into the head of a page.
    pub(super) fn on_html(&self, page: String) -> serde_json::Result<String> {
        let attribute = self.marked()?.replace('"', "&quot;");
        let meta = format!("<meta name=\"description\" content=\"{attribute}\">");
        Ok(page.replacen("<title>", &format!("{meta}\n<title>"), 1))
    }

    /// Puts the recipe behind the graphs, as what is said of the document itself.
    pub(super) fn on_json_ld(&self, mut graphs: Vec<u8>) -> serde_json::Result<Vec<u8>> {
        if graphs.ends_with(b"\n]\n") {
            graphs.truncate(graphs.len() - 3);
        }
        let said = json!({
            "@context": { "dct": "http://purl.org/dc/terms/" },
            "@id": format!("urn:uuid:{}#report", self.basis.case),
            "dct:description": self.marked()?,
        });
        graphs.extend(format!(",\n{said}\n]\n").into_bytes());
        Ok(graphs)
    }
}

/// Returns the recipe that a report carries, whatever its format; none if it carries none.
pub fn recipe_in(file: &ReportFile) -> Option<Recipe> {
    match file {
        ReportFile::One(bytes) => in_bytes(bytes),
        ReportFile::ToPrint { typst, .. } => in_bytes(typst.as_bytes()),
        ReportFile::Set(files) => {
            let (_, bytes) = files.iter().find(|(name, _)| name == "method.csv")?;
            let mut rows = csv::Reader::from_reader(bytes.as_slice()).into_records();
            let row = rows.find_map(|row| row.ok().filter(|row| row.get(0) == Some(ROW)))?;
            serde_json::from_str(row.get(1)?).ok()
        }
    }
}

fn in_bytes(report: &[u8]) -> Option<Recipe> {
    let report = String::from_utf8_lossy(report);
    let named = |format: &str, basis| Some(Recipe { format: format.to_owned(), basis });
    let json = || named("json", serde_json::from_str::<Based>(&report).ok()?.basis);
    let lines = || named("ndjson", serde_json::from_str(report.lines().next()?).ok()?);
    marked(&report).or_else(json).or_else(lines)
}

/// Finds a recipe by its mark, as it stands in a comment, an attribute, a string or an element. Only its
/// own quotation marks are told in different ways.
fn marked(report: &str) -> Option<Recipe> {
    let first = |text: &str| serde_json::Deserializer::from_str(text).into_iter().next()?.ok();
    let told = |line: &str| {
        let plain = line.replace("&quot;", "\"");
        let escaped = || line.replace("\\\"", "\"").replace("\\\\", "\\");
        first(&plain).or_else(|| first(&escaped()))
    };
    // The same words may stand in what a page says; only a recipe can be read as one.
    report.split(OPENS).skip(1).find_map(|behind| told(behind.lines().next()?))
}

/// As much of a report in JSON as says what it rests on.
#[derive(Deserialize)]
struct Based {
    basis: ReportBasis,
}
