//! The one tree that the index lives in: sled's, or one in memory where sled is of no use. Only this file
//! calls sled, and no panic of it gets out.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock};
use std::thread;
use std::time::Duration;

use sled::{Batch, Db};

use super::lost::{IndexLost, guarded};
use super::step::Pair;
use crate::files::sync_dir;

/// Memory for sled's page cache, in bytes. It uses several times as much.
const CACHE: u64 = 16 * 1024 * 1024;

/// How often, and how far apart, the lock of an index that was just closed is tried.
const LOCK_TRIES: u32 = 100;
const LOCK_PAUSE: Duration = Duration::from_millis(5);

/// An ordered map of bytes.
pub(crate) enum Tree {
    /// On disk. `None` only while it is dropped.
    Sled { db: Option<Db>, dir: PathBuf },
    /// Gone with the process.
    Memory(RwLock<BTreeMap<Vec<u8>, Vec<u8>>>),
}

impl Tree {
    /// Opens sled in `dir`, or begins there.
    pub(crate) fn open(dir: &Path) -> Result<Self, IndexLost> {
        remove_unfinished_snapshots(dir);
        Ok(Self::Sled { db: Some(open_db(dir)?), dir: dir.to_owned() })
    }

    /// Begins an empty tree in memory.
    pub(crate) fn in_memory() -> Self {
        Self::Memory(RwLock::default())
    }

    /// Returns the directory it lies in, if it lies in one.
    pub(crate) fn dir(&self) -> Option<&Path> {
        match self {
            Self::Sled { dir, .. } => Some(dir),
            Self::Memory(_) => None,
        }
    }

    /// Removes and inserts, all or nothing.
    pub(crate) fn apply(&self, remove: &[Vec<u8>], insert: &[Pair]) -> Result<(), IndexLost> {
        match self {
            Self::Sled { db, .. } => {
                let mut batch = Batch::default();
                remove.iter().for_each(|key| batch.remove(key.as_slice()));
                for (key, value) in insert {
                    batch.insert(key.as_slice(), value.as_slice());
                }
                guarded(|| Ok(open(db)?.apply_batch(batch)?))
            }
            Self::Memory(map) => {
                let mut map = map.write().unwrap_or_else(PoisonError::into_inner);
                remove.iter().for_each(|key| drop(map.remove(key)));
                map.extend(insert.iter().cloned());
                Ok(())
            }
        }
    }

    /// Makes what was applied durable. sled's own flush does not: it never syncs its file.
    pub(crate) fn sync(&self) -> Result<(), IndexLost> {
        let Self::Sled { db, dir } = self else { return Ok(()) };
        guarded(|| {
            open(db)?.flush()?;
            let sync = || File::open(dir.join("db"))?.sync_data();
            sync().map_err(|error| IndexLost(error.to_string()))?;
            sync_dir(dir).map_err(|error| IndexLost(error.to_string()))
        })
    }

    /// Returns the value of a key.
    pub(crate) fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, IndexLost> {
        match self {
            Self::Sled { db, .. } => {
                guarded(|| Ok(open(db)?.get(key)?.map(|value| value.to_vec())))
            }
            Self::Memory(map) => {
                Ok(map.read().unwrap_or_else(PoisonError::into_inner).get(key).cloned())
            }
        }
    }

    /// Returns the last pair from `low` to `high`, both included.
    pub(crate) fn last(&self, low: &[u8], high: &[u8]) -> Result<Option<Pair>, IndexLost> {
        match self {
            Self::Sled { db, .. } => guarded(|| {
                let last = open(db)?.range(low..=high).next_back().transpose()?;
                Ok(last.map(|(key, value)| (key.to_vec(), value.to_vec())))
            }),
            Self::Memory(map) => {
                let map = map.read().unwrap_or_else(PoisonError::into_inner);
                let bounds = (Bound::Included(low), Bound::Included(high));
                let last = map.range::<[u8], _>(bounds).next_back();
                Ok(last.map(|(key, value)| (key.clone(), value.clone())))
            }
        }
    }

    /// Visits the pairs from `low` to `high`, both included, in order, until told to stop.
    pub(crate) fn visit(
        &self,
        low: &[u8],
        high: &[u8],
        mut visit: impl FnMut(&[u8], &[u8]) -> Result<bool, IndexLost>,
    ) -> Result<(), IndexLost> {
        match self {
            Self::Sled { db, .. } => guarded(|| {
                for pair in open(db)?.range(low..=high) {
                    let (key, value) = pair?;
                    if !visit(&key, &value)? {
                        break;
                    }
                }
                Ok(())
            }),
            Self::Memory(map) => {
                let map = map.read().unwrap_or_else(PoisonError::into_inner);
                let bounds = (Bound::Included(low), Bound::Included(high));
                for (key, value) in map.range::<[u8], _>(bounds) {
                    if !visit(key, value)? {
                        break;
                    }
                }
                Ok(())
            }
        }
    }
}

impl Drop for Tree {
    fn drop(&mut self) {
        if let Self::Sled { db, .. } = self {
            // What was sealed is durable; what closing could still go wrong with, nobody needs.
            let _ = guarded(|| {
                drop(db.take());
                Ok(())
            });
        }
    }
}

fn open(db: &Option<Db>) -> Result<&Db, IndexLost> {
    db.as_ref().ok_or_else(|| IndexLost("it is closed".to_owned()))
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
