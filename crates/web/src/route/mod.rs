//! Routes: which addresses there are, what each takes and gives, and who may.

mod form;
mod route;
mod table;

pub(crate) use form::{Form, ITEM, LIST, accepted, of_suffix, part};
pub use route::Role;
pub(crate) use route::{Body, Parameter, Route, Schema, get, post};
pub(crate) use table::routes;
