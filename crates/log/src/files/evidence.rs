//! Evidence: captured bytes and texts, each a file under its SHA-256. Written durably before the event
//! that names it; checked against its name whenever it is read.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use counterclaim_model::Digest;

use super::durable::{make_dir, write_file};
use crate::LogError;
use crate::hash::sha256;

/// Returns `evidence/ab/cdef…`.
fn path(evidence: &Path, digest: &Digest) -> PathBuf {
    let name = digest.to_string();
    let (shelf, rest) = name.split_at(2);
    evidence.join(shelf).join(rest)
}

/// Keeps `bytes`, once. A damaged file of the same name is put right: the bytes are at hand.
pub(crate) fn put(evidence: &Path, bytes: &[u8]) -> Result<Digest, LogError> {
    let digest = sha256(&[bytes]);
    if let Ok(Some(_)) = get(evidence, &digest) {
        return Ok(digest);
    }
    let path = path(evidence, &digest);
    make_dir(path.parent().expect("a piece of evidence lies on a shelf"))?;
    write_file(&path, bytes)?;
    Ok(digest)
}

/// Returns the bytes, if they are kept and are what their name says.
pub(crate) fn get(evidence: &Path, digest: &Digest) -> Result<Option<Vec<u8>>, LogError> {
    let path = path(evidence, digest);
    let bytes = match fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(LogError::io(&path)(error)),
    };
    let found = sha256(&[&bytes]);
    if found == *digest {
        Ok(Some(bytes))
    } else {
        Err(LogError::EvidenceDamaged { digest: *digest, found })
    }
}
