//! Restore: a copy becomes a case under a new name, once everything in it was checked. Called by
//! `restore`.

use std::fs;
use std::path::{Path, PathBuf};

use super::backup::{BackedUp, BackupError, backup};
use crate::files::{Paths, make_dir, sync_dir};
use crate::{LogError, Problem, Verified, verify_deep};

/// Why there is no restored case. Nothing is left of it.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    /// There is something under that name already. Choose another.
    #[error("{} is there already", path.display())]
    Taken {
        /// The name.
        path: PathBuf,
    },
    /// The copy is not what it should be.
    #[error("{} of the copy not as it should be, first {}", .0.len(), first(.0))]
    NotSound(Vec<Problem>),
    /// The copy could not be read, or the case not written.
    #[error(transparent)]
    Copy(#[from] BackupError),
}

fn first(problems: &[Problem]) -> String {
    let named = |problem: &Problem| {
        format!("{} byte {}: {}", problem.segment.display(), problem.offset, problem.what)
    };
    problems.first().map_or_else(|| "nothing".to_owned(), named)
}

impl From<LogError> for RestoreError {
    fn from(error: LogError) -> Self {
        Self::Copy(error.into())
    }
}

/// Makes a case at `to` of the copy in `from`: copied under another name beside it, checked there
/// whole (lines, root, evidence), and renamed. Returns what was copied and what was checked.
///
/// # Errors
/// See [`RestoreError`].
pub fn restore(from: &Path, to: &Path) -> Result<(BackedUp, Verified), RestoreError> {
    let is_free =
        !to.exists() || fs::read_dir(to).is_ok_and(|mut entries| entries.next().is_none());
    if !is_free {
        return Err(RestoreError::Taken { path: to.to_owned() });
    }
    let beside = beside(to);
    remove(&beside)?;
    let restored = copy_and_check(from, &beside).and_then(|checked| {
        appear(&beside, to)?;
        Ok(checked)
    });
    if restored.is_err() {
        remove(&beside)?;
    }
    restored
}

fn copy_and_check(from: &Path, beside: &Path) -> Result<(BackedUp, Verified), RestoreError> {
    if let Some(parent) = beside.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        make_dir(parent)?;
    }
    let copied = backup(from, beside)?;
    let verified = verify_deep(beside)?;
    if verified.problems.is_empty() {
        Ok((copied, verified))
    } else {
        Err(RestoreError::NotSound(verified.problems))
    }
}

/// Gives the case its name, durably.
fn appear(beside: &Path, to: &Path) -> Result<(), LogError> {
    let lock = Paths::of(beside).lock;
    fs::remove_file(&lock).map_err(LogError::io(&lock))?;
    if to.exists() {
        fs::remove_dir(to).map_err(LogError::io(to))?;
    }
    fs::rename(beside, to).map_err(LogError::io(to))?;
    sync_dir(to.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new(".")))
}

/// The name under which a case is put together.
fn beside(to: &Path) -> PathBuf {
    let name = to.file_name().map_or_else(|| "case".into(), |name| name.to_string_lossy());
    to.with_file_name(format!(".{name}.restoring"))
}

fn remove(dir: &Path) -> Result<(), LogError> {
    match fs::remove_dir_all(dir) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(LogError::io(dir)(error)),
        _ => Ok(()),
    }
}
