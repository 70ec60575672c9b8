//! redb: a B-tree in one file, durable at every commit.

use std::path::Path;
use std::time::Duration;

use counterclaim_log::Commit;
use redb::{Database, TableDefinition};

use super::Store;
use super::row::rows;
use crate::sample::timed;

const COMMITS: TableDefinition<'_, &str, &[u8]> = TableDefinition::new("commits");
const EVENTS: TableDefinition<'_, u64, &[u8]> = TableDefinition::new("events");

pub(crate) struct Redb {
    db: Database,
    events: u64,
}

impl Redb {
    pub(crate) fn create(path: &Path) -> anyhow::Result<Self> {
        Ok(Self { db: Database::create(path)?, events: 0 })
    }

    fn take(&mut self, commit: &Commit) -> anyhow::Result<()> {
        let transaction = self.db.begin_write()?;
        {
            let mut commits = transaction.open_table(COMMITS)?;
            commits.insert(commit.header.id.as_str(), &commit.request.0[..])?;
            let mut events = transaction.open_table(EVENTS)?;
            for row in rows(commit)? {
                self.events += 1;
                events.insert(self.events, serde_json::to_vec(&row)?.as_slice())?;
            }
        }
        transaction.commit()?;
        Ok(())
    }
}

impl Store for Redb {
    fn name(&self) -> &'static str {
        "redb, one transaction, durable"
    }

    fn append(&mut self, commit: &Commit, _: usize) -> anyhow::Result<Duration> {
        let (time, taken) = timed(|| self.take(commit));
        taken?;
        Ok(time)
    }
}
