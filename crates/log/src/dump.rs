//! A log as NDJSON, one object per event, and back again into an empty log: positions, commit ids,
//! times, salts and payload bytes stay, and with them the root. For archives and moves.

use std::io::{BufRead, Write};
use std::sync::Arc;

use chrono::{DateTime, SecondsFormat, SubsecRound, Utc};
use counterclaim_model::{CaseId, CommitHeader, CommitId, Digest, NotAStream, Position};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use uuid::Uuid;

use crate::record::{Record, RecordedEvent};
use crate::tip::Tip;
use crate::{AppendError, CommitSummary, Content, Entry, EventLog, LogError, ReadLog, Salt};

/// Commits per write when loading.
const BATCH_COMMITS: usize = 256;

/// One line: an event with everything that is known of its commit.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct DumpLine {
    case: CaseId,
    position: u64,
    id: Uuid,
    commit: CommitId,
    commit_first: u64,
    commit_last: u64,
    recorded_at: String,
    analyst: String,
    agent: String,
    correlation: Option<CommitId>,
    causation: Option<CommitId>,
    request: Digest,
    stream: String,
    stream_version: u64,
    #[serde(rename = "type")]
    name: String,
    type_version: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    salt: Option<Salt>,
    #[serde(default, deserialize_with = "whatever", skip_serializing_if = "Option::is_none")]
    payload: Option<Box<RawValue>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    erased: Option<Digest>,
}

/// Reads a payload that may be any JSON: `null` is one too.
fn whatever<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<Box<RawValue>>, D::Error> {
    Box::<RawValue>::deserialize(from).map(Some)
}

/// Why a log could not be dumped.
#[derive(Debug, thiserror::Error)]
pub enum DumpError {
    /// The log cannot be read.
    #[error("cannot read the log")]
    Log(#[from] LogError),
    /// The dump cannot be written.
    #[error("cannot write the dump")]
    Write(#[from] std::io::Error),
    /// A stored payload is not JSON: the log is damaged in a way its checksums agree with.
    #[error("payload at position {position} is not JSON")]
    Payload {
        /// The event.
        position: Position,
        /// The cause.
        source: serde_json::Error,
    },
}

/// Writes everything a log holds, evidence apart. Returns the number of events.
///
/// # Errors
/// See [`DumpError`]; what was written so far is a dump of a prefix, perhaps with half a commit.
pub fn dump(log: &(impl ReadLog + ?Sized), out: &mut impl Write) -> Result<u64, DumpError> {
    let mut count = 0;
    for entry in log.read(Position::START) {
        let entry = entry?;
        let position = entry.position;
        let failed = |source| DumpError::Payload { position, source };
        let line = DumpLine::of(log.case(), entry).map_err(failed)?;
        serde_json::to_writer(&mut *out, &line).map_err(std::io::Error::from)?;
        out.write_all(b"\n")?;
        count += 1;
    }
    out.flush()?;
    Ok(count)
}

impl DumpLine {
    fn of(case: CaseId, entry: Entry) -> serde_json::Result<Self> {
        let (header, commit) = (entry.header, entry.commit);
        let (salt, payload, erased) = match entry.content {
            Content::Kept { salt, payload } => (Some(salt), Some(payload), None),
            Content::Erased(digest) => (None, None, Some(digest)),
        };
        Ok(Self {
            case,
            position: entry.position.0,
            id: entry.id,
            commit: header.id.clone(),
            commit_first: commit.first.0,
            commit_last: commit.last.0,
            recorded_at: header.recorded_at.to_rfc3339_opts(SecondsFormat::Micros, true),
            analyst: header.analyst.clone(),
            agent: header.agent.clone(),
            correlation: header.correlation.clone(),
            causation: header.causation.clone(),
            request: commit.request,
            stream: entry.stream.to_string(),
            stream_version: entry.stream_version,
            name: entry.name,
            type_version: entry.version,
            salt,
            payload: payload.map(RawValue::from_string).transpose()?,
            erased,
        })
    }

    /// Begins the commit that this line is of.
    fn begin(&self) -> Result<Record, String> {
        let recorded_at = DateTime::parse_from_rfc3339(&self.recorded_at);
        let recorded_at = recorded_at.map_err(|error| error.to_string())?.with_timezone(&Utc);
        let recorded_at = recorded_at.trunc_subsecs(6);
        let summary = CommitSummary {
            id: self.commit.clone(),
            first: Position(self.commit_first),
            last: Position(self.commit_last),
            request: self.request,
            recorded_at,
        };
        let header = CommitHeader {
            id: self.commit.clone(),
            recorded_at,
            analyst: self.analyst.clone(),
            agent: self.agent.clone(),
            correlation: self.correlation.clone(),
            causation: self.causation.clone(),
        };
        let (header, summary) = (Arc::new(header), Arc::new(summary));
        Ok(Record { header, summary, synced: Position::START, events: Vec::new() })
    }

    fn into_event(self) -> Result<RecordedEvent, String> {
        let content = match (self.salt, self.payload, self.erased) {
            (Some(salt), Some(payload), None) => {
                Content::Kept { salt, payload: Box::<str>::from(payload).into_string() }
            }
            (None, None, Some(digest)) => Content::Erased(digest),
            _ => return Err("is neither kept nor erased".to_owned()),
        };
        Ok(RecordedEvent {
            stream: self.stream.parse().map_err(|error: NotAStream| error.to_string())?,
            stream_version: self.stream_version,
            name: self.name,
            version: self.type_version,
            content,
        })
    }
}

/// Why a dump was not loaded. What was loaded before stays: begin again with an empty log.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The log holds events already.
    #[error("the log is not empty")]
    NotEmpty,
    /// The dump is of another case.
    #[error("the dump is of case {0}")]
    OtherCase(CaseId),
    /// A line is no event, or does not follow the one before.
    #[error("line {line} of the dump {what}")]
    BadLine {
        /// Which line, from 1.
        line: u64,
        /// What is wrong with it.
        what: String,
    },
    /// The dump cannot be read.
    #[error("cannot read the dump")]
    Read(#[from] std::io::Error),
    /// The log cannot be written.
    #[error("cannot write the log")]
    Append(#[from] AppendError),
}

/// Commits as a dump or another log has them; only [`load`] and [`move_into`](crate::move_into) make them.
#[derive(Debug)]
pub struct Restored(Vec<Record>);

impl Restored {
    /// Commits that another log holds.
    pub(crate) fn of(records: Vec<Record>) -> Self {
        Self(records)
    }

    /// Returns the commits; what each says was durable before it is up to whoever writes them.
    pub(crate) fn into_records(self) -> Vec<Record> {
        self.0
    }
}

/// Loads a dump into an empty log of the same case. Returns the number of events.
///
/// # Errors
/// See [`LoadError`].
pub fn load(dump: impl BufRead, log: &mut (impl EventLog + ?Sized)) -> Result<u64, LoadError> {
    if log.head() != Position::START {
        return Err(LoadError::NotEmpty);
    }
    let mut loading = Loading { log, tip: Tip::default(), begun: None, ready: Vec::new() };
    for (number, line) in (1_u64..).zip(dump.lines()) {
        let bad = |what: String| LoadError::BadLine { line: number, what };
        let line: DumpLine =
            serde_json::from_str(&line?).map_err(|error| bad(format!("is no event: {error}")))?;
        if line.case != loading.log.case() {
            return Err(LoadError::OtherCase(line.case));
        }
        loading.take(line).map_err(bad)?;
        if loading.ready.len() >= BATCH_COMMITS {
            loading.flush()?;
        }
    }
    if let Some(record) = &loading.begun {
        let line = record.summary.last.0;
        let what = format!("is missing: commit {} is incomplete", record.summary.id);
        return Err(LoadError::BadLine { line, what });
    }
    loading.flush()?;
    Ok(loading.tip.head.0)
}

/// A load under way.
struct Loading<'a, L: ?Sized> {
    log: &'a mut L,
    /// Where the log will end once everything ready is written.
    tip: Tip,
    /// The commit that still lacks events.
    begun: Option<Record>,
    ready: Vec<Record>,
}

impl<L: EventLog + ?Sized> Loading<'_, L> {
    fn take(&mut self, line: DumpLine) -> Result<(), String> {
        let fresh = line.begin()?;
        let mut record = match self.begun.take() {
            None => fresh,
            Some(begun) if begun.summary == fresh.summary && begun.header == fresh.header => begun,
            Some(_) => return Err("belongs to another commit than it should".to_owned()),
        };
        let next = self.tip.head.next().0 + record.events.len() as u64;
        if line.position != next {
            return Err(format!("has position {}, where {next} should follow", line.position));
        }
        record.events.push(line.into_event()?);
        if next < record.summary.last.0 {
            self.begun = Some(record);
            return Ok(());
        }
        if let Some(misfit) = self.tip.misfit(&record) {
            return Err(misfit);
        }
        if self.tip_knows(&record.summary.id) {
            return Err(format!("has commit {} for the second time", record.summary.id));
        }
        self.tip.advance(&record);
        self.ready.push(record);
        Ok(())
    }

    /// Returns whether the dump had this commit before.
    fn tip_knows(&self, id: &CommitId) -> bool {
        self.ready.iter().any(|record| record.summary.id == *id)
            || self.log.commit(id).is_ok_and(|known| known.is_some())
    }

    fn flush(&mut self) -> Result<(), AppendError> {
        let ready = std::mem::take(&mut self.ready);
        if ready.is_empty() {
            return Ok(());
        }
        self.log.restore(Restored(ready))
    }
}
