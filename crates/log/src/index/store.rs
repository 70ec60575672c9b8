//! Opening, writing and asking sled. Every call is guarded: an error, a panic or a doubtful answer
//! becomes [`IndexLost`], upon which the log goes on without the index.

use std::fs::{self, File};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use counterclaim_model::{CommitId, Position, Stream};
use sled::{Batch, Db};

use super::keys;
use crate::CommitSummary;
use crate::catalogue::{Mark, Step};
use crate::files::{Place, sync_dir, write_file};
use crate::tip::Tip;

/// Memory for sled's page cache, in bytes. It uses several times as much.
const CACHE: u64 = 16 * 1024 * 1024;

/// How often, and how far apart, the lock of an index that was just closed is tried.
const LOCK_TRIES: u32 = 100;
const LOCK_PAUSE: Duration = Duration::from_millis(5);

/// An open index.
pub(crate) struct Index {
    db: Db,
    dir: PathBuf,
}

/// What an index says of the log it belongs to.
#[derive(Debug)]
pub(crate) struct Known {
    pub(crate) mark: Mark,
    pub(crate) tip: Tip,
}

/// The index is of no more use, and why.
#[derive(Debug)]
pub(crate) struct IndexLost(pub(crate) String);

impl From<sled::Error> for IndexLost {
    fn from(error: sled::Error) -> Self {
        Self(error.to_string())
    }
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index").field("dir", &self.dir).finish_non_exhaustive()
    }
}

impl Index {
    /// Opens the index in `dir`, or begins one there. Returns what it knows; nothing if it is new.
    ///
    /// An index is believed only if what sled found is what was sealed: sled itself may open without
    /// error on a fraction of what was flushed.
    pub(crate) fn open(dir: &Path) -> Result<(Self, Option<Known>), IndexLost> {
        remove_unfinished_snapshots(dir);
        let index = Self { db: open_db(dir)?, dir: dir.to_owned() };
        let sealed = fs::read(index.seal()).ok();
        if sealed.is_none() && guarded(|| Ok(index.db.is_empty()))? {
            return Ok((index, None));
        }
        let found = guarded(|| Ok(index.db.get(keys::MARK)?))?;
        if found.as_deref() != sealed.as_deref() {
            return Err(IndexLost("it is not what was sealed last".to_owned()));
        }
        let mark = sealed.as_deref().and_then(keys::mark);
        let mark = mark.ok_or_else(|| IndexLost("it is empty".to_owned()))?;
        let tip = index.tip(&mark)?;
        Ok((index, Some(Known { mark, tip })))
    }

    fn seal(&self) -> PathBuf {
        self.dir.join("seal")
    }

    /// Returns the end of the log as of `mark`.
    fn tip(&self, mark: &Mark) -> Result<Tip, IndexLost> {
        let mut tip = Tip { head: mark.position, recorded_at: mark.recorded_at, ..Tip::default() };
        guarded(|| {
            for pair in self.db.scan_prefix(keys::HEADS) {
                let (key, value) = pair?;
                let name = std::str::from_utf8(&key[keys::HEADS.len()..]).ok();
                let stream = name.and_then(|name| name.parse().ok());
                let (Some(stream), Some(version)) = (stream, keys::number(&value)) else {
                    return Err(IndexLost("it names a stream that is none".to_owned()));
                };
                tip.streams.insert(stream, version);
            }
            Ok(())
        })?;
        let events: u64 = tip.streams.values().fold(0, |sum, events| sum.saturating_add(*events));
        if events != mark.position.0 {
            return Err(IndexLost("its streams do not add up to its position".to_owned()));
        }
        Ok(tip)
    }

    /// Takes a step: one batch, then one sync, then the seal.
    pub(crate) fn take(&self, step: &Step) -> Result<(), IndexLost> {
        let mut batch = Batch::default();
        for (id, summary) in &step.commits {
            batch.insert(keys::commit(id), keys::summary_value(summary));
        }
        for (first, place) in &step.blocks {
            batch.insert(keys::block(*first), keys::value([place.segment.0, place.offset]));
        }
        for (stream, posting) in &step.postings {
            batch.insert(keys::head(*stream), keys::value([posting.last_version()]));
            let versions = (posting.first_version..).step_by(keys::CHUNK);
            for (version, positions) in versions.zip(posting.positions.chunks(keys::CHUNK)) {
                let value = keys::value(positions.iter().map(|position| position.0));
                batch.insert(keys::posting(*stream, version), value);
            }
        }
        let mark = keys::mark_value(&step.mark);
        batch.insert(keys::MARK, mark.as_slice());
        guarded(|| {
            self.db.apply_batch(batch)?;
            self.db.flush()?;
            Ok(())
        })?;
        self.sync().map_err(|error| IndexLost(error.to_string()))?;
        write_file(&self.seal(), &mark).map_err(|error| IndexLost(error.to_string()))
    }

    /// Makes sled's file durable, which its own flush does not.
    fn sync(&self) -> std::io::Result<()> {
        File::open(self.dir.join("db"))?.sync_data()?;
        sync_dir(&self.dir).map_err(std::io::Error::other)
    }

    /// Returns what is known of a commit.
    pub(crate) fn commit(&self, id: &CommitId) -> Result<Option<CommitSummary>, IndexLost> {
        let Some(value) = guarded(|| Ok(self.db.get(keys::commit(id))?))? else { return Ok(None) };
        let summary = keys::summary(id, &value);
        summary.map(Some).ok_or_else(|| IndexLost("a commit cannot be read".to_owned()))
    }

    /// Returns the last noted place at or before `position`.
    pub(crate) fn block(&self, position: Position) -> Result<Option<Place>, IndexLost> {
        let range = keys::block(Position::START)..=keys::block(position);
        let found = guarded(|| Ok(self.db.range(range).next_back().transpose()?))?;
        let Some((_, value)) = found else { return Ok(None) };
        match keys::numbers(&value)[..] {
            [segment, offset] => Ok(Some(Place { segment: Position(segment), offset })),
            _ => Err(IndexLost("a place cannot be read".to_owned())),
        }
    }

    /// Returns the positions of a stream's events behind `after_version`.
    pub(crate) fn positions(
        &self,
        stream: Stream,
        after_version: u64,
    ) -> Result<Vec<Position>, IndexLost> {
        guarded(|| {
            let wanted = after_version.saturating_add(1);
            let (all, next) = (keys::posting(stream, 0), keys::posting(stream, wanted));
            let start = match self.db.range(all..=next.clone()).next_back().transpose()? {
                Some((key, _)) => key.to_vec(),
                None => next,
            };
            let mut positions = Vec::new();
            for pair in self.db.range(start..keys::posting(stream, u64::MAX)) {
                let (key, value) = pair?;
                let first = keys::number(&key).unwrap_or(u64::MAX);
                let skip = wanted.saturating_sub(first);
                let skip = usize::try_from(skip).unwrap_or(usize::MAX);
                positions.extend(keys::numbers(&value).into_iter().skip(skip).map(Position));
            }
            Ok(positions)
        })
    }
}

/// Runs a call into sled; its errors and panics become one thing.
fn guarded<T>(call: impl FnOnce() -> Result<T, IndexLost>) -> Result<T, IndexLost> {
    catch_unwind(AssertUnwindSafe(call)).unwrap_or_else(|_| Err(IndexLost("sled panicked".into())))
}

/// Opens sled. Its threads hold its lock for a moment after it was closed; since only the holder of the
/// case's lock comes here, that moment passes.
fn open_db(dir: &Path) -> Result<Db, IndexLost> {
    let config = sled::Config::new().path(dir).cache_capacity(CACHE).flush_every_ms(None);
    let mut tries = 0;
    loop {
        match guarded(|| Ok(config.open()?)) {
            Err(IndexLost(why)) if why.contains("could not acquire lock") && tries < LOCK_TRIES => {
                tries += 1;
                thread::sleep(LOCK_PAUSE);
            }
            opened => return opened,
        }
    }
}

/// Removes snapshots that sled was killed in the middle of writing: it would refuse to open, for ever,
/// and loses nothing without them.
fn remove_unfinished_snapshots(dir: &Path) {
    let Ok(entries) = fs::read_dir(dir) else { return };
    for path in entries.filter_map(|entry| entry.ok().map(|entry| entry.path())) {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if name.starts_with("snap.") && name.ends_with(".generating") {
            // If it cannot be removed, opening fails next, and the index is lost and rebuilt.
            let _ = fs::remove_file(&path);
        }
    }
}
