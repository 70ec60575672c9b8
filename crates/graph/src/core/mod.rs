//! The pure core on numbered statements: compile to a defeat graph, label it, count lines.
//! The names of claims, parties and links live above; `weigh` and `named` call in here.

mod arcs;
mod assess;
mod axes;
mod compile;
mod cycle;
mod dependence;
mod flags;
mod flow;
mod gradual;
mod label;
mod matrix;
mod network;
mod preferred;
mod provenance;
mod reach;
mod rings;
mod score;
mod statement;
mod without;

pub(crate) use arcs::Arcs;
pub(crate) use assess::{Assessed, Core};
pub use axes::{Dispute, Support};
pub(crate) use compile::attacks_between;
pub use dependence::{CopyModel, Overlap, dependence};
pub(crate) use flags::CoreFlag;
pub(crate) use flow::Narrow;
pub(crate) use gradual::{Pull, contraction_bound, some_strengths};
pub use gradual::{Scored, Semantics};
pub use label::{Label, grounded_labels};
pub use matrix::{Matrix, Tally};
pub(crate) use reach::MOST_POINTS;
pub use score::Score;
pub(crate) use statement::{Edge, Input, Statement};
pub use statement::{Kind, Parameters, Ranks};
pub(crate) use without::{Gone, Would};
