//! `cqrs-es`, the usual choice for event sourcing in Rust, as its guide has it: an aggregate a claim, events
//! as JSON in one SQLite table, and its own `QueryReplay` into its own `GenericQuery`, a view a claim. Ours
//! folds many views and the graph in the same time; here it is the one view that the framework keeps best.

mod appends;
mod claimed;
mod replay;
mod store;

pub(crate) use appends::Appends;
pub(crate) use replay::replay;
pub(crate) use store::Store;
