//! Answers get a form: Markdown, HTML, JSON, CSV, tables. Nothing here asks, decides or prints.
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
//! | formats | `markdown`, `html` |
//! | the claims graph for other tools | `graph`, `caption` |

mod answer;
mod brief;
mod caption;
mod document;
mod format;
mod graph;
mod html;
mod markdown;
mod phrase;
mod sheet;
mod sheets;

pub use answer::{Answer, Length, RenderError, Style, brief, clocks, render};
pub use format::Format;
pub use graph::{GraphFormat, argument_names, graph};
pub use sheets::{imported, log_head};
