//! The demo: the shipped sample pages, and what a desk makes of them.

mod sample;
mod story;

pub(crate) use sample::{demo, serve};
