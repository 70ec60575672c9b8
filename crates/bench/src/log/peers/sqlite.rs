//! SQLite as a good engineer would use it for this: write-ahead log, `synchronous=FULL`, one transaction
//! a commit, prepared statements, the two indexes that idempotency and streams need.

use std::path::Path;
use std::time::Duration;

use counterclaim_log::Commit;
use rusqlite::{Connection, params};

use super::Store;
use super::row::rows;
use crate::sample::timed;

const SCHEMA: &str = "
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    CREATE TABLE commits (
        id TEXT PRIMARY KEY, request BLOB, recorded_at INTEGER, analyst TEXT, agent TEXT
    ) WITHOUT ROWID;
    CREATE TABLE events (
        position INTEGER PRIMARY KEY, commit_id TEXT, stream TEXT, type TEXT, payload TEXT
    );
    CREATE INDEX events_of_stream ON events (stream, position);
";

pub(crate) struct Sqlite(Connection);

impl Sqlite {
    pub(crate) fn create(path: &Path) -> anyhow::Result<Self> {
        let connection = Connection::open(path)?;
        connection.execute_batch(SCHEMA)?;
        Ok(Self(connection))
    }

    fn take(&mut self, commit: &Commit) -> anyhow::Result<()> {
        let rows = rows(commit)?;
        let transaction = self.0.transaction()?;
        {
            let header = &commit.header;
            let mut insert =
                transaction.prepare_cached("INSERT INTO commits VALUES (?1, ?2, ?3, ?4, ?5)")?;
            let time = header.recorded_at.timestamp_micros();
            let request = &commit.request.0[..];
            insert.execute(params![
                header.id.as_str(),
                request,
                time,
                header.analyst,
                header.agent
            ])?;
            let mut insert = transaction.prepare_cached(
                "INSERT INTO events (commit_id, stream, type, payload) VALUES (?1, ?2, ?3, ?4)",
            )?;
            for row in &rows {
                insert.execute(params![row.commit, row.stream, row.name, row.payload])?;
            }
        }
        transaction.commit()?;
        Ok(())
    }
}

impl Store for Sqlite {
    fn name(&self) -> &'static str {
        "SQLite, WAL, synchronous=FULL, prepared"
    }

    fn append(&mut self, commit: &Commit, _: usize) -> anyhow::Result<Duration> {
        let (time, taken) = timed(|| self.take(commit));
        taken?;
        Ok(time)
    }
}
