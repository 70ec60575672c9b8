//! What opening a log had to put right. The opener returns it; a face prints it.

use std::fs::{self, File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use counterclaim_model::Position;

use super::durable::{make_dir, sync_dir};
use super::survey::Torn;
use crate::LogError;

/// What opening had to put right.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "a person should be told what was put right"]
pub struct Recovery {
    /// The torn tail that was cut off, if there was one.
    pub cut: Option<Cut>,
}

/// Bytes behind the last whole commit. No commit in them was acknowledged, unless the disk itself
/// lost or changed what it had confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// Position of the last event that is kept.
    pub after: Position,
    /// How many bytes were cut off.
    pub bytes: u64,
    /// Where they are kept.
    pub kept_in: PathBuf,
    /// What was wrong with the first bad line.
    pub what: String,
}

/// What became of the index when the log was opened. None of it touches what was recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IndexFate {
    /// It was there, and right.
    Kept,
    /// It was not there, or not right; it was rebuilt from the log.
    Rebuilt {
        /// Why.
        why: String,
    },
    /// There is none: the log works without it, and answers more slowly.
    Absent {
        /// Why.
        why: String,
    },
}

impl Recovery {
    /// Returns whether there is anything to tell.
    pub fn is_clean(&self) -> bool {
        self.cut.is_none()
    }
}

/// Moves a torn tail from its segment to `recovered/`: kept first, durably, then cut.
pub(super) fn cut(recovered: &Path, torn: &Torn, after: Position) -> Result<Cut, LogError> {
    let failed = LogError::io(&torn.segment);
    let tail = tail(torn).map_err(failed)?;
    make_dir(recovered)?;
    let kept_in = keep(recovered, after, &tail)?;
    let shorten = || {
        let segment = OpenOptions::new().write(true).open(&torn.segment)?;
        segment.set_len(torn.offset)?;
        segment.sync_all()
    };
    shorten().map_err(LogError::io(&torn.segment))?;
    Ok(Cut { after, bytes: tail.len() as u64, kept_in, what: torn.what.clone() })
}

fn tail(torn: &Torn) -> std::io::Result<Vec<u8>> {
    let mut file = File::open(&torn.segment)?;
    file.seek(SeekFrom::Start(torn.offset))?;
    let mut tail = Vec::new();
    file.read_to_end(&mut tail)?;
    Ok(tail)
}

/// Writes the tail under the first name that is free: `POSITION.tail`, `POSITION-2.tail`, …
fn keep(recovered: &Path, after: Position, tail: &[u8]) -> Result<PathBuf, LogError> {
    let mut count = 1_u32;
    loop {
        let suffix = if count == 1 { String::new() } else { format!("-{count}") };
        let path = recovered.join(format!("{:016}{suffix}.tail", after.0));
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(mut file) => {
                file.write_all(tail).and_then(|()| file.sync_all()).map_err(LogError::io(&path))?;
                sync_dir(recovered)?;
                return Ok(path);
            }
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => count += 1,
            Err(error) => return Err(LogError::io(&path)(error)),
        }
    }
}

/// Puts a lost index aside, in place of the one that was put aside before.
pub(crate) fn put_aside(index: &Path, recovered: &Path) -> Result<(), LogError> {
    let aside = recovered.join("index");
    if aside.exists() {
        fs::remove_dir_all(&aside).map_err(LogError::io(&aside))?;
    }
    make_dir(recovered)?;
    if index.exists() {
        fs::rename(index, &aside).map_err(LogError::io(index))?;
    }
    Ok(())
}
