//! PostgreSQL where a server is installed: a private cluster in a directory of its own, on a socket that
//! nobody else can reach, under a user without rights if this program has all of them.

use std::collections::HashMap;
use std::io::Write as _;
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::Context as _;
use counterclaim_log::Commit;
use postgres::types::{ToSql, Type};
use postgres::{Client, NoTls, Statement};
use rusqlite::Connection;
use rusqlite::types::Value;

use super::sqlite::{Ask, INDEXES, TABLES};
use crate::log::{Store, rows};
use crate::sample::timed;

/// Users the server may run as, when this program is run by root: the first that is there.
const USERS: [&str; 2] = ["postgres", "nobody"];

/// A running server. It ends with this value.
pub(crate) struct Cluster {
    data: PathBuf,
    socket: tempfile::TempDir,
    bin: PathBuf,
    user: Option<(u32, u32)>,
}

impl Cluster {
    /// Starts a cluster whose files are below `dir`; or says why there is none.
    pub(crate) fn start(dir: &Path) -> Result<Self, String> {
        let bin = server().ok_or("no PostgreSQL server is installed (initdb was not found)")?;
        Self::begun(dir, bin).map_err(|error| format!("PostgreSQL does not start: {error:#}"))
    }

    fn begun(dir: &Path, bin: PathBuf) -> anyhow::Result<Self> {
        let data = std::path::absolute(dir)?.join("postgres");
        std::fs::create_dir_all(&data)?;
        let socket = tempfile::Builder::new().prefix("ccpg").tempdir()?;
        let user = if is_root() { Some(somebody()?) } else { None };
        for path in [data.as_path(), socket.path()] {
            if let Some((uid, gid)) = user {
                chown(path, Some(uid), Some(gid))?;
            }
        }
        let cluster = Self { data, socket, bin, user };
        let made = ["-A", "trust", "-U", "bench", "-E", "UTF8", "--no-locale", "--no-sync", "-D"];
        cluster.called("initdb", &made, true)?;
        let settings = format!(
            "-k {} -c listen_addresses='' -c shared_buffers=1GB -c fsync=on -c synchronous_commit=on \
             -c max_wal_size=8GB -c work_mem=64MB -c jit=off",
            cluster.socket.path().display()
        );
        cluster.called("pg_ctl", &["-w", "-s", "-o", &settings, "-D"], false)?;
        Ok(cluster)
    }

    /// Runs a program of the server with its data directory behind the arguments.
    fn called(&self, name: &str, arguments: &[&str], is_making: bool) -> anyhow::Result<()> {
        let mut command = Command::new(self.bin.join(name));
        command.args(arguments).arg(&self.data).current_dir("/");
        if name == "pg_ctl" && !is_making {
            command.arg("start");
        }
        if let Some((uid, gid)) = self.user {
            command.uid(uid).gid(gid);
        }
        // A server keeps what it was started with open: no pipe may wait for its end.
        let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status()?;
        anyhow::ensure!(status.success(), "{name} failed");
        Ok(())
    }

    /// Opens a connection.
    pub(crate) fn connect(&self) -> anyhow::Result<Client> {
        let host = self.socket.path().to_str().context("the socket has an odd name")?;
        let mut config = Client::configure();
        config.host(host).user("bench").dbname("postgres");
        Ok(config.connect(NoTls)?)
    }

    /// Returns the server's version.
    pub(crate) fn version(&self) -> anyhow::Result<String> {
        Ok(self.connect()?.query_one("SHOW server_version", &[])?.get(0))
    }
}

impl Cluster {
    /// Returns a store for appends: the tables of the log, one transaction a commit, rows as arrays.
    pub(crate) fn store(&self) -> anyhow::Result<Log> {
        let mut client = self.connect()?;
        client.batch_execute(
            "DROP TABLE IF EXISTS log_commits, log_events;
             CREATE TABLE log_commits (id TEXT PRIMARY KEY, request BYTEA, recorded_at BIGINT, analyst TEXT,
                 agent TEXT);
             CREATE TABLE log_events (position BIGSERIAL PRIMARY KEY, commit_id TEXT, stream TEXT, type TEXT,
                 payload TEXT);
             CREATE INDEX log_events_of_stream ON log_events (stream, position);",
        )?;
        let commit = client.prepare("INSERT INTO log_commits VALUES ($1, $2, $3, $4, $5)")?;
        let events = client.prepare(
            "INSERT INTO log_events (commit_id, stream, type, payload)
             SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])",
        )?;
        Ok(Log { client, commit, events })
    }
}

/// Events in PostgreSQL.
pub(crate) struct Log {
    client: Client,
    commit: Statement,
    events: Statement,
}

impl Log {
    fn take(&mut self, commit: &Commit) -> anyhow::Result<()> {
        let rows = rows(commit)?;
        let header = &commit.header;
        let (id, time) = (header.id.as_str(), header.recorded_at.timestamp_micros());
        let mut transaction = self.client.transaction()?;
        let request = &commit.request.0[..];
        transaction
            .execute(&self.commit, &[&id, &request, &time, &header.analyst, &header.agent])?;
        let ids: Vec<&str> = rows.iter().map(|row| row.commit.as_str()).collect();
        let streams: Vec<&str> = rows.iter().map(|row| row.stream.as_str()).collect();
        let names: Vec<&str> = rows.iter().map(|row| row.name).collect();
        let payloads: Vec<&str> = rows.iter().map(|row| row.payload.as_str()).collect();
        transaction.execute(&self.events, &[&ids, &streams, &names, &payloads])?;
        transaction.commit()?;
        Ok(())
    }
}

impl Store for Log {
    fn name(&self) -> &'static str {
        "PostgreSQL, synchronous_commit=on, prepared"
    }

    fn append(&mut self, commit: &Commit, _: usize) -> anyhow::Result<Duration> {
        let (time, taken) = timed(|| self.take(commit));
        taken?;
        Ok(time)
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // A server that does not stop is nothing that could be mended here.
        let _ = self.called("pg_ctl", &["stop", "-s", "-m", "immediate", "-D"], true);
        let _ = std::fs::remove_dir_all(&self.data);
    }
}

fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0)
}

fn somebody() -> anyhow::Result<(u32, u32)> {
    let id = |flag: &str, user: &str| {
        let output = Command::new("id").args([flag, user]).output().ok()?;
        String::from_utf8_lossy(&output.stdout).trim().parse().ok()
    };
    let found = USERS.iter().find_map(|user| id("-u", user).zip(id("-g", user)));
    found.context("root needs another user to run it as (postgres or nobody)")
}

fn server() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut dirs: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    dirs.extend(versions.map(|version| version.path().join("bin")));
    dirs.into_iter().find(|dir| dir.join("initdb").exists() && dir.join("pg_ctl").exists())
}

/// Fills the same tables from those of SQLite: rows as `COPY` takes them, made ready before the clock starts;
/// indexes and statistics after. Returns the time for the tables, and for the index of words.
pub(crate) fn fill(client: &mut Client, from: &Connection) -> anyhow::Result<(Duration, Duration)> {
    let ready =
        TABLES.map(|(name, columns)| Ok::<_, anyhow::Error>((name, columns, copied(from, name)?)));
    let (time, filled) = timed(|| {
        let mut transaction = client.transaction()?;
        for table in ready {
            let (name, columns, rows) = table?;
            transaction.batch_execute(&format!(
                "DROP TABLE IF EXISTS {name}; CREATE TABLE {name} ({columns})"
            ))?;
            let mut copy = transaction.copy_in(&format!("COPY {name} FROM STDIN"))?;
            copy.write_all(&rows)?;
            copy.finish()?;
        }
        transaction.batch_execute(INDEXES)?;
        transaction.commit()?;
        client.batch_execute("ANALYZE")?;
        anyhow::Ok(())
    });
    filled?;
    let words = "CREATE INDEX words ON claims USING gin (to_tsvector('simple', statement))";
    let (words, made) = timed(|| client.batch_execute(words));
    made?;
    Ok((time, words))
}

/// Returns a table in the text form of `COPY`.
fn copied(from: &Connection, table: &str) -> anyhow::Result<Vec<u8>> {
    let mut statement = from.prepare(&format!("SELECT * FROM {table}"))?;
    let columns = statement.column_count();
    let (mut rows, mut out) = (statement.query([])?, Vec::new());
    while let Some(row) = rows.next()? {
        for column in 0..columns {
            if column > 0 {
                out.push(b'\t');
            }
            match row.get::<_, Value>(column)? {
                Value::Null => out.extend_from_slice(b"\\N"),
                Value::Integer(number) => write!(out, "{number}")?,
                Value::Real(number) => write!(out, "{number}")?,
                Value::Text(text) => out.extend_from_slice(escaped(&text).as_bytes()),
                Value::Blob(_) => anyhow::bail!("{table} has bytes in it"),
            }
        }
        out.push(b'\n');
    }
    Ok(out)
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n").replace('\r', "\\r")
}

/// A connection with the statements it has prepared.
pub(crate) struct Asked {
    client: Client,
    prepared: HashMap<String, Statement>,
}

impl Asked {
    pub(crate) fn of(client: Client) -> Self {
        Self { client, prepared: HashMap::new() }
    }

    fn all(
        &mut self,
        statement: &str,
        values: &[&(dyn ToSql + Sync)],
    ) -> anyhow::Result<Vec<Vec<Value>>> {
        let prepared = match self.prepared.get(statement) {
            Some(prepared) => prepared.clone(),
            None => {
                let prepared = self.client.prepare(statement)?;
                self.prepared.insert(statement.to_owned(), prepared.clone());
                prepared
            }
        };
        let rows = self.client.query(&prepared, values)?;
        rows.iter().map(|row| (0..row.len()).map(|column| owned(row, column)).collect()).collect()
    }

    /// Returns the ids of a column of numbers.
    fn ids(&mut self, statement: &str, values: &[&(dyn ToSql + Sync)]) -> anyhow::Result<Vec<i64>> {
        let id = |row: Vec<Value>| match row.first() {
            Some(Value::Integer(id)) => Ok(*id),
            Some(Value::Null | Value::Real(_) | Value::Text(_) | Value::Blob(_)) | None => {
                Err(anyhow::anyhow!("an id is a number"))
            }
        };
        self.all(statement, values)?.into_iter().map(id).collect()
    }

    /// A page of a speaker's claims with their cards, as SQLite is asked.
    pub(crate) fn speaker(
        &mut self,
        name: &str,
        clock: [i64; 2],
        cards: &[String; 6],
    ) -> anyhow::Result<Vec<i64>> {
        let speaker = self.ids("SELECT id FROM actors WHERE name = $1", &[&name])?;
        let speaker = *speaker.first().context("the speaker is there")?;
        let ids = self.ids(super::sqlite::PAGE_OF_SPEAKER, &[&speaker, &clock[0], &clock[1]])?;
        super::sqlite::list(self, cards, &ids)?;
        Ok(ids)
    }

    /// The latest fifty claims with these words, with their cards.
    pub(crate) fn search(&mut self, words: &str, cards: &[String; 6]) -> anyhow::Result<Vec<i64>> {
        let found = "SELECT id FROM claims WHERE to_tsvector('simple', statement) @@ \
                     plainto_tsquery('simple', $1) ORDER BY id DESC LIMIT 50";
        let ids = self.ids(found, &[&words])?;
        super::sqlite::list(self, cards, &ids)?;
        Ok(ids)
    }
}

impl Ask for Asked {
    fn rows(&mut self, statement: &str, values: &[i64]) -> anyhow::Result<Vec<Vec<Value>>> {
        let values: Vec<&(dyn ToSql + Sync)> =
            values.iter().map(|value| value as &(dyn ToSql + Sync)).collect();
        self.all(statement, &values)
    }
}

fn owned(row: &postgres::Row, column: usize) -> anyhow::Result<Value> {
    let kind = row.columns().get(column).map(postgres::Column::type_);
    Ok(match kind {
        Some(kind) if *kind == Type::INT8 => {
            row.try_get::<_, Option<i64>>(column)?.map_or(Value::Null, Value::Integer)
        }
        Some(kind) if *kind == Type::FLOAT8 => {
            row.try_get::<_, Option<f64>>(column)?.map_or(Value::Null, Value::Real)
        }
        Some(_) | None => {
            row.try_get::<_, Option<String>>(column)?.map_or(Value::Null, Value::Text)
        }
    })
}
