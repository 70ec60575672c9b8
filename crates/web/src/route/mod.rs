//! Routes: which addresses there are, what each takes and gives, and who may.

mod form;
mod row;
mod table;

pub(crate) use form::{DATA, Form, ITEM, LIST, accepted, of_suffix, part};
pub use row::Role;
pub(crate) use row::{Body, Parameter, Route, Schema, get, post};
pub(crate) use table::routes;
