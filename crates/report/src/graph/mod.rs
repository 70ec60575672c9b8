//! The claims graph in the formats of other tools: one file each, all from the same answer.

mod argdown;
mod attributes;
mod cytoscape;
mod door;
mod dot;
mod format;
mod gexf;
mod graphml;
pub(crate) mod label;
mod layout;
mod solver;
pub(crate) mod svg;
mod turtle;
mod turtle_text;
pub(crate) mod xml;

pub use door::{argument_names, graph};
pub use format::GraphFormat;
pub(crate) use turtle_text::literal;
