//! The door: a report and a format in, bytes out. The same report gives the same bytes.

use std::fmt;
use std::io::{self, Write};
use std::str::FromStr;

use counterclaim_desk::answers::Report;
use counterclaim_desk::{Desk, Told, Wanted, Zone};

use super::finder::Finder;
use super::recipe::Recipe;
use super::{book, figures, front, gaps, lines, material, method, positions, replies, statements};
use crate::answer::RenderError;
use crate::document::Document;
use crate::html::html;
use crate::linked::{Base, Linked, json_ld_of, turtle_of};
use crate::markdown::markdown;
use crate::sheet::{Sheet, csv};
use crate::typst::typst;
use crate::xlsx::workbook;

/// A form a report can take.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ReportFormat {
    /// Markdown.
    #[default]
    Markdown,
    /// One HTML file that needs no script and no other file.
    Html,
    /// Typst source, from which Typst makes a PDF.
    Typst,
    /// A PDF: Typst source and a page, for a program that makes one of either.
    Pdf,
    /// One JSON object, in the shape of the shipped schema.
    Json,
    /// One JSON object a line: the basis, then everything in it that is a list, each with its kind.
    Ndjson,
    /// A set of CSV files, guarded against formulas.
    Csv,
    /// A workbook of the same sheets.
    Xlsx,
    /// Linked data: claims and ratings in the terms of schema.org, relations in a graph of their own.
    JsonLd,
    /// The same as Turtle.
    Turtle,
}

impl ReportFormat {
    /// Every format.
    pub const ALL: [Self; 10] = [
        Self::Markdown,
        Self::Html,
        Self::Typst,
        Self::Pdf,
        Self::Json,
        Self::Ndjson,
        Self::Csv,
        Self::Xlsx,
        Self::JsonLd,
        Self::Turtle,
    ];

    /// Returns the name, as given to `--format`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Typst => "typ",
            Self::Pdf => "pdf",
            Self::Json => "json",
            Self::Ndjson => "ndjson",
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::JsonLd => "jsonld",
            Self::Turtle => "turtle",
        }
    }
}

impl fmt::Display for ReportFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for ReportFormat {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let names = || Self::ALL.map(Self::name).join(", ");
        let found = Self::ALL.into_iter().find(|format| format.name() == name);
        found.ok_or_else(|| format!("{name:?} is not a format of a report ({})", names()))
    }
}

/// A report as it is written out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReportFile {
    /// One file.
    One(Vec<u8>),
    /// Several files, by name.
    Set(Vec<(String, Vec<u8>)>),
    /// Typst source and a page, either of which another program makes a PDF of.
    ToPrint {
        /// The source.
        typst: String,
        /// The page.
        html: String,
    },
}

/// Writes a report. `desk` is the one that gave it: linked data is written straight from there.
///
/// # Errors
/// See [`RenderError`].
pub fn report(
    report: &Report,
    desk: &Desk,
    format: ReportFormat,
    zone: Zone,
) -> Result<ReportFile, RenderError> {
    let recipe = Recipe { format: format.name().to_owned(), basis: report.basis.clone() };
    let one = |text: String| Ok(ReportFile::One(text.into_bytes()));
    match format {
        ReportFormat::Markdown => one(recipe.on_markdown(markdown(&document(report, zone)))?),
        ReportFormat::Html => one(recipe.on_html(html(&document(report, zone)))?),
        ReportFormat::Typst => one(recipe.on_typst(typst(&document(report, zone)))?),
        ReportFormat::Pdf => {
            let document = document(report, zone);
            let typst = recipe.on_typst(typst(&document))?;
            Ok(ReportFile::ToPrint { typst, html: recipe.on_html(html(&document))? })
        }
        ReportFormat::Json => one(serde_json::to_string_pretty(report)? + "\n"),
        ReportFormat::Ndjson => one(lines::lines(report)?),
        ReportFormat::Csv => {
            let sheets = book::sheets(report, &recipe, zone)?;
            let file = |(name, sheet): &(&str, Sheet)| {
                Ok((format!("{name}.csv"), csv(sheet)?.into_bytes()))
            };
            sheets.iter().map(file).collect::<Result<_, RenderError>>().map(ReportFile::Set)
        }
        ReportFormat::Xlsx => {
            let sheets = book::sheets(report, &recipe, zone)?;
            let sheets: Vec<Sheet> = sheets.into_iter().map(|(_, sheet)| sheet).collect();
            Ok(ReportFile::One(workbook(
                &sheets,
                report.asked.recorded_at,
                Some(&recipe.marked()?),
                front::draft(report).as_deref(),
            )?))
        }
        ReportFormat::JsonLd => {
            Ok(ReportFile::One(recipe.on_json_ld(linked(report, desk, json_ld_of)?)?))
        }
        ReportFormat::Turtle => {
            Ok(ReportFile::One(recipe.on_turtle(linked(report, desk, turtle_of)?)?))
        }
    }
}

/// Writes the claims of a report as linked data.
fn linked(
    report: &Report,
    desk: &Desk,
    write: impl FnOnce(&Linked<'_>, Option<&str>, &mut dyn Write) -> io::Result<usize>,
) -> Result<Vec<u8>, RenderError> {
    let question = report.basis.question()?;
    let ids = report.statements.iter().map(|statement| statement.card.id).collect();
    let wanted = Wanted { ids: Some(ids), told: Told::Why, ..Wanted::default() };
    let every = desk.every(&wanted, question)?;
    let linked = Linked { desk, every: &every, question, base: &Base::default() };
    let mut out = Vec::new();
    write(&linked, front::draft(report).as_deref(), &mut out)?;
    Ok(out)
}

/// Returns the report as a document, in the order in which it is read.
pub(crate) fn document(report: &Report, zone: Zone) -> Document {
    let finder = Finder::new(report, zone);
    let mut out = Document {
        title: front::title(report),
        draft: front::draft(report),
        foot: Some(front::foot(report)),
        blocks: Vec::new(),
    };
    front::front(&finder, &mut out);
    positions::firmness(&finder, &mut out);
    positions::positions(&finder, &mut out);
    positions::timeline(&finder, &mut out);
    positions::changes(&finder, &mut out);
    gaps::gaps(&finder, &mut out);
    figures::figures(&finder, &mut out);
    replies::replies(&finder, &mut out);
    material::sources(&finder, &mut out);
    material::corrections(&finder, &mut out);
    material::reviews(&finder, &mut out);
    statements::statements(&finder, &mut out);
    method::method(&finder, &mut out);
    method::evidence(&finder, &mut out);
    out
}
