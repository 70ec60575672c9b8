//! Copying files that only grow: a copy is checked against its source byte by byte as far as both go,
//! and then extended, durably. Called by backup for segments, hashes and checkpoints.

use std::fs::{File, OpenOptions};
use std::io::{self, BufReader, ErrorKind, Read, Seek, SeekFrom};
use std::path::Path;

use crate::LogError;
use crate::files::sync_dir;

/// How a copy stands to its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// There is none.
    Absent,
    /// It is the first so many bytes of the source; all of them if it is as long.
    Prefix(u64),
    /// It agrees with the whole source, and goes on behind it.
    Beyond,
    /// It differs at this byte.
    Parts(u64),
}

/// Compares a copy with the first `length` bytes of its source.
pub(super) fn compare(source: &Path, length: u64, copy: &Path) -> Result<Standing, LogError> {
    let copied = match File::open(copy) {
        Ok(copied) => copied,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Standing::Absent),
        Err(error) => return Err(LogError::io(copy)(error)),
    };
    let copied_length = copied.metadata().map_err(LogError::io(copy))?.len();
    let read = File::open(source).map_err(LogError::io(source))?;
    let shared = length.min(copied_length);
    let mut left = BufReader::with_capacity(1 << 18, read.take(shared));
    let mut right = BufReader::with_capacity(1 << 18, copied.take(shared));
    let difference = first_difference(&mut left, &mut right).map_err(LogError::io(copy))?;
    Ok(match difference {
        Some(at) => Standing::Parts(at),
        None if copied_length > length => Standing::Beyond,
        None => Standing::Prefix(copied_length),
    })
}

fn first_difference(left: &mut impl Read, right: &mut impl Read) -> io::Result<Option<u64>> {
    let (mut one, mut other) = (vec![0; 1 << 16], vec![0; 1 << 16]);
    let mut passed = 0;
    loop {
        let count = left.read(&mut one)?;
        if count == 0 {
            return Ok(None);
        }
        right.read_exact(&mut other[..count])?;
        if one[..count] != other[..count] {
            let at = one.iter().zip(&other).position(|(one, other)| one != other);
            return Ok(Some(passed + at.unwrap_or(0) as u64));
        }
        passed += count as u64;
    }
}

/// Appends what the copy lacks of the first `length` bytes of its source. Returns how many they were.
pub(super) fn extend(source: &Path, length: u64, copy: &Path, has: u64) -> Result<u64, LogError> {
    let is_new = !copy.exists();
    let mut from = File::open(source).map_err(LogError::io(source))?;
    from.seek(SeekFrom::Start(has)).map_err(LogError::io(source))?;
    let mut to =
        OpenOptions::new().append(true).create(true).open(copy).map_err(LogError::io(copy))?;
    let missing = length.saturating_sub(has);
    let copied = io::copy(&mut from.take(missing), &mut to);
    let copied =
        copied.and_then(|copied| to.sync_all().map(|()| copied)).map_err(LogError::io(copy))?;
    if is_new {
        sync_dir(copy.parent().expect("a file that was just written lies in a directory"))?;
    }
    Ok(copied)
}
