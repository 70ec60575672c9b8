//! The log through its doors: one binary, a file per promise.

#[cfg(feature = "cluster")]
mod cluster;
mod copies;
mod damage;
mod dump;
mod erasing;
mod evidence;
mod follow;
mod golden;
mod golden_world;
mod group;
mod index;
mod large;
mod model;
mod moving;
mod note;
mod proofs;
mod sharing;
mod suite;
mod tree;
mod way;
