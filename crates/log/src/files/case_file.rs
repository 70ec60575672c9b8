//! `case.toml`: which case a directory holds, and in which format. Written once, by `create`; read by
//! every open before anything else is touched.

use std::io::ErrorKind;
use std::path::Path;

use counterclaim_model::CaseId;
use serde::{Deserialize, Serialize};

use super::durable::write_file;
use crate::LogError;
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
    /// The name under which checkpoints of this log are signed (first line of a C2SP checkpoint), as
    /// `example.org/cases/harbour`. Nothing is signed in its name until it is set.
    pub origin: Option<String>,
}

/// The stored shape.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    format: u64,
    case: CaseId,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    origin: Option<String>,
}

/// The one field that every format has.
#[derive(Deserialize)]
struct Format {
    format: u64,
}

/// Writes the file; with it, a directory becomes a case.
pub(crate) fn write(dir: &Path, case: &CaseFile) -> Result<(), LogError> {
    let path = dir.join(NAME);
    let CaseFile { case, title, origin } = case.clone();
    let text = toml::to_string(&Stored { format: FORMAT, case, title, origin });
    let text = text.map_err(|error| LogError::io(&path)(std::io::Error::other(error)))?;
    write_file(&path, text.as_bytes())
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
    let damaged = |error: toml::de::Error| LogError::Damaged {
        segment: path.clone(),
        offset: error.span().map_or(0, |span| span.start as u64),
        what: error.message().to_owned(),
    };
    let Format { format } = toml::from_str(&text).map_err(damaged)?;
    if format != FORMAT {
        return Err(LogError::TooNew { path: path.clone(), found: format, known: FORMAT });
    }
    let Stored { case, title, origin, .. } = toml::from_str(&text).map_err(damaged)?;
    Ok(CaseFile { case, title, origin })
}
