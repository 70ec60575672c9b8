//! `case.toml`: which case a directory holds, and in which format. Written once, by `create`; read by
//! every open before anything else is touched.

use std::io::ErrorKind;
use std::path::Path;

use counterclaim_model::CaseId;
use serde::{Deserialize, Serialize};

use super::durable::write_file;
use crate::LogError;
use crate::note::{BadKey, Verifier};
use crate::stored::FORMAT;

/// Name of the file.
pub(crate) const NAME: &str = "case.toml";

/// What `case.toml` says of a case, beside its format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseFile {
    /// The case.
    pub case: CaseId,
    /// Its title in print.
    pub title: String,
    /// The name under which checkpoints of this log are signed (first line of a C2SP checkpoint, and
    /// name of its key), as `example.org/cases/harbour`. Never changed once checkpoints bear it.
    pub origin: String,
    /// The public key that checkpoints are signed with, whose name is the origin; none for a case that
    /// is not signed.
    pub verifier: Option<Verifier>,
}

impl CaseFile {
    /// A case that is not signed, under the origin that names nothing but itself:
    /// `counterclaim/case/ID`.
    pub fn new(case: CaseId, title: String) -> Self {
        Self { case, title, origin: format!("counterclaim/case/{}", case.uuid()), verifier: None }
    }
}

/// The stored shape.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    format: u64,
    case: CaseId,
    title: String,
    origin: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    verifier: Option<String>,
}

/// The one field that every format has.
#[derive(Deserialize)]
struct Format {
    format: u64,
}

/// Writes the file; with it, a directory becomes a case.
pub(crate) fn write(dir: &Path, case: &CaseFile) -> Result<(), LogError> {
    let path = dir.join(NAME);
    let text = to_text(&path, case)?;
    write_file(&path, text.as_bytes())
}

/// Returns what the file at `path` would say of `case`.
pub(crate) fn to_text(path: &Path, case: &CaseFile) -> Result<String, LogError> {
    let CaseFile { case, title, origin, verifier } = case.clone();
    let verifier = verifier.map(|verifier| verifier.to_string());
    let text = toml::to_string(&Stored { format: FORMAT, case, title, origin, verifier });
    text.map_err(|error| LogError::io(path)(std::io::Error::other(error)))
}

/// Reads the file.
pub(crate) fn read(dir: &Path) -> Result<CaseFile, LogError> {
    let path = dir.join(NAME);
    let text = std::fs::read_to_string(&path).map_err(|error| {
        if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) {
            LogError::NotACase { path: dir.to_owned() }
        } else {
            LogError::io(&path)(error)
        }
    })?;
    of_text(&path, &text)
}

/// Reads what such a file says; `path` is for errors.
pub(crate) fn of_text(path: &Path, text: &str) -> Result<CaseFile, LogError> {
    let damaged = |error: toml::de::Error| LogError::Damaged {
        segment: path.to_owned(),
        offset: error.span().map_or(0, |span| span.start as u64),
        what: error.message().to_owned(),
    };
    let Format { format } = toml::from_str(text).map_err(damaged)?;
    if format != FORMAT {
        return Err(LogError::other_format(path, format));
    }
    let stored = toml::from_str(text).map_err(damaged)?;
    let Stored { format: _, case, title, origin, verifier } = stored;
    let bad_key = |error: BadKey| LogError::Damaged {
        segment: path.to_owned(),
        offset: 0,
        what: format!("`verifier` {error}"),
    };
    let verifier = verifier.map(|text| text.parse()).transpose().map_err(bad_key)?;
    let file = CaseFile { case, title, origin, verifier };
    check(&file)?;
    Ok(file)
}

/// Refuses an origin that cannot be the name of a key in a signed note, or is not that of the case's own.
pub(crate) fn check(case: &CaseFile) -> Result<(), LogError> {
    let is_allowed = |char: char| !char.is_whitespace() && !char.is_control() && char != '+';
    let is_anothers = |key: &Verifier| key.name() != case.origin;
    if case.verifier.as_ref().is_some_and(is_anothers)
        || case.origin.is_empty()
        || !case.origin.chars().all(is_allowed)
    {
        return Err(LogError::NotAnOrigin { origin: case.origin.clone() });
    }
    Ok(())
}
