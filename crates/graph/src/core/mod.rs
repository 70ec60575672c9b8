//! The pure core on numbered statements: compile to a defeat graph, label it, count lines.
//! The names of claims, parties and links live above; `weigh` and `named` call in here.

mod arcs;
mod assess;
mod axes;
mod compile;
mod flags;
mod flow;
mod label;
mod provenance;
mod rings;
mod score;
mod statement;

pub(crate) use arcs::Arcs;
pub(crate) use assess::{Assessed, Core};
pub use axes::{Dispute, Support};
pub(crate) use flags::CoreFlag;
pub use label::Label;
pub use score::Score;
pub(crate) use statement::{Edge, Input, Statement};
pub use statement::{Kind, Parameters, Ranks};
