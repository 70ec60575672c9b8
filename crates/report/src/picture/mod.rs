//! Pictures of answers: statements over time, figures over time, party against party, and what speaks
//! to one statement. Each is one SVG element for a page, a PDF or a viewer.

mod bins;
mod canvas;
mod clock;
mod figures;
mod legend;
mod matrix;
mod measure;
mod neighbourhood;
mod packing;
mod shape;
pub(crate) mod style;
#[cfg(test)]
mod tests;
mod timeline;

pub(crate) use canvas::Drawing;
pub(crate) use figures::figures;
pub(crate) use matrix::matrix;
pub(crate) use neighbourhood::neighbourhood;
pub use style::STYLE;
pub(crate) use timeline::timeline;
