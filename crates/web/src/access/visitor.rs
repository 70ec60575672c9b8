//! Who asks.

use crate::route::Role;

/// Who asks, and what they may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Visitor {
    /// Their name, as it is recorded with what they change; none for whoever only looks in.
    pub(crate) name: Option<String>,
    /// What they may do.
    pub(crate) role: Role,
    /// Whether a browser's session speaks for them, which other sites may try to use.
    pub(crate) by_session: bool,
}

impl Visitor {
    /// Whoever looks in.
    pub(crate) fn anybody() -> Self {
        Self { name: None, role: Role::Reader, by_session: false }
    }
}
