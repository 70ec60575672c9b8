//! Names of states, bodies, outlets and offices, and how newspapers write them. The speakers module
//! resolves speaker phrases with it; the desk and the faces look actors and outlets up in it.

mod build;
mod entry;
mod error;
mod file;
mod fold;
mod shipped;
mod spelled;

pub use entry::{Entry, Ownership, Status};
pub use error::GazetteerError;
pub use shipped::Gazetteer;

pub(crate) use entry::{Form, Seat, Sense};
pub(crate) use fold::{Gap, Word, words};
pub(crate) use spelled::{is_acronym, split};
