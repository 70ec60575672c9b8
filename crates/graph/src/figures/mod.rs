//! Figures of one quantity side by side: which agree, which do not, and which must not be compared.
//! Pure functions over exact amounts; the claims graph adds party, standing and lines.

mod changes;
mod parts;
mod range;
mod scope;
mod sweep;
mod table;

pub use changes::{Change, ChangeKind};
pub use parts::PartExceeds;
pub use range::{Agreement, Range, agreements};
pub use scope::{NotCompared, Scope};
pub(crate) use table::Known;
pub use table::{Comparison, FigureOf, FigureRow, FigureSet, FigureTable, Series};
