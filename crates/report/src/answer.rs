//! The door: an answer of the desk, a format, out comes text.

use counterclaim_desk::answers::{Asked, Brief};
use serde::Serialize;
use serde_json::Value;

pub use crate::brief::Length;
use crate::caption::parameters;
use crate::format::Format;
use crate::html::html;
use crate::markdown::markdown;
use crate::phrase::count;
use crate::sheet::{Sheet, render as render_sheet};
use counterclaim_desk::{DeskError, Zone};

/// How an answer is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// The format.
    pub format: Format,
    /// The zone times are printed in; JSON is always UTC.
    pub zone: Zone,
    /// Width of the terminal in columns; 120 if unknown.
    pub width: Option<u16>,
}

/// An answer that can be written.
pub trait Answer: Serialize {
    /// Returns the answer as rows and columns.
    #[doc(hidden)]
    fn rows(&self, zone: Zone) -> Rows;

    /// Returns the answer's items, one JSON object each, for one-object-a-line output.
    ///
    /// # Errors
    /// If an item has no JSON form.
    fn items(&self) -> serde_json::Result<Vec<Value>>;
}

/// Rows and columns of an answer; opaque outside this crate.
#[derive(Clone, Debug)]
pub struct Rows(pub(crate) Sheet);

/// What can go wrong when an answer is written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RenderError {
    /// The answer has no JSON form.
    #[error("no JSON form")]
    Json(#[from] serde_json::Error),
    /// CSV could not be written.
    #[error("no CSV form")]
    Csv(#[from] csv::Error),
    /// It could not be written.
    #[error("cannot write it")]
    Io(#[from] std::io::Error),
    /// The format is not offered for this answer.
    #[error("{0} is not offered here (md, html, json)")]
    NotOffered(Format),
    /// The desk could not be asked for more.
    #[error(transparent)]
    Desk(#[from] DeskError),
    /// A report names a format that this program does not write.
    #[error("{0}")]
    UnknownFormat(String),
}

/// Writes an answer.
///
/// # Errors
/// See [`RenderError`].
pub fn render(answer: &impl Answer, style: Style) -> Result<String, RenderError> {
    match style.format {
        Format::Json => json(answer),
        Format::Ndjson => lines(&answer.items()?),
        format @ (Format::Table | Format::Csv | Format::Markdown | Format::Html) => {
            Ok(render_sheet(&answer.rows(style.zone).0, format, style.width)?)
        }
    }
}

/// Writes a brief: Markdown, HTML or JSON.
///
/// # Errors
/// [`RenderError::NotOffered`] for any other format.
pub fn brief(brief: &Brief, style: Style, length: Length) -> Result<String, RenderError> {
    match style.format {
        Format::Json => json(brief),
        Format::Html => Ok(html(&crate::brief::document(brief, style.zone, length))),
        Format::Markdown | Format::Table => {
            Ok(markdown(&crate::brief::document(brief, style.zone, length)))
        }
        format @ (Format::Ndjson | Format::Csv) => Err(RenderError::NotOffered(format)),
    }
}

/// Returns the clocks on which an answer was given, what counted in it, and the parameters of standing.
pub fn clocks(asked: &Asked, zone: Zone) -> String {
    let recorded = asked.recorded_at.map(|at| format!(", recorded by {}", zone.full(at)));
    let public = asked.public_by.map(|at| format!("; public by {}", zone.full(at)));
    let counted =
        if asked.counts_unchecked { "unchecked proposals counted too" } else { "checked only" };
    format!(
        "As of position {}{}{}; standing and counts: {counted}; {} read. {}",
        asked.as_of,
        recorded.unwrap_or_default(),
        public.unwrap_or_default(),
        count(asked.captures, "capture"),
        parameters(&asked.parameters)
    )
}

fn json(answer: &impl Serialize) -> Result<String, RenderError> {
    let mut out = serde_json::to_string_pretty(answer)?;
    out.push('\n');
    Ok(out)
}

fn lines(items: &[Value]) -> Result<String, RenderError> {
    let mut out = String::new();
    for item in items {
        out.push_str(&serde_json::to_string(item)?);
        out.push('\n');
    }
    Ok(out)
}
