//! Answers get a form: Markdown, HTML, Typst, JSON, CSV, tables. Nothing here asks, decides or prints.
//!
//! Every answer of the desk is an [`Answer`]; [`render`] writes it in one of the [`Format`]s. Exact
//! words always stand in the marks that say whose they are: quotation marks for the speaker's, single
//! guillemets for the outlet's. What comes from a page can never become markup or a formula.
//!
//! | what | module |
//! |---|---|
//! | the door | `answer`, `format` |
//! | a report before it has a format | `document`, `brief`, `phrase` |
//! | rows and columns | `sheet`, `sheets` |
//! | the report | `report`, `picture` |
//! | pictures | `picture`; for pages [`pictures`] |
//! | formats | `markdown`, `html`, `typst`, `columns` |
//! | the claims graph for other tools | `graph`, `caption` |
//! | exports, written as they are read | [`export`], `xlsx`, [`linked`] |

mod answer;
mod brief;
mod caption;
mod columns;
mod document;
pub mod export;
mod format;
mod graph;
mod html;
pub mod linked;
mod markdown;
mod phrase;
mod picture;
pub mod pictures;
mod report;
mod schema;
mod sheet;
mod sheets;
#[cfg(test)]
mod tests_formats;
mod typst;
pub mod words;
mod xlsx;

pub use answer::{Answer, Length, RenderError, Style, brief, clocks, render};
pub use format::Format;
pub use graph::{GraphFormat, argument_names, graph};
pub use picture::STYLE as PICTURE_STYLE;
pub use report::{
    Recipe, ReportFile, ReportFormat, ReportVerified, recipe_in, report, verify_report,
};
pub use schema::Schema;
pub use sheets::{imported, log_head, poll_line};
