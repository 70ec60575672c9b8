//! Who records, and with which program.

/// Who records, and with which program. Written into every commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The analyst's name.
    pub analyst: String,
    /// The program, as `name@version`.
    pub agent: String,
}

impl Identity {
    /// An analyst working with this build.
    pub fn analyst(name: impl Into<String>) -> Self {
        Self {
            analyst: name.into(),
            agent: concat!("counterclaim@", env!("CARGO_PKG_VERSION")).to_owned(),
        }
    }
}

impl Default for Identity {
    fn default() -> Self {
        Self::analyst("unnamed analyst")
    }
}
