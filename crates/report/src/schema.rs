//! JSON Schemas of what other programs read, as they ship. The full run holds real output against them.

/// A shape of which the schema ships.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Schema {
    /// A report in JSON.
    Report,
    /// A claim as `export claims` writes it: an item of JSON, a line of NDJSON.
    Claim,
}

impl Schema {
    /// Returns the schema (JSON Schema, draft 2020-12).
    pub fn text(self) -> &'static str {
        match self {
            Self::Report => include_str!("../schema/report.json"),
            Self::Claim => include_str!("../schema/claim.json"),
        }
    }
}
