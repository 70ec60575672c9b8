//! Standing in a case: stories and properties over logs that the rules allowed.

mod deep;
mod edits;
mod explained;
mod night;
mod properties;
mod stories;
