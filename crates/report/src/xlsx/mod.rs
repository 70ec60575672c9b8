//! Workbooks (Office Open XML): typed cells, no formula by construction, written as they come.

mod book;
mod cells;
mod parts;
mod sheets;
mod zip;

pub(crate) use book::{Book, rows_of_a_sheet};
pub(crate) use cells::Cells;
pub(crate) use sheets::workbook;
pub(crate) use zip::{Packed, pack};
