//! sled by itself. Its `flush` does not reach the disk on Linux, so its file is synced behind it.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Duration;

use counterclaim_log::Commit;
use sled::{Batch, Db};

use super::Store;
use super::row::rows;
use crate::sample::timed;

pub(crate) struct Sled {
    db: Db,
    file: PathBuf,
    events: u64,
}

impl Sled {
    pub(crate) fn create(dir: &Path) -> anyhow::Result<Self> {
        let db = sled::Config::new().path(dir).flush_every_ms(None).open()?;
        Ok(Self { db, file: dir.join("db"), events: 0 })
    }

    fn take(&mut self, commit: &Commit) -> anyhow::Result<()> {
        let mut batch = Batch::default();
        batch.insert([b"c", commit.header.id.as_str().as_bytes()].concat(), &commit.request.0);
        for row in rows(commit)? {
            self.events += 1;
            let key = [&b"e"[..], &self.events.to_be_bytes()].concat();
            batch.insert(key, serde_json::to_vec(&row)?);
        }
        self.db.apply_batch(batch)?;
        self.db.flush()?;
        File::open(&self.file)?.sync_data()?;
        Ok(())
    }
}

impl Store for Sled {
    fn name(&self) -> &'static str {
        "sled, one batch, flush + fdatasync"
    }

    fn append(&mut self, commit: &Commit, _: usize) -> anyhow::Result<Duration> {
        let (time, taken) = timed(|| self.take(commit));
        taken?;
        Ok(time)
    }
}
