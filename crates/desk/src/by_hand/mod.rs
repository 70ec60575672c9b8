//! What a person types becomes commands: names and prefixes are looked up, ids derived. Every face that
//! takes changes uses these, so that the same words mean the same everywhere.

mod actors;
mod claims;
mod fields;
mod queue;

pub use claims::{ClaimForm, FindingForm};
pub(crate) use fields::moment;
