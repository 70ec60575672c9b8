//! Files that are written whole or not at all. What stands at a path stays until the new file is complete;
//! what is no regular file (a terminal, a pipe, a device) is written into and never replaced.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Lets `write` write the file at `path`.
///
/// # Errors
/// What `write` returns, or the system's; then what stood at the path still does.
pub(crate) fn whole<T>(
    path: &Path,
    write: impl FnOnce(&mut File) -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    let place = place_of(path)?;
    if fs::metadata(&place).is_ok_and(|there| !there.is_file()) {
        let mut file = OpenOptions::new().write(true).open(&place)?;
        let written = write(&mut file)?;
        file.flush()?;
        return Ok(written);
    }
    let (beside, mut file) = beside(&place)?;
    let written = write(&mut file).and_then(|written| {
        file.sync_all()?;
        fs::rename(&beside, &place)?;
        Ok(written)
    });
    if written.is_err() {
        // What cannot be written cannot always be removed either; the error is the one to tell.
        let _ = fs::remove_file(&beside);
    }
    written
}

/// Follows links to where the file is, or would be.
fn place_of(path: &Path) -> io::Result<PathBuf> {
    match fs::canonicalize(path) {
        Ok(place) => Ok(place),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(path.to_owned()),
        Err(error) => Err(error),
    }
}

/// Makes a file of this process's own in the same folder.
fn beside(place: &Path) -> io::Result<(PathBuf, File)> {
    let name = place.file_name().unwrap_or_default().to_string_lossy().into_owned();
    for number in 0_u32.. {
        let beside = place.with_file_name(format!(".{name}.{}-{number}", std::process::id()));
        match OpenOptions::new().write(true).create_new(true).open(&beside) {
            Ok(file) => return Ok((beside, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}
