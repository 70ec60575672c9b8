//! The table of the whole: what users feel, ours and the peers in turn in one run, with targets beside.

mod arguments;
mod case;
mod child;
mod peers;
mod report;
mod row;
mod run;
mod turns;
mod work;

pub(crate) use arguments::USAGE;
pub(crate) use child::CHILD;
pub(crate) use run::{alone, run};
