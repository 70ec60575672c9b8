//! Writing so that it stays: a file is complete under its name or not there at all, and its directory
//! entry survives a power cut. Used for everything but the appended lines themselves.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

use crate::LogError;

/// Makes the entries of a directory durable.
pub(crate) fn sync_dir(dir: &Path) -> Result<(), LogError> {
    File::open(dir).and_then(|dir| dir.sync_all()).map_err(LogError::io(dir))
}

/// Makes a directory with everything above it, each entry durable.
pub(crate) fn make_dir(dir: &Path) -> Result<(), LogError> {
    if dir.is_dir() {
        return Ok(());
    }
    let parent = match dir.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    make_dir(parent)?;
    match fs::create_dir(dir) {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => {
            Err(LogError::io(dir)(error))
        }
        _ => sync_dir(parent),
    }
}

/// Writes a whole file: under a temporary name first, then renamed over whatever was there.
pub(crate) fn write_file(path: &Path, bytes: &[u8]) -> Result<(), LogError> {
    let temporary = path.with_extension("new");
    let write = || {
        let mut file = File::create(&temporary)?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    write().map_err(LogError::io(&temporary))?;
    fs::rename(&temporary, path).map_err(LogError::io(path))?;
    sync_dir(path.parent().expect("a file that was just written lies in a directory"))
}
