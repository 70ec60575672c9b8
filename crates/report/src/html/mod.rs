//! Documents as one HTML file.

mod blocks;
mod escape;
mod page;
mod style;

pub(crate) use page::html;
