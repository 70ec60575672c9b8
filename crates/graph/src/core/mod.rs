//! The pure core on numbered statements: compile to a defeat graph, label it, count lines.
//! The names of claims, parties and links live above; `weigh` and `named` call in here.

mod arcs;
mod assess;
mod axes;
mod compile;
mod cycle;
mod flags;
mod flow;
mod label;
mod matrix;
mod provenance;
mod rings;
mod score;
mod statement;
mod without;

pub(crate) use arcs::Arcs;
pub(crate) use assess::{Assessed, Core, MOST_POINTS};
pub use axes::{Dispute, Support};
pub(crate) use flags::CoreFlag;
pub(crate) use flow::Narrow;
pub use label::Label;
pub use matrix::{Matrix, Tally};
pub use score::Score;
pub(crate) use statement::{Edge, Input, Statement};
pub use statement::{Kind, Parameters, Ranks};
pub(crate) use without::{Gone, Would};
