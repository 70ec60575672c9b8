//! What a report carries so that it can be made again and held against itself: its basis and its format.

use counterclaim_desk::answers::ReportBasis;
use serde::{Deserialize, Serialize};

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
const META: &str = "<meta name=\"counterclaim-report\" content=\"";

impl Recipe {
    /// Returns the recipe on one line in which nothing can end a comment or an attribute.
    pub(super) fn line(&self) -> serde_json::Result<String> {
        let json = serde_json::to_string(self)?;
        Ok(json.replace('-', "\\u002d").replace('<', "\\u003c").replace('>', "\\u003e"))
    }

    pub(super) fn in_markdown(&self) -> serde_json::Result<String> {
        Ok(format!("<!-- {OPENS}{} -->\n", self.line()?))
    }

    pub(super) fn in_typst(&self) -> serde_json::Result<String> {
        Ok(format!("// {OPENS}{}\n", self.line()?))
    }

    /// Puts the recipe into the head of a page.
    pub(super) fn into_html(&self, page: String) -> serde_json::Result<String> {
        let attribute = self.line()?.replace('&', "&amp;").replace('"', "&quot;");
        Ok(page.replacen("<title>", &format!("{META}{attribute}\">\n<title>"), 1))
    }
}

/// Returns the recipe that a report carries, whatever its format; none if it carries none.
pub fn recipe_in(file: &ReportFile) -> Option<Recipe> {
    match file {
        ReportFile::One(bytes) => in_text(std::str::from_utf8(bytes).ok()?),
        ReportFile::Set(files) => {
            let (_, bytes) = files.iter().find(|(name, _)| name == "method.csv")?;
            let mut rows = csv::Reader::from_reader(bytes.as_slice()).into_records();
            let row = rows.find_map(|row| row.ok().filter(|row| row.get(0) == Some(ROW)))?;
            serde_json::from_str(row.get(1)?).ok()
        }
    }
}

fn in_text(report: &str) -> Option<Recipe> {
    let page = || {
        let (_, rest) = report.split_once(META)?;
        let attribute = rest.split_once('"')?.0.replace("&quot;", "\"").replace("&amp;", "&");
        serde_json::from_str(&attribute).ok()
    };
    let comment = || {
        let line = report.lines().rev().find_map(|line| line.split_once(OPENS))?.1;
        serde_json::from_str(line.trim_end_matches("-->").trim_end()).ok()
    };
    let named = |format: &str, basis| Some(Recipe { format: format.to_owned(), basis });
    let json = || named("json", serde_json::from_str::<Based>(report).ok()?.basis);
    let lines = || named("ndjson", serde_json::from_str(report.lines().next()?).ok()?);
    page().or_else(comment).or_else(json).or_else(lines)
}

/// As much of a report in JSON as says what it rests on.
#[derive(Deserialize)]
struct Based {
    basis: ReportBasis,
}
