//! Output formats: each knows its name, and is found back from it.

use std::fmt;
use std::str::FromStr;

/// A form an answer can take.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Format {
    /// Columns for the terminal.
    #[default]
    Table,
    /// One JSON value.
    Json,
    /// One JSON object a line.
    Ndjson,
    /// Comma-separated values with a header, guarded against formulas.
    Csv,
    /// Markdown.
    Markdown,
    /// One HTML file that needs no script and no other file.
    Html,
}

impl Format {
    /// Every format.
    pub const ALL: [Format; 6] =
        [Self::Table, Self::Json, Self::Ndjson, Self::Csv, Self::Markdown, Self::Html];

    /// Returns the name, as given to `--format`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Json => "json",
            Self::Ndjson => "ndjson",
            Self::Csv => "csv",
            Self::Markdown => "md",
            Self::Html => "html",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|format| format.name() == name)
            .ok_or_else(|| format!("{name:?} is not a format (table, json, ndjson, csv, md, html)"))
    }
}
