//! What is measured: a file for each kind of work.

mod add;
mod alone;
mod append;
mod cold;
mod export;
mod labels;
mod pages;
mod rebuild;
mod warm;
mod weight;

pub(crate) use add::add;
pub(crate) use alone::alone;
pub(crate) use append::append;
pub(crate) use cold::cold;
pub(crate) use export::export;
pub(crate) use labels::labels;
pub(crate) use pages::pages;
pub(crate) use rebuild::rebuild;
pub(crate) use warm::warm;
pub(crate) use weight::weight;
