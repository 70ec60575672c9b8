//! `cqrs-es`, the usual choice for event sourcing in Rust, as its guide has it: an aggregate a claim, events
//! as JSON in one SQLite table, and its own `QueryReplay` into its own `GenericQuery`, a view a claim. Ours
//! folds many views and the graph in the same time; here it is the one view that the framework keeps best.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use counterclaim_model::{Event, Link, NewClaim, Recorded, Review};
use cqrs_es::event_sink::EventSink;
use cqrs_es::persist::{
    GenericQuery, PersistedEventRepository, PersistenceError, QueryReplay, ReplayStream,
    SerializedEvent, SerializedSnapshot, ViewContext, ViewRepository,
};
use cqrs_es::{Aggregate, DomainEvent, EventEnvelope, View};
use rusqlite::{Connection, OptionalExtension as _, params};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::sample::timed;

/// What happens to a claim.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum Told {
    Claim(Box<NewClaim>),
    Link(Box<Link>),
    Review(Box<Review>),
}

impl DomainEvent for Told {
    fn event_type(&self) -> String {
        let name = match self {
            Self::Claim(_) => "claim",
            Self::Link(_) => "link",
            Self::Review(_) => "review",
        };
        name.to_owned()
    }

    fn event_version(&self) -> String {
        "1.0".to_owned()
    }
}

/// A claim with what was said to it; aggregate and view have the same in them.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Claimed {
    claim: Option<NewClaim>,
    links: Vec<Link>,
    reviews: Vec<Review>,
}

impl Claimed {
    fn take(&mut self, told: &Told) {
        match told {
            Told::Claim(claim) => self.claim = Some(claim.as_ref().clone()),
            Told::Link(link) => self.links.push(link.as_ref().clone()),
            Told::Review(review) => self.reviews.push(review.as_ref().clone()),
        }
    }
}

impl Aggregate for Claimed {
    const TYPE: &'static str = "claim";
    type Command = Told;
    type Event = Told;
    type Error = std::io::Error;
    type Services = ();

    async fn handle(
        &mut self,
        command: Told,
        (): &(),
        sink: &EventSink<Self>,
    ) -> Result<(), Self::Error> {
        sink.write(command, self).await;
        Ok(())
    }

    fn apply(&mut self, event: Told) {
        self.take(&event);
    }
}

impl View<Claimed> for Claimed {
    fn update(&mut self, event: &EventEnvelope<Claimed>) {
        self.take(&event.payload);
    }
}

/// Events and views in one SQLite file, in the tables of the framework's own SQLite and Postgres crates.
pub(crate) struct Store {
    path: PathBuf,
    db: Mutex<Connection>,
}

const TABLES: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;
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

    fn db(&self) -> MutexGuard<'_, Connection> {
        self.db.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes what happened to claims, as `persist` would have, one after the other; `each` hands them over.
    pub(crate) fn fill(
        &self,
        each: impl FnOnce(&mut dyn FnMut(&Recorded) -> anyhow::Result<()>) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let db = self.db();
        let mut sequences = std::collections::HashMap::new();
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

/// Returns what an event says of a claim; a link is told of the claim it leads to.
fn told(event: &Event) -> Option<(counterclaim_model::ClaimId, Told)> {
    if let Some(claim) = super::super::case::claim_in(event) {
        return Some((claim.id, Told::Claim(Box::new(claim.clone()))));
    }
    if let Event::LinkAdded(added) = event {
        return Some((added.link.to, Told::Link(Box::new(added.link.clone()))));
    }
    if let Event::ReviewRecorded(review) = event {
        return Some((review.claim, Told::Review(Box::new(review.clone()))));
    }
    None
}

fn failed(error: impl std::error::Error + Send + Sync + 'static) -> PersistenceError {
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
