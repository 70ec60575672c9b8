//! Format 1: the JSON of one commit line. Written by both backends, read by everything that reads
//! segments; `FORMAT.md` defines it byte by byte.

use std::borrow::Cow;
use std::io::Write;
use std::sync::Arc;

use chrono::DateTime;
use counterclaim_model::{CommitHeader, CommitId, Digest, NotAStream, Position};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::hash::push_hex;
use crate::record::{Record, RecordedEvent};
use crate::{CommitSummary, Content, Salt};

/// The only format this build reads and writes.
pub(crate) const FORMAT: u64 = 1;

/// Writes the JSON of `record` behind whatever `out` holds.
pub(crate) fn write(record: &Record, out: &mut Vec<u8>) {
    let (header, summary) = (&record.header, &record.summary);
    push(out, format_args!("{{\"v\":{FORMAT},\"id\":"));
    text(out, header.id.as_str());
    let micros = header.recorded_at.timestamp_micros();
    push(out, format_args!(",\"first\":{},\"recorded_at\":{micros},\"analyst\":", summary.first));
    text(out, &header.analyst);
    out.extend_from_slice(b",\"agent\":");
    text(out, &header.agent);
    for (key, id) in [("correlation", &header.correlation), ("causation", &header.causation)] {
        push(out, format_args!(",\"{key}\":"));
        match id {
            Some(id) => text(out, id.as_str()),
            None => out.extend_from_slice(b"null"),
        }
    }
    out.extend_from_slice(b",\"request\":\"");
    push_hex(out, &summary.request.0);
    push(out, format_args!("\",\"synced\":{},\"events\":[", record.synced));
    for (index, event) in record.events.iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        write_event(event, out);
    }
    out.extend_from_slice(b"]}");
}

fn write_event(event: &RecordedEvent, out: &mut Vec<u8>) {
    // The name of a stream holds nothing that JSON escapes.
    push(out, format_args!("{{\"stream\":\"{}\",\"sv\":", event.stream));
    push(out, format_args!("{},\"type\":", event.stream_version));
    text(out, &event.name);
    push(out, format_args!(",\"tv\":{},", event.version));
    match &event.content {
        Content::Kept { salt, payload } => {
            out.extend_from_slice(b"\"salt\":\"");
            push_hex(out, &salt.0);
            out.extend_from_slice(b"\",\"payload\":");
            out.extend_from_slice(payload.as_bytes());
        }
        Content::Erased(digest) => {
            out.extend_from_slice(b"\"erased\":\"");
            push_hex(out, &digest.0);
            out.push(b'"');
        }
    }
    out.push(b'}');
}

fn push(out: &mut Vec<u8>, what: std::fmt::Arguments<'_>) {
    out.write_fmt(what).expect("a vector takes every byte");
}

fn text(out: &mut Vec<u8>, text: &str) {
    serde_json::to_writer(out, text).expect("every text has a JSON form, and a vector takes it");
}

/// One commit, as it is read.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CommitLine<'a> {
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
    #[serde(borrow)]
    events: Vec<EventLine<'a>>,
}

/// One event of a commit: with salt and payload, or with what erasure left of them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EventLine<'a> {
    #[serde(borrow)]
    stream: Cow<'a, str>,
    sv: u64,
    #[serde(rename = "type")]
    name: String,
    tv: u16,
    salt: Option<Salt>,
    #[serde(borrow, default, deserialize_with = "whatever")]
    payload: Option<&'a RawValue>,
    erased: Option<Digest>,
}

/// Reads a payload that may be any JSON: `null` is one too.
fn whatever<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<&'de RawValue>, D::Error> {
    <&RawValue>::deserialize(from).map(Some)
}

/// The one field that every version has.
#[derive(Deserialize)]
struct Version {
    v: u64,
}

/// Why the JSON of a line is no commit of this format.
#[derive(Debug)]
pub(crate) enum Misread {
    /// It is of another format.
    OtherFormat(u64),
    /// Not what this format allows.
    Flaw(String),
}

/// Reads the JSON of a commit.
pub(crate) fn read(json: &[u8]) -> Result<Record, Misread> {
    let line: CommitLine<'_> = serde_json::from_slice(json).map_err(|error| {
        match serde_json::from_slice::<Version>(json) {
            Ok(Version { v }) if v != FORMAT => Misread::OtherFormat(v),
            Ok(_) | Err(_) => Misread::Flaw(format!("is no commit: {error}")),
        }
    })?;
    if line.v != FORMAT {
        return Err(Misread::OtherFormat(line.v));
    }
    line.into_record().map_err(Misread::Flaw)
}

impl CommitLine<'_> {
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

impl EventLine<'_> {
    fn into_event(self) -> Result<RecordedEvent, String> {
        let content = match (self.salt, self.payload, self.erased) {
            (Some(salt), Some(payload), None) => {
                Content::Kept { salt, payload: payload.get().to_owned() }
            }
            (None, None, Some(digest)) => Content::Erased(digest),
            _ => return Err("has an event that is neither kept nor erased".to_owned()),
        };
        Ok(RecordedEvent {
            stream: self.stream.parse().map_err(|error: NotAStream| error.to_string())?,
            stream_version: self.sv,
            name: self.name,
            version: self.tv,
            content,
        })
    }
}
