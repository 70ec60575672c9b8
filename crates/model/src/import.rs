//! Files of another case or tool that were imported: what is recorded of each.

use serde::{Deserialize, Serialize};

use crate::Digest;

/// What the rows of an imported file are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ImportKind {
    /// Claims with their attribution.
    Claims,
    /// Links between claims.
    Links,
    /// Figures, with the claims they stand in.
    Figures,
    /// Actors with names and affiliations.
    Actors,
    /// Matters.
    Matters,
    /// Reviews in the words of schema.org.
    ClaimReview,
}

/// How an imported file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ImportFormat {
    /// One JSON array, or an object with one.
    Json,
    /// One JSON object a line.
    Ndjson,
    /// Rows and columns.
    Csv,
    /// JSON-LD, bare or in a page.
    JsonLd,
}

/// Payload of `file.imported`: that a file was read, and what came of its rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileImported {
    /// Name of the file, without its folder.
    pub name: String,
    /// SHA-256 of its bytes.
    pub sha256: Digest,
    /// What its rows are.
    pub kind: ImportKind,
    /// How it is written.
    pub format: ImportFormat,
    /// Rows in it.
    pub rows: u64,
    /// Rows that brought something.
    pub added: u64,
    /// Rows that brought nothing new.
    pub unchanged: u64,
    /// Rows that were refused.
    pub refused: u64,
    /// Whether the person vouches for what was checked where the file comes from.
    pub vouched: bool,
    /// Who imported it.
    pub by: String,
}
