//! Format 0: the JSON of one commit line. Written by `FileLog`, read by everything that reads segments;
//! `FORMAT.md` defines it byte by byte.

use std::sync::Arc;

use chrono::DateTime;
use counterclaim_model::{CommitHeader, CommitId, Digest, Position};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::record::{Record, RecordedEvent};
use crate::{CommitSummary, Salt};

/// The only format this build reads and writes.
pub(crate) const FORMAT: u64 = 0;

/// One commit. Fields are written in this order.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CommitLine {
    v: u64,
    id: CommitId,
    first: u64,
    recorded_at: i64,
    analyst: String,
    agent: String,
    correlation: Option<CommitId>,
    causation: Option<CommitId>,
    request: Digest,
    synced: u64,
    events: Vec<EventLine>,
}

/// One event of a commit.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct EventLine {
    stream: String,
    sv: u64,
    #[serde(rename = "type")]
    name: String,
    tv: u16,
    salt: Salt,
    payload: Box<RawValue>,
}

/// The one field that every version has.
#[derive(Deserialize)]
struct Version {
    v: u64,
}

impl CommitLine {
    /// Returns the JSON of `record`.
    pub(crate) fn write(record: &Record) -> serde_json::Result<String> {
        let event = |event: &RecordedEvent| {
            Ok(EventLine {
                stream: event.stream.to_string(),
                sv: event.stream_version,
                name: event.name.clone(),
                tv: event.version,
                salt: event.salt,
                payload: RawValue::from_string(event.payload.clone())?,
            })
        };
        serde_json::to_string(&Self {
            v: FORMAT,
            id: record.header.id.clone(),
            first: record.summary.first.0,
            recorded_at: record.header.recorded_at.timestamp_micros(),
            analyst: record.header.analyst.clone(),
            agent: record.header.agent.clone(),
            correlation: record.header.correlation.clone(),
            causation: record.header.causation.clone(),
            request: record.summary.request,
            synced: record.synced.0,
            events: record.events.iter().map(event).collect::<serde_json::Result<_>>()?,
        })
    }

    /// Reads the JSON of a commit.
    pub(crate) fn read(json: &[u8]) -> Result<Record, Misread> {
        let line: Self =
            serde_json::from_slice(json).map_err(|error| {
                match serde_json::from_slice::<Version>(json) {
                    Ok(Version { v }) if v > FORMAT => Misread::TooNew(v),
                    _ => Misread::Flaw(format!("is no commit: {error}")),
                }
            })?;
        if line.v > FORMAT {
            return Err(Misread::TooNew(line.v));
        }
        line.into_record().map_err(Misread::Flaw)
    }

    fn into_record(self) -> Result<Record, String> {
        let count = self.events.len() as u64;
        if count == 0 || self.first == 0 {
            return Err("has no events or no position".to_owned());
        }
        let last = self.first.checked_add(count - 1).ok_or("has a position beyond counting")?;
        let recorded_at = DateTime::from_timestamp_micros(self.recorded_at)
            .ok_or("has a time beyond counting")?;
        let summary = CommitSummary {
            id: self.id.clone(),
            first: Position(self.first),
            last: Position(last),
            request: self.request,
            recorded_at,
        };
        let header = CommitHeader {
            id: self.id,
            recorded_at,
            analyst: self.analyst,
            agent: self.agent,
            correlation: self.correlation,
            causation: self.causation,
        };
        Ok(Record {
            header: Arc::new(header),
            summary: Arc::new(summary),
            synced: Position(self.synced),
            events: self.events.into_iter().map(EventLine::into_event).collect::<Result<_, _>>()?,
        })
    }
}

impl EventLine {
    fn into_event(self) -> Result<RecordedEvent, String> {
        let stream = self.stream.parse();
        Ok(RecordedEvent {
            stream: stream.map_err(|error: counterclaim_model::NotAStream| error.to_string())?,
            stream_version: self.sv,
            name: self.name,
            version: self.tv,
            salt: self.salt,
            payload: Box::<str>::from(self.payload).into_string(),
        })
    }
}

/// Why the JSON of a line is no commit of this format.
#[derive(Debug)]
pub(crate) enum Misread {
    /// Written by a newer build.
    TooNew(u64),
    /// Not what this format allows.
    Flaw(String),
}
