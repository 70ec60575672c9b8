//! The log on a cluster, with real servers: started here, on ports of this machine, and gone afterwards.

mod altered;
mod binary;
mod faults;
mod moved;
mod node;
mod permitted;
mod races;
mod servers;
mod worth;

pub(crate) use node::{Cluster, shared};
