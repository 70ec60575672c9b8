//! The lock that makes a writer. Taken before anything of a case is written, held as long as the log is
//! open.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

use crate::LogError;

/// A held lock.
#[derive(Debug)]
pub(crate) struct Lock(File);

impl Lock {
    /// Takes the lock of the case in `dir`, which is the file at `path`.
    pub(crate) fn take(dir: &Path, path: &Path) -> Result<Self, LogError> {
        let file = OpenOptions::new().write(true).create(true).truncate(false).open(path);
        let file = file.map_err(LogError::io(path))?;
        match file.try_lock() {
            Ok(()) => Ok(Self(file)),
            Err(TryLockError::WouldBlock) => Err(LogError::Locked { path: dir.to_owned() }),
            Err(TryLockError::Error(source)) => Err(LogError::io(path)(source)),
        }
    }
}

impl Drop for Lock {
    /// Lets go in so many words: closing the file would not do while a process that was just started
    /// from this one still holds a copy of the handle.
    fn drop(&mut self) {
        let _ = self.0.unlock();
    }
}
