//! Views in another SQLite table, behind the framework's door for views, and a replay of everything into them.

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use cqrs_es::persist::{GenericQuery, PersistenceError, QueryReplay, ViewContext, ViewRepository};
use rusqlite::{Connection, OptionalExtension as _, params};

use super::claimed::Claimed;
use super::store::{Store, TABLES, failed};
use crate::sample::timed;

/// The table of views.
struct Views(Mutex<Connection>);

impl Views {
    fn db(&self) -> MutexGuard<'_, Connection> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl ViewRepository<Claimed, Claimed> for Views {
    async fn load(&self, id: &str) -> Result<Option<Claimed>, PersistenceError> {
        Ok(self.load_with_context(id).await?.map(|(view, _)| view))
    }

    async fn load_with_context(
        &self,
        id: &str,
    ) -> Result<Option<(Claimed, ViewContext)>, PersistenceError> {
        let found: Option<(i64, String)> = self
            .db()
            .prepare_cached("SELECT version, payload FROM views WHERE view_id = ?1")
            .map_err(failed)?
            .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()
            .map_err(failed)?;
        let view = |(version, payload): (i64, String)| {
            Ok((serde_json::from_str(&payload)?, ViewContext::new(id.to_owned(), version)))
        };
        found.map(view).transpose()
    }

    async fn update_view(
        &self,
        view: Claimed,
        context: ViewContext,
    ) -> Result<(), PersistenceError> {
        self.db()
            .prepare_cached("INSERT OR REPLACE INTO views VALUES (?1, ?2, ?3)")
            .map_err(failed)?
            .execute(params![
                context.view_instance_id,
                context.version + 1,
                serde_json::to_string(&view)?
            ])
            .map_err(failed)?;
        Ok(())
    }
}

/// Replays everything into views that are not there yet; returns the time and how many views there are.
///
/// # Errors
/// The store's, the database's, or the framework's.
pub(crate) fn replay(path: &Path, views: &Path) -> anyhow::Result<(Duration, u64)> {
    let store = Store::open(path)?;
    let db = Connection::open(views)?;
    db.execute_batch(TABLES)?;
    // One transaction for all of it: kinder than what the framework's crates do.
    db.execute_batch("BEGIN")?;
    let views = Arc::new(Views(Mutex::new(db)));
    let query = GenericQuery::<_, Claimed, Claimed>::new(Arc::clone(&views));
    let replay = QueryReplay::new(store, query);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).build()?;
    let (time, replayed) = timed(|| {
        runtime.block_on(async { replay.replay_all().await })?;
        views.db().execute_batch("COMMIT")?;
        anyhow::Ok(())
    });
    replayed?;
    let many =
        views.db().query_row("SELECT count(*) FROM views", [], |row| row.get::<_, i64>(0))?;
    Ok((time, many as u64))
}
