//! An erasure on its way: the file `erasing`, written before the event that records the erasure and
//! removed when everything is done. Whoever opens the case for writing finishes what it names.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::Path;

use counterclaim_model::{CommitId, ContentErased, Digest, Position};
use serde::{Deserialize, Serialize};

use super::redact::redact;
use crate::LogError;
use crate::files::{Paths, Segment, evidence, read_line, sync_dir, write_file};

/// What is to be done. Names places and hashes, never content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Unfinished {
    /// The commit that records the erasure.
    pub(super) commit: CommitId,
    /// The position behind which it was going to be written.
    pub(super) after: Position,
    pub(super) positions: Vec<Position>,
    pub(super) evidence: Vec<Digest>,
}

/// What finishing did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Finished {
    /// Events that lost their content.
    pub(crate) events: u64,
    /// Pieces of evidence that were removed.
    pub(crate) evidence: u64,
}

impl Unfinished {
    pub(super) fn of(commit: &CommitId, after: Position, erasure: &ContentErased) -> Self {
        let ContentErased { positions, evidence, .. } = erasure.clone();
        Self { commit: commit.clone(), after, positions, evidence }
    }

    /// Writes the file, durably.
    pub(super) fn write(&self, paths: &Paths) -> Result<(), LogError> {
        let json = serde_json::to_vec(self).map_err(std::io::Error::other);
        write_file(&paths.erasing, &json.map_err(LogError::io(&paths.erasing))?)
    }

    /// Reads the file, if there is one.
    pub(super) fn read(paths: &Paths) -> Result<Option<Self>, LogError> {
        let json = match fs::read(&paths.erasing) {
            Ok(json) => json,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(LogError::io(&paths.erasing)(error)),
        };
        let damaged = |error: serde_json::Error| LogError::Damaged {
            segment: paths.erasing.clone(),
            offset: 0,
            what: format!("names no erasure: {error}"),
        };
        serde_json::from_slice(&json).map(Some).map_err(damaged)
    }

    /// Removes the file, durably.
    pub(super) fn remove(dir: &Path, paths: &Paths) -> Result<(), LogError> {
        fs::remove_file(&paths.erasing).map_err(LogError::io(&paths.erasing))?;
        sync_dir(dir)
    }
}

/// Whether the commit that records an erasure is in the log.
enum Fate {
    Recorded,
    NotRecorded,
    /// A bad line stands in the way; opening judges it.
    Unclear,
}

/// Finishes an erasure that was recorded, and forgets one that never was. Only for who holds the lock,
/// before anything else is read.
pub(crate) fn finish(dir: &Path) -> Result<Option<Finished>, LogError> {
    let paths = Paths::of(dir);
    let Some(unfinished) = Unfinished::read(&paths)? else { return Ok(None) };
    match fate(&paths, &unfinished)? {
        Fate::Unclear => return Ok(None),
        Fate::NotRecorded => {
            Unfinished::remove(dir, &paths)?;
            return Ok(None);
        }
        Fate::Recorded => {}
    }
    let positions: BTreeSet<Position> = unfinished.positions.iter().copied().collect();
    let events = redact(&paths.log, &positions)?;
    let mut pieces = 0;
    for digest in &unfinished.evidence {
        pieces += u64::from(evidence::remove(&paths.evidence, digest)?);
    }
    forget_what_was_derived(dir, &paths)?;
    Unfinished::remove(dir, &paths)?;
    Ok(Some(Finished { events, evidence: pieces }))
}

/// Looks for the commit where it must stand, and makes it durable: it may so far be in memory only.
fn fate(paths: &Paths, unfinished: &Unfinished) -> Result<Fate, LogError> {
    let wanted = unfinished.after.next();
    let segments = Segment::list(&paths.log)?;
    let after = segments.partition_point(|segment| segment.first <= wanted);
    let Some(segment) = after.checked_sub(1).map(|index| &segments[index]) else {
        return Ok(Fate::NotRecorded);
    };
    for line in segment.lines(0)? {
        let Ok((_, record)) = read_line(&line?.bytes) else { return Ok(Fate::Unclear) };
        if record.summary.last >= wanted {
            if record.summary.id != unfinished.commit {
                return Ok(Fate::NotRecorded);
            }
            let synced = File::open(&segment.path).and_then(|file| file.sync_all());
            synced.map_err(LogError::io(&segment.path))?;
            return Ok(Fate::Recorded);
        }
    }
    Ok(Fate::NotRecorded)
}

/// Removes index and snapshot: they were made from what is gone, and are made again.
pub(super) fn forget_what_was_derived(dir: &Path, paths: &Paths) -> Result<(), LogError> {
    let gone = |error: &std::io::Error| error.kind() == ErrorKind::NotFound;
    let snapshot = dir.join("snapshot");
    for (path, removed) in [
        (&paths.index, fs::remove_dir_all(&paths.index)),
        (&paths.recovered.join("index"), fs::remove_dir_all(paths.recovered.join("index"))),
        (&snapshot, fs::remove_file(&snapshot)),
    ] {
        removed
            .or_else(|error| if gone(&error) { Ok(()) } else { Err(error) })
            .map_err(LogError::io(path))?;
    }
    sync_dir(dir)
}
