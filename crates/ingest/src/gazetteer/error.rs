//! What can be wrong with an actors file. Returned to whoever lays one over the shipped gazetteer.

use thiserror::Error;

/// Why an actors file was refused. Nothing of it is used then.
#[derive(Debug, Error)]
pub enum GazetteerError {
    /// It is not TOML of the documented shape.
    #[error("read the actors file")]
    Syntax(#[source] Box<toml::de::Error>),
    /// An entry or one of its forms has no letters or digits in it.
    #[error("accept an empty name in the entry {entry:?}")]
    EmptyName {
        /// Canonical name of the entry, which may be the empty one.
        entry: String,
    },
    /// An entry speaks for, or is owned by, somebody who has no entry.
    #[error("find {principal:?}, for whom {entry:?} is said to speak or who owns it")]
    UnknownPrincipal {
        /// The entry.
        entry: String,
        /// The name that was not found.
        principal: String,
    },
    /// Following `speaks_for` from an entry leads back to it.
    #[error("end the circle of principals that begins at {entry:?}")]
    Circle {
        /// The entry.
        entry: String,
    },
    /// Two entries share a form that is not listed under `ambiguous`.
    #[error("tell {first:?} from {second:?}, both called {form:?} and neither declared ambiguous")]
    Ambiguous {
        /// The shared form, folded.
        form: String,
        /// One entry.
        first: String,
        /// The other.
        second: String,
    },
}
