//! Competing versions of one matter: the largest sets of claims that can be told together, component by
//! component, with limits and a stated fallback.

mod cliques;
mod compete;
mod told;

pub(crate) use compete::versions;
pub use told::{Capped, Caps, Component, Story, Told, Version, Versions};
