//! The index, compared with the log. sled writes where it is opened and takes a lock, and verification
//! does neither: a copy is opened, which is taken while nobody writes the case.

use std::fs;
use std::path::{Path, PathBuf};

use counterclaim_model::Position;

use super::lines::CheckedCommit;
use super::walk::Walk;
use crate::LogError;
use crate::catalogue::Noted;
use crate::files::{Paths, Place, Segment};
use crate::index::{Compare, IndexLost};
use crate::life::lock_holder;

/// What became of the index in a verification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IndexChecked {
    /// Nobody asked.
    Unasked,
    /// There is none yet: the next writer makes one.
    None,
    /// A writer holds the case, and its index changes meanwhile.
    Busy,
    /// The log itself has problems, or the index has: they are listed.
    Problems,
    /// All of it is what follows from the log, up to this position.
    Agrees(Position),
}

/// A comparison that runs beside the walk over the log.
pub(super) struct Comparing {
    index: PathBuf,
    state: Result<Compare, IndexLost>,
}

impl Comparing {
    /// Copies the index of a case into `scratch` and opens it there; or says why there is nothing to
    /// compare.
    pub(super) fn begin(
        paths: &Paths,
        scratch: &Path,
    ) -> Result<Result<Self, IndexChecked>, LogError> {
        let is_busy = || lock_holder(&paths.lock).is_some();
        if is_busy() {
            return Ok(Err(IndexChecked::Busy));
        }
        if !paths.index.is_dir() {
            return Ok(Err(IndexChecked::None));
        }
        let copy = scratch.join("index");
        let copied = copy_dir(&paths.index, &copy);
        // Whoever came meanwhile may have changed it while it was copied.
        if is_busy() {
            return Ok(Err(IndexChecked::Busy));
        }
        copied?;
        Ok(match Compare::open(&copy) {
            Ok(None) => Err(IndexChecked::None),
            Ok(Some(compare)) => Ok(Self { index: paths.index.clone(), state: Ok(compare) }),
            Err(lost) => Ok(Self { index: paths.index.clone(), state: Err(lost) }),
        })
    }

    /// Takes the next commit of the log, and gives it back.
    pub(super) fn take(
        &mut self,
        segment: &Segment,
        (begin, end): (u64, u64),
        commit: CheckedCommit,
    ) -> CheckedCommit {
        let Ok(compare) = &mut self.state else { return commit };
        let place = |offset| Place { segment: segment.first, offset };
        let CheckedCommit { checksum, record, .. } = commit;
        let noted = Noted { begin: place(begin), end: place(end), checksum, record };
        if let Err(lost) = compare.take(&noted) {
            self.state = Err(lost);
        }
        CheckedCommit { record: noted.record, ..commit }
    }

    /// Says what came of it. Of a log that has problems itself, nothing more is said.
    pub(super) fn finish(self, walk: &mut Walk) -> IndexChecked {
        if !walk.problems.is_empty() {
            return IndexChecked::Problems;
        }
        match self.state.and_then(Compare::finish) {
            Ok(end) => IndexChecked::Agrees(end),
            Err(IndexLost(why)) => {
                walk.problem(&self.index, 0, None, format!("{why}: `rebuild`"));
                IndexChecked::Problems
            }
        }
    }
}

fn copy_dir(from: &Path, to: &Path) -> Result<(), LogError> {
    fs::create_dir_all(to).map_err(LogError::io(to))?;
    for entry in fs::read_dir(from).map_err(LogError::io(from))? {
        let path = entry.map_err(LogError::io(from))?.path();
        let target = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            copy_dir(&path, &target)?;
        } else {
            fs::copy(&path, &target).map_err(LogError::io(&path))?;
        }
    }
    Ok(())
}
