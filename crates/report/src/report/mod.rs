//! The report as a document, one file a part, in the order in which it is read; and as rows.

mod book;
mod door;
mod figures;
mod finder;
mod front;
mod gaps;
mod lines;
mod material;
mod method;
mod positions;
mod recipe;
mod replies;
mod statements;
mod verify;

pub use door::{ReportFile, ReportFormat, report};
pub use recipe::{Recipe, recipe_in};
pub use verify::{ReportVerified, verify_report};
