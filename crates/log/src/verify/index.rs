//! The index, compared with the log. sled writes where it is opened and takes a lock, and verification
//! does neither: a copy is opened, which is taken while nobody writes the case.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use std::{fs, io};

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
        if lock_holder(&paths.lock).is_some() {
            return Ok(Err(IndexChecked::Busy));
        }
        if !paths.index.is_dir() {
            return Ok(Err(IndexChecked::None));
        }
        let copy = scratch.join("index");
        let index = paths.index.clone();
        // Whoever writes is not always to be seen. What stayed the same all the while was copied whole.
        let before = Look::at(&index);
        let copied = copy_dir(&index, &copy)?;
        let after = Look::at(&index);
        let (before, after) = match (before, copied, after) {
            (Ok(before), Ok(()), Ok(after)) => (before, after),
            (Err(error), _, _) | (_, Err(error), _) | (_, _, Err(error)) => {
                return Ok(Ok(Self { index, state: Err(IndexLost(error.to_string())) }));
            }
        };
        if before != after {
            return Ok(Err(IndexChecked::Busy));
        }
        Ok(match Compare::open(&copy) {
            Ok(None) => Err(IndexChecked::None),
            Ok(Some(compare)) => Ok(Self { index, state: Ok(compare) }),
            Err(lost) => Ok(Self { index, state: Err(lost) }),
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

/// Files of a directory as they are: names, lengths, and when they were changed last.
#[derive(Debug, PartialEq, Eq)]
struct Look(BTreeMap<PathBuf, (u64, Option<SystemTime>)>);

impl Look {
    fn at(dir: &Path) -> io::Result<Self> {
        let mut found = BTreeMap::new();
        for path in files_below(dir)? {
            let meta = fs::metadata(&path)?;
            found.insert(path, (meta.len(), meta.modified().ok()));
        }
        Ok(Self(found))
    }
}

/// Lists the files of a directory and of those in it. Links and devices are not followed: none of them is
/// of an index.
fn files_below(dir: &Path) -> io::Result<Vec<PathBuf>> {
    let (mut dirs, mut files) = (vec![dir.to_owned()], Vec::new());
    while let Some(dir) = dirs.pop() {
        for entry in fs::read_dir(dir)? {
            let entry = entry?;
            let kind = entry.file_type()?;
            if kind.is_dir() {
                dirs.push(entry.path());
            } else if kind.is_file() {
                files.push(entry.path());
            }
        }
    }
    Ok(files)
}

/// Copies the files of a directory. What cannot be read is the index's trouble; what cannot be written is
/// ours.
fn copy_dir(from: &Path, to: &Path) -> Result<io::Result<()>, LogError> {
    let files = match files_below(from) {
        Ok(files) => files,
        Err(error) => return Ok(Err(error)),
    };
    fs::create_dir_all(to).map_err(LogError::io(to))?;
    for path in files {
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) => return Ok(Err(error)),
        };
        let target = to.join(path.strip_prefix(from).unwrap_or(&path));
        let parent = target.parent().unwrap_or(to);
        fs::create_dir_all(parent).map_err(LogError::io(parent))?;
        fs::write(&target, bytes).map_err(LogError::io(&target))?;
    }
    Ok(Ok(()))
}
