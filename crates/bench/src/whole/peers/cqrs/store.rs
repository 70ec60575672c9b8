//! Events in one SQLite table, behind the framework's door for stores: in the columns of its own SQLite and
//! Postgres crates.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use counterclaim_model::Recorded;
use cqrs_es::persist::{
    PersistedEventRepository, PersistenceError, ReplayStream, SerializedEvent, SerializedSnapshot,
};
use cqrs_es::{Aggregate, DomainEvent as _};
use rusqlite::{Connection, params};
use serde_json::Value;

use super::claimed::{Claimed, told};

/// Events and views in one SQLite file, in the tables of the framework's own SQLite and Postgres crates.
pub(crate) struct Store {
    path: PathBuf,
    db: Mutex<Connection>,
}

pub(super) const TABLES: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;
    CREATE TABLE IF NOT EXISTS events (aggregate_type TEXT, aggregate_id TEXT, sequence INTEGER,
        event_type TEXT, event_version TEXT, payload TEXT, metadata TEXT,
        PRIMARY KEY (aggregate_type, aggregate_id, sequence));
    CREATE TABLE IF NOT EXISTS views (view_id TEXT PRIMARY KEY, version INTEGER, payload TEXT);";

impl Store {
    pub(crate) fn open(path: &Path) -> anyhow::Result<Self> {
        let db = Connection::open(path)?;
        db.execute_batch(TABLES)?;
        Ok(Self { path: path.to_owned(), db: Mutex::new(db) })
    }

    /// Opens a store whose commits are synced.
    pub(crate) fn durable(path: &Path) -> anyhow::Result<Self> {
        let store = Self::open(path)?;
        store.db().execute_batch("PRAGMA synchronous = FULL;")?;
        Ok(store)
    }

    fn db(&self) -> MutexGuard<'_, Connection> {
        self.db.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes what happened to claims, as `persist` would have, one after the other; `each` hands them over.
    pub(crate) fn fill(
        &self,
        each: impl FnOnce(&mut dyn FnMut(&Recorded) -> anyhow::Result<()>) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let db = self.db();
        let mut sequences = HashMap::new();
        db.execute_batch("BEGIN")?;
        each(&mut |recorded| {
            let Some((claim, told)) = told(&recorded.event) else { return Ok(()) };
            let sequence = sequences.entry(claim).or_insert(0u64);
            *sequence += 1;
            db.prepare_cached("INSERT INTO events VALUES ('claim', ?1, ?2, ?3, '1.0', ?4, '{}')")?
                .execute(params![
                    claim.to_string(),
                    *sequence as i64,
                    told.event_type(),
                    serde_json::to_string(&told)?
                ])?;
            Ok(())
        })?;
        db.execute_batch("COMMIT")?;
        Ok(())
    }
}

pub(super) fn failed(error: impl std::error::Error + Send + Sync + 'static) -> PersistenceError {
    PersistenceError::UnknownError(Box::new(error))
}

fn event(row: &rusqlite::Row<'_>) -> rusqlite::Result<(String, i64, String, String, String)> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
}

fn serialized(
    row: (String, i64, String, String, String),
) -> Result<SerializedEvent, PersistenceError> {
    let (id, sequence, kind, payload, metadata) = row;
    let [payload, metadata]: [Value; 2] =
        [serde_json::from_str(&payload)?, serde_json::from_str(&metadata)?];
    let aggregate = Claimed::TYPE.to_owned();
    let version = "1.0".to_owned();
    Ok(SerializedEvent::new(id, sequence as usize, aggregate, kind, version, payload, metadata))
}

/// The columns of [`event`].
const SELECT: &str = "SELECT aggregate_id, sequence, event_type, payload, metadata FROM events";

impl Store {
    fn events(&self, id: &str, after: usize) -> Result<Vec<SerializedEvent>, PersistenceError> {
        let db = self.db();
        let select = format!(
            "{SELECT} WHERE aggregate_type = 'claim' AND aggregate_id = ?1 AND sequence > ?2"
        );
        let mut statement = db.prepare_cached(&select).map_err(failed)?;
        let rows = statement.query_map(params![id, after as i64], event).map_err(failed)?;
        rows.map(|row| serialized(row.map_err(failed)?)).collect()
    }

    /// Reads in a thread of its own, with a connection of its own, as the framework's crates do in a task.
    fn stream(&self, only: Option<String>) -> ReplayStream {
        let (mut feed, stream) = ReplayStream::new(1_000);
        let (path, handle) = (self.path.clone(), tokio::runtime::Handle::current());
        std::thread::spawn(move || {
            let read = || -> Result<(), PersistenceError> {
                let db = Connection::open(path).map_err(failed)?;
                let select =
                    format!("{SELECT} WHERE ?1 IS NULL OR aggregate_id = ?1 ORDER BY rowid");
                let mut statement = db.prepare(&select).map_err(failed)?;
                let rows = statement.query_map(params![only], event).map_err(failed)?;
                for row in rows {
                    let next = row.map_err(failed).and_then(serialized);
                    handle.block_on(feed.push(next))?;
                }
                Ok(())
            };
            // Who no longer listens needs no error; a database that fails shows as too few events.
            let _ = read();
        });
        stream
    }
}

impl PersistedEventRepository for Store {
    async fn get_events<A: Aggregate>(
        &self,
        id: &str,
    ) -> Result<Vec<SerializedEvent>, PersistenceError> {
        self.events(id, 0)
    }

    async fn get_last_events<A: Aggregate>(
        &self,
        id: &str,
        last_sequence: usize,
    ) -> Result<Vec<SerializedEvent>, PersistenceError> {
        self.events(id, last_sequence)
    }

    async fn get_snapshot<A: Aggregate>(
        &self,
        _: &str,
    ) -> Result<Option<SerializedSnapshot>, PersistenceError> {
        Ok(None)
    }

    async fn persist<A: Aggregate>(
        &self,
        events: &[SerializedEvent],
        _: Option<(String, Value, usize)>,
    ) -> Result<(), PersistenceError> {
        let mut db = self.db();
        let transaction = db.transaction().map_err(failed)?;
        for event in events {
            let insert = "INSERT INTO events VALUES ('claim', ?1, ?2, ?3, '1.0', ?4, ?5)";
            let values = params![
                event.aggregate_id,
                event.sequence as i64,
                event.event_type,
                event.payload.to_string(),
                event.metadata.to_string()
            ];
            transaction.prepare_cached(insert).map_err(failed)?.execute(values).map_err(failed)?;
        }
        transaction.commit().map_err(failed)
    }

    async fn stream_events<A: Aggregate>(
        &self,
        id: &str,
    ) -> Result<ReplayStream, PersistenceError> {
        Ok(self.stream(Some(id.to_owned())))
    }

    async fn stream_all_events<A: Aggregate>(&self) -> Result<ReplayStream, PersistenceError> {
        Ok(self.stream(None))
    }
}
