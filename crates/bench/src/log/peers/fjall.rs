//! fjall: a log-structured store, its journal synced at every commit.

use std::path::Path;
use std::time::Duration;

use counterclaim_log::Commit;
use fjall::{Database, Keyspace, KeyspaceCreateOptions, PersistMode};

use super::Store;
use super::row::rows;
use crate::sample::timed;

pub(crate) struct Fjall {
    db: Database,
    commits: Keyspace,
    stored: Keyspace,
    events: u64,
}

impl Fjall {
    pub(crate) fn create(dir: &Path) -> anyhow::Result<Self> {
        let db = Database::builder(dir).open()?;
        let commits = db.keyspace("commits", KeyspaceCreateOptions::default)?;
        let stored = db.keyspace("events", KeyspaceCreateOptions::default)?;
        Ok(Self { db, commits, stored, events: 0 })
    }

    fn take(&mut self, commit: &Commit) -> anyhow::Result<()> {
        let mut batch = self.db.batch();
        batch.insert(&self.commits, commit.header.id.as_str(), &commit.request.0[..]);
        for row in rows(commit)? {
            self.events += 1;
            batch.insert(&self.stored, self.events.to_be_bytes(), serde_json::to_vec(&row)?);
        }
        batch.commit()?;
        self.db.persist(PersistMode::SyncData)?;
        Ok(())
    }
}

impl Store for Fjall {
    fn name(&self) -> &'static str {
        "fjall, one batch, SyncData"
    }

    fn append(&mut self, commit: &Commit, _: usize) -> anyhow::Result<Duration> {
        let (time, taken) = timed(|| self.take(commit));
        taken?;
        Ok(time)
    }
}
