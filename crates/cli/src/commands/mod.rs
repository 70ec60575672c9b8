//! One file for each family of commands; `run` hands each to its own.

mod ask;
mod case;
mod change;
mod change_actor;
mod change_claim;
mod demo;
mod export;
mod graph;
mod import;
mod life;
mod mcp;
mod proof;
mod queue;
mod read;
mod report;
mod run;
mod serve;
mod since;
mod token;
mod watch;

pub(crate) use run::run;
