//! Everything that writes over HTTP: changes, pages, proposals, files, checkpoints. The pages whose forms
//! end here are in `pages`.

mod again;
mod asked;
mod caller;
mod changes;
mod checkpoint;
mod proposing;
mod recorded;
mod routes;
mod rows;
mod upload;
mod waiting;

pub(crate) use caller::{back, identity};
pub(crate) use proposing::web_address;
pub(crate) use routes::ROUTES;
pub(crate) use rows::{FORMATS, KINDS, completeness, named, taken_in, vouching};
pub(crate) use upload::upload;
pub(crate) use waiting::{Fetched, Upload, Waiting};
