//! The claims graph under load: generated events through its public door, then questions and edits.

mod measure;
mod world;

pub(crate) use measure::run;
pub(crate) use world::World;
