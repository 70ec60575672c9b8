//! Exports: rows in the formats of other tools, written as they are read. `FORMATS.md` beside this crate
//! says what stands in them.

pub(crate) mod cell;
mod column;
pub(crate) mod csv;
mod door;
mod flat;
pub(crate) mod json;
mod listing;
pub(crate) mod names;
mod parts;
mod record;
mod sighted;
pub(crate) mod text;

pub use column::ClaimColumn;
pub use door::{RowFormat, RowStyle, Take, Written, claims, figures, list};
pub use listing::{ACTORS, FIGURES, LINKS, List, Listed, MATTERS};
